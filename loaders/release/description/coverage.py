"""Which continents a dataset covers: those of the countries that its statements name."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from loaders.errors import DataError

# ISO 3166 codes by name in the EU's authority list of continents.
TABLE = Path(__file__).with_name("continents.csv")


def continents(dump: Path, base: str) -> tuple[str, ...]:
    """Return the continents of the countries that N-Quads give to things, in alphabetical order.

    Raise DataError for a country that the table does not have.
    """
    given = re.compile(
        rb"<" + re.escape(base).encode() + rb"ontology#country> "
        rb"<" + re.escape(base).encode() + rb"id/country/([a-z0-9-]+)>"
    )
    with dump.open("rb") as lines:
        found = {match[1].decode().upper() for line in lines if (match := given.search(line))}
    known = by_country()
    if missing := sorted(found - known.keys()):
        raise DataError(
            f"no continent for {', '.join(missing)}", TABLE, remedy="add it to its continent"
        )
    return tuple(sorted({known[country] for country in found}))


def by_country() -> dict[str, str]:
    """Return the continent of each country by its ISO 3166 code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            country: row["continent"]
            for row in csv.DictReader(file)
            for country in row["countries"].split()
        }
