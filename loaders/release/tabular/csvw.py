"""Describes the tables in CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""

from __future__ import annotations

from loaders.release.tabular.about import About, Written, dumped
from loaders.release.tabular.model import SEPARATOR, Field

NAME = "csv-metadata.json"
BASES = {"string": "string", "anyURI": "anyURI", "date": "date", "boolean": "boolean"}


def csvw_bytes(about: About) -> bytes:
    """Return one table group with schema, keys and references between its tables."""
    metadata = about.metadata
    return dumped(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "dc:title": about.title,
            "dc:description": metadata.description,
            "dc:publisher": metadata.publisher,
            "dc:license": {"@id": metadata.license},
            "dc:issued": {"@value": metadata.date, "@type": "xsd:date"},
            "dc:isPartOf": {"@id": f"{about.base}dataset"},
            "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
            "tables": [_table(written) for written in about.tables],
        }
    )


def _table(written: Written) -> dict[str, object]:
    table, fields = written.made.table, written.made.fields
    schema: dict[str, object] = {
        "columns": [_column(field) for field in fields],
        "aboutUrl": "{+iri}",
    }
    if not table.each:
        schema["primaryKey"] = "iri"
    if keys := [_reference(field) for field in fields if field.refers]:
        schema["foreignKeys"] = keys
    return {
        "url": written.name,
        "dc:title": table.title,
        "dc:description": table.about,
        "tableSchema": schema,
    }


def _reference(field: Field) -> dict[str, object]:
    target = {"resource": f"{field.refers}.csv", "columnReference": "iri"}
    return {"columnReference": field.name, "reference": target}


def _column(field: Field) -> dict[str, object]:
    column: dict[str, object] = {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.description,
        "datatype": _datatype(field),
    }
    if field.titles:
        column["dc:title"] = [
            {"@value": text, "@language": language} for language, text in field.titles
        ]
    if field.property:
        column["propertyUrl"] = field.property
    if field.required:
        column["required"] = True
    if field.many:
        column["separator"] = SEPARATOR
    return column


def _datatype(field: Field) -> object:
    if field.options:
        return {"base": "string", "format": f"^({'|'.join(field.options)})$"}
    return field.datatype
