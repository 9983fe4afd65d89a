"""Holds what extraction needs to know, loaded once a process: names, words and places."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from loaders.extract.knowledge.atlas import Atlas, Place, read_atlas, town_words
from loaders.extract.knowledge.bent import Bent
from loaders.extract.knowledge.called import Called
from loaders.extract.knowledge.haystack import needle
from loaders.extract.knowledge.registered import Entity, known_entities
from loaders.extract.knowledge.vocabularies import Trigger, triggers
from loaders.settings import Settings
from loaders.tables.reader import TABLES, lists


@dataclass(slots=True)
class Senses:
    """Everything one name may stand for.

    ``name`` is the name as in a haystack, ``size`` its length with the blanks around it, ``spaced``
    whether it has several words; ``level`` tells how sure its places are (-1: it has none) and
    ``words`` in which languages the name is an ordinary word (``any``: in some).
    """

    name: str
    size: int = 0
    spaced: bool = False
    places: tuple[int, ...] = ()
    level: int = -1
    words: frozenset[str] = frozenset()
    region: str = ""
    country: str = ""
    entities: tuple[Entity, ...] = ()
    triggers: tuple[Trigger, ...] = ()


class _Table(dict[str, Senses]):
    """Makes the senses of a name when it is first asked for."""

    def __missing__(self, name: str) -> Senses:
        self[name] = Senses(name, len(name), " " in name[1:-1])
        return self[name]


@dataclass(frozen=True)
class Resources:
    """What ``extract`` looks names up in; share one instance between documents.

    ``automaton`` finds every known name and trigger word of a haystack in one pass and gives its
    ``Senses``; ``places`` are what the place senses count; ``given`` and ``family`` are names of
    persons; ``bent`` and ``called`` lead other forms of a name back to what is registered.
    """

    automaton: ahocorasick.Automaton
    places: tuple[Place, ...]
    given: frozenset[str]
    family: frozenset[str]
    base: str
    bent: Bent
    called: Called

    def senses(self, name: str) -> Senses | None:
        """Return what a name (as in a haystack, without blanks) stands for, or None."""
        found: Senses | None = self.automaton.get(f" {name} ", None)
        return found

    def country_of(self, city: str | None) -> str | None:
        """Return the country (ISO alpha-2) of a registered city, None when no city is given."""
        return self._countries.get(f"{self.base}id/city/{city}") if city else None

    def is_place(self, key: str) -> bool:
        """Tell whether a city or another place is registered under a key."""
        return any(f"{self.base}id/{kind}/{key}" in self._countries for kind in ("city", "place"))

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {place.iri: place.country for place in self.places if place.iri}


def load_resources(settings: Settings) -> Resources:
    """Read registry, gazetteer and word tables (2 to 4 s, 200 MB, once a process).

    Raises DataError when the gazetteer package is missing.
    """
    collecting = gc.isenabled()
    gc.disable()  # hundreds of thousands of names are made that all stay
    try:
        resources = _load(settings)
        gc.freeze()  # what was loaded stays: walking through it again and again takes 0.1 s a time
        return resources
    finally:
        if collecting:
            gc.enable()


def _load(settings: Settings) -> Resources:
    table = _Table()
    for trigger, forms in triggers():
        for form in forms:
            sense = table[needle(form)]
            sense.triggers = (*sense.triggers, trigger)
    lists.cache_clear()  # whoever needs words has made what it needs of them
    atlas = read_atlas(settings)
    _add_atlas(table, atlas)
    entities = known_entities(settings)
    _add_entities(table, entities)
    registered = [one for found in entities.values() for one in found if one.iri]
    cities = [place.iri.rpartition("/")[2] for place in atlas.places if place.iri]
    lists.cache_clear()
    return Resources(
        automaton=_automaton(table),
        places=atlas.places,
        given=frozenset(TABLES.lines("given_names.txt")),
        family=frozenset(TABLES.lines("family_names.txt")),
        base=settings.base,
        bent=Bent.of(registered),
        called=Called.of(registered, cities),
    )


def _add_atlas(table: _Table, atlas: Atlas) -> None:
    for name, (places, level) in atlas.names.items():
        table[name].places, table[name].level = places, level
    for word, languages in town_words().items():
        for name in (word, word.upper()):
            if name in atlas.names:
                table[name].words = languages
    for name, country in atlas.regions.items():
        table[name].region = country
    for name, country in atlas.countries.items():
        table[name].country = country


def _add_entities(table: _Table, entities: Mapping[str, Iterable[Entity]]) -> None:
    for name, found in entities.items():
        if not (table[name].country and all(entity.type == "ORG" for entity in found)):
            table[name].entities = tuple(found)


def _automaton(table: Mapping[str, Senses]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, senses in table.items():
        if len(name) > 2:
            automaton.add_word(name, senses)
    automaton.make_automaton()
    return automaton
