"""Says which keys were replaced or withdrawn, so that their IRIs still answer (301 or 410)."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal

from loaders.curation.registry import Entry
from loaders.interpret import dates
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.vocabulary import DCTERMS, OWL, RDFS, SKOS, XSD

REGISTRY = "Registry of keys of the Urban Solidarity Graph"


def map_rows(_: Sequence[Row], context: Context) -> Mapped:
    """Map every entry of the registry that no longer stands; the rows are those of the registry."""
    retired = [
        entry
        for entries in context.registry.kinds.values()
        for entry in entries.values()
        if not entry.current
    ]
    return Mapped(tuple(_map_entry(entry, context) for entry in retired))


def _map_entry(entry: Entry, context: Context) -> Record:
    row = Row("registry", f"data/registry/{entry.kind}.csv", entry.row, {})
    record = Record.open(row, f"{entry.kind}--{entry.key}", context)
    thing = record.thing(entry.kind, entry.key)
    record.add(thing, RDFS.label, Literal(entry.label))
    record.add(thing, OWL.deprecated, Literal("true", datatype=XSD.boolean))
    record.text(thing, SKOS.changeNote, entry.reason, "en")
    if entry.replaced_by:
        record.add(thing, DCTERMS.isReplacedBy, context.iris.thing(*entry.replacement))
    # The decision was taken in the registry: it is what is cited.
    record.cite(REGISTRY)
    record.verify()
    if entry.withdrawn and (known := dates.point(entry.withdrawn)):
        record.add(thing, DCTERMS.modified, known.literal)
    return record.close()
