"""Finds cities, tells them from words of the same form, and links them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from loaders.extract.knowledge.atlas import NORMAL, SURE, WEAK, Place
from loaders.extract.knowledge.haystack import plain
from loaders.extract.places.countries import find_countries
from loaders.extract.places.inflected import Candidate, inflected_towns
from loaders.extract.places.qualifiers import belonging_of, fitting, qualifier_of
from loaders.extract.places.signs import capital_neighbour, dated, is_word, namesake, strength
from loaders.extract.places.towns import (
    chains,
    itemised,
    listed,
    named_like_countries,
    runs,
    unknown_towns,
)
from loaders.extract.reading.view import Hit, View
from loaders.tables.patterns import followed
from loaders.tables.words import literal, spoken, values

_ARTICLE = re.compile(followed("places.contracted-before"))


# A country named beside one city is not a context yet for the others.
_USUAL = 1
_LANDS = {
    "de": frozenset({"DE", "AT", "CH", "LI"}),
    "fr": frozenset({"FR", "BE", "CH", "LU"}),
    "it": frozenset({"IT", "CH", "SM"}),
    "es": frozenset({"ES"}),
    "el": frozenset({"GR", "CY"}),
    "pl": frozenset({"PL"}),
    "nl": frozenset({"NL", "BE"}),
}
# English is written everywhere: only a text that is not said to be from elsewhere is at home there.
_UNTOLD = {"en": {"GB", "IE"}}


def find_places(view: View) -> None:
    """Add countries, then cities with their link, then regions and provinces as PLACE."""
    hits = _longest(view.places)
    inflected = inflected_towns(view)
    if _names_germany(view, hits):
        hits = [_german(view, hit) if hit.senses.name in _GERMAN else hit for hit in hits]
    hits = [_french(view, hit) if hit.senses.name in _FRENCH else hit for hit in hits]
    find_countries(view, _uncovered(hits, inflected))
    named_like_countries(view)
    view.homes = _homes(view)
    view.abroad = frozenset(m.value for m in view.mentions if m.type == "COUNTRY" and m.value)
    view.surnames = _surnames(view)
    candidates = [_candidate(view, hit) for hit in hits if hit.senses.level >= 0]
    candidates = sorted([*candidates, *inflected], key=lambda c: (c.start, -c.end))
    accepted = _accept(view, [c for c in candidates if view.free(c.start, c.end)])
    context = _Context.of(view, accepted)
    for candidate in accepted:
        if view.free(candidate.start, candidate.end):
            _add(view, candidate, context)
    unknown_towns(view, [(candidate.start, candidate.end) for candidate in accepted])


def _homes(view: View) -> frozenset[str]:
    """Return the countries whose small towns a text may name without a word of explanation."""
    lands = _LANDS.get(view.document.language or "", frozenset())
    told = (
        {view.home_country}
        if view.home_country
        else _UNTOLD.get(view.document.language or "", set())
    )
    return frozenset(lands | told)


def _surnames(view: View) -> frozenset[str]:
    """Return the last words of the names of persons."""
    names = (m.text.split() for m in view.mentions if m.type == "PERSON")
    return frozenset(name[-1] for name in names if len(name) > 1)


# "à" is said of cities, "au" of countries; some names need none of them, if "New" is not before.
_TOWARD, _NEW = literal("places.toward"), literal("places.new")
_BARE = {f" {name} " for name in spoken("places.city-without-preposition", "fr")}
# Cities that in French differ from the country by its article: "à Luxembourg", "Mexico".
_FRENCH = {f" {name} ": city for name, city in values("places.city-of-country", "fr").items()}


def _french(view: View, hit: Hit) -> Hit:
    """Return the city for a French "Luxembourg" after "à", and for "Mexico" but "New Mexico"."""
    before = view.before(hit.start, 1)
    bare = hit.senses.name in _BARE and _NEW.isdisjoint(before)
    if view.language_at(hit.start) != "fr" or not (bare or not _TOWARD.isdisjoint(before)):
        return hit
    senses = view.resources.senses(_FRENCH[hit.senses.name])
    return hit if senses is None else Hit(hit.start, hit.end, senses)


def _candidate(view: View, hit: Hit) -> Candidate:
    """Return a hit as a candidate; the bracket of "Halle (Saale)" belongs to the name."""
    words = view.text[hit.start : hit.end]
    closes = "(" in words and ")" not in words and view.text[hit.end : hit.end + 1] == ")"
    start = hit.start
    if words[0].islower() and (article := _ARTICLE.match(words)):
        start += article.end()
    return Candidate(start, hit.end + closes, hit.senses, inflected=False)


# "Monaco" is Munich in an Italian text that names German places.
_GERMAN = {f" {name} ": city for name, city in values("places.city-in-germany", "it").items()}


def _german(view: View, hit: Hit) -> Hit:
    """Return the German city that a name of two cities means in Italian."""
    if view.language_at(hit.start) != "it":
        return hit
    senses = view.resources.senses(_GERMAN[hit.senses.name])
    return hit if senses is None else Hit(hit.start, hit.end, senses)


def _names_germany(view: View, hits: list[Hit]) -> bool:
    """Tell whether a text names Germany or a German city that is sure."""
    places = view.resources.places
    return any(
        hit.senses.country == "DE"
        or (hit.senses.level == SURE and places[hit.senses.places[0]].country == "DE")
        for hit in hits
    )


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
    names = {c.senses.name for c, weight in weighed if weight >= 2 or _named(view, c, weight)}
    meant = {c.senses.places[0] for c, weight in weighed if weight >= 2}
    opened = {c.senses.name for c, weight in weighed if weight >= 2 and dated(view, c)}
    chained = {candidate.start for candidate in chains(view, weighed)}
    kept: list[Candidate] = []
    doubtful: list[Candidate] = []
    for candidate, weight in weighed:
        if weight < 0:
            continue
        sure = (
            weight >= 1
            or candidate.start in chained
            or (candidate.senses.name in names and _again(view, candidate, opened))
            or _meant(view, candidate, meant)
        )
        (kept if sure else doubtful).append(candidate)
    kept += itemised(view, kept, doubtful)
    ends |= {candidate.end for candidate in kept}
    starts |= {candidate.start for candidate in kept}
    for candidate in (*doubtful, *reversed(doubtful)):  # a list is read to its end and back
        if candidate.end not in ends and listed(view, candidate, ends, starts):
            kept.append(candidate)
            ends.add(candidate.end)
            starts.add(candidate.start)
    return sorted(kept, key=lambda candidate: (candidate.start, -candidate.end))


def _again(view: View, c: Candidate, opened: set[str]) -> bool:
    """Tell whether a name that is told to be a town elsewhere in the text is one here too."""
    if namesake(view, c) or capital_neighbour(view, c):
        return False
    return c.senses.name in opened or not _needs_signs(view, c)


def _named(view: View, c: Candidate, weight: int) -> bool:
    """Tell whether a town of which nobody has the name was told by the words around it."""
    return weight == 1 and not is_word(view, c) and view.text[c.start : c.end] not in view.surnames


def _meant(view: View, c: Candidate, meant: set[int]) -> bool:
    """Tell whether a German noun is a town that the text names plainly elsewhere.

    "über Halle", where the text has "Halle (Saale)", and "Halles Beschluss".
    """
    if view.language_at(c.start) != "de" or c.senses.places[0] not in meant:
        return False
    return c.inflected or view.before(c.start, 1)[-1:] in _PREPOSITIONS


_PREPOSITIONS = tuple([word] for word in spoken("places.german-preposition", "de"))


def _needs_signs(view: View, c: Candidate) -> bool:
    """Tell whether the name may be a word here although it is a town elsewhere in the text."""
    german = view.language_at(c.start) == "de"
    return is_word(view, c) and (german or view.starts_sentence(c.start))


# From how many inhabitants a city is meant wherever its name stands.
_METROPOLIS = 500_000
_STATES = values("place_names.state-or-town")
_INSIDE = tuple([word] for word in spoken("places.in"))
_CONFIDENCE = {SURE: 0.96, NORMAL: 0.88, WEAK: 0.8}


class _Context(NamedTuple):
    """What the document says of its countries; ``mates`` are those of a city's neighbours."""

    countries: Counter[str]
    total: int
    home: str | None
    city: str | None
    lands: frozenset[str]
    mates: dict[int, frozenset[str]]
    ranked: dict[tuple[str, tuple[int, ...], frozenset[str]], list[Place]]
    beside: dict[int, frozenset[str]]

    @classmethod
    def of(cls, view: View, accepted: list[Candidate]) -> _Context:
        counts: Counter[str] = Counter()
        for mention in view.mentions:
            if mention.type == "COUNTRY" and mention.value:
                counts[mention.value] += 1
        for candidate in accepted:
            if candidate.senses.level == SURE and len(candidate.senses.places) == 1:
                counts[view.resources.places[candidate.senses.places[0]].country] += 1
        lands = _LANDS.get(view.document.language or "", frozenset())
        mates: dict[int, frozenset[str]] = {}
        for run in runs(view, accepted):
            inside = frozenset(filter(None, (_plainly_in(view, c) for c in run)))
            mates |= {c.start: inside for c in run if len(run) > 1}
        total = sum(counts.values()) + _USUAL
        beside: dict[int, frozenset[str]] = {}
        for c in accepted:
            country, at = _plainly_in(view, c), _sentence(view, c)
            if country:
                beside[at] = beside.get(at, frozenset()) | {country}
        return cls(counts, total, view.home_country, view.city, lands, mates, {}, beside)

    def rank(self, view: View, c: Candidate) -> list[Place]:
        """Return the places of a name, the likeliest first."""
        mates, senses = self.mates.get(c.start, frozenset()), c.senses
        key = senses.name, senses.places, mates
        if key not in self.ranked:
            places = [view.resources.places[index] for index in senses.places]
            if len(places) > 1:
                places.sort(key=lambda place: -self.score(place, senses.name.strip(), mates))
            self.ranked[key] = places
        return self.ranked[key]

    def score(self, place: Place, name: str, mates: frozenset[str]) -> float:
        """Return how well a place fits the document beside cities of some countries."""
        share = self.countries.get(place.country, 0) / self.total
        known = place.iri or place.population > 20_000
        return (
            place.prior
            + 2.0 * share
            + (2.0 if place.country == self.home else 0.0)
            + (0.6 if place.iri or (not self.home and place.country in self.lands) else 0.0)
            + (0.6 if plain(place.name) == name else 0.0)
            + (2.2 if known and place.country in mates else 0.0)
            + (5.0 if self.city and place.iri.endswith(f"/{self.city}") else 0.0)
            + (0.4 if self.countries.get(place.country) else 0.0)
        )


