"""Maps accepted corrections: what stood in a table before, the day and the reason it changed."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from loaders.interpret import dates
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.identifiers import reviewer_of
from loaders.vocabulary import PROV, RDF, SKOS, XSD, prefixes

# Properties whose values are dates; the values of others are things (kind/key) or words.
DATES = frozenset({"urb:date", "urb:start", "urb:end", "urb:founded"})


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``corrections.csv``, a row a value that a person found wrong and that was corrected."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    kind, key, day = row["kind"], row["thing"], row["date"]
    property_ = _property(row, context)
    name = row["property"].partition(":")[2]
    record = Record.open(row, f"{kind}--{key}--{name}--{day}", context)
    record.ignore("kind", "thing", "property")
    thing = context.registered(kind, key)
    node = NamedNode(f"{thing.value}#corrected-{name}-{day}")
    record.add(node, RDF.type, record.urb.Correction)
    entry = context.registry.entry(kind, key)
    called = entry.label if entry else key
    record.label(node, f"Correction of {day}: {called}", "en")
    now, was = _value(record, "now"), _value(record, "was")
    if now is None or now == was:
        raise record.error("now", "the corrected value is that from before", "say what is right")
    _state(record, node, thing, property_, now)
    if was is not None:
        before = NamedNode(f"{node.value}-before")
        record.add(before, RDF.type, PROV.Entity)
        record.label(before, f"Before the correction of {day}: {called}", "en")
        _state(record, before, thing, property_, was)
        record.add(node, PROV.wasRevisionOf, before)
    record.add(node, record.urb.dateReviewed, Literal(record.take("date"), datatype=XSD.date))
    record.text(node, SKOS.note, record.take("reason"), "en")
    record.add(node, PROV.wasAttributedTo, _reviewer(record))
    record.cite(record.take("source"))
    return record.close()


def _property(row: Row, context: Context) -> NamedNode:
    """Return the property of a row; raise DataError for a prefix that no document has."""
    prefix, _, name = row["property"].partition(":")
    known = prefixes(context.settings.base)
    if prefix not in known or not name:
        what = f"{row['property']!r} is not a property: prefix, colon, name"
        raise Record(row, "", context).error("property", what, "write it as urb:start")
    return NamedNode(known[prefix] + name)


def _value(record: Record, column: str) -> NamedNode | Literal | None:
    """Return a date, a thing (also one whose key was replaced since) or words; None when empty."""
    text = record.take(column)
    if not text:
        return None
    if record.row["property"] in DATES:
        if (known := dates.point(text)) is None:
            raise record.error(column, f"{text!r} is not a date", "write it as 2019-06-12")
        return known.literal
    kind, _, key = text.partition("/")
    if record.context.registry.entry(kind, key) is not None:
        return record.context.iris.thing(kind, key)
    return Literal(text)


def _state(
    record: Record,
    node: NamedNode,
    thing: NamedNode,
    property_: NamedNode,
    value: NamedNode | Literal,
) -> None:
    record.add(node, RDF.subject, thing)
    record.add(node, RDF.predicate, property_)
    record.add(node, RDF.object, value)


def _reviewer(record: Record) -> NamedNode:
    try:
        return reviewer_of(record, record.take("accepted_by"))
    except ValueError as error:
        remedy = "write an ORCID or initials in capital letters"
        raise record.error("accepted_by", str(error), remedy) from error
