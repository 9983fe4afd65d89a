"""Maps names of things: acronyms, short and official names, former ones with their dates."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from loaders.interpret import dates
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date, add_name
from loaders.text import key_of
from loaders.vocabulary import SKOS, XSD

PREFERRED = "preferred"
#: The kinds of names that are things of their own, so that they can have dates.
TYPES = {
    "acronym": "acronym",
    "former": "former-name",
    "official": "official-name",
    "short": "short-name",
}
#: The kinds of things whose names may be things.
NAMED = ("network", "organisation", "charter", "list", "city", "place", "country", "government")


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``names.csv`` and ``former-names.csv``.

    A preferred name is that of its language, others stand beside it; former names say since when
    they were in use (``start``) and by which day no longer (``ended_by``).
    """
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    kind, key, language = row["kind"], row["key"], row["language"]
    parts = filter(None, (kind, key, language, key_of(row["name"])))
    record = Record.open(row, "--".join(parts), context)
    record.ignore("kind", "key", "language")
    form = record.take("form")
    if form == PREFERRED and not language:
        raise record.error("language", "a preferred name is one of a language", "name the language")
    thing, name = record.registered(kind, key), record.take("name")
    predicate = SKOS.prefLabel if form == PREFERRED else SKOS.altLabel
    record.text(thing, predicate, name, language or None)
    if form in TYPES and kind in NAMED:
        _add_dates(record, add_name(record, thing, name, TYPES[form], language or None))
    record.cite(record.take("source"))
    return record.close()


def _add_dates(record: Record, name: NamedNode) -> None:
    """Add when a name was in use, where the table has columns for it."""
    if "start" in record.row.values:
        add_date(record, name, "start", dates.point(record.take("start")))
    last = dates.point(record.take("ended_by")) if "ended_by" in record.row.values else None
    if last and last.latest:
        record.add(name, record.urb.latestEnd, Literal(last.latest.isoformat(), datatype=XSD.date))
