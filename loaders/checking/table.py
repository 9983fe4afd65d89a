"""Keeps what came of asking as a curated table: the source ``page-checks`` of the graph."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path

import yaml

from loaders import disk
from loaders.checking.judging import Check
from loaders.curation.canonical import checksum, table
from loaders.curation.sources import NAME
from loaders.errors import DataError
from loaders.settings import DEFAULT_BASE

STEM = "page-checks"
FILE = f"raw/{STEM}.csv"
HEADER = tuple(field.name for field in fields(Check))
COLUMNS = {
    "publication": "required text",
    "url": "required url",
    "checked": "required date",
    "state": "required choice answers|changed|moved|gone|refused|unreachable",
    "answered": "integer",
    "moved_to": "url",
    "archived": "url",
    "checksum": "text",
    "note": "text",
}


def read_checks(folder: Path) -> dict[str, Check]:
    """Return the checks of the table of a source folder by publication; none without a table."""
    path = folder / FILE
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows, ())) != HEADER:
            raise DataError(
                "not the table that check-links writes", path, row=1, remedy="delete it"
            )
        found = {}
        for number, row in enumerate(rows, start=2):
            if len(row) != len(HEADER):
                raise DataError(f"{len(row)} cells instead of {len(HEADER)}", path, row=number)
            found[row[0]] = Check(*row)
    return found


def write_checks(folder: Path, checks: Iterable[Check], today: date) -> None:
    """Write the table and the description of the source, checks sorted by publication."""
    rows = sorted(astuple(check) for check in checks)
    path = folder / FILE
    with disk.guarded(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
    disk.write_text(path, table(HEADER, rows))
    text = yaml.safe_dump(_described(path, today, len(rows)), allow_unicode=True, sort_keys=False)
    # Last, for with it the folder is a source.
    disk.write_text(folder / NAME, text)


def _described(path: Path, today: date, count: int) -> dict[str, object]:
    return {
        "title": "Checks of cited pages",
        "description": "Whether the pages that records cite still answer; written by check-links.",
        "publisher": "Urban Solidarity Graph",
        "urls": [DEFAULT_BASE],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "date_read": today,
        "mapper": "page_checks",
        "files": [
            {"path": FILE, "sha256": checksum(path), "key": ["publication"], "columns": COLUMNS}
        ],
        "expected": {"min": count},
    }
