"""Finds the things a name may mean, with a score that says why.

A score is how well the name fits (0 to 100), less what contradicts. A match is said to be sure
when one thing fits by its whole name, letter for letter, nothing contradicts, and no other thing
fits about as well; a misspelt name is never sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from endpoint.site.reconcile.asked import Query
from endpoint.site.reconcile.types import COUNTRY, IDENTIFIER, KINDS, YEAR
from endpoint.site.search.index import Index, Named, Thing
from endpoint.site.search.searching import (
    Fit,
    Hit,
    asked_forms,
    identified,
    misspelt,
    named,
)
from endpoint.site.search.words import as_one, longer, without_sentence, words_of
from loaders.naming.codes import of_scheme, possible
from loaders.naming.index import ACRONYM, LABEL, OTHER, PAGES, PREFERRED
from loaders.naming.spelling import FOLDED, forms
from loaders.text import folded

SURE, APART = 88.0, 4.0  # the least score of a sure match, and how far behind the next must be
CONTRADICTED, UNSAID = -45.0, -2.0
OTHER_TYPE = -15.0  # of a thing that is not of a type that was preferred
# How well each way fits in which a form came from a name: folded, Latin, spelled out, one word.
HOW = (98.0, 95.0, 95.0, 91.0)
SORTS = {LABEL: 0.0, PREFERRED: 0.0, OTHER: -1.0, ACRONYM: -1.0}
TAIL = re.compile(r"^(.{2,}?)\s*(?:,\s*([^,()]{2,60})|[(\[]([^()\[\]]{2,60})[)\]])\s*$")
YEARS = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
ENOUGH = 60
MOST_GOVERNING = 8  # words before a place in the name of its government


@dataclass(frozen=True)
class Candidate:
    """A thing a name may mean, its score, and what makes it up."""

    thing: Thing
    name: str
    lang: str
    score: float
    features: dict[str, float] = field(default_factory=dict)
    whole: bool = False
    match: bool = False


@dataclass
class Matcher:
    """Answers queries from one open index; what it asks again and again it remembers."""

    index: Index
    _countries: dict[str, str] = field(default_factory=dict)
    _governing: frozenset[str] | None = None

    def candidates(self, query: Query) -> tuple[Candidate, ...]:
        """Return what a name may mean, the best first."""
        if query.strange:
            return ()
        text, countries, years = self._taken_apart(query)
        identified = self._identified(query)
        best: dict[str, Candidate] = {}
        for one in self._named(query, text):
            scored = _ranked(self._judged(one, identified, countries, years), query.preferred)
            if one.thing.iri not in best or scored.score > best[one.thing.iri].score:
                best[one.thing.iri] = scored
        found = sorted(best.values(), key=lambda one: (-one.score, one.thing.place, one.thing.iri))
        return sure(found)[: query.limit]

    def _taken_apart(self, query: Query) -> tuple[str, set[str], set[int]]:
        """Return the name, its countries (IRIs) and years; a tail may name a country.

        ``Palermo, Italy`` and ``Lyon (FR)`` do; of another tail the name says less.
        """
        countries = {self.country(value) for name, value in query.known if name == COUNTRY}
        years = {
            int(year)
            for name, value in query.known
            if name == YEAR
            for year in YEARS.findall(value)
        }
        text = query.text.strip()
        tail = TAIL.match(text)
        if tail and (country := self.country(tail[2] or tail[3])) and country != UNKNOWN:
            return tail[1], countries | {country}, years
        return text, countries, years

    def country(self, text: str) -> str:
        """Return the IRI of a country by name, code or id; UNKNOWN when it is none of here."""
        if text not in self._countries:
            self._countries[text] = self._country(text)
        return self._countries[text]

    def _country(self, text: str) -> str:
        local = text.rstrip("/").rpartition("/")[2].strip()
        code = of_scheme("iso3166", local)
        found = self.index.by_code(code) if code else []
        if not found:
            named_so = self.index.by_form(asked_forms(local))
            found = [one for one in named_so if one.thing.kind == "country"]
        return found[0].thing.iri if found else UNKNOWN

    def _named(self, query: Query, text: str) -> list[Candidate]:
        """Return the things that the text names, each with how well that fits."""
        found = [self._scored(hit, text) for hit in self._hits(query, text)]
        for rest, share in self._without_governing(text):
            places = [
                self._scored(hit, rest)
                for hit in self._exact(rest)
                if hit.kind in ("city", "place")
            ]
            found += [_less(one, share) for one in places]
            found += self._governments(places, 1.0)
        if query.wanted == ("government",):
            places = [self._scored(hit, text) for hit in self._exact(text)]
            found += self._governments(places, 2.0)
        kinds = query.kinds or KINDS
        found = [one for one in found if one.thing.kind in kinds and _current(one.thing, query)]
        tail = TAIL.match(text)
        if not any(one.whole for one in found) and tail:
            before = [self._scored(hit, tail[1]) for hit in self._exact(tail[1])]
            found += [
                replace(_less(one, 14.0), whole=False)
                for one in before
                if one.thing.kind in kinds and _current(one.thing, query)
            ]
        return found

    def _hits(self, query: Query, text: str) -> list[Hit]:
        """Return things by identifier or whole name, else by words, else misspelt."""
        hits = identified(self.index, text)
        for name, value in query.known:
            hits += self._by_identifier(name, value)
        hits += self._exact(text)
        kinds = query.wanted or KINDS
        words = words_of(text)
        if not words or any(hit.kind in kinds for hit in hits):
            return hits
        kind = query.wanted[0] if len(query.wanted) == 1 else ""
        for asked in dict.fromkeys((words, longer(words))):
            hits += self._by_words(asked, kind)
        for asked in dict.fromkeys((words, longer(words), as_one(words))):
            if not any(hit.kind in kinds for hit in hits):
                hits += misspelt(self.index, asked, kind)[:ENOUGH]
        if not any(hit.kind in kinds for hit in hits):
            hits += self._by_words(without_sentence(words), kind)
        return hits

    def _by_words(self, words: tuple[str, ...], kind: str) -> list[Hit]:
        """Return things by words; a name that fits when some are left out is not the whole text."""
        found = named(self.index, " ".join(words), words, kind)[:ENOUGH]
        return [replace(hit, fit=max(hit.fit, Fit.WORDS)) for hit in found]

    def _exact(self, text: str) -> list[Hit]:
        found = self.index.by_form(asked_forms(text))
        return [
            Hit(one.thing, one.name, one.lang, Fit.EXACT, self._how(one, text), one.sort)
            for one in found
        ]

    def _how(self, one: Named, text: str) -> int:
        return FOLDED if folded(one.name) == folded(text) else max(one.how, 1)

    def _identified(self, query: Query) -> frozenset[str] | None:
        """Return the IRIs of what the identifiers of a query are of; None when it has none."""
        codes = [(name, value) for name, value in query.known if name not in (COUNTRY, YEAR)]
        found = (hit for name, value in codes for hit in self._by_identifier(name, value))
        return frozenset(hit.thing.iri for hit in found) if codes else None

    def _by_identifier(self, name: str, value: str) -> list[Hit]:
        if name in (COUNTRY, YEAR):
            return []
        code = of_scheme(name, value) if name != IDENTIFIER else None
        codes = [code] if code else possible(value)
        found = [one for code in codes for one in self.index.by_code(code)]
        return [Hit(one.thing, one.thing.label, "", Fit.IDENTIFIER) for one in found]

    def _without_governing(self, text: str) -> Iterable[tuple[str, float]]:
        """Yield the name of a place without the words of its government: ``Comune di Palermo``."""
        if self._governing is None:
            self._governing = self.index.words_of_governments()
        words = folded(text).split()
        for end in range(min(len(words) - 1, MOST_GOVERNING), 0, -1):
            if " ".join(words[:end]) in self._governing:
                yield " ".join(words[end:]), 6.0
                return

    def _governments(self, places: Iterable[Candidate], less: float) -> list[Candidate]:
        return [
            replace(_less(one, less), thing=government.thing)
            for one in places
            if one.whole
            for government in self.index.governing(one.thing.iri)
        ]

    def _scored(self, hit: Hit, text: str) -> Candidate:
        """Return how well a name fits, before what is known of the thing is weighed."""
        plain = folded(text)
        if hit.fit == Fit.IDENTIFIER:
            return Candidate(hit.thing, hit.label, "", 100.0, {"identifier": 100.0}, whole=True)
        if hit.fit == Fit.EXACT:
            letters = 100.0 if hit.label.casefold() == text.strip().casefold() else HOW[hit.how]
            score = letters + SORTS.get(hit.sort, -3.0)
            return Candidate(hit.thing, hit.label, hit.lang, score, {"name": score}, whole=True)
        if hit.fit == Fit.MISSPELT:
            nearest = min((abs(len(form) - len(plain)) for form in forms(hit.label)), default=0)
            score = max(85.0 - 8.0 * hit.apart - 2.0 * max(nearest - hit.apart, 0), 20.0)
        else:
            share = len(plain) / max(len(folded(hit.label)), len(plain), 1)
            score = 30.0 + 50.0 * share
        return Candidate(hit.thing, hit.label, hit.lang, score, {"name": round(score, 1)})

    def _judged(
        self,
        one: Candidate,
        identified: frozenset[str] | None,
        countries: set[str],
        years: set[int],
    ) -> Candidate:
        """Weigh what is known of a thing: what fits counts nothing, what contradicts a lot."""
        features = dict(one.features)
        features["language"] = 1.0 if one.lang in ("", "en") else 0.5
        if countries:
            features["country"] = _agreement(
                one.thing.country in countries if one.thing.country else None
            )
        if years:
            features["date"] = _agreement(_within(one.thing, years))
        if identified is not None:
            features["identifier"] = _agreement(one.thing.iri in identified)
        weighed = sum(features.get(name, 0.0) for name in ("country", "date"))
        if features.get("identifier", 0.0) < 0:
            weighed += features["identifier"]
        features["kind"] = -0.25 * KINDS.index(one.thing.kind)
        score = max(one.score + weighed + features["kind"], 0.0)
        contradicted = min(features.get(name, 0.0) for name in ("country", "date", "identifier"))
        return replace(
            one,
            score=round(min(score, 100.0), 2),
            features=features,
            whole=one.whole and contradicted > CONTRADICTED,
        )


UNKNOWN = "unknown"


def _ranked(one: Candidate, preferred: tuple[str, ...]) -> Candidate:
    """Put a candidate that is of none of the preferred kinds behind, and let it not be sure."""
    if not preferred or one.thing.kind in preferred:
        return one
    features = {**one.features, "type": OTHER_TYPE}
    score = round(max(one.score + OTHER_TYPE, 0.0), 2)
    return replace(one, score=score, features=features, whole=False)


def _current(thing: Thing, query: Query) -> bool:
    """Tell whether a thing was not withdrawn; pages that were only read must be asked for."""
    return not thing.gone and (thing.grade != PAGES or bool(query.kinds))


def _agreement(fits: bool | None) -> float:
    return UNSAID if fits is None else 0.0 if fits else CONTRADICTED


def _within(thing: Thing, years: set[int]) -> bool | None:
    if not thing.first:
        return None
    return any(thing.first - 1 <= year <= (thing.last or thing.first) + 1 for year in years)


def _less(one: Candidate, by: float) -> Candidate:
    features = {**one.features, "name": one.score - by}
    return replace(one, score=one.score - by, features=features)


def sure(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Say of the first of sorted candidates whether it is surely meant."""
    if not found:
        return ()
    first, *others = found
    ahead = not others or first.score - others[0].score >= APART or not others[0].whole
    return (replace(first, match=first.whole and first.score >= SURE and ahead), *others)
