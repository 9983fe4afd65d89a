"""The keys of all things, one table a kind: assigned once, never reused, never taken away."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loaders.text import folded

COLUMNS = (
    "key",
    "label",
    "country",
    "aliases",
    "replaced_by",
    "withdrawn",
    "reason",
    "since",
)
# The keys of all releases so far, one ``kind/key`` a line: none of them may ever disappear.
PUBLISHED = "published.txt"


@dataclass(frozen=True)
class Entry:
    """A registered thing; ``country`` is ISO 3166 alpha-2 or ''; dates are ISO 8601 or ''.

    ``replaced_by`` is a key of the same kind, or ``kind/key`` where it turned out to be another.
    """

    kind: str
    key: str
    label: str
    country: str = ""
    aliases: tuple[str, ...] = ()
    replaced_by: str = ""
    withdrawn: str = ""
    reason: str = ""
    since: str = ""
    row: int = 0

    @classmethod
    def of(cls, kind: str, cells: Mapping[str, str], row: int = 0) -> Entry:
        """Return the entry of a table row (number as in a spreadsheet)."""
        aliases = (alias.strip() for alias in cells.get("aliases", "").split(";"))
        rest = {name: cells.get(name, "") for name in COLUMNS if name != "aliases"}
        return cls(kind=kind, aliases=tuple(filter(None, aliases)), row=row, **rest)

    @property
    def cells(self) -> tuple[str, ...]:
        """Return the cells of the entry's table row."""
        return tuple(
            "; ".join(self.aliases) if name == "aliases" else getattr(self, name)
            for name in COLUMNS
        )

    @property
    def current(self) -> bool:
        """Tell whether the key still stands for a thing of its own."""
        return not (self.replaced_by or self.withdrawn)

    @property
    def replacement(self) -> tuple[str, str]:
        """Return kind and key of what replaces this thing; the key is '' when nothing does."""
        kind, slash, key = self.replaced_by.rpartition("/")
        return (kind if slash else self.kind), key


@dataclass(frozen=True)
class Registry:
    """All registered things by kind and key."""

    kinds: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Registry:
        """Return the registry of these entries."""
        kinds: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            kinds.setdefault(entry.kind, {})[entry.key] = entry
        return cls(kinds)

    @classmethod
    def load(cls, folder: Path) -> Registry:
        """Read every ``{kind}.csv`` of a folder (an absent folder is an empty registry)."""
        return cls.of(
            entry for path in sorted(folder.glob("*.csv")) for entry in read_entries(path)
        )

    def keys(self, kind: str) -> Mapping[str, Entry]:
        """Return the entries of a kind by key (empty when the kind is not registered)."""
        return self.kinds.get(kind, {})

    def entry(self, kind: str, key: str) -> Entry | None:
        """Return one entry, or None."""
        return self.keys(kind).get(key)

    def named(self, name: str, kinds: Iterable[str], country: str = "") -> Entry | None:
        """Return the one current entry whose key, label or alias is this name, or None.

        Case, accents and punctuation do not matter; ``country`` narrows things that have one. An
        ambiguous name within one kind gives None; the first kind that knows the name wins.
        """
        wanted = folded(name)
        for kind in kinds:
            found = [
                entry
                for entry in self._by_name.get((kind, wanted), ())
                if not country or not entry.country or entry.country == country.upper()
            ]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Entry]]:
        """Return the current entries by kind and folded name."""
        index: dict[tuple[str, str], list[Entry]] = {}
        for kind, entries in self.kinds.items():
            for entry in filter(lambda entry: entry.current, entries.values()):
                for name in {folded(text) for text in (entry.key, entry.label, *entry.aliases)}:
                    index.setdefault((kind, name), []).append(entry)
        return index


def read_entries(path: Path) -> list[Entry]:
    """Read one registry table as it is; its kind is the name of the file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Entry.of(path.stem, row, number) for number, row in enumerate(csv.DictReader(file), 2)
        ]
