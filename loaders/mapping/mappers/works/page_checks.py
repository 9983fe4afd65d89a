"""Maps what came of asking the cited pages: they answer, changed, moved or are gone."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Quad

from loaders.errors import DataError
from loaders.iris import KEY
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import DCTERMS, SCHEMA, XSD

SCHEME = "link-state"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``page-checks.csv``; the day of a check is that on which its record was read."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    key = row["publication"]
    if not KEY.fullmatch(key):
        what = f"{key!r} is not the key of a publication"
        raise DataError(what, row.file, row.number, "publication", remedy="run urbsol check-links")
    record = Record.open(row, key, context)
    # Status, checksum and error are for the next check.
    record.ignore("publication", "answered", "checksum", "note")
    page, urb = context.iris.thing("publication", key), record.urb
    record.add(page, urb.linkState, record.concept(SCHEME, record.take("state")))
    for column, predicate in (("moved_to", urb.movedTo), ("archived", SCHEMA.archivedAt)):
        address = record.take(column)
        record.add(page, predicate, NamedNode(address) if address else None)
    day = Literal(record.take("checked"), datatype=XSD.date)
    record.catalogue.append(Quad(record.graph, urb.dateRead, day, context.iris.catalogue()))
    url = record.take("url")
    if page == context.iris.page(url):
        record.cite(url)
    else:  # a publication of the tables, which describe it
        record.catalogue.append(Quad(record.graph, DCTERMS.source, page, context.iris.catalogue()))
    record.verify()
    return record.close()
