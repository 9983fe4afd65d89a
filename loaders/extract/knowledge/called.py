"""Leads shorter and otherwise written names of registered things back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.extract.knowledge.haystack import plain, upper_class
from loaders.extract.knowledge.registered import Entity
from loaders.extract.model import MentionType

_UPPER = upper_class()
# "REACT refugee accommodation" is called REACT, "City-ID Card (Züri City Card)" as in brackets.
_CAPITALS = re.compile(rf"(?:[{_UPPER}][\w'’.-]*\s)+(?=[a-z])")
_BRACKET = re.compile(rf"\(([{_UPPER}][^()]*)\)")
_YEAR = re.compile(r"-((?:19|20)\d\d)(?:-|$)")
_LEAST = 4


@dataclass(frozen=True)
class Called:
    """Registered things by their names without blanks, signs and capitals."""

    names: Mapping[str, tuple[Entity, ...]]
    shorts: Mapping[str, tuple[tuple[Entity, str], ...]]
    """Practices by short names that mean them in their city only, each with the city's key."""
    cities: Mapping[str, str]
    """The key of the city of each practice, by its IRI."""

    @classmethod
    def of(cls, entities: Iterable[Entity], cities: Iterable[str]) -> Called:
        """Return an index of the names of registered things; ``cities`` are registry keys."""
        names: dict[str, dict[str, Entity]] = {}
        shorts: dict[str, dict[str, tuple[Entity, str]]] = {}
        keys, homes = set(cities), dict[str, str]()
        for entity in entities:
            iri = entity.iri or ""
            names.setdefault(squashed(entity.name), {}).setdefault(iri, entity)
            city = _city(iri, keys) if entity.type == "PRACTICE" else ""
            if city:
                homes[iri] = city
            for short in _shorts(entity.label) if city else ():
                shorts.setdefault(squashed(short), {}).setdefault(iri, (entity, city))
        return cls(
            {name: tuple(found.values()) for name, found in names.items() if len(name) >= _LEAST},
            {name: tuple(found.values()) for name, found in shorts.items() if len(name) >= _LEAST},
            homes,
        )

    def city_of(self, iri: str) -> str:
        """Return the key of a practice's city, or ''."""
        return self.cities.get(iri, "")

    def thing(self, name: str, type_: MentionType) -> Entity | None:
        """Return the one registered thing of a type that has this name, however it is written."""
        shouted = name.isupper()  # an acronym may have the letters of a word
        found = [
            one
            for one in self.names.get(squashed(name), ())
            if one.type == type_ and (one.name.isupper() == shouted or " " in one.name)
        ]
        return found[0] if len(found) == 1 else None

    def practice(self, name: str, cities: Iterable[str]) -> Entity | None:
        """Return the one practice of these cities (registry keys) that this is a short name of."""
        of = set(cities)
        found = [one for one, city in self.shorts.get(squashed(name), ()) if city in of]
        return found[0] if len(found) == 1 else None


def squashed(name: str) -> str:
    """Return a name without blanks, signs, capitals and Greek accents."""
    return plain(name).replace(" ", "").casefold()


def year_of(iri: str) -> str:
    """Return the year in the key of an event, or ''."""
    found = _YEAR.search(iri.rpartition("/")[2])
    return found[1] if found else ""


def _city(iri: str, keys: set[str]) -> str:
    """Return the city whose key the key of a practice begins with, the longest, or ''."""
    parts = iri.rpartition("/")[2].split("-")
    starts = ("-".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((start for start in starts if start in keys), "")


def _shorts(label: str) -> Iterable[str]:
    """Yield the name at the head of a label, before the words that say what it is."""
    head = _CAPITALS.match(label)
    if head is not None:
        yield head.group().strip()
    yield from _BRACKET.findall(label)
    bare = _BRACKET.sub("", label).partition(":")[0].strip()
    if " " not in bare or bare.istitle():
        yield bare
