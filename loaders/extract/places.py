"""Finds cities, tells them from words of the same form, and links them."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from loaders.extract.atlas import NORMAL, SURE, WEAK, Place
from loaders.extract.countries import find_countries
from loaders.extract.inflected import Candidate, inflected_towns
from loaders.extract.place_signs import dated, is_word, qualifier_of, strength
from loaders.extract.resources import Senses
from loaders.extract.towns import chains, unknown_towns
from loaders.extract.view import Hit, View

_LIST_LEFT = re.compile(
    r"(?:,\s|\s(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|as well as|&|or|oder|ou|czy|lub|albo|o|ή)"
    r"\s|[–/]|,\s(?:and|und|et|e|y|i|en)\s)$"
)
_LIST_RIGHT = re.compile(
    r"(?:,\s(?:and\s|und\s|et\s|e\s|y\s|i\s|en\s)?|\s(?:and|und|et|e|ed|y|i|oraz|en|και|sowie|&|or|"
    r"oder|ou|czy|lub|albo|o|ή)\s|[–/])"
)
_ARTICLE = re.compile(r"(?:(?:dell|all|nell)['’]|(?:du|au|des|aux|della|alla|del|al)\s)")


def find_places(view: View) -> None:
    """Add countries, then cities with their link, then regions and provinces as PLACE."""
    hits = _longest(view.places)
    inflected = inflected_towns(view)
    monaco = [h for h in hits if h.senses.name == " Monaco " and view.language_at(h.start) == "it"]
    if monaco and (munich := _bavarian(view, hits)) is not None:
        hits = [Hit(h.start, h.end, munich) if h in monaco else h for h in hits]
    find_countries(view, _uncovered(hits, inflected))
    candidates = [_candidate(view, hit) for hit in hits if hit.senses.level >= 0]
    candidates = sorted([*candidates, *inflected], key=lambda c: (c.start, -c.end))
    accepted = _accept(view, [c for c in candidates if view.free(c.start, c.end)])
    context = _Context.of(view, accepted)
    for candidate in accepted:
        if view.free(candidate.start, candidate.end):
            _add(view, candidate, context)
    unknown_towns(view, [(candidate.start, candidate.end) for candidate in accepted])


def _candidate(view: View, hit: Hit) -> Candidate:
    """Return a hit as a candidate; the bracket of "Halle (Saale)" belongs to the name."""
    words = view.text[hit.start : hit.end]
    closes = "(" in words and ")" not in words and view.text[hit.end : hit.end + 1] == ")"
    start = hit.start
    if words[0].islower() and (article := _ARTICLE.match(words)):
        start += article.end()
    return Candidate(start, hit.end + closes, hit.senses, inflected=False)


def _bavarian(view: View, hits: list[Hit]) -> Senses | None:
    """Return the senses of Munich for an Italian "Monaco" in a text that names German places."""
    places = view.resources.places
    german = any(
        hit.senses.country == "DE"
        or (hit.senses.level == SURE and places[hit.senses.places[0]].country == "DE")
        for hit in hits
    )
    return view.resources.senses("Monaco di Baviera") if german else None


def _uncovered(hits: list[Hit], longer: list[Candidate]) -> list[Hit]:
    """Leave out names that are the second half of an inflected town ("Ηρακλείου Κρήτης").

    Both are in the order of the text.
    """
    kept: list[Hit] = []
    end, following = -1, 0
    for hit in hits:
        while following < len(longer) and longer[following].start < hit.start:
            end = max(end, longer[following].end)
            following += 1
        if hit.end > end:
            kept.append(hit)
    return kept


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept


def _accept(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Keep what reads as a place; weak names may lean on sure ones beside them."""
    weighed = [(candidate, strength(view, candidate)) for candidate in candidates]
    ends = {c.end for c, weight in weighed if weight >= 1}
    starts = {c.start for c, weight in weighed if weight >= 1}
    names = {c.senses.name for c, weight in weighed if weight >= 2}
    opened = {c.senses.name for c, weight in weighed if weight >= 2 and dated(view, c)}
    chained = {candidate.start for candidate in chains(view, weighed)}
    kept: list[Candidate] = []
    for candidate, weight in weighed:
        if weight < 0:
            continue
        if candidate.start in chained:
            kept.append(candidate)
            ends.add(candidate.end)
            continue
        again = candidate.senses.name in names and (
            candidate.senses.name in opened or not _needs_signs(view, candidate)
        )
        if weight >= 1 or again or _listed(view, candidate, ends, starts):
            kept.append(candidate)
            ends.add(candidate.end)
    return kept


