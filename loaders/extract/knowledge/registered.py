"""Knows the registered networks, organisations, charters, persons, practices and events by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.curation.registry import Entry, Registry
from loaders.extract.knowledge.declension import cases
from loaders.extract.knowledge.haystack import needle
from loaders.extract.model import MentionType
from loaders.iris import Iris
from loaders.settings import Settings
from loaders.tables.reader import ANY
from loaders.tables.words import by_language, entries, literal

KINDS: Mapping[str, MentionType] = {
    "network": "ORG",
    "organisation": "ORG",
    "list": "ORG",
    "charter": "CHARTER",
    "person": "PERSON",
    "event": "EVENT",
    "practice": "PRACTICE",
}
# From how many letters an acronym is told from words in whatever capitals it is written.
_DISTINCT = 5
# Between the title of an event and what explains it.
_EXPLAINED = re.compile(r"[:.]\s")
# Labels that are ordinary words or kinds of things: only their aliases are looked for.
GENERIC = literal("things.generic")
# Names that are ordinary words in one language (``any``: in all), and names only elsewhere.
GUARDED = {
    name: language for language, names in by_language("things.guarded").items() for name in names
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing known by name; ``iri`` is None when it is well known but not registered."""

    type: MentionType
    label: str
    iri: str | None
    kind: str
    name: str


def known_entities(settings: Settings) -> dict[str, list[Entity]]:
    """Return every known name (as in a haystack) with the entities of that name."""
    registry = Registry.load(settings.data / "registry")
    iris = Iris(settings.base)
    found: dict[str, list[Entity]] = {}
    extra = _other_names("things.other-name")
    for kind, type_ in KINDS.items():
        for key, entry in registry.keys(kind).items():
            iri = iris.thing(kind, key).value
            names = dict.fromkeys((*_names(entry), *extra.get(f"{kind} {key}", ())))
            if entry.current:
                for name in names:
                    _put(found, Entity(type_, entry.label, iri, kind, name))
    extra = _other_names("organisations.other-name")
    for label, kind in entries("organisations.organisation")[ANY]:
        for name in (label, *extra.get(label, ())):
            if needle(name) not in found:
                _put(found, Entity("ORG", label, None, kind, name))
    return found


def _put(found: dict[str, list[Entity]], entity: Entity) -> None:
    if len(entity.name) < 2 or entity.name in GENERIC:
        return
    forms = {entity.name, entity.name.replace("-", " ")}
    if entity.type == "ORG":
        forms.update(cases(entity.name))
        forms.update(_other_capitals(entity))
    if " " in entity.name and entity.type == "ORG":
        forms.add(entity.name.upper())
        if entity.name.count(" ") >= 4:
            forms.add(entity.name.lower())
            forms.add(entity.name[0].lower() + entity.name[1:])
    for form in forms:
        entities = found.setdefault(needle(form), [])
        if all(other.iri != entity.iri for other in entities):
            entities.append(entity)


def _other_capitals(entity: Entity) -> Iterator[str]:
    """Yield how a registered network's one-word name is written too: "Icorn", "EUROCITIES"."""
    if entity.kind != "network" or not entity.name.isalpha() or len(entity.name) < _DISTINCT:
        return
    yield entity.name.upper()
    if entity.name.isupper():
        yield entity.name.capitalize()


def _other_names(table: str) -> dict[str, list[str]]:
    """Return what has other names → these names, in all languages."""
    found: dict[str, list[str]] = {}
    for names in entries(table).values():
        for name, thing in names:
            found.setdefault(thing, []).append(name)
    return found


def _names(entry: Entry) -> Iterator[str]:
    """Yield the names in a label: without brackets, both sides of a dash, the acronym."""
    for label in (entry.label, *entry.aliases):
        bare = re.sub(r"\s*\([^)]*\)", "", label).strip()
        if entry.kind == "practice" and _describes(bare):
            continue
        yield bare
        if entry.kind == "event":
            yield from _short_title(bare)
        if entry.kind in {"network", "organisation"}:
            parts = re.split(r" [-–/] ", bare)
            yield from (
                part for part in parts if len(parts) > 1 and (" " in part or part[:3].isupper())
            )
            for inside in re.findall(r"\(([^)]*)\)", label):
                if re.fullmatch(r"[A-Z][\w-]*[A-Z0-9]", inside):
                    yield inside


def _short_title(label: str) -> Iterator[str]:
    """Yield the title of an event without what explains it: "X" of "X: a conference of cities"."""
    title, *explained = _EXPLAINED.split(label, maxsplit=1)
    if explained and " " in title:
        yield title


def _describes(label: str) -> bool:
    """Tell whether the label of a practice is a phrase that others use of theirs, not a name.

    Any town may have a "24-hour shelter" or a "Municipal ID card": nothing in it is a name.
    """
    return not any(letter.isupper() for letter in label[1:].replace("ID", ""))
