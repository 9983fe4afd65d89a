"""Names that mean somebody only where they were read: ``data/links/agents.csv``.

A name that is safe everywhere is an alias in the registry; *alliance* or *MIT* is not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders.registry import Entry, Registry
from loaders.text import folded

NAME = "agents.csv"


@dataclass(frozen=True)
class Links:
    """What a name means in a context (``practices/ghent-refugee-taskforce``): kind and key."""

    meanings: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Links:
        """Read ``agents.csv`` of a folder (columns text, context, kind, key); absent is empty."""
        path = folder / NAME
        if not path.is_file():
            return cls()
        with path.open(encoding="utf-8", newline="") as file:
            return cls(
                {
                    (folded(row["text"]), row["context"]): (row["kind"], row["key"])
                    for row in csv.DictReader(file)
                }
            )


@dataclass(frozen=True)
class NamesInContext:
    """The registry as a record reads it: its own links first, then keys, labels and aliases."""

    registry: Registry
    links: Links
    context: str

    def named(self, name: str, kinds: Iterable[str], country: str = "") -> Entry | None:
        """Return the one thing a name means here, None when nothing or more than one thing."""
        if meaning := self.links.meanings.get((folded(name), self.context)):
            return self.registry.entry(*meaning)
        return self.registry.named(name, kinds, country)
