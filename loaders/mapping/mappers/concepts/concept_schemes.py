"""Maps where each concept of the schemes was read; labels and definitions are the ontology's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.curation.concepts import STRINGS
from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Record, Row
from loaders.mapping.lookup import NAME
from loaders.mapping.meanings import Meaning, read_parts
from loaders.vocabulary import DCTERMS, SKOS


@dataclass(frozen=True)
class Origin:
    """The scheme of the ontology that a scheme of the table is, and the study it is taken from."""

    scheme: str = ""
    study: str = ""


LOOKED_UP: dict[str, dict[str, Meaning[Origin]]] = {
    "scheme": {
        "scheme": Meaning(lambda origin, _, name: replace(origin, scheme=name), (), "text"),
        "study": Meaning(lambda origin, _, key: replace(origin, study=key), (), "text"),
    }
}


def map_rows(rows: Sequence[Row], context: Context) -> Mapped:
    """Map ``concept_schemes.csv``; raise DataError for a concept that the ontology lacks."""
    return Mapped(tuple(_map_row(row, context) for row in rows))


def _map_row(row: Row, context: Context) -> Record:
    finders, meanings = (context.lookup.of("scheme"),), LOOKED_UP["scheme"]
    origin, _ = read_parts(row["scheme"], finders, meanings, Origin())
    key = context.concepts.scheme(origin.scheme).strings.get(row["concept"], "")
    record = Record.open(row, f"{row['scheme']}--{key}" if key else f"row-{row.number}", context)
    if not key:
        raise _unknown(record, origin.scheme)
    concept = record.thing(origin.scheme, key, SKOS.Concept)
    record.add(concept, SKOS.inScheme, context.iris.scheme(origin.scheme))
    record.ignore("scheme", "concept")  # both are in the name of the record, the words in STRINGS
    if origin.study:
        record.add(concept, DCTERMS.source, context.registered("publication", origin.study))
    for citation in record.cite(record.take("source")):
        record.add(concept, DCTERMS.source, citation.iri)
    return record.close()


def _unknown(record: Record, scheme: str) -> DataError:
    row = record.row
    if not scheme:
        remedy = f"say in data/sources/{row.stem}/{NAME} which scheme of the ontology it is"
        return record.error("scheme", f"the scheme {row['scheme']!r} is not known", remedy)
    return record.error(
        "concept",
        f"{row['concept']!r} is no string of a concept of {scheme}",
        f"add it in data/links/{STRINGS}",
    )
