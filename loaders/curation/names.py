"""Knows what things are called besides their label: the tables of names among the sources.

The graph, the links of the mappers and the reading of texts use the same tables.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# The table of each source of names, and the kinds of things its keys may be of.
TABLES = {"city-names": "raw/city_names.csv", "names": "raw/names.csv"}
PLACES = ("city", "place")
# The tables that describe places.
PLACE_TABLES = frozenset({"cities", "named-places"})


@dataclass(frozen=True)
class Name:
    """A name of a thing; ``kinds`` are those of which the key may be, ``language`` may be ''.

    ``preferred``: the name is that of the thing in its language.
    """

    kinds: tuple[str, ...]
    key: str
    text: str
    language: str = ""
    preferred: bool = False


def read_names(sources: Path) -> tuple[Name, ...]:
    """Read the tables of names in the folder of the sources (a table may be absent)."""
    return tuple(name for stem, file in TABLES.items() for name in _read(sources / stem / file))


def _read(path: Path) -> Iterator[Name]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kinds = (row["kind"],) if "kind" in row else PLACES
            key = row["key"] if "key" in row else row["city_id"]
            preferred = row.get("form", "preferred") == "preferred"
            yield Name(kinds, key, row["name"], row["language"], preferred)


def by_geonames(sources: Path) -> dict[str, str]:
    """Return GeoNames number → key of the places whose own number it is, not that of a seat."""
    found: dict[str, str] = {}
    for path in sorted(sources.glob("*/raw/*.csv")):
        if path.stem in PLACE_TABLES:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    if row["geonames_id"] and "matched" not in row["note"]:
                        found[row["geonames_id"]] = row["city_id"]
    return found