def _needs_signs(view: View, c: Candidate) -> bool:
    """Tell whether the name may be a word here although it is a town elsewhere in the text."""
    language = view.language_at(c.start)
    return is_word(view, c, language) and (language == "de" or view.starts_sentence(c.start))


def _listed(view: View, c: Candidate, ends: set[int], starts: set[int]) -> bool:
    """Tell whether a sure city stands next to this one in an enumeration."""
    text = view.text
    left = _LIST_LEFT.search(text[max(0, c.start - 14) : c.start])
    if left and (c.start - len(left.group())) in ends:
        return True
    right = _LIST_RIGHT.match(text[c.end : c.end + 14])
    return right is not None and (c.end + right.end()) in starts


_CONFIDENCE = {SURE: 0.96, NORMAL: 0.88, WEAK: 0.8}
# Countries whose provinces are told in brackets by two letters: "Pinerolo (TO)".
_WITH_PROVINCES = frozenset({"IT", "CH", "ES", "US", "CA"})


class _Context(NamedTuple):
    """What the document says of its countries."""

    countries: Counter[str]
    total: int
    home: str | None
    city: str | None
    ranked: dict[tuple[int, ...], list[Place]]

    @classmethod
    def of(cls, view: View, accepted: list[Candidate]) -> _Context:
        counts: Counter[str] = Counter()
        for mention in view.mentions:
            if mention.type == "COUNTRY" and mention.value:
                counts[mention.value] += 1
        for candidate in accepted:
            if candidate.senses.level == SURE and len(candidate.senses.places) == 1:
                counts[view.resources.places[candidate.senses.places[0]].country] += 1
        return cls(counts, sum(counts.values()) or 1, view.home_country, view.city, {})

    def rank(self, view: View, senses: Senses) -> list[Place]:
        """Return the places of a name, the likeliest first."""
        if senses.places not in self.ranked:
            places = [view.resources.places[index] for index in senses.places]
            self.ranked[senses.places] = sorted(places, key=lambda place: -self.score(place))
        return self.ranked[senses.places]

    def score(self, place: Place) -> float:
        """Return how well a place fits the document."""
        share = self.countries.get(place.country, 0) / self.total
        return (
            place.prior
            + 2.0 * share
            + (1.5 if place.country == self.home else 0.0)
            + (5.0 if self.city and place.iri.endswith(f"/{self.city}") else 0.0)
            + (0.4 if self.countries.get(place.country) else 0.0)
        )


def _add(view: View, c: Candidate, context: _Context) -> None:
    """Add a city (or PLACE, when it is a larger area) with the link of the likeliest place."""
    best = _choose(view, c, context)
    view.take(c.start, c.end)
    if best is None:
        view.add("CITY", c.start, c.end, method="name-only", confidence=0.7)
        return
    method = "gazetteer-inflected" if c.inflected else "registry" if best.iri else "gazetteer"
    view.add(
        "PLACE" if best.area else "CITY",
        c.start,
        c.end,
        link=best.iri or None,
        geonames_id=best.geonames_id or None,
        value=best.country,
        method=method,
        confidence=_CONFIDENCE[c.senses.level],
        detail=(("name", best.name),),
    )


def _choose(view: View, c: Candidate, context: _Context) -> Place | None:
    """Return the place meant; None when the text names a state that has none of that name."""
    ranked = context.rank(view, c.senses)
    qualifier = qualifier_of(view, c)
    if qualifier is None:
        return ranked[0]
    fitting = [place for place in ranked if _matches(place, qualifier)]
    if fitting:
        return fitting[0]
    abroad = qualifier.startswith("/") and ranked[0].country not in _WITH_PROVINCES
    return None if abroad else ranked[0]


def _matches(place: Place, qualifier: str) -> bool:
    if qualifier.startswith("/"):
        return place.country in {"US", "CA"} and place.admin1 == qualifier[1:]
    return place.country == qualifier
