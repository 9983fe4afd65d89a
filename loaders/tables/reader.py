"""Reads the word tables strictly: each row belongs to a declared list and stands there once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from loaders.errors import DataError
from loaders.tables.faults import Declared, check, wrong

FOLDER = Path(__file__).parent
# The folder of what belongs to no language, and what stands for it among the languages.
NAMES, ANY = "names", "any"
_CATALOGUE = ["file", "list", "value", "meaning"]
# What a folder may hold beside tables; tables without columns have one name a line.
_BESIDE = frozenset({"README.md", "NOTICE-faker.txt"})
PLAIN = ("given_names.txt", "family_names.txt")


# A word of a list and what it means there ('' in a list without values).
Entry = tuple[str, str]
Lists = Mapping[str, Mapping[str, tuple[Entry, ...]]]


@dataclass(frozen=True)
class Tables:
    """A folder of word tables: ``lists.csv`` and a folder for each language.

    What it reads raises DataError with file and row where it is not as declared.
    """

    folder: Path

    @cached_property
    def catalogue(self) -> dict[str, dict[str, Declared]]:
        """The declared lists: file → list → what it may hold."""
        path = self.folder / "lists.csv"
        found: dict[str, dict[str, Declared]] = {}
        for number, row in enumerate(self._rows(path, _CATALOGUE), start=2):
            file, name, value, meaning = row
            if name in found.setdefault(file, {}):
                raise wrong(path, number, f"the list {file}.{name} is declared twice",
                            "delete one of the two rows")  # fmt: skip
            if not meaning:
                raise wrong(path, number, f"the list {file}.{name} has no meaning",
                            "say in a line what belongs into it")  # fmt: skip
            found[file][name] = Declared(None if value == "*" else frozenset(value.split()))
        return found

    @cached_property
    def languages(self) -> dict[str, Path]:
        """The folders by language (``any`` for ``names/``), which hold declared files only."""
        known = {f"{file}.csv" for file in self.catalogue} | _BESIDE
        found: dict[str, Path] = {}
        for folder in sorted(path for path in self.folder.iterdir() if path.is_dir()):
            if folder.name.startswith("_"):
                continue
            names = folder.name == NAMES
            for path in sorted(folder.iterdir()):
                if path.name not in known and not (names and path.name in PLAIN):
                    raise DataError(
                        "no such word table is declared",
                        path,
                        remedy="declare its lists in lists.csv, or rename the file",
                    )
            found[ANY if names else folder.name] = folder
        return found

    def table(self, file: str) -> dict[str, dict[str, tuple[Entry, ...]]]:
        """Return the lists of a file in all languages: list → language → entries in their order."""
        declared = self.catalogue[file]
        found: dict[str, dict[str, tuple[Entry, ...]]] = {name: {} for name in declared}
        for language, folder in self.languages.items():
            path = folder / f"{file}.csv"
            if path.is_file():
                for name, entries in self._lists(path, declared).items():
                    found[name][language] = tuple(entries)
        return found

    def lines(self, file: str) -> tuple[str, ...]:
        """Return the lines of a plain table of ``names/`` that are neither empty nor comments."""
        text = (self.folder / NAMES / file).read_text(encoding="utf-8")
        return tuple(line for line in text.splitlines() if line and not line.startswith("#"))

    def _lists(self, path: Path, declared: Mapping[str, Declared]) -> dict[str, list[Entry]]:
        valued = any(one.valued for one in declared.values())
        rows = self._rows(path, ["list", "word", "value"] if valued else ["list", "word"])
        check(path, rows, declared)
        found: dict[str, list[Entry]] = {}
        for name, word, *value in rows:
            found.setdefault(name, []).append((word, value[0] if value else ""))
        return found

    def _rows(self, path: Path, columns: list[str]) -> list[tuple[str, ...]]:
        """Return the rows under a header, each with as many cells as it has columns."""
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                header = next(reader, [])
                if header != columns:
                    raise wrong(path, 1, f"the columns are {','.join(header)}",
                                f"name them {','.join(columns)}")  # fmt: skip
                rows = list(map(tuple, reader))
            except (csv.Error, UnicodeDecodeError) as error:
                raise wrong(path, reader.line_num, f"this is not a table in UTF-8: {error}",
                            "save it as CSV in UTF-8") from error  # fmt: skip
        for number, row in enumerate(rows, start=2):
            if len(row) != len(columns):
                raise wrong(path, number, f"there are {len(row)} cells instead of {len(columns)}",
                            "put a cell that has a comma into quotation marks")  # fmt: skip
        return rows


TABLES = Tables(FOLDER)


@cache
def lists(file: str) -> Lists:
    """Return the lists of a file of the tables in use, read once: list → language → entries."""
    return TABLES.table(file)
