"""Reads how many people or places a city offers, by words of readiness beside their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.gist.doers import doers, speakers
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import date_with, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of
from loaders.tables.words import values

OFFERED = 0.72
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,2}(?:[.,\u00a0\u202f ]\d{3})|\d{1,4}|"
    rf"{any_of('figures.count')})(?=\s[^\W\d_])"
)
_WORDS = values("figures.count")
_GUESTS, _REACH = 40, 110
_AND = re.compile(rf"\s{any_of('text.and')}\s")


def offers(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield how many people or places cities offer."""
    for sentence, words in spots.words_with(finds, "gist.ready"):
        if not _NUMBER.search(view.text, sentence.start, sentence.end):
            continue
        for ready, clause in words:
            number = _number(view, clause, ready)
            if number is None:
                continue
            low, high = min(ready[0], number.start), max(ready[1], number.end)
            if clause.doubted(low, high, passive=True):
                continue
            group = doers(view, finds, clause, ready) or _official(view, clause, ready[0])
            for one in group:
                when = date_with(view, clause, [one], many=False)
                yield claim(view, "offer", (one, number, when), (sentence.start, sentence.end),
                            OFFERED * one.confidence, method="gist:offer")  # fmt: skip
            if group:
                break


def _number(view: View, clause: Clause, ready: tuple[int, int]) -> Mention | None:
    """Return the number of people or places nearest to a word of readiness."""
    guests = topic("gist.guest", clause.language)
    found: list[tuple[int, Mention]] = []
    dates = clause.of("DATE")
    for match in _NUMBER.finditer(view.text, clause.start, clause.end):
        start, end = match.span("number")
        if any(m.start < end and start < m.end for m in dates):
            continue
        if end <= ready[0] and _AND.search(view.text, end, ready[0]):
            continue  # "opened 45 places and offers 20 more"
        noun = guests.search(view.text, end, min(clause.end, end + _GUESTS))
        if noun is None or _NUMBER.search(view.text, end, noun.start()):
            continue
        apart = start - ready[1] if start >= ready[1] else ready[0] - end
        if 0 <= apart < _REACH:
            value = _WORDS.get(match["number"]) or re.sub(r"\D", "", match["number"])
            figure = named(view, "FIGURE", start, end, value=value,
                           detail=(("measure", "people"),))  # fmt: skip
            found.append((apart, figure))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _official(view: View, clause: Clause, before: int) -> list[Mention]:
    """Return the one person named before a word, who speaks for a city nobody names."""
    persons = [m for m in speakers(view, clause) if m.end <= before]
    return persons if len(persons) == 1 else []
