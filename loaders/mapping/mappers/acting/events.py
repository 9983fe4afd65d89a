"""Maps events: what took place when and where, and who organised it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from loaders.edtf.partial import PartialDate, Precision
from loaders.interpret import dates
from loaders.interpret.agents import Home
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.linked import add_agents, add_statements, named_place, statements
from loaders.vocabulary import SCHEMA

_ONLINE = re.compile(r"\bonline\b", re.IGNORECASE)
_HOURS = re.compile(r"\((?P<from>\d{2}:\d{2})-(?P<to>\d{2}:\d{2})\)")


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``events.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["event_id"]
    record = Record.open(row, key, context)
    record.ignore("event_id")
    event = record.registered("event", key, record.urb.Event)
    record.label(event, record.take("name"), "en")
    _add_type(record, event)
    place = _add_place(record, event)
    _add_dates(record, event)
    home = (
        Home("", place.value.rpartition("/")[2]) if place and "/country/" in place.value else None
    )
    add_agents(
        record, event, record.take("organiser"), link="organiser", words="organiserText", home=home
    )
    add_statements(record, event, ("about", "eventType"))
    record.cite(record.take("source"))
    return record.close()


def _add_type(record: Record, event: NamedNode) -> None:
    """Add the type whose words stand first in the name, unless it was linked by hand."""
    name = record.row["name"]
    if any(link.property == "eventType" for link in statements(record)):
        return
    if type_ := record.context.concepts.scheme("event-type").first_in(name):
        record.add(event, record.urb.eventType, record.concept("event-type", type_))
    else:
        record.uninterpreted("name", name, "no words of the scheme event-type")


def _add_dates(record: Record, event: NamedNode) -> None:
    hours = _HOURS.search(record.row["place"])
    for name, clock in (("start", "from"), ("end", "to")):
        text = record.take(name)
        known = dates.point(text)
        if text and known is None:
            record.text(event, record.urb.dateText, text)
            record.uninterpreted(name, text, "not a date")
        if known and hours:
            known = _at(known, hours[clock])
        add_date(record, event, name, known)


def _at(day: PartialDate, clock: str) -> PartialDate:
    """Add the time of day that stands with the place (``online (10:00-14:00)``)."""
    if day.precision is not Precision.DAY:
        return day
    value = f"{day.value}T{clock}:00"
    return replace(day, value=value, precision=Precision.TIME, text=f"{day.value} {clock}")


def _add_place(record: Record, event: NamedNode) -> NamedNode | None:
    """Add the place; words that say more (a hall, *online*) stay as ``placeText``."""
    text = record.take("place")
    if not text:
        return None
    names = [part for part in re.split(r"\s*,\s*|\s+and\s+|\s*\([^)]*\)", text) if part]
    found = [place for name in names if (place := named_place(record, name))]
    for place in found:
        record.add(event, record.urb.place, place)
    if not found or names != [text]:
        record.text(event, record.urb.placeText, text)
    mode = "OnlineEventAttendanceMode" if not found else "MixedEventAttendanceMode"
    if _ONLINE.search(text):
        record.add(event, SCHEMA.eventAttendanceMode, SCHEMA(mode))
    return found[0] if found else None
