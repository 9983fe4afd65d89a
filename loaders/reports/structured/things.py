"""Finds out which thing a value names: one of the report itself, one of the registry, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders import kinds
from loaders.curation.registry import Entry as Registered
from loaders.curation.registry import Registry
from loaders.iris import KEY
from loaders.reports.structured.fields import HEAD, section
from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.schema import Field, Section
from loaders.text import folded, key_of

# Kinds with a registry table: a new key is proposed to a person, never minted in silence.
REGISTERED = frozenset(kind.key for kind in kinds.KINDS if kind.registered)
LONGEST = 80


@dataclass(frozen=True)
class Thing:
    """A thing by kind and key; ``label`` is its name where one is known."""

    kind: str
    key: str
    label: str = ""


@dataclass
class Things:
    """The things that a report declares, beside those of the registry."""

    registry: Registry
    declared: dict[tuple[str, str], Thing] = field(default_factory=dict)

    def declare(self, entry: Entry) -> None:
        """Note an entry that has a name or key of its own, before anything refers to it.

        Raises ValueError when its key has no valid form.
        """
        known = section(entry.section)
        kind = kind_of(entry)
        if known is None or not kind:
            return
        name = name_of(entry, known)
        if known.name == "facts":
            name = name or entry.values.get("place", "")
        elif not entry.values.get("key") and (known.parts or not name):
            return
        given = entry.values.get("key") or entry.values.get("place", "")
        thing = Thing(kind, self._key(kind, given, name), name)
        others = (other.rpartition("@")[0] or other for other in entry.many("other_names"))
        for words in filter(None, (thing.key, name, given, *others)):
            self.declared.setdefault((kind, folded(words)), thing)

    def _key(self, kind: str, given: str, name: str) -> str:
        registered = self.registry.named(given or name, (kind,))
        if registered:
            return registered.key
        key = given or key_of(name)[:LONGEST].strip("-")
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a key (lower-case letters, digits, hyphens)")
        return key

    def find(self, words: str, among: Iterable[str]) -> Thing | None:
        """Return the thing that is called so, of the first of these kinds that knows it.

        ``kind/key`` names one exactly; the report's own things come before the registry's.
        """
        among = tuple(among)
        kind, slash, key = words.partition("/")
        if slash and kind in among:
            words, among = key, (kind,)
        for kind in among:
            if own := self.declared.get((kind, folded(words))):
                return own
        found = self.registry.named(words, among)
        return of_registry(found) if found else None

    def government(self, place: Thing) -> Thing:
        """Return the government of a place, which has the place's key."""
        entry = self.registry.entry("government", place.key)
        own = self.declared.get(("government", folded(place.key)))
        return own or (of_registry(entry) if entry else Thing("government", place.key, place.label))


@dataclass(frozen=True)
class Names:
    """What the fields of one report name, with the city it is about as the default."""

    things: Things
    city: Thing | None

    @classmethod
    def of(cls, report: StructuredReport, registry: Registry) -> Names:
        """Return the names of a report; ValueError as ``Things.declare``."""
        things = Things(registry)
        for entry in report.entries:
            things.declare(entry)
        return cls(things, things.find(report.head.values.get("city", ""), ("city", "place")))

    def named(self, words: str, wanted: Field) -> Thing | None:
        """Return the thing that a value names, the default where nothing is written, or None."""
        if words:
            return self.things.find(words, wanted.of)
        if self.city is None or not wanted.default:
            return None
        return self.city if wanted.default == "city" else self.things.government(self.city)

    def value(self, entry: Entry, wanted: Field) -> Thing | None:
        """Return the thing that a field of an entry names, or None."""
        return self.named(entry.values.get(wanted.name, ""), wanted)


def kind_of(entry: Entry) -> str:
    """Return the kind of thing an entry describes; '' for facts about a known place."""
    known = section(entry.section)
    if known is None or known is HEAD:
        return ""
    return entry.values.get("kind", "") if known.name in {"actors", "facts"} else known.kind


def classes_of(thing: Thing, known: Section) -> tuple[str, ...]:
    """Return the classes of a thing as prefixed names."""
    return known.classes or (kinds.kind(thing.kind).class_,)


def name_of(entry: Entry, known: Section) -> str:
    """Return the value of the field that holds the name, or ''."""
    label = next((wanted.name for wanted in known.fields if wanted.value == "name"), "")
    return entry.values.get(label, "")


def missing(words: str, among: Iterable[str]) -> str:
    """Return what is wrong with a value that names nothing."""
    return f"no {' or '.join(among)} is called {words!r}" if words else "this is needed"


def of_registry(entry: Registered) -> Thing:
    """Return a thing of the registry."""
    return Thing(entry.kind, entry.key, entry.label)