def _sentence(view: View, c: Candidate) -> int:
    """Return the number of the sentence that a name stands in."""
    return bisect_right(view.starts, c.start)


def _plainly_in(view: View, c: Candidate) -> str | None:
    """Return the country of a name that has one place only, or one far likelier than the others."""
    places = [view.resources.places[index] for index in c.senses.places]
    first = places[0]
    likely = all(first.prior > place.prior + 2.5 for place in places[1:])
    abroad = [place.population for place in places[1:] if place.country != first.country]
    large = first.population >= _METROPOLIS and c.senses.level == SURE
    well_known = large and first.population > 20 * max(abroad, default=0)
    return first.country if likely or well_known else None


def _add(view: View, c: Candidate, context: _Context) -> None:
    """Add a city (or PLACE, when it is a larger area) with the link of the likeliest place."""
    state = _state(view, c, context)
    if state:
        view.take(c.start, c.end)
        view.add("PLACE", c.start, c.end, value=state, method="region-name", confidence=0.85)
        return
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


def _state(view: View, c: Candidate, context: _Context) -> str:
    """Return the country of a state with a town's name, when the text is about that country.

    "A municipality located in Victoria": the text names a city of Australia, none of elsewhere.
    """
    country = _STATES.get(c.senses.name.strip(), "")
    if not country:
        return ""
    told = qualifier_of(view, c)
    if told is not None:  # "Victoria in Australien"
        return country if told.country == country and not told.states else ""
    if view.before(c.start, 1)[-1:] not in _INSIDE:
        return ""
    others = {view.resources.places[i].country for i in c.senses.places} - {country}
    beside = context.beside.get(_sentence(view, c), frozenset())
    return country if country in beside and beside.isdisjoint(others) else ""


def _choose(view: View, c: Candidate, context: _Context) -> Place | None:
    """Return the place meant; None when the text names a state that has none of that name."""
    places = context.rank(view, c)
    qualifier = qualifier_of(view, c) or belonging_of(view, c)
    return places[0] if qualifier is None else fitting(places, qualifier)
