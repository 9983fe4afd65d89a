"""Maps which work cites which."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, Quad

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import CITO, SKOS


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``citations.csv``; a citation was read in the work that cites."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    citing, cited = row["citing"], row["cited"]
    record = Record.open(row, f"{citing}--{cited}", context)
    record.ignore("citing", "cited")
    work = record.registered("publication", citing)
    record.add(work, CITO.cites, record.registered("publication", cited))
    where = Literal(record.take("where"), language="en")
    record.catalogue.append(Quad(record.graph, SKOS.note, where, context.iris.catalogue()))
    record.cite(f"report {citing}")
    record.verify()
    return record.close()
