"""Maps what mayors did at an event; a protest, an offer and an appeal are different acts."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.interpret import dates
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.linked import named_place
from loaders.mapping.places import government_of
from loaders.vocabulary import DCTERMS


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``mayors_acts.csv``; the words are those of the table that tells of the event."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    name, country = row["place"], row["country_iso2"]
    city = context.registry.named(name, ("city", "place"), country)
    record = Record.open(row, f"{row['event']}--{city.key if city else ''}--{row['act']}", context)
    government = government_of(context, city.key) if city else None
    if government is None:
        raise record.error("place", f"no registered place with a government is called {name!r}")
    urb = record.urb
    act = record.registered("act", record.name, urb.Act)
    record.label(act, f"{record.take('place')}: {record.take('words')}", "en")
    record.text(act, DCTERMS.description, row["words"], "en")
    record.add(act, urb.actType, record.concept("act-type", record.take("act")))
    record.add(act, urb.event, record.registered("event", record.take("event")))
    record.add(act, urb.place, named_place(record, name, record.take("country_iso2")))
    record.add(act, urb.actor, government)
    if charter := record.take("charter"):
        record.add(act, urb.work, record.registered("charter", charter))
    add_date(record, act, "date", dates.point(record.take("date")))
    record.cite(record.take("source"))
    return record.close()
