"""Finds the registered thing that a claim or a reviewer means, and tells how things are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loaders.curation.registry import Entry
from loaders.kinds import PLACES
from loaders.mapping.base import Context


@dataclass(frozen=True)
class Thing:
    """A registered thing: kind, key and label."""

    kind: str
    key: str
    label: str

    @classmethod
    def of(cls, entry: Entry) -> Thing:
        """Return the thing of a registry entry."""
        return cls(entry.kind, entry.key, entry.label)


@dataclass(frozen=True)
class Names:
    """What words, keys and IRIs mean in the registry of a project."""

    context: Context

    def find(self, words: str, kinds: Iterable[str]) -> Thing | None:
        """Return the standing thing that an IRI, ``kind/key`` or a name means, or None."""
        kinds = tuple(kinds)
        if (exact := self.exact(words)) is not None:
            return exact if exact.kind in kinds else None
        found = self.context.registry.named(words, kinds)
        return Thing.of(found) if found else None

    def exact(self, words: str) -> Thing | None:
        """Return the standing thing of an IRI of ours or of ``kind/key``, or None."""
        path = words.removeprefix(f"{self.context.settings.base}id/")
        match = re.fullmatch(r"([a-z-]+)/([a-z0-9-]+)", path)
        entry = self.context.registry.entry(match[1], match[2]) if match else None
        return Thing.of(entry) if entry and entry.current else None

    def label(self, words: str) -> str:
        """Return what a term of a claim is called: the label of an IRI, else the words."""
        thing = self.exact(words)
        return thing.label if thing else " ".join(words.split())

    def iri(self, thing: Thing) -> NamedNode:
        """Return the IRI of a thing."""
        return self.context.iris.thing(thing.kind, thing.key)

    def place(self, thing: Thing) -> Thing | None:
        """Return the place of a government, a place itself, or None."""
        if thing.kind in PLACES:
            return thing
        if thing.kind != "government":
            return None
        entries = (self.context.registry.entry(kind, thing.key) for kind in PLACES)
        return next((Thing.of(entry) for entry in entries if entry), None)

    def actor(self, thing: Thing) -> Thing | None:
        """Return the government of a place, an actor itself, or None."""
        if thing.kind not in PLACES:
            return thing
        entry = self.context.registry.entry("government", thing.key)
        return Thing.of(entry) if entry else None
