"""Remembers what a text spoke of last, so that "the project" and "the city" are understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.stems import is_short
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, followed
from loaders.tables.quick import loose_words
from loaders.tables.words import entries

_KINDS = ("practice", "kind", "event", "city")
_LIST = "relations.again"
# "the city" is one spoken of before only when no name follows.
_NO_NAME = rf"(?!\s(?:[^\W\d_]{{1,3}}\s|[dD]['’])?[{UPPER}])"


def _patterns(kind: str, *, short: bool) -> dict[str, re.Pattern[str]]:
    """Return the patterns of a kind by language: of all words, or of the short ones only."""
    after = _NO_NAME if kind == "city" else ""
    words = {
        language: [w for w, value in found if value == kind and (is_short(w) or not short)]
        for language, found in entries(_LIST).items()
    }
    return {
        language: re.compile(loose_words(found) + after)
        for language, found in words.items()
        if found
    }


_AGAIN = {kind: _patterns(kind, short=False) for kind in _KINDS}
_SHORT = {kind: _patterns(kind, short=True) for kind in _KINDS}
_STEMS = {kind: f"{_LIST}={kind}" for kind in _KINDS}
_NEAR, _BACK, _SMALL, _BESIDE = 3, 40, 14, 25
_INTRODUCED, _STEM = 60, 5
# What makes "the service" another one: "of mediation".
_OWN = {
    language: re.compile(rf"\s{followed('claims.own', languages=(language,))}")
    for language in entries("claims.own")
}
_SINCE = re.compile(rf"(?<!\w){any_of('claims.since')}\s$", re.IGNORECASE)


@dataclass
class Memory:
    """The last project and event that a text named, and how many sentences ago."""

    practice: Mention | None = None
    event: Mention | None = None
    age: int = 0
    event_age: int = 0

    @property
    def recent(self) -> bool:
        """Tell whether a project was named a few sentences ago."""
        return self.practice is not None and self.age < _NEAR

    def hear(self, found: list[Mention]) -> None:
        """Take in the things of a sentence that was read."""
        self.skip()
        for mention in reversed(found):
            if mention.type == "PRACTICE":
                self.practice, self.age = mention, 0
        events = [m for m in found if m.type == "EVENT"]
        if events:
            self.event, self.event_age = events[0], 0

    def keep(self, said: list[Claim]) -> None:
        """Stay with the project that a sentence said something of without its name."""
        for claim in said:
            if self.practice is not None and self.practice in claim.evidence:
                self.age = -1  # the sentence itself is counted when it was read

    def skip(self) -> None:
        """Let a sentence go by that was not read."""
        self.age += 1
        self.event_age += 1

    def recalled(self, view: View, clause: Clause, kind: str, end: int) -> Mention | None:
        """Return the project or event that words before an offset speak of again."""
        if any(_again(view, clause, kind, end)):
            if kind == "event":
                return self.event
            return self.practice if self.age < _NEAR else None
        thing = self.practice
        if kind == "event" or thing is None or self.age >= _NEAR:
            return None
        low, high = max(0, thing.start - _INTRODUCED), thing.end + _INTRODUCED
        told = view.text[low:high].lower()
        nouns = (view.text[slice(*span)].split()[-1] for span in _again(view, clause, "kind", end))
        return thing if any(noun.lower()[:_STEM] in told for noun in nouns) else None

    def again(self, view: View, clause: Clause, end: int) -> bool:
        """Tell whether words before an offset speak of a project again, or of one of its kind."""
        return any(
            _pattern(view, clause, kind) is not None and any(_again(view, clause, kind, end))
            for kind in ("practice", "kind")
        )

    def speaks_of_city(
        self, view: View, clause: Clause, end: int, finds: Finds
    ) -> tuple[Mention, int] | None:
        """Return the city that "the city" or "the council" means, and where these words end."""
        pattern = _pattern(view, clause, "city")
        said = pattern.search(view.text, clause.start, end) if pattern else None
        city = (page_city(view, finds) or _last_city(view, clause.start, finds)) if said else None
        return (city, said.end()) if said is not None and city is not None else None

    def speaks_of_city_at(
        self, view: View, clause: Clause, start: int, end: int, finds: Finds
    ) -> Mention | None:
        """Return the city that "the city" means where these words stand in a stretch."""
        pattern = _pattern(view, clause, "city")
        stop = min(end, clause.end)
        said = pattern.search(view.text, start, stop) if pattern and stop > start else None
        if said is None:
            return None
        return page_city(view, finds) or _last_city(view, clause.start, finds)


def _again(view: View, clause: Clause, kind: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield where words before an offset speak of something again, not of another of its kind."""
    pattern, own = _pattern(view, clause, kind), _OWN.get(clause.language)
    for said in pattern.finditer(view.text, clause.start, end) if pattern is not None else ():
        if own is None or own.match(view.text, said.end()) is None:
            yield said.span()


def _pattern(view: View, clause: Clause, kind: str) -> re.Pattern[str] | None:
    """Return the pattern of the words of a kind that the sentence of a clause may hold."""
    stems = view.stems
    all_ = stems is None or stems.among(_STEMS[kind], clause.sentence.start)
    return (_AGAIN if all_ else _SHORT)[kind].get(clause.language)


def says_city(view: View, clause: Clause, start: int, end: int) -> bool:
    """Tell whether a stretch of the text holds words such as "the city"."""
    pattern = _AGAIN["city"].get(clause.language)  # the stretch may lie in another sentence
    return (
        pattern is not None and pattern.search(view.text, start, min(end, clause.end)) is not None
    )


def event_date(view: View, finds: Finds, event: Mention) -> Mention | None:
    """Return the one date with a year of the sentence that names an event: when it was held.

    A date since which something else has been so is not counted.
    """
    sentence = view.sentence_at(event.start)
    inside = finds.between(sentence.start, sentence.end) if sentence else []
    dates = {m.value: m for m in inside if m.has_year and not _since(view, m)}
    if len(dates) > 1:  # of several, the one right beside the name
        dates = {m.value: m for m in dates.values() if _right_beside(m, event)}
    return next(iter(dates.values())) if len(dates) == 1 else None


def _right_beside(date: Mention, event: Mention) -> bool:
    return max(date.start - event.end, event.start - date.end) < _BESIDE


def _since(view: View, date: Mention) -> bool:
    """Tell whether a date says since when something else has been so."""
    return _SINCE.search(view.text, max(0, date.start - _SMALL), date.start) is not None


def _last_city(view: View, offset: int, finds: Finds) -> Mention | None:
    """Return the city of the last sentence before an offset that names any, if it is one only."""
    low = bisect_left(finds.starts, offset)
    for mention in reversed(finds.mentions[max(0, low - _BACK) : low]):
        if mention.type == "CITY":
            sentence = view.sentence_at(mention.start)
            inside = finds.between(sentence.start, sentence.end) if sentence else [mention]
            cities = {m.link or m.text for m in inside if m.type == "CITY"}
            return mention if len(cities) == 1 else None
    return None
