"""Reads what a project counts: people it served, places, staff, sessions, money.

"Last year 312 people came", "it has 24 beds", "a team of six": a number before a noun that is
counted, in a sentence that speaks of one project or begins with a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.extract.claims.clauses import Finds, clause_at
from loaders.extract.gist.topics import sought, speaks
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.strangers import opens_with_other
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.memory import Memory
from loaders.extract.subjects.matters import Matter
from loaders.extract.subjects.parts import date_of, doubted, part_at
from loaders.tables.patterns import any_of, one_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken, values

NAMED, AGAIN, LOOSE = 0.68, 0.65, 0.6
_WORDS = values("figures.count")
_SCALES = {word: int(noughts) for word, noughts in values("figures.scale").items()}
DIGITS = r"\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+(?![\d.,]?\d)|\d{1,6}"
_PERCENT = re.compile(r"\s?%")
_MONEY = re.compile(rf"\s?(?:{any_of('columns.unit')})(?!\w)", re.IGNORECASE)
_FREE = Memory()
_OTHERS = frozenset({"ORG", "CITY", "GOVERNMENT", "PERSON", "COUNTRY"})
_MEMBERS = frozenset(w for w, v in values("figures.measure").items() if v == "members")
_BESIDE, _SMALL = 60, 24


@cache
def _counted(language: str) -> re.Pattern[str]:
    """Return the pattern of a number before a noun of the list, up to two words between."""
    nouns = quick_words(spoken("gist.counted", language)) if language else "(?!)"
    return re.compile(
        rf"(?<![\w.,/€$£-])(?P<number>{DIGITS}|{any_of('figures.count', languages=(language,))})"
        rf"(?:\s(?P<scale>{one_of(_SCALES)}))?(?:\s(?:de|d['’]|di|of))?"
        rf"(?:\s[^\W\d_][\w’'-]*){{0,2}}?\s(?P<noun>{nouns})",
        re.IGNORECASE,
    )


def counts(view: View, finds: Finds, matter: Matter) -> Iterator[Claim]:
    """Yield the figures of a project in a sentence that speaks of it."""
    sentence = matter.sentence
    if view.marks.digit(*matter.span) is None and not speaks("figures.count", view, sentence):
        return
    found = list(_numbers(view, matter))
    if found and not speaks("gist.counted-not", view, sentence):
        yield from _counted_ones(view, finds, matter, found)


def _counted_ones(
    view: View, finds: Finds, matter: Matter, numbers: Sequence[Mention]
) -> Iterator[Claim]:
    done: set[int] = set()
    for found in numbers:
        clause = part_at(view, finds, found.start, found.end)
        dates = finds.between(found.start - _SMALL, found.end)
        if any(m.type == "DATE" and m.end > found.start for m in dates):
            continue
        if clause is None or found.start in done:
            continue
        names = [matter.thing] if matter.age == 0 else []
        if doubted(view, finds, clause, names) or _of_another(finds, matter, found):
            continue
        sure = _sureness(view, finds, matter, found)
        if sure:
            done.add(found.start)
            said = (matter.thing, found, date_of(view, clause, [found]))
            yield claim(view, "figure", said, matter.span, sure,
                        method="subject:figure", detail=found.detail)  # fmt: skip


def _numbers(view: View, matter: Matter) -> Iterator[Mention]:
    """Yield the counted numbers and the sums of a sentence."""
    for figure, noun in counted(view, matter.sentence):
        if matter.age and noun in _MEMBERS:
            continue  # those of a body, which the page may have named between
        yield figure
    yield from amounts(view, *matter.span)


def counted(view: View, sentence: Sentence) -> Iterator[tuple[Mention, str]]:
    """Yield the numbers of a sentence that count something, with the noun in small letters."""
    for found in _counts(view, sentence):
        value = _value(found["number"], found["scale"])
        if value is None or _PERCENT.match(view.text, found.end("number")):
            continue
        detail = (("measure", "people"), ("qualifier", "exactly"))
        figure = named(view, "FIGURE", *found.span("number"), value=value, detail=detail)
        yield figure, found["noun"].lower()


def _counts(view: View, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield where the pattern matches; where no number is a word it is tried at figures only."""
    pattern, (start, end, _) = _counted(sentence.language or ""), sentence
    if sought("figures.count", view, sentence) is not None:
        yield from pattern.finditer(view.text, start, end)
        return
    for at in view.marks.numbers_between(start, end):
        found = pattern.match(view.text, at, end) if at >= start else None
        if found is not None:
            start = found.end()
            yield found


def _value(number: str, scale: str | None) -> str | None:
    word = _WORDS.get(number.lower())
    if word is not None:
        return word
    digits = re.sub(r"\D", "", number)
    if not digits:
        return None
    return digits if scale is None else str(int(digits) * 10 ** _SCALES[scale.lower()])


def _of_another(finds: Finds, matter: Matter, number: Mention) -> bool:
    """Tell whether somebody or something else stands before a number as what it is counted of."""
    start = matter.thing.end if matter.age == 0 and matter.thing.end < number.start else None
    low = matter.sentence.start if start is None else start
    inside = finds.between(low, number.start)
    if any(m.type == "FIGURE" and m.get("measure") == "population" for m in inside):
        return True
    if start is None and matter.age == 0:  # the name stands behind the number
        return matter.thing.start - number.end > _BESIDE
    return any(m.type in {"CITY", "GOVERNMENT", "COUNTRY"} for m in inside) and matter.age > 0


def _sureness(view: View, finds: Finds, matter: Matter, number: Mention) -> float:
    """Return how sure it is that a number is the project's, 0 where somebody else may have it."""
    if matter.age == 0:
        return NAMED
    if matter.again:
        return AGAIN
    if matter.age > 1 and not matter.only:
        return 0.0
    paid = number.get("measure") == "budget" and speaks("gist.pays", view, matter.sentence)
    if paid:
        return LOOSE
    other = _opens_with_other(view, finds, matter, number)
    return 0.0 if other or _others(view, finds, matter) else LOOSE


def _opens_with_other(view: View, finds: Finds, matter: Matter, number: Mention) -> bool:
    """Tell whether a sentence, or the part of it with a number, opens with something else."""
    part = part_at(view, finds, number.start, number.end)
    starts = {matter.sentence.start, part.start if part is not None else matter.sentence.start}
    language = matter.sentence.language or ""
    return any(opens_with_other(view.text, at, number.start, language) for at in starts)


def _others(view: View, finds: Finds, matter: Matter) -> bool:
    """Tell whether a sentence speaks of somebody, or of the city."""
    start, end = matter.span
    if any(m.type in _OTHERS for m in finds.between(start, end)):
        return True
    clause = clause_at(view, start, end, finds)
    return clause is None or _FREE.speaks_of_city_at(view, clause, start, end, finds) is not None
