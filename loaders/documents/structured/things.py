"""Finds out which thing a value names: one of the report itself, one of the registry, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.documents.model import Locator
from loaders.documents.structured.fields import HEAD, Section, section
from loaders.documents.structured.model import Entry, StructuredReport
from loaders.iris import KEY
from loaders.mapping.base import Context
from loaders.registry import Entry as Registered
from loaders.text import folded, key_of

# Kinds with a registry table: a new key is proposed to a person, never minted in silence.
REGISTERED = frozenset(
    {"city", "place", "government", "organisation", "person", "network", "list", "charter",
     "practice", "event", "publication", "membership", "designation", "signature", "conflict"}
)  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """A thing by kind and key; ``label`` is its name where the report gives one."""

    kind: str
    key: str
    label: str = ""


@dataclass(frozen=True)
class Proposed:
    """A thing that the registry does not know, with where the report names it."""

    thing: Thing
    at: Locator


@dataclass
class Things:
    """The things a report declares (by kind and folded name or key), and those it proposes."""

    context: Context
    declared: dict[tuple[str, str], Thing] = field(default_factory=dict)
    proposed: dict[tuple[str, str], Proposed] = field(default_factory=dict)

    def declare(self, report: StructuredReport) -> None:
        """Note every entry that has a name or key of its own, before any is referred to."""
        for entry in report.entries:
            known = section(entry.section)
            kind = kind_of(entry)
            name = _name(entry, known) if known else ""
            if known is None or not kind or known.name == "facts":
                self._declare_place(entry)
                continue
            if entry.values.get("key") or (name and not known.parts):
                self._add(entry, Thing(kind, self._own_key(entry, kind, name), name))

    def _declare_place(self, entry: Entry) -> None:
        kind, name = entry.values.get("kind"), entry.values.get("place")
        if entry.section == "facts" and kind and name and not self._registered(name, (kind,)):
            thing = Thing(kind, key_of(name), entry.values.get("name", name))
            self._add(entry, thing)
            self.declared[kind, folded(name)] = thing

    def _add(self, entry: Entry, thing: Thing) -> None:
        for name in filter(None, (thing.key, thing.label)):
            self.declared.setdefault((thing.kind, folded(name)), thing)
        for name in entry.many("other_names"):
            self.declared.setdefault((thing.kind, folded(name.rpartition("@")[0] or name)), thing)
        self.propose(thing, entry.where("key"))

    def propose(self, thing: Thing, at: Locator) -> None:
        """Note a thing whose key the registry does not hold."""
        known = self.context.registry.entry(thing.kind, thing.key)
        if thing.kind in REGISTERED and known is None:
            self.proposed.setdefault((thing.kind, thing.key), Proposed(thing, at))

    def _own_key(self, entry: Entry, kind: str, name: str) -> str:
        given = entry.values.get("key", "")
        if given:
            if not KEY.fullmatch(given):
                raise ValueError(f"{given!r} is no key (lower-case letters, digits, hyphens)")
            return given
        registered = self.context.registry.named(name, (kind,))
        return registered.key if registered else key_of(name)[:80].strip("-")

    def find(self, words: str, kinds: Iterable[str]) -> Thing | None:
        """Return the thing that is called so, of the first of these kinds that knows it.

        ``kind/key`` names one exactly; the report's own things come before the registry's.
        """
        kinds = tuple(kinds)
        kind, slash, key = words.partition("/")
        if slash and kind in kinds and KEY.fullmatch(key):
            own = self.declared.get((kind, folded(key)))
            entry = self.context.registry.entry(kind, key)
            return own or (_thing(entry) if entry else None)
        for kind in kinds:
            if own := self.declared.get((kind, folded(words))):
                return own
        found = self._registered(words, kinds)
        return _thing(found) if found else None

    def _registered(self, words: str, kinds: Iterable[str]) -> Registered | None:
        return self.context.registry.named(words, tuple(kinds))

    def government(self, place: Thing) -> Thing:
        """Return the government of a place, which has the place's key; proposed when new."""
        entry = self.context.registry.entry("government", place.key)
        thing = _thing(entry) if entry else Thing("government", place.key, place.label)
        own = self.declared.get(("government", folded(place.key)))
        return own or thing


def kind_of(entry: Entry) -> str:
    """Return the kind of thing an entry describes (that of an actor stands in the entry)."""
    known = section(entry.section)
    if known is None or known is HEAD:
        return ""
    if known.name == "actors":
        return entry.values.get("kind", "")
    return known.kind


def classes_of(thing: Thing, known: Section) -> tuple[str, ...]:
    """Return the classes of a thing as prefixed names."""
    named = {
        "government": "urb:Government", "organisation": "urb:Organisation", "person": "urb:Person",
        "network": "urb:Network", "list": "urb:List", "city": "urb:City", "place": "urb:Place",
    }  # fmt: skip
    return known.classes or (named[thing.kind],)


def missing(words: str, kinds: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a value that names nothing, and what to do."""
    shown = " or ".join(kinds)
    return (
        f"no {shown} is called {words!r}",
        "write its key or name as registered, or describe it in a section of this report",
    )


def _thing(entry: Registered) -> Thing:
    return Thing(entry.kind, entry.key, entry.label)


def _name(entry: Entry, known: Section) -> str:
    label = next((f.name for f in known.fields if f.value == "name"), "")
    return entry.values.get(label, "")
