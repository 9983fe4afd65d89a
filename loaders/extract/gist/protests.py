"""Reads which cities protest against what, by words of protest and of what they are against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.gist.doers import doers
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import date_with, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.against import NOT_PROTESTED
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of

PROTESTED = 0.72
_PHRASE = re.compile(r"\s*(?P<words>[^,;:.!?()\n“”„«»]{4,90})")
_THEN = re.compile(rf"\s{any_of('relations.then')}(?!\w)")
_REACH = 70
_LEAST = 4


def protests(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield what cities protest against: the words behind "against" beside a word of protest."""
    for sentence, words in spots.words_with(finds, "gist.protest"):
        for word, clause in words:
            what = _against(view, clause, word)
            if what is None or _until(clause, what).doubted(*word, passive=True):
                continue
            group = [
                m for m in doers(view, finds, clause, word)
                if m.end <= what.start or m.start >= what.end
            ]  # fmt: skip
            for one in group:
                when = date_with(view, clause, [one], many=False)
                yield claim(view, "protest", (one, what, when), (sentence.start, sentence.end),
                            PROTESTED * one.confidence, method="gist:protest")  # fmt: skip
            if group:
                break


def _against(view: View, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return the words of what a protest is against: behind "against", after or before its word."""
    against = topic("gist.against", clause.language)
    after = against.search(view.text, word[1], min(clause.end, word[1] + _REACH))
    if after is not None:
        return _phrase(view, clause, after.end(), clause.end)
    if clause.language not in {"de", "nl"}:
        return None
    before = against.search(view.text, clause.start, word[0])
    return _phrase(view, clause, before.end(), word[0]) if before is not None else None


def _until(clause: Clause, what: Mention) -> Clause:
    """Return a clause up to what a protest is against: what follows may be a wish.

    Nor do its own words deny anything: "against the planned camps".
    """
    if clause.language in {"de", "nl"}:
        return replace(clause, names=[what])
    inside = [m for m in clause.mentions if m.end <= what.end]
    return Clause(
        clause.start, what.end, clause.language, clause.text, clause.sentence, inside, names=[what]
    )


def _phrase(view: View, clause: Clause, start: int, end: int) -> Mention | None:
    """Return the words from an offset to the next sign, date, city that acts, or new verb."""
    match = _PHRASE.match(view.text, start, end)
    if match is None:
        return None
    low, high = match.span("words")
    stops = [m.start for m in clause.of("DATE") if low < m.start < high]
    cut = _THEN.search(view.text, low, high)
    high = min([high, *stops, *([cut.start()] if cut is not None else [])])
    words = view.text[low:high].rstrip()
    if len(words) < _LEAST or NOT_PROTESTED.match(words):
        return None
    return named(view, "WORK", low, low + len(words))
