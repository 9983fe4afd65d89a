"""Maps which work cites which, and which disputes what it cites."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, Quad

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import CITO, SKOS

# The value of the column ``how``, which a table may lack, where a work disagrees with another.
DISPUTES = "disputes"


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``citations.csv``; a citation was read in the work that cites.

    A work that disputes another cites it too.
    """
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    citing, cited = row["citing"], row["cited"]
    record = Record.open(row, f"{citing}--{cited}", context)
    record.ignore("citing", "cited")
    work = record.registered("publication", citing)
    record.add(work, CITO.cites, record.registered("publication", cited))
    if "how" in row.values and record.take("how") == DISPUTES:
        record.add(work, CITO.disputes, record.registered("publication", cited))
    where = Literal(record.take("where"), language="en")
    record.catalogue.append(Quad(record.graph, SKOS.note, where, context.iris.catalogue()))
    record.cite(f"report {citing}")
    record.verify()
    return record.close()
