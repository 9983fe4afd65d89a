"""Maps the codes of ISO 3166-2: of places that are a subdivision of their country themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.places import place_entry

CODE = re.compile(r"(?P<country>[A-Z]{2})-[A-Z0-9]{1,3}")
CITED = "https://salsa.debian.org/iso-codes-team/iso-codes"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``subdivision_codes.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    record = Record.open(row, row["city_id"], context)
    # The name and the category of the standard are there to compare by.
    record.ignore("city_id", "name", "category")
    code, entry = record.take("iso3166_2"), place_entry(context, row["city_id"])
    if entry is None:
        raise record.error("city_id", f"unknown city or place {row['city_id']!r}")
    match = CODE.fullmatch(code)
    if match is None:
        raise record.error("iso3166_2", f"{code!r} is not a code of ISO 3166-2", "write US-CA")
    if match["country"] != entry.country:
        what = f"{code} is a code of {match['country']}, and {entry.key} lies in {entry.country}"
        raise record.error("iso3166_2", what, "write the code of this place")
    place = record.registered(entry.kind, entry.key)
    record.text(place, record.urb.subdivisionCode, code)
    record.cite(CITED)
    record.verify()
    return record.close()
