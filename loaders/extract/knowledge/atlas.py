"""Knows places by name: towns with their registry link, regions, countries in many languages."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from babel import Locale

from loaders.curation.registry import Entry, Registry
from loaders.extract.knowledge.gazetteer import EUROPE, NEAR, Town, towns
from loaders.extract.knowledge.haystack import needle
from loaders.iris import Iris
from loaders.settings import Settings
from loaders.tables.patterns import one_of
from loaders.tables.words import by_language, entries, grouped, literal, spoken, values
from loaders.text import folded

LANGUAGES = ("en", "de", "fr", "it", "es", "el", "pl", "nl", "pt")
# The names of countries and regions by their codes, in each language.
TERRITORIES: dict[str, Mapping[str, str]] = {
    language: Locale(language).territories for language in LANGUAGES
}
SURE, NORMAL, WEAK = 0, 1, 2
# From how many inhabitants a town shares the names that its namesake has in other languages.
_FAMOUS = 100_000
# Names of up to three letters (and the blanks around) are abbreviations in capitals.
_SHORT = 5
_AROUND = EUROPE | NEAR
# Kinds of the places table that are not towns; the others (boroughs, local government areas) are.
AREAS = re.compile(rf"kind: {one_of(spoken('places.area-kind'))}\s*(?=$|[;,()])")
# What an article of a town's name becomes with a preposition before it, by country.
CONTRACTED = {
    country: grouped("places.contracted", language)
    for country, language in (("FR", "fr"), ("IT", "it"), ("ES", "es"))
}


class Place(NamedTuple):
    """A place that may be meant; ``iri`` only when it is registered, ``area`` unless it is a town.

    ``prior`` says how likely its name means it before any context is read.
    """

    name: str
    country: str
    admin1: str
    population: int
    geonames_id: str
    iri: str
    area: bool
    prior: float


@dataclass(frozen=True)
class Atlas:
    """Names as in a haystack → places (best first) and how sure the name is, regions, countries."""

    places: tuple[Place, ...]
    names: Mapping[str, tuple[tuple[int, ...], int]]
    regions: Mapping[str, str]
    countries: Mapping[str, str]


class _Registered(NamedTuple):
    entry: Entry
    geonames_id: str
    note: str


def read_atlas(settings: Settings) -> Atlas:
    """Read the registry's places, the gazetteer, the regions and the names of countries."""
    registry = Registry.load(settings.data / "registry")
    known = list(_registered(registry, settings.data / "sources"))
    by_id = {place.geonames_id: place for place in known if place.geonames_id}
    builder = _Builder(Iris(settings.base))
    exonyms = _exonyms()
    builder.famous = frozenset(exonyms)
    for town in towns(frozenset(by_id)):
        known_town = by_id.get(town.geonames_id)
        names = [*exonyms.get(town.geonames_id, ())]
        if known_town is not None:
            names += exonyms.get(known_town.entry.key, ())
        builder.add_town(town, known_town, names)
    for place in known:
        builder.add_registered(place, exonyms.get(place.entry.key, ()))
    countries = _countries()
    return Atlas(tuple(builder.places), builder.finish(countries), _regions(), countries)


