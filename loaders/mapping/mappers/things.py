"""Maps tables of things of one kind whose columns need no interpreting of their own.

The kind is the one whose plural is the source's stem: ``laws`` holds things of the kind ``law``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.errors import DataError
from loaders.interpret import dates
from loaders.kinds import KINDS, Kind
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date
from loaders.mapping.linked import add_place
from loaders.mapping.meanings import Columns
from loaders.vocabulary import DCTERMS

DATES = ("date", "start", "end")
LOOKED_UP: Columns = {"note": {}}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map a table of things; raise DataError for a filled column that has no meaning here.

    Its columns are key, name, place, date, start, end, description, website, source and note.
    """
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    kind = _kind(row)
    record = Record.open(row, row["key"], context)
    record.ignore("key")
    class_ = record.urb(kind.class_.removeprefix("urb:"))
    thing = record.registered(kind.key, row["key"], class_)
    record.label(thing, record.take("name"), "en")
    for column in set(row.values) - record.taken:
        _add(record, thing, column, record.take(column))
    return record.close()


def _kind(row: Row) -> Kind:
    found = [kind for kind in KINDS if kind.plural.replace(" ", "-") == row.stem]
    if found:
        return found[0]
    raise DataError(
        f"the stem {row.stem!r} is not the plural of a kind",
        row.file,
        remedy="name the folder after the kind in loaders/kinds.py, or write a mapper",
    )


def _add(record: Record, thing: NamedNode, column: str, text: str) -> None:
    if column in DATES:
        _add_date(record, thing, column, text)
    elif column == "place":
        if text and add_place(record, thing, text) is None:
            record.uninterpreted("place", text, "not a registered place")
    elif column == "website":
        record.add(thing, record.urb.website, NamedNode(text) if text else None)
    elif column == "description":
        record.text(thing, DCTERMS.description, text, "en")
    elif column == "note":
        record.remark(thing)
    elif column == "source":
        record.cite(text)
    elif text:
        raise record.error(column, "the column has no meaning here", "write a mapper for it")


def _add_date(record: Record, thing: NamedNode, column: str, text: str) -> None:
    known = dates.point(text)
    if text and known is None:
        record.text(thing, record.urb.dateText, text)
        record.uninterpreted(column, text, "not a date")
    add_date(record, thing, column, known)
