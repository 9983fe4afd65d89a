"""The keys of all things, one table a kind: assigned once, never reused, never taken away."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loaders.curation.names import PLACES, Name, read_names
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
    names: tuple[Name, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry], names: tuple[Name, ...] = ()) -> Registry:
        """Return the registry of these entries, and what they are called besides."""
        kinds: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            kinds.setdefault(entry.kind, {})[entry.key] = entry
        return cls(kinds, names)

    @classmethod
    def load(cls, folder: Path) -> Registry:
        """Read every ``{kind}.csv`` of a folder (an absent folder is an empty registry)."""
        entries = (entry for path in sorted(folder.glob("*.csv")) for entry in read_entries(path))
        return cls.of(entries, read_names(folder.parent / "sources"))

    def keys(self, kind: str) -> Mapping[str, Entry]:
        """Return the entries of a kind by key (empty when the kind is not registered)."""
        return self.kinds.get(kind, {})

    def entry(self, kind: str, key: str) -> Entry | None:
        """Return one entry, or None."""
        return self.keys(kind).get(key)

    def named(self, name: str, kinds: Iterable[str], country: str = "") -> Entry | None:
        """Return the one current entry whose key, label or alias is this name, or None.

        Case, accents and punctuation do not matter; ``country`` narrows things that have one. An
        ambiguous name within one kind gives None; the first kind that knows the name wins. What
        things are called in the tables of names counts where nothing has the name for its own.
        """
        kinds, wanted = tuple(kinds), folded(name)
        for table in (self._by_name, self._by_other_name):
            for kind in kinds:
                found = [
                    entry
                    for entry in table.get((kind, wanted), ())
                    if not country or not entry.country or entry.country == country.upper()
                ]
                if found:
                    return found[0] if len(found) == 1 else None
        return None

    def named_in(self, kind: str, key: str) -> tuple[Name, ...]:
        """Return what a thing is called in the tables of names."""
        return tuple(self._names_of.get((kind, key), ()))

    def preferred(self, kind: str, key: str, language: str) -> str:
        """Return the preferred name of a thing in a language, '' when nobody gives one."""
        if language == "en" and kind in PLACES:
            return self.keys(kind)[key].label  # our own English name, whatever others say
        names = self.named_in(kind, key)
        return next((n.text for n in names if n.preferred and n.language == language), "")

    @cached_property
    def _names_of(self) -> dict[tuple[str, str], list[Name]]:
        index: dict[tuple[str, str], list[Name]] = {}
        for name in self.names:
            for kind in name.kinds:
                if name.key in self.keys(kind):
                    index.setdefault((kind, name.key), []).append(name)
        return index

    @cached_property
    def _by_other_name(self) -> dict[tuple[str, str], list[Entry]]:
        """Return the current entries by kind and folded name of the tables of names."""
        index: dict[tuple[str, str], list[Entry]] = {}
        for (kind, key), names in self._names_of.items():
            entry = self.keys(kind)[key]
            for text in {folded(name.text) for name in names} if entry.current else ():
                index.setdefault((kind, text), []).append(entry)
        return index

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
