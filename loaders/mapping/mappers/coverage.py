"""Maps the ledger of coverage: where it was looked for what there is of a thing, and when.

How many there are and how many are here is counted by the rule ``coverage``.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode

from loaders.interpret import dates
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.text import key_of
from loaders.vocabulary import DCTERMS

CLASS = "class"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``coverage.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    kind, key = row["kind"], row["key"]
    record = Record.open(row, f"{kind}--{key_of(key)}", context)
    record.ignore("kind", "key")
    urb = record.urb
    about = urb(key) if kind == CLASS else _registered(record, kind, key)
    coverage = record.thing("coverage", record.name, urb.Coverage)
    record.label(coverage, f"coverage of the {kind} {_name(record, kind, key)}", "en")
    record.add(coverage, urb.about, about)
    if known := dates.point(record.take("looked_on")):
        record.add(coverage, urb.dateRead, known.literal)
    for citation in record.cite(record.take("looked_in")):
        record.add(coverage, DCTERMS.source, citation.iri)
    record.verify()
    return record.close()


def _registered(record: Record, kind: str, key: str) -> NamedNode:
    """Return the thing; raise DataError when it is not in the registry, or was taken out."""
    thing = record.registered(kind, key)
    record.things.remove(thing)  # this record is about it, it does not describe it
    return thing


def _name(record: Record, kind: str, key: str) -> str:
    entry = record.context.registry.entry(kind, key)
    return entry.label if entry else key
