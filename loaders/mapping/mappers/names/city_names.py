"""Maps the names of places in several languages: each row is one name of one place.

The name of a place in a language is its ``skos:prefLabel``. Where our own English name differs,
ours is preferred and the other an ``skos:altLabel``; so are names of the main settlement of a place
that is called otherwise (linked by hand as ``namesOf``).
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.places import place_entry
from loaders.vocabulary import SKOS

ENGLISH = "en"
SETTLEMENT = "namesOf"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``city_names.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    city, language = row["city_id"], row["language"]
    record = Record.open(row, f"{city}--{language}", context)
    record.ignore("city_id", "language")
    entry = place_entry(context, city)
    if entry is None:
        raise record.error("city_id", f"the city or place {city!r} is unknown")
    place = record.thing(entry.kind, city)
    name = record.take("name")
    own = language != ENGLISH or name == entry.label
    preferred = own and not _of_settlement(context, row.stem, city)
    record.text(place, SKOS.prefLabel if preferred else SKOS.altLabel, name, language)
    record.cite(record.take("source"))
    return record.close()


def _of_settlement(context: Context, stem: str, city: str) -> bool:
    """Tell whether the names are those of the settlement that a place has identifiers of."""
    links = context.links.statements.get(f"{stem}/{city}", ())
    return any(link.property == SETTLEMENT for link in links)
