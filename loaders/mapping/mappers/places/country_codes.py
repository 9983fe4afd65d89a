"""Maps the codes of countries, and the concept of each in the authority table of the EU."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import DCTERMS, SKOS

# https://op.europa.eu/en/web/eu-vocabularies: the table "country" uses ISO 3166-1 alpha-3.
AUTHORITY = "http://publications.europa.eu/resource/authority/country/"
ALPHA_3 = re.compile(r"[A-Z]{3}")


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``country_codes.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["iso2"].lower()
    record = Record.open(row, key, context)
    record.ignore("iso2")
    code = record.take("iso3")
    if not ALPHA_3.fullmatch(code):
        raise record.error("iso3", f"{code!r} is not a code of three letters", "write ITA")
    country = record.registered("country", key)
    record.text(country, DCTERMS.identifier, code)
    record.add(country, SKOS.exactMatch, NamedNode(f"{AUTHORITY}{code}"))
    record.cite("https://www.geonames.org/")
    record.verify()
    return record.close()
