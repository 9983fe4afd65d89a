"""Remembers what a text spoke of last, so that "the project" and "the city" are understood."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.page import page_city
from loaders.tables.patterns import one_of
from loaders.tables.words import entries

_KINDS = ("practice", "event", "city")
# "the city" is one spoken of before only when no name follows.
_NO_NAME = rf"(?!\s(?:[^\W\d_]{{1,3}}\s|d['’])?(?-i:[{UPPER}]))"
_AGAIN = {
    kind: {
        language: re.compile(
            rf"(?<!\w){one_of(word for word, value in found if value == kind)}(?!\w)"
            rf"{_NO_NAME if kind == 'city' else ''}",
            re.IGNORECASE,
        )
        for language, found in entries("relations.again").items()
    }
    for kind in _KINDS
}
# Languages that leave the pronoun out.
DROPPING = frozenset({"it", "es", "el", "pl"})
_NEAR = 3


@dataclass
class Memory:
    """The last project and event that a text named, how many sentences ago, and the last city."""

    practice: Mention | None = None
    event: Mention | None = None
    city: Mention | None = None
    age: int = 0

    def hear(self, found: list[Mention], inside: list[Mention]) -> None:
        """Take in the things and mentions of a sentence that was read."""
        practices = [m for m in found if m.type == "PRACTICE"]
        events = [m for m in found if m.type == "EVENT"]
        self.age += 1
        if practices:
            self.practice, self.age = practices[0], 0
        if events:
            self.event = events[0]
        cities = {m.link or m.text: m for m in inside if m.type == "CITY"}
        if len(cities) == 1:
            self.city = next(iter(cities.values()))

    def recalled(self, view: View, clause: Clause, kind: str, end: int) -> Mention | None:
        """Return the project or event that words before an offset speak of again."""
        pattern = _AGAIN[kind].get(clause.language)
        if pattern is None or pattern.search(view.text, clause.start, end) is None:
            return None
        if kind == "event":
            return self.event
        return self.practice if self.age < _NEAR else None

    def speaks_of_city(
        self, view: View, clause: Clause, end: int, finds: Finds
    ) -> tuple[Mention, int] | None:
        """Return the city that "the city" or "the council" means, and where these words end."""
        pattern = _AGAIN["city"].get(clause.language)
        said = pattern.search(view.text, clause.start, end) if pattern else None
        city = page_city(view, finds) or self.city
        return (city, said.end()) if said is not None and city is not None else None
