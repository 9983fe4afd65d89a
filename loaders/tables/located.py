"""Gives the words of a list with the file and row in which each stands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.tables.reader import ANY, TABLES, lists


@dataclass(frozen=True)
class Located:
    """A word and what it means there; ``row`` counts as in a spreadsheet, the header is row 1."""

    folder: str
    file: str
    row: int
    word: str
    value: str
    language: str


def located(file: str, name: str) -> Iterator[Located]:
    """Yield the words of a list of a file, language by language (which is '' in ``names/``)."""
    lists(file)  # checks the tables
    for language, folder in TABLES.languages.items():
        path = folder / f"{file}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as table:
            for row, cells in enumerate(csv.DictReader(table), start=2):
                if cells["list"] == name:
                    spoken = "" if language == ANY else language
                    shown = f"{folder.name}/{path.name}"
                    yield Located(folder.name, shown, row, cells["word"], cells["value"], spoken)
