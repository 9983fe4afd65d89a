"""Maps refusals: acts by which councils said no to something, such as a declaration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.errors import DataError
from loaders.interpret import dates
from loaders.mapping.acts import add_act
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.forms import Filled
from loaders.mapping.linked import named_place
from loaders.mapping.meanings import Meaning, read_parts
from loaders.mapping.places import government_of
from loaders.vocabulary import DCTERMS

REFUSAL = "refusal"


@dataclass(frozen=True)
class Refused:
    """The key of the campaign or network that was said no to, '' when nobody knows."""

    network: str = ""


def _of(_: Refused, __: Filled, network: str) -> Refused:
    return Refused(network)


# ``network``: what councils refused to take part in, by its key.
MEANINGS = {"network": Meaning(_of, value="text")}
LOOKED_UP = {"what": MEANINGS}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``refusals.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    what = row["what"]
    refused, _ = read_parts(what, (context.lookup.of("what"),), MEANINGS, Refused())
    if not refused.network:
        raise _error(row, "what", f"what is refused by {what!r}?", "add it to lookup.csv")
    city = context.registry.named(row["place"], ("city", "place"), row["country_iso2"])
    if city is None:
        raise _error(row, "place", f"no registered place is called {row['place']!r}")
    record = Record.open(row, f"{refused.network}--{city.key}--refused", context)
    record.ignore("country_iso2")
    act = record.registered("act", record.name, record.urb.Act)
    record.label(act, f"{record.take('place')}, {record.take('what')}", "en")
    record.add(act, record.urb.place, named_place(record, row["place"], row["country_iso2"]))
    government = government_of(context, city.key)
    if government is None:
        raise _error(row, "place", f"the place {city.key!r} has no government")
    circle = context.registered("network", refused.network)
    add_act(record, act, REFUSAL, member=government, circle=circle)
    record.text(act, DCTERMS.description, what, "en")
    add_date(record, act, "date", dates.point(record.take("date")))
    record.cite(record.take("source"))
    return record.close()


def _error(row: Row, column: str, what: str, remedy: str = "") -> DataError:
    return DataError(what, row.file, row.number, column, remedy=remedy)
