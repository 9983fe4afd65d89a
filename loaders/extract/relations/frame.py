"""A verb in its clause with what may be its arguments: who, what, when, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import LOOSE, distance, enumeration, is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.recall import both_cities
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.tongues import DROPPING
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.memory import Memory
from loaders.extract.relations.page import page_city
from loaders.tables.patterns import any_of

NEAR, FAR, BESIDE, LEAST = 60, 120, 45, 7
SURE, TAKING, LIKELY, GUESS = 0.88, 0.8, 0.7, 0.6
_PHRASE = re.compile(r"[^,;:.!?()\n“”„«»]{3,90}")
_DATED = re.compile(
    rf"\s(?:{any_of('claims.date-before')}\s)?(?:{any_of('claims.date-article')}\s)?$"
)


@dataclass
class Frame:
    """A verb in its clause with all that may be an argument of it."""

    view: View
    finds: Finds
    clause: Clause
    cue: Cue
    things: Sequence[Mention]
    memory: Memory

    @property
    def span(self) -> tuple[int, int]:
        """The sentence, in which the claim stands."""
        return self.clause.sentence.start, self.clause.sentence.end

    def make(
        self,
        predicate: str,
        subject: Mention,
        object_: Mention,
        sureness: float,
        *,
        when: Mention | None = None,
        detail: Sequence[tuple[str, str]] = (),
    ) -> Claim:
        """Return the claim, less sure where a part of it was."""
        parts = (m.confidence for m in (subject, object_) if m.method != "relation")
        sure = sureness * min((*parts, 1.0))
        return claim(self.view, predicate, (subject, object_, when), self.span, sure, detail=detail)

    def of_type(self, *types: str) -> list[Mention]:
        """Return the things of these types in the clause."""
        low, high = self.clause.start, self.clause.end
        return [m for m in self.things if m.type in types and low <= m.start and m.end <= high]

    def date(self) -> Mention | None:
        """Return the date with a year nearest to the verb."""
        dates = [m for m in self.clause.of("DATE") if m.has_year]
        found = min(dates, key=lambda m: distance(m, self.cue), default=None)
        return found if found is not None and distance(found, self.cue) < FAR else None

    def thing_before(self) -> tuple[Mention, float] | None:
        """Return the project that a verb follows, or that is spoken of again."""
        near = [
            m
            for m in self.of_type("PRACTICE")
            if m.end <= self.cue.start and not by_whom(self.view, m)
        ]
        if near and distance(near[-1], self.cue) < FAR:
            return near[-1], SURE
        again = self.memory.recalled(self.view, self.clause, "practice", self.cue.start)
        if again is not None:
            return again, LIKELY
        alone = not any(
            m.end <= self.cue.start and m.type not in {"DATE", "FIGURE"}
            for m in self.clause.mentions
        )
        dropped = self.clause.language in DROPPING and alone
        words = self.view.text[self.clause.start : self.cue.start].split()
        if dropped and len(words) <= 1 and self.memory.practice and self.memory.age < 2:
            return self.memory.practice, LIKELY
        return None

    def thing_beside(self) -> tuple[Mention, float] | None:
        """Return the project before a verb, or right after it where the order is free."""
        before = self.thing_before()
        if before is not None and before[1] == SURE:
            return before
        after = [m for m in self.of_type("PRACTICE") if m.start >= self.cue.end]
        if after and distance(after[0], self.cue) < BESIDE:
            return after[0], SURE
        return before

    def actors(self, *types: str) -> list[Mention]:
        """Return who does it: those enumerated right before the verb, or after it in free order."""
        wanted = {"CITY", "GOVERNMENT", *types}
        inside = [*self.clause.of("GOVERNMENT"), *self.of_type("EVENT")]
        found = [
            m
            for m in self.clause.of(*wanted)
            if m.type == "GOVERNMENT" or not any(g.start <= m.start < g.end for g in inside)
        ]
        before = [m for m in found if m.end <= self.cue.start]
        before = before or both_cities(self.view, self.clause, self.cue, self.finds)
        again = self.memory.speaks_of_city(self.view, self.clause, self.cue.start, self.finds)
        if again is not None and all(m.end <= again[1] and not m.link for m in before):
            return [again[0]]
        while before:
            group = enumeration(self.view, before, before[-1])
            if not self._placed(group[0]):
                return group if distance(group[-1], self.cue) < FAR else []
            before = [m for m in before if m.end <= group[0].start]
        if again is not None:
            return [again[0]]
        if self.clause.language not in LOOSE | DROPPING:
            return []
        after = [m for m in found if m.start >= self.cue.end and not self._placed(m)]
        if after and distance(after[0], self.cue) < BESIDE:
            return enumeration(self.view, after, after[0])
        again = self.memory.speaks_of_city(self.view, self.clause, self.clause.end, self.finds)
        return [again[0]] if again is not None and not after else []

    def following(self, *types: str) -> list[Mention]:
        """Return who is named right after a verb before its subject: "y ont participé A et B"."""
        if self.clause.language not in DROPPING | {"fr"}:
            return []
        after = [m for m in self.clause.of("CITY", "GOVERNMENT", *types) if m.start >= self.cue.end]
        near = after and distance(after[0], self.cue) < BESIDE
        return enumeration(self.view, after, after[0]) if near else []

    def _placed(self, mention: Mention) -> bool:
        return mention.type in {"CITY", "GOVERNMENT"} and is_place_of_action(
            self.view, mention, self.clause.language, mention
        )

    def home(self) -> Mention | None:
        """Return the city of a project: the one named in the clause, else that of the page."""
        cities = {m.link or m.text: m for m in self.clause.of("CITY")}
        if len(cities) == 1:
            return next(iter(cities.values()))
        return None if cities else page_city(self.view, self.finds)

    def phrase(self, start: int, stop: int | None = None) -> Mention | None:
        """Return the words after an offset up to the next sign or date, or up to ``stop``."""
        match = _PHRASE.match(self.view.text, start, stop or self.clause.sentence.end)
        if match is None:
            return None
        end = match.end()
        for date in self.clause.of("DATE"):
            if start < date.start < end:
                end = date.start
                left = _DATED.search(self.view.text, start, end)
                end = left.start() if left else end
        words = self.view.text[start:end].rstrip()
        return named(self.view, "WORK", start, start + len(words)) if len(words) > 2 else None
