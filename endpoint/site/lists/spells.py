"""When the values of a relation held, arranged so that a time is looked up in all of them at once.

A list of 15,000 things as of a day is narrowed by going through its ties once, not by asking each
thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.periods import Days, lasted, meet


@dataclass(frozen=True)
class Held:
    """A value of a relation with the bounds of its dates that are certain.

    ``begun`` is the day it had begun on at the latest, ``ended`` the first on which it may have
    been over; of what has ``happened`` and counts from its day on, the first it may have been on.
    """

    term: NamedNode | Literal
    begun: date | None = None
    ended: date | None = None
    happened: bool = False

    @property
    def spell(self) -> Days | None:
        """Return when it is certainly so, or on which days it may have happened; None if never."""
        if self.begun is None:
            return None
        if self.happened:
            return self.begun, self.ended or date.min
        return lasted(self.begun, self.ended)

    def during(self, days: Days) -> bool:
        """Tell whether it was certainly so, or happened, on at least one of some days."""
        return meet(self.spell, days)

    @property
    def lacking(self) -> bool:
        """Tell whether a date is missing without which nothing certain can be said of some time."""
        return self.begun is None or (self.happened and self.ended is None)

    def undated(self, days: Days) -> bool:
        """Tell whether a date is missing without which nothing certain can be said of some days."""
        if self.begun is None:
            return True
        return self.happened and self.ended is None and date.min < days[0] <= self.begun


class Once(NamedTuple):
    """A thing, by its number, that has a key in one spell."""

    begun: date
    last: date
    number: int
    key: str


class Spells:
    """The spells of a relation: of each thing and key, those in which it was certainly so."""

    def __init__(
        self,
        values: Mapping[NamedNode, Sequence[Held]],
        keys: Callable[[NamedNode | Literal], str],
        numbers: Mapping[NamedNode, int],
    ) -> None:
        """Take the values by thing, the keys of their terms, and the numbers of the things."""
        named = {held.term: "" for many in values.values() for held in many}
        named = {term: keys(term) for term in named}
        self._once: list[Once] = []
        self._often: list[tuple[tuple[Days, ...], int, str]] = []
        self._undated: list[tuple[Held, int, str]] = []
        for thing, many in values.items():
            self._undated += [
                (held, numbers[thing], named[held.term]) for held in many if held.lacking
            ]
            self._take(numbers[thing], ((named[held.term], held.spell) for held in many))

    def _take(self, number: int, held: Iterable[tuple[str, Days | None]]) -> None:
        apart: dict[str, dict[Days, None]] = defaultdict(dict)
        for key, spell in held:
            if spell:
                apart[key][spell] = None
        for key, spells in apart.items():
            if len(spells) == 1:
                self._once.append(Once(*next(iter(spells)), number, key))
            else:
                self._often.append((tuple(spells), number, key))

    def during(self, days: Days) -> list[tuple[int, str]]:
        """Return who had which key on at least one of some days, each once."""
        first, last = days
        found = [
            (number, key)
            for begun, end, number, key in self._once
            if begun <= last and end >= first
        ]
        found += [
            (number, key)
            for spells, number, key in self._often
            if any(begun <= last and end >= first for begun, end in spells)
        ]
        return found

    def undated(self, days: Days) -> list[tuple[int, str]]:
        """Return who has which key without a date that is needed to tell of some days."""
        return [(number, key) for held, number, key in self._undated if held.undated(days)]
