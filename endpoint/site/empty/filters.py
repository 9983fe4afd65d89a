"""Looks at a filter that lets nothing pass: languages, datatypes, dates, case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import N_
from endpoint.site.empty.finding import Asks, Finding, found
from endpoint.site.empty.patterns import Element, Pattern
from endpoint.site.empty.terms import shown
from endpoint.syntax.tokens import tokens
from loaders.vocabulary import XSD

SAMPLE = 40
PARTIAL = {XSD.gYear, XSD.gYearMonth}
DATES = {*PARTIAL, XSD.date, XSD.dateTime}
NUMBERS = {XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.int, XSD.nonNegativeInteger}
PARTS = re.compile(r"\b(YEAR|MONTH|DAY)\s*\(", re.IGNORECASE)
LANGUAGES = re.compile(r"\b(LANG|LANGMATCHES)\s*\(", re.IGNORECASE)


def of_filter(
    pattern: Pattern, killer: Element, before: Sequence[Element], asker: Asks
) -> Iterator[Finding]:
    """Yield what is wrong with a filter, from the values its variables have before it."""
    words = list(tokens(killer.text))
    variables = dict.fromkeys(one.text for one in words if one.kind == "variable")
    written = [one.text for one in words if one.kind == "string"]
    for variable in variables:
        values = sample(pattern, variable, before, asker)
        if not values:
            message = N_("%(variable)s has no value where the filter looks at it")
            yield found("unbound", message, variable=variable)
            continue
        literals = [one for one in values if isinstance(one, Literal)]
        yield from _languages(killer.text, variable, literals)
        yield from _dates(killer.text, variable, literals)
        yield from _texts(killer.text, variable, values, written)
    if variables:
        first = next(iter(variables))
        values = sample(pattern, first, before, asker)
        if not _all_numbers(values):
            yield from _case(pattern, killer, before, asker)
        yield _range(first, values, pattern, before, asker)


def _all_numbers(values: Sequence[object]) -> bool:
    known = all(isinstance(one, Literal) and one.datatype in NUMBERS for one in values)
    return bool(values) and known


def _range(
    variable: str,
    values: Sequence[object],
    pattern: Pattern,
    before: Sequence[Element],
    asker: Asks,
) -> Finding:
    """Say what values there are: from the least to the greatest number, or two examples."""
    if _all_numbers(values):
        body = "\n".join(one.text for one in before if one.kind != "filter")
        rows = asker.select(
            f"{pattern.prologue}\nSELECT (MIN({variable}) AS ?least) (MAX({variable}) AS ?most) "
            f"WHERE {{ {body} }}"
        )
        if rows and {"least", "most"} <= rows[0].keys():
            least, most = str(rows[0]["least"].value), str(rows[0]["most"].value)
            message = N_("the filter lets nothing pass: %(variable)s is from %(least)s to %(most)s")
            return found("filter", message, variable=variable, least=least, most=most)
    message = N_("the filter lets nothing pass; values of %(variable)s: %(values)s")
    examples = ", ".join(shown(one) for one in values[:2])
    return found("filter", message, variable=variable, values=examples)


def _case(
    pattern: Pattern, killer: Element, before: Sequence[Element], asker: Asks
) -> Iterator[Finding]:
    """Say that the filter passes something when upper and lower case count as the same."""
    if not any(one.kind == "string" for one in tokens(killer.text)):
        return
    folded = "".join(_folded(killer.text))
    if folded != killer.text and asker.ask(_asking(pattern, before, folded)):
        yield Finding("case", N_("upper and lower case differ"), folded)


def _asking(pattern: Pattern, before: Sequence[Element], text: str) -> str:
    body = "\n".join(one.text for one in before)
    return f"{pattern.prologue}\nASK {{ {body}\n{text} }}"


def _folded(text: str) -> Iterator[str]:
    """Yield a filter with its variables and texts in lower case, without language tags."""
    end = 0
    for token in tokens(text):
        yield text[end : token.start]
        end = token.start + len(token.text)
        if token.kind == "variable":
            yield f"LCASE(STR({token.text}))"
        elif token.kind == "string":
            yield token.text.lower()
        elif token.kind != "language":
            yield token.text
    yield text[end:]


def sample(pattern: Pattern, variable: str, before: Sequence[Element], asker: Asks) -> list[object]:
    """Return some values of a variable without the filter."""
    body = "\n".join(one.text for one in before if one.kind != "filter")
    rows = asker.select(
        f"{pattern.prologue}\nSELECT DISTINCT {variable} WHERE {{ {body} }} LIMIT {SAMPLE}"
    )
    name = variable[1:]
    return [row[name] for row in rows if name in row]


def _languages(text: str, variable: str, literals: list[Literal]) -> Iterator[Finding]:
    if not LANGUAGES.search(text) or variable not in text:
        return
    tags = sorted({one.language or "" for one in literals})
    if not any(tags):
        message = N_("%(variable)s has no language tag: take the filter on the language out")
        yield found("language", message, variable=variable)
    else:
        named = ", ".join(tag or "—" for tag in tags[:12])
        message = N_("the language tags of %(variable)s are: %(tags)s")
        yield found("language", message, variable=variable, tags=named)


def _dates(text: str, variable: str, literals: list[Literal]) -> Iterator[Finding]:
    kinds = {one.datatype for one in literals} & DATES
    if not kinds:
        return
    named = ", ".join(sorted(f"xsd:{one.value.rsplit('#', 1)[-1]}" for one in kinds))
    example = next(one for one in literals if one.datatype in kinds)
    if PARTS.search(text) and kinds & PARTIAL:
        yield found(
            "date",
            N_("YEAR() and its like take whole dates, and %(variable)s has %(types)s"),
            f"xsd:integer(SUBSTR(STR({variable}), 1, 4))",
            variable=variable,
            types=named,
        )
    else:
        yield found(
            "date",
            N_(
                "dates of different precision do not compare, and %(variable)s has %(types)s, such"
                " as %(example)s; urb:earliestStart and urb:latestStart are days"
            ),
            f"STR({variable})",
            variable=variable,
            types=named,
            example=shown(example),
        )


def _texts(
    text: str, variable: str, values: Sequence[object], written: Sequence[str]
) -> Iterator[Finding]:
    if not written:
        return
    if any(isinstance(one, NamedNode) for one in values) and f"STR({variable})" not in text.upper():
        iris = [one for one in values if isinstance(one, NamedNode)]
        message = N_("%(variable)s is an IRI such as %(example)s, not a text")
        yield found("type", message, f"STR({variable})", variable=variable, example=str(iris[0]))
        return
    if _all_numbers(values):
        message = N_("%(variable)s is a number: write it without quotation marks")
        yield found("type", message, written[0].strip("\"'"), variable=variable)
        return
    plain = [one for one in written if len(one) > 4]
    tagged = [one for one in values if isinstance(one, Literal) and one.language]
    if plain and tagged and "=" in text and "STR(" not in text.upper():
        message = N_("%(variable)s has language tags (%(example)s), so it equals no text without")
        example = str(tagged[0])
        yield found("language", message, f"STR({variable})", variable=variable, example=example)
