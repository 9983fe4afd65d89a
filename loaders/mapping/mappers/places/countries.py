"""Countries: one record each, with their names in the languages of the site."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import SKOS

LANGUAGES = ("en", "de", "fr", "it", "es", "el", "pl")


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``countries.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    code = row["iso2"]
    record = Record.open(row, code.lower(), context)
    country = record.registered("country", code.lower(), record.urb.Country, record.urb.Place)
    record.add(country, record.urb.placeKind, record.concept("place-kind", "country"))
    record.text(country, SKOS.notation, record.take("iso2"))
    record.label(country, row[LANGUAGES[0]], LANGUAGES[0])
    for language in LANGUAGES:
        record.text(country, SKOS.prefLabel, record.take(language), language)
    record.cite("https://cldr.unicode.org/")
    record.verify()
    return record.close()
