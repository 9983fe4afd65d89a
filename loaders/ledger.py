"""The ledger of releases: a name belongs to one dataset for ever, whatever becomes of its files.

``data/releases.csv`` lists the releases that were recorded, and is part of the dataset. The folder
of releases has a ledger of its own, of all that were ever made there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from loaders import disk
from loaders.errors import DataError
from loaders.manifest import Manifest

NAME = "releases.csv"
VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,5}))?")
HASH = re.compile(r"[0-9a-f]{64}")
DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
NUMBER = re.compile(r"\d{1,15}")
LARGEST = 16 << 20  # bytes


@dataclass(frozen=True)
class Entry:
    """A release: its name, the dataset's hash (RDFC-1.0), its day, counts, and where it went.

    ``doi`` is without the address of a resolver, ``deposited`` the address of an archive; both are
    empty when there is none.
    """

    version: str
    hash: str
    date: str
    quads: int
    triples: int
    graphs: int
    doi: str = ""
    deposited: str = ""


COLUMNS = tuple(field.name for field in fields(Entry))
RULES = {
    "version": (VERSION, "a date, or a date and .2, .3 …"),
    "hash": (HASH, "64 hexadecimal digits"),
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}"), "a date"),
    "quads": (NUMBER, "a number"),
    "triples": (NUMBER, "a number"),
    "graphs": (NUMBER, "a number"),
    "doi": (re.compile(f"(?:{DOI.pattern})?"), "a DOI like 10.5281/zenodo.1"),
    "deposited": (re.compile(f"(?:{ADDRESS.pattern})?"), "a web address"),
}


def order(version: str) -> tuple[str, int, str]:
    """Return what versions are sorted by: ``.10`` comes after ``.9``."""
    found = VERSION.fullmatch(version)
    return (found[1], int(found[2] or 1), "") if found else ("", 0, version)


def entry_of(made: Manifest) -> Entry:
    """Return the row of a release."""
    counts = (made.quads, made.triples, len(made.graphs))
    return Entry(made.version, made.hash, made.version[:10], *counts)


def read(path: Path) -> tuple[Entry, ...]:
    """Return the rows of a ledger by version, none when there is no such file.

    Raise DataError with row and column for what is wrong; a version stands in it once.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DataError("too long to be a list of releases", path)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8 at byte {error.start}", path) from error
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError(f"not CSV: {error}", path) from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise DataError(f"the header is not {','.join(COLUMNS)}", path, row=1)
    found: dict[str, Entry] = {}
    for number, cells in enumerate(rows[1:], start=2):
        entry = _entry(cells, path, number)
        if entry.version in found:
            raise DataError(f"{entry.version} stands twice", path, row=number, column="version")
        found[entry.version] = entry
    return tuple(found[version] for version in sorted(found, key=order))


def _entry(cells: list[str], path: Path, row: int) -> Entry:
    if len(cells) != len(COLUMNS):
        raise DataError(f"{len(cells)} cells instead of {len(COLUMNS)}", path, row=row)
    for (name, (rule, meaning)), cell in zip(RULES.items(), cells, strict=True):
        if not rule.fullmatch(cell):
            raise DataError(f"{cell!r} is not {meaning}", path, row=row, column=name)
    version, digest, date, quads, triples, graphs, doi, deposited = cells
    if not version.startswith(date):
        raise DataError(f"{date} is not the day of {version}", path, row=row, column="date")
    return Entry(version, digest, date, int(quads), int(triples), int(graphs), doi, deposited)


def text_of(entries: Iterable[Entry]) -> str:
    """Return the rows as canonical CSV, sorted by version."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(one) for one in sorted(entries, key=lambda one: order(one.version)))
    return target.getvalue()


def record(path: Path, entry: Entry) -> None:
    """Write a row into a ledger; raise DataError when its name belongs to another dataset."""
    known = {one.version: one for one in read(path)}
    there = known.get(entry.version)
    if there and there.hash != entry.hash:
        raise DataError(
            f"the name {entry.version} belongs to the dataset {there.hash[:12]}, "
            f"not to {entry.hash[:12]}",
            path,
            remedy="build again: the release then gets a name of its own",
        )
    if there != entry:
        disk.write_text(path, text_of({**known, entry.version: entry}.values()))


def name_for(wanted: str, digest: str, known: Iterable[Entry]) -> str:
    """Return the name of a dataset: ``wanted`` or the name it has, else the next that is free.

    A name that was ever given to another dataset is never given again.
    """
    date = wanted[:10]
    taken = {one.version: one.hash for one in known if one.date == date}
    if taken.get(wanted, digest) == digest:
        return wanted
    own = [version for version, other in taken.items() if other == digest]
    if own:
        return max(own, key=order)
    number = max(order(version)[1] for version in taken)
    return f"{date}.{number + 1}"
