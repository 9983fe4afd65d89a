"""What a person adds to the rows: ``data/links/agents.csv`` and ``data/links/statements.csv``.

``agents.csv`` says whom a name means where it was read (*alliance* or *MIT* mean nobody
elsewhere; a name that is safe everywhere is an alias in the registry). ``statements.csv`` links a
record to concepts and things on the ground of words of its own row (``basis``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loaders.curation.registry import Entry, Registry
from loaders.text import folded

AGENTS, STATEMENTS = "agents.csv", "statements.csv"
# What stands before the key of a network in the context of its record.
NETWORKS = "networks/"


@dataclass(frozen=True)
class Statement:
    """A link added by hand: the property, and kind (or scheme) and key of what it points to.

    An empty ``kind`` points to the concept scheme called ``key``. ``basis`` are the words of the
    row that the link rests on.
    """

    property: str
    kind: str
    key: str
    basis: str


@dataclass(frozen=True)
class Links:
    """The links by context, which is ``{stem}/{record}``; agents by folded name too."""

    agents: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)

    @cached_property
    def signed(self) -> Mapping[str, str]:
        """Return the charter that the signatories of each network signed, by their keys."""
        return self._charters("signedCharter")

    @cached_property
    def founding(self) -> Mapping[str, str]:
        """Return the charter by whose signing a network was founded, by their keys."""
        return self._charters("foundingCharter")

    def _charters(self, name: str) -> dict[str, str]:
        return {
            context.removeprefix(NETWORKS): link.key
            for context, links in self.statements.items()
            for link in links
            if context.startswith(NETWORKS) and link.property == name
        }

    @classmethod
    def load(cls, folder: Path) -> Links:
        """Read both tables of a folder; an absent one is empty."""
        agents = {
            (folded(row["text"]), row["context"]): (row["kind"], row["key"])
            for row in _rows(folder / AGENTS)
        }
        statements: dict[str, tuple[Statement, ...]] = {}
        for row in _rows(folder / STATEMENTS):
            link = Statement(row["property"], row["kind"], row["key"], row["basis"])
            statements[row["context"]] = (*statements.get(row["context"], ()), link)
        return cls(agents, statements)


@dataclass(frozen=True)
class NamesInContext:
    """The registry as a record reads it: its own links first, then keys, labels and aliases."""

    registry: Registry
    links: Links
    context: str

    def named(self, name: str, kinds: Iterable[str], country: str = "") -> Entry | None:
        """Return the one thing a name means here, None when nothing or more than one thing."""
        meaning = self.links.agents.get((folded(name), self.context))
        if meaning is not None:  # without kind and key: nothing registered is meant here
            return self.registry.entry(*meaning)
        return self.registry.named(name, kinds, country)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
