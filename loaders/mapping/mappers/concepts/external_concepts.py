"""Concepts of EuroVoc and of the Sustainable Development Goals that our schemes map to."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.text import key_of
from loaders.vocabulary import RDF, RDFS, SKOS

SCHEMES = {
    "eurovoc-terms": NamedNode("http://eurovoc.europa.eu/100141"),
    "sdg-targets": NamedNode("http://metadata.un.org/sdg"),
}
# The column of the notation and that of the English label, by source.
COLUMNS = {
    "eurovoc-terms": ("id", "pref_label_en"),
    "sdg-targets": ("code", "label_short_paraphrase"),
}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``eurovoc_terms.csv`` or ``sdg_targets.csv``."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    notation, label = COLUMNS[row.stem]
    record = Record.open(row, key_of(row[notation]), context)
    concept = NamedNode(record.take("uri"))
    record.things.append(concept)
    record.add(concept, RDF.type, SKOS.Concept)
    record.add(concept, SKOS.inScheme, SCHEMES[row.stem])
    record.text(concept, SKOS.notation, record.take(notation))
    name = Literal(record.take(label), language="en")
    # The wording of a goal is a paraphrase: it is a label, not the preferred one of the UN.
    preferred = SKOS.prefLabel if row.stem == "eurovoc-terms" else SKOS.altLabel
    record.add(concept, preferred, name)
    record.add(concept, RDFS.label, name)
    record.cite(record.take("source"))
    return record.close()
