"""Writes a project N times as large as the shipped data, with the shape of its ontology.

    python -m tests.benchmarks.synthetic 100 FOLDER

Every copy has things of its own (keys and names with a number behind them) that belong together as
those of the original do; what is said in free text stays as it is and names the originals.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from loaders.curation import canonical

ROOT = Path(__file__).resolve().parent.parent.parent
GROWING = ("actors", "charters", "cities", "events", "memberships", "networks", "practices",
           "publications")  # fmt: skip
# Columns that name a thing: the copies have names of their own.
NAMES = {"name", "title", "city"}
# Rows of memberships that became one of these grow; signatures depend on words about charters.
GROWING_LINKS = ("membership", "act", "designation")
# Identifiers of copies: no two things may share one, and they have nine digits at most.
NUMBERS, SPAN = {"geonames_id", "admin_geonames_id"}, 9_900_000
WITHOUT = {"wikidata_qid", "wikidata_basis", "lau_code", "nuts3", "doi_or_url"}
Row = dict[str, str]


@dataclass(frozen=True)
class Copy:
    """One of the copies; ``number`` 0 is the original."""

    number: int

    def key(self, key: str) -> str:
        """Return the key of the copy: each part of a key of two parts gets the number."""
        if not self.number or not key:
            return key
        parts = key.split("--")
        return "--".join(p if p.isdigit() else f"{p}-n{self.number}" for p in parts)

    def name(self, name: str) -> str:
        """Return the name of the copy."""
        return f"{name} {self.number}" if self.number and name else name

    def row(self, row: Row, types: Mapping[str, str]) -> Row:
        """Return a row of a table as the copy has it."""
        return {column: self._cell(column, types[column], text) for column, text in row.items()}

    def _cell(self, column: str, type_: str, text: str) -> str:
        if not self.number or not text:
            return text
        if "key" in type_.split() or "reference" in type_:
            return self.key(text)
        if column in WITHOUT:
            return ""
        if column in NUMBERS:
            return str(int(text) % SPAN + (self.number + 1) * SPAN)
        return self.name(text) if column in NAMES else text


def generate(times: int, target: Path) -> None:
    """Write the project into a folder that is not there yet (100 times at most)."""
    data = target / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("README.md"))
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / name, target / name)
    copies = [Copy(number) for number in range(times)]
    for stem in GROWING:
        grow_source(data / "sources" / stem, copies, linked_rows(data / "registry"))
    for path in sorted((data / "registry").glob("*.csv")):
        if path.stem != "country":
            grow_registry(path, copies)


def linked_rows(registry: Path) -> set[str]:
    """Return the keys of the memberships and designations."""
    return {row["key"] for kind in GROWING_LINKS for row in read(registry / f"{kind}.csv")}


def grow_source(folder: Path, copies: list[Copy], links: set[str]) -> None:
    """Write the table of a source with all copies of its rows, and its source.yml."""
    about = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
    (file,) = about["files"]
    path, types = folder / file["path"], file["columns"]
    rows = list(read(path))
    grown = (
        copy.row(row, types)
        for copy in copies
        for row in rows
        if not copy.number or grows(row, links)
    )
    write(path, list(rows[0]), grown)
    file["sha256"] = canonical.checksum(path)
    about["expected"]["max"] *= len(copies)
    (folder / "source.yml").write_text(
        yaml.safe_dump(about, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )


def grows(row: Row, links: set[str]) -> bool:
    """Tell whether a row is copied: all are but signatures."""
    return (
        "network_id" not in row
        or "city_id" not in row
        or (f"{row['network_id']}--{row['city_id']}" in links)
    )


def grow_registry(path: Path, copies: list[Copy]) -> None:
    """Write a table of the registry with the keys of all copies, sorted."""
    rows = list(read(path))
    grown = [
        {
            **row,
            "key": copy.key(row["key"]),
            "label": copy.name(row["label"]),
            "aliases": "" if copy.number else row["aliases"],
            "replaced_by": copy.key(row["replaced_by"]),
        }
        for copy in copies
        for row in rows
    ]
    write(path, list(rows[0]), iter(sorted(grown, key=lambda row: row["key"])))


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(path: Path, columns: list[str], rows: Iterator[Row]) -> None:
    """Write a table in canonical form."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(canonical.line(columns))
        for row in rows:
            file.write(canonical.line(row.values()))


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
