"""Looks at a filter that lets nothing pass: languages, datatypes, dates, case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from endpoint.site.empty.finding import Asks, Finding
from endpoint.site.empty.patterns import Element, Pattern
from endpoint.site.empty.terms import shown
from endpoint.syntax.tokens import tokens
from loaders.vocabulary import XSD

SAMPLE = 40
PARTIAL = {XSD.gYear, XSD.gYearMonth}
DATES = {*PARTIAL, XSD.date, XSD.dateTime}
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
            yield Finding("unbound", f"{variable} has no value where the filter looks at it")
            continue
        literals = [one for one in values if isinstance(one, Literal)]
        yield from _languages(killer.text, variable, literals)
        yield from _dates(killer.text, variable, literals)
        yield from _texts(killer.text, variable, values, written)
    if variables:
        examples = sample(pattern, next(iter(variables)), before, asker)[:2]
        values_ = ", ".join(shown(one) for one in examples)
        yield Finding(
            "filter", f"the filter lets nothing pass; values of {next(iter(variables))}: {values_}"
        )


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
    found = sorted({one.language or "" for one in literals})
    if not any(found):
        yield Finding(
            "language", f"{variable} has no language tag", "take the filter on the language out"
        )
    else:
        tags = ", ".join(tag or "none" for tag in found[:12])
        yield Finding("language", f"the language tags of {variable} are: {tags}")


def _dates(text: str, variable: str, literals: list[Literal]) -> Iterator[Finding]:
    kinds = {one.datatype for one in literals} & DATES
    if not kinds:
        return
    named = ", ".join(sorted(f"xsd:{one.value.rsplit('#', 1)[-1]}" for one in kinds))
    example = next(one for one in literals if one.datatype in kinds)
    if PARTS.search(text) and kinds & PARTIAL:
        yield Finding(
            "date",
            f"YEAR() and its like take whole dates, and {variable} has {named}",
            f"xsd:integer(SUBSTR(STR({variable}), 1, 4))",
        )
    else:
        yield Finding(
            "date",
            f"dates of different precision do not compare, and {variable} has {named},"
            f" such as {shown(example)}",
            f"compare STR({variable}), or urb:earliestStart and urb:latestStart, which are days",
        )


def _texts(
    text: str, variable: str, values: Sequence[object], written: Sequence[str]
) -> Iterator[Finding]:
    if not written:
        return
    if any(isinstance(one, NamedNode) for one in values) and f"STR({variable})" not in text.upper():
        iris = [one for one in values if isinstance(one, NamedNode)]
        yield Finding(
            "type",
            f"{variable} is an IRI, not a text",
            f"compare STR({variable}), such as {iris[0]}",
        )
        return
    plain = [one for one in written if len(one) > 4]
    tagged = [one for one in values if isinstance(one, Literal) and one.language]
    if plain and tagged and "=" in text and "STR(" not in text.upper():
        yield Finding(
            "language",
            f"{variable} has language tags ({tagged[0]}), so it equals no text without",
            f"compare STR({variable})",
        )
    lowered = {one.strip("\"'").lower() for one in plain}
    for one in values:
        if isinstance(one, Literal) and one.value.lower() in lowered:
            yield Finding("case", f"the value is written {shown(one)}", "compare LCASE(STR(…))")
            return