def _registered(registry: Registry, sources: Path) -> Iterator[_Registered]:
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(sources.glob("*/raw/cities.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows |= {row["city_id"]: row for row in csv.DictReader(file)}
    for kind in ("city", "place"):
        for key, entry in registry.keys(kind).items():
            if entry.current:
                row = rows.get(key, {})
                yield _Registered(entry, row.get("geonames_id", ""), row.get("note", ""))


class _Builder:
    """Collects places and their names."""

    def __init__(self, iris: Iris) -> None:
        self.iris = iris
        self.places: list[Place] = []
        self.names: dict[str, list[tuple[int, bool]]] = {}
        self.attached: set[str] = set()
        self.famous: frozenset[str] = frozenset()

    def add_town(self, town: Town, known: _Registered | None, exonyms: Iterable[str]) -> None:
        """Add a town; it takes the registry's link when their names agree."""
        if known is not None and not _agree(known.entry, town):
            known = None
        iri = ""
        if known is not None:
            iri = self.iris.thing(known.entry.kind, known.entry.key).value
            self.attached.add(iri)
        area = known is not None and AREAS.search(known.note) is not None
        index = len(self.places)
        self.places.append(
            Place(town.name, town.country, town.admin1, town.population, town.geonames_id, iri,
                  area, _prior(town.country, town.population, bool(iri)))
        )  # fmt: skip
        # In the order of certainty: two spellings of a name are one in a haystack.
        own = [town.name, *exonyms]
        if known is not None:
            own += [known.entry.label, *known.entry.aliases]
        elif town.population >= 40_000:
            alike = folded(town.name)
            own += [name for name in town.names[1:] if folded(name) == alike]
        if town.country in {"GR", "CY"}:
            own += [name for name in town.names[1:] if "Ά" <= name[0] <= "Ω"]
        for name in own:
            self._name(name, index, own=True)
        council = f"{town.name} City".casefold()  # of "Cork City Council", no name of Cork's
        for name in town.names[1:]:
            if name.casefold() != council:
                self._name(name, index, own=False)
        if town.population >= 20_000:
            for name in _contracted(town.name, town.country):
                self._name(name, index, own=True)

    def add_registered(self, place: _Registered, exonyms: Iterable[str]) -> None:
        """Add a registered place that the gazetteer does not have under its name."""
        iri = self.iris.thing(place.entry.kind, place.entry.key).value
        if iri in self.attached:
            return
        index = len(self.places)
        area = AREAS.search(place.note) is not None
        country = place.entry.country
        self.places.append(
            Place(place.entry.label, country, "", 0, "", iri, area,
                  _prior(country, 20_000, registered=True) - (1.5 if area else 0.0))
        )  # fmt: skip
        for name in (place.entry.label, *place.entry.aliases, *exonyms):
            self._name(name, index, own=True)
            self._name(re.sub(r"\s*\(.*?\)|,.*", "", name), index, own=True)

    def _name(self, name: str, index: int, own: bool) -> None:
        key = needle(name)
        if len(key) > 3:
            found = self.names.setdefault(key, [])
            if all(index != other for other, _ in found):
                found.append((index, own))

    def finish(self, countries: Mapping[str, str]) -> dict[str, tuple[tuple[int, ...], int]]:
        """Return the names with their places, the likeliest first, and how sure each name is."""
        never = frozenset(needle(word) for word in spoken("place_names.town-not"))
        done: dict[str, tuple[tuple[int, ...], int]] = {}
        alone = [(index,) for index in range(len(self.places))]  # one for all names of a place
        self._share_exonyms()
        for name, found in self.names.items():
            if name in never or name in countries:
                continue
            ranked = found if len(found) == 1 else sorted(found, key=self._rank, reverse=True)
            best, own = ranked[0]
            level = self._level(name, self.places[best], own)
            places = tuple(index for index, _ in ranked[:8]) if len(ranked) > 1 else alone[best]
            done[name] = (places, level)
            near = self.places[best].country in EUROPE and len(name) > _SHORT
            if (near and self.places[best].population > 15_000) or (
                level in {SURE, NORMAL}
                and (self.places[best].population > 60_000 or self.places[best].iri)
            ):
                done.setdefault(name.upper(), done[name])
        return done

    def _share_exonyms(self) -> None:
        """Give the names that a city has abroad to the large towns called after it.

        "Londyn" may be that of Ontario too.
        """
        needles: dict[int, str] = {}
        for found in self.names.values():
            first, _ = found[0] if len(found) == 1 else max(found, key=self._rank)
            place = self.places[first]
            if not (place.iri or place.population > _FAMOUS):
                continue
            if first not in needles:
                needles[first] = needle(place.name)
            alike = self.names.get(needles[first], ())
            if len(alike) < 2:
                continue
            known = {index for index, _ in found}
            for index, main in alike:
                other = self.places[index]
                large = other.iri or other.population > _FAMOUS
                if main and large and index not in known and other.name == place.name:
                    found.append((index, False))

    def _rank(self, found: tuple[int, bool]) -> float:
        """Return how likely a place is meant by a name, which may be its own."""
        return self.places[found[0]].prior + 1.2 * found[1]

    def _level(self, name: str, place: Place, own: bool) -> int:
        """Return how sure a name is: SURE stands alone, NORMAL in a sentence, WEAK needs signs."""
        near, known = place.country in EUROPE, bool(place.iri) and own
        if place.area:
            return SURE if " " in name.strip() else WEAK
        if known and (near or place.population >= 500_000):
            return SURE
        if len(name) <= 5 and place.population < 500_000:
            return WEAK
        famous = own and len(name) > 5 and place.geonames_id in self.famous
        if place.population >= (100_000 if near or famous else 700_000):
            return SURE if own else NORMAL
        spaced = near and " " in name.strip() and len(name) > 12
        if famous or (own and (spaced or place.population >= 500_000)):
            return NORMAL
        middling = own if near and place.population >= 25_000 else place.population >= 200_000
        return NORMAL if middling and place.country in _AROUND else WEAK


def town_words() -> dict[str, frozenset[str]]:
    """Return the names of towns that are ordinary words, with the languages they are words of."""
    found: dict[str, set[str]] = {}
    for language, names in by_language("place_names.town-word").items():
        for name in names:
            found.setdefault(needle(name), set()).add(language)
    return {name: frozenset(languages) for name, languages in found.items()}


def _contracted(name: str, country: str) -> Iterator[str]:
    """Yield a name with its article in a preposition: "du Mans", "dell'Aquila", "del Ejido"."""
    article, _, rest = name.replace("’", "'").replace("'", "' ").partition(" ")
    for word in CONTRACTED.get(country, {}).get(article, ()):
        yield f"{word} {rest}"


def _agree(entry: Entry, town: Town) -> bool:
    wanted = {folded(name) for name in (entry.label, *entry.aliases)}
    found = {folded(name) for name in (town.name, *town.names)}
    if wanted & found:
        return True
    return any(
        w.split()[0] == f.split()[0] or w.replace(" ", "") == f.replace(" ", "")
        for w in wanted
        for f in found
        if w and f
    )


def _prior(country: str, population: int, registered: bool) -> float:
    far = 1.6 if population >= 500_000 else 0.8 if population >= 200_000 else 0.0
    far = far / 2 if registered else far
    near = 2.5 if country in EUROPE else 1.0 if country in NEAR else far
    known = (2.5 if country in EUROPE else 1.5) if registered else 0.0
    return near + known + math.log10(population + 100)


def _regions() -> dict[str, str]:
    return {needle(name): country for name, country in values("place_names.region").items()}


def _countries() -> dict[str, str]:
    """Return the names of countries in all languages, with inflected forms and abbreviations."""
    found: dict[str, str] = {}
    for language, names in TERRITORIES.items():
        for code, name in names.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                for form in _forms(name, language):
                    found.setdefault(needle(form), code)
    for name, country in values("place_names.country").items():
        found[needle(name)] = country
    for word in spoken("place_names.country-not"):
        found.pop(needle(word), None)
    for name in list(found):
        if len(name) > 6:
            found.setdefault(name.upper(), found[name])
    return found


_NO_COUNTRIES = literal("places.territory")


def _exonyms() -> dict[str, list[str]]:
    """Return the GeoNames id or registry key of a town → the names that the gazetteer lacks."""
    found: dict[str, list[str]] = {}
    for names in entries("place_names.town").values():
        for name, town in names:
            found.setdefault(town, []).append(name)
    return found


# The endings that countries have in other cases, by their own ending ("": by none of these).
_BENT = {
    language: {
        ending.replace("-", ""): () if ends == "-" else tuple(ends.split())
        for ending, ends in values("cases.country", language).items()
    }
    for language in ("pl", "el", "de")
}


def _forms(name: str, language: str) -> Iterator[str]:
    """Yield a name without brackets, then its other cases; Polish bends single words only."""
    base = re.sub(r"\s*\(.*?\)", "", name).strip()
    yield base
    bent = _BENT.get(language, {})
    if bent and not (language == "pl" and " " in base):
        ending = max((e for e in bent if base.endswith(e)), key=len, default=None)
        for other in bent[ending] if ending is not None else ():
            yield base.removesuffix(ending or "") + other
