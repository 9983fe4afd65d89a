"""A verb in its clause with what may be its arguments: who, what, when, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import (
    LOOSE,
    distance,
    enumeration,
    is_place_of_action,
    of_mayor,
)
from loaders.extract.claims.asides import in_hall, stands_by
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.claims.office_places import page_city
from loaders.extract.claims.recall import both_cities
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.strangers import opens_with_other
from loaders.extract.reading.tongues import DROPPING
from loaders.extract.reading.view import Cue, View
from loaders.extract.relations.agents import by_whom, stands_aside
from loaders.extract.relations.making import claim, named
from loaders.extract.relations.memory import Memory, says_city
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language, entries, spoken

NEAR, FAR, BESIDE, LEAST = 60, 120, 45, 7
SURE, TAKING, LIKELY, GUESS = 0.88, 0.8, 0.7, 0.6
_FEW = 3
_OF_CITY = re.compile(rf"\s(?:{any_of('persons.office-of')})\s")
_THEN = re.compile(rf"\s{any_of('relations.then')}(?!\w)")
_PHRASE = re.compile(r"[^,;:.!?()\n“”„«»]{3,90}")
_ARTICLES = frozenset(spoken("persons.noun-article", "de"))
_AT_EVENTS = frozenset({"attends", "hosts"})
_SIGN = re.compile(r"[,;:()–—]")
_THAT = re.compile(rf"\s{one_of(w.split()[-1] for w in spoken('claims.clause-that'))}\s")
_FOR = {
    language: re.compile(rf"(?<!\w){one_of(words)}\s(?:\w+\s){{0,2}}[„“\"«»‘']?$")
    for language, words in by_language("gist.for").items()
}
_REASON, _FOR_REACH = 24, 40
_TITLE = re.compile(rf"(?<=[a-z]\s)[{UPPER}][a-z]+\s[{UPPER}][a-z]+\s$")
_GOES_ON = re.compile(rf"\s{any_of('text.and')}\s(?:\w+\s)?$")
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
        subject, object_ = self._whose(self.finds.full_name(subject)), self._whose(object_)
        if when is not None and object_.type == "WORK":
            when = None if object_.start <= when.start < object_.end else when  # of a law's title
        parts = (m.confidence for m in (subject, object_) if m.method != "relation")
        sure = sureness * min((*parts, 1.0))
        return claim(self.view, predicate, (subject, object_, when), self.span, sure, detail=detail)

    def _whose(self, mention: Mention) -> Mention:
        """Return the city for a mention that is only a word such as "the municipality"."""
        if mention.type != "ORG" or mention.link or " " in mention.text:
            return mention
        again = self.memory.speaks_of_city_at(
            self.view, self.clause, mention.start - LEAST, mention.end, self.finds
        )
        return again if again is not None else mention

    def of_type(self, *types: str) -> list[Mention]:
        """Return the things of these types in the clause."""
        low, high = self.clause.start, self.clause.end
        return [m for m in self.things if m.type in types and low <= m.start and m.end <= high]

    def date(self) -> Mention | None:
        """Return the date with a year nearest to the verb."""
        dates = self.clause.dates_at(self.cue.start, self.cue.end)
        found = min(dates, key=lambda m: distance(m, self.cue), default=None)
        return found if found is not None and distance(found, self.cue) < FAR else None

    def date_behind(self) -> Mention | None:
        """Return the date right behind the verb, of the same part of the sentence."""
        dates = [m for m in self.clause.dates() if m.start >= self.cue.end]
        if not dates or distance(dates[0], self.cue) >= BESIDE:
            return None
        return dates[0] if not _SIGN.search(self.view.text, self.cue.end, dates[0].start) else None

    def thing_before(self) -> tuple[Mention, float] | None:
        """Return the project that a verb follows, or that is spoken of again."""
        near = [
            m
            for m in self.of_type("PRACTICE")
            if m.end <= self.cue.start and not by_whom(self.view, m)
        ]
        if near and distance(near[-1], self.cue) < FAR:
            return near[-1], SURE
        again = self.memory.recalled(self.view, self.clause, "practice", self._subject_end())
        if again is not None:
            return again, LIKELY
        earlier = self._earlier()
        if earlier is not None:
            return earlier, LIKELY
        said = self.finds.between(self.clause.sentence.start, self.cue.start)
        alone = all(m.type in {"DATE", "FIGURE"} for m in said)
        dropped = self.clause.language in DROPPING and alone
        words = self.view.text[self.clause.start : self.cue.start].split()
        if dropped and len(words) <= _FEW and self.memory.practice and self.memory.age < 2:
            return self.memory.practice, LIKELY
        return None

    def turned(self) -> tuple[Mention, float] | None:
        """Return the project that stands between the halves of a verb: "lief das Projekt aus"."""
        if self.clause.language not in {"de", "nl"}:
            return None
        again = self.memory.recalled(self.view, self.clause, "practice", self.clause.end)
        return (again, LIKELY) if again is not None else None

    def _subject_end(self) -> int:
        """Return where a pronoun for the subject may end: in German and Dutch behind the verb."""
        if self.clause.language not in {"de", "nl"}:
            return self.cue.start
        stop = self.view.text.find(" ", self.cue.end + 1, self.clause.end)
        return stop if 0 <= stop < self.cue.end + LEAST else self.cue.start

    def _earlier(self) -> Mention | None:
        """Return the one project of a sentence that goes on about it: "X opened, and closed …"."""
        start = self.clause.start
        before = [m for m in self.things if m.type == "PRACTICE" and m.end <= start]
        others = [m for m in self.clause.of("CITY", "ORG", "GOVERNMENT") if m.end <= self.cue.start]
        if start <= self.clause.sentence.start or others or len({m.text for m in before}) != 1:
            return None
        return before[-1]

    def thing_behind(self) -> tuple[Mention, float] | None:
        """Return the one project behind words that open a clause: "With the help of X, the …"."""
        after = [m for m in self.of_type("PRACTICE") if m.start >= self.cue.end]
        opens = len(self.view.text[self.clause.start : self.cue.start].split()) <= 1
        return (after[0], LIKELY) if opens and len(after) == 1 else None

    def spoken_of(self) -> tuple[Mention, float] | None:
        """Return the project of the sentence before, where this one names nobody else before."""
        others = any(
            m.end <= self.cue.start and m.type in {"ORG", "CITY", "GOVERNMENT", "PERSON", "EVENT"}
            for m in self.finds.between(self.clause.sentence.start, self.cue.start)
        )
        if others or self.of_type("PRACTICE") or self.memory.age > 0:
            return None
        return (self.memory.practice, GUESS) if self.memory.practice else None

    def other_acts(self) -> bool:
        """Tell whether "the city" or something else does it, and not the project before."""
        low, at = max(self.clause.start, self.cue.start - BESIDE), self.cue.start
        if says_city(self.view, self.clause, low, at):
            return True
        start, language = self.clause.sentence.start, self.clause.language
        return opens_with_other(self.view.text, start, at, language)

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
        inside = [*self.clause.of("GOVERNMENT"), *self.of_type("EVENT", "AWARD", "PRACTICE")]
        found = [
            m
            for m in self.clause.of(*wanted)
            if m.type == "GOVERNMENT" or not any(g.start <= m.start < g.end for g in inside)
        ]
        found = [m for m in found if m.type != "PERSON" or not self._only_told_of(m)]
        found = [m for m in found if not self._is_noun(m)]
        found = [m for m in found if not self._of_body(m)]
        found = [
            m
            for m in found
            if m.type != "ORG" or not stands_aside(self.view, self.clause, m, self.cue.start)
        ]
        if "PERSON" in types:  # "the mayor of X, Y" and "Y of X" speak of the person
            found = [m for m in found if m.type == "PERSON" or not self._of_person(m)]
        found = [m for m in found if not self._beside(m)]
        before = [m for m in found if m.end <= self.cue.start and not self._by(m)]
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

    def _beside(self, mention: Mention) -> bool:
        """Tell whether somebody only stands beside what is done: "unlike X", "in X's town hall"."""
        low = self.clause.sentence.start
        return in_hall(self.view, mention, low) or stands_by(
            self.view, mention, low, self.clause.language
        )

    def _by(self, mention: Mention) -> bool:
        """Tell whether a body in an aside did something to who acts: "X, supported by Y, won"."""
        return mention.type in {"ORG", "GOVERNMENT"} and by_whom(self.view, mention)

    def _of_body(self, mention: Mention) -> bool:
        """Tell whether a city only says where a body is: "l'associazione Naga di Milano"."""
        if mention.type != "CITY":
            return False
        return any(
            _OF_CITY.fullmatch(self.view.text, m.end, mention.start)
            for m in self.clause.of("ORG")
            if m.end < mention.start and not m.link
        )

    def _is_noun(self, mention: Mention) -> bool:
        """Tell whether a German article makes a town that nobody registered a noun: "dem Brand"."""
        if mention.type != "CITY" or mention.link or self.clause.language != "de":
            return False
        return bool(_ARTICLES.intersection(self.view.before(mention.start, 1)))

    def _of_person(self, mention: Mention) -> bool:
        """Tell whether a city only says whose mayor somebody is, or from where."""
        persons = [m for m in self.clause.of("PERSON") if abs(m.start - mention.start) < FAR]
        if not persons:
            return False
        behind = any(
            _OF_CITY.fullmatch(self.view.text, m.end, mention.start)
            for m in persons
            if m.end < mention.start
        )
        return behind or of_mayor(self.view, mention)

    def _only_told_of(self, person: Mention) -> bool:
        """Tell whether somebody only leads who acts, or says that somebody else does."""
        if person.start >= self.cue.start:
            return False
        if self.cue.trigger.value in _AT_EVENTS:  # "represented by X" was there
            return False
        told = _THAT.search(self.view.text, person.end, self.cue.start) is not None
        return told or by_whom(self.view, person)

    def is_reason(self, thing: Mention) -> bool:
        """Tell whether a project is only that for which something was done: "for “X”"."""
        pattern = _FOR.get(self.clause.language)
        low = max(self.clause.start, thing.start - _FOR_REACH)
        return pattern is not None and pattern.search(self.view.text, low, thing.start) is not None

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
            if start < date.start < end and not _in_title(self.view.text, date.start):
                end = date.start
                left = _DATED.search(self.view.text, start, end)
                end = left.start() if left else end
        then = _THEN.search(self.view.text, start, end)
        end = self._before_verb(start, then.start() if then is not None else end)
        words = self.view.text[start:end].rstrip()
        return named(self.view, "WORK", start, start + len(words)) if len(words) > 2 else None

    def _before_verb(self, start: int, end: int) -> int:
        """Return where a phrase ends before "and" with what is done next."""
        for kind in ("verb", "deed"):
            for cue in self.view.cues_in(kind, start, end):
                if cue.trigger.language == self.clause.language:
                    joint = _GOES_ON.search(self.view.text, start, cue.start)
                    end = min(end, joint.start()) if joint else end
        return end


def _in_title(text: str, start: int) -> bool:
    """Tell whether a year ends the title of a law: "the Immigration Act 2016"."""
    return _TITLE.search(text, max(0, start - _REASON), start) is not None


def half_missing(clause: Clause, cue: Cue) -> bool:
    """Tell whether a verb stands without the half with which it says this: "nahm … teil"."""
    verb = clause.text[cue.start : cue.end].lower()
    half = _HALVES.get((cue.trigger.language, cue.trigger.value, verb))
    return half is not None and half.search(clause.words, cue.end - clause.start) is None


def _halves() -> dict[tuple[str, str, str], re.Pattern[str]]:
    """Return a pattern of the second half by language, what a verb says, and the verb."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for language, words in entries("relations.half").items():
        for verb, value in words:
            said, _, half = value.partition(" ")
            found.setdefault((language, said, verb), []).append(half)
    return {key: re.compile(rf"(?<!\w){one_of(halves)}(?!\w)") for key, halves in found.items()}


_HALVES = _halves()
