"""Maps assessments: which study put which thing into which class of a typology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from loaders.interpret import dates
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.dated import add_date

SCHEME, COLUMN = "dimension", "concept (scheme dimension)"
# The words of the table → concepts of the scheme ``dimension``.
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "protection from prosecution and deportation": "protection-from-deportation",
        "human-rights intervention": "human-rights-intervention",
        "municipal citizenship": "municipal-citizenship",
        "right to the city": "right-to-the-city",
    }
)
# Words of the time that say how far along the thing was, and not when.
STATUSES = frozenset({"planned"})


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``assessments.csv``: each row gives one class, which is part of the key."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    words = row[COLUMN]
    if words not in CLASSES:
        known = ", ".join(sorted(CLASSES))
        raise Record(row, "", context).error(COLUMN, f"{words!r} is none of: {known}")
    class_ = CLASSES[words]
    key = f"{row['assessment_id']}--{class_}"
    record = Record.open(row, key, context)
    record.ignore("assessment_id", COLUMN)  # the key
    urb = record.urb
    assessment = record.thing("assessment", key, urb.Assessment)
    thing = context.registered(record.take("kind"), record.take("key"))
    study = context.registered("publication", record.take("study"))
    entry = context.registry.keys(row["kind"])[row["key"]]
    record.label(assessment, f"{entry.label}: {words}", "en")
    record.add(assessment, urb.assesses, thing)
    record.add(assessment, urb.assessedAs, record.concept(SCHEME, class_))
    record.add(assessment, urb.study, study)
    record.add(assessment, urb.statedBy, study)
    record.add(assessment, urb.typology, context.iris.scheme(SCHEME))
    _add_time(record)
    record.cite(record.take("source"))
    record.verify()
    return record.close()


def _add_time(record: Record) -> None:
    words, assessment = record.take("when"), record.things[0]
    if words in STATUSES:
        record.add(assessment, record.urb.status, record.concept("status", words))
    elif words and (known := dates.point(words)):
        add_date(record, assessment, "date", known)
    elif words:
        record.note(assessment, words)
        record.uninterpreted("when", words, "no date and no status")
