"""Describes the tables as a Data Package, version 2 (https://datapackage.org/standard/)."""

from __future__ import annotations

from loaders.release.tabular.about import About, Written, dumped
from loaders.release.tabular.model import SEPARATOR, Field

NAME = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0/"
TYPES = {
    "string": "string",
    "anyURI": "string",
    "date": "date",
    "decimal": "number",
    "integer": "integer",
    "boolean": "boolean",
}


def datapackage_bytes(about: About) -> bytes:
    """Return the package with a resource a table."""
    metadata = about.metadata
    return dumped(
        {
            "$schema": f"{PROFILES}datapackage.json",
            "name": "urban-solidarity-tables",
            "id": f"{about.base}release/{metadata.version}",
            "title": about.title,
            "description": metadata.description,
            "homepage": metadata.homepage,
            "version": metadata.version,
            "created": f"{metadata.date}T00:00:00Z",
            "licenses": [{"name": "CC-BY-4.0", "path": metadata.license}],
            "contributors": [{"title": metadata.publisher, "roles": ["publisher"]}],
            "keywords": list(metadata.keywords),
            "resources": [_resource(written) for written in about.tables],
        }
    )


def _resource(written: Written) -> dict[str, object]:
    table = written.made.table
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.about,
        "path": written.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(written.csv),
        "rowCount": len(written.made.rows),
        "hash": f"sha256:{written.sha256}",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": _schema(written),
    }


def _schema(written: Written) -> dict[str, object]:
    fields = written.made.fields
    schema: dict[str, object] = {
        "$schema": f"{PROFILES}tableschema.json",
        "fields": [_field(field) for field in fields],
        "missingValues": [""],
    }
    if not written.made.table.each:
        schema["primaryKey"] = ["iri"]
    if keys := [_reference(field) for field in fields if field.refers]:
        schema["foreignKeys"] = keys
    return schema


def _reference(field: Field) -> dict[str, object]:
    return {
        "fields": [field.name],
        "reference": {"resource": field.refers, "fields": ["iri"]},
    }


def _field(field: Field) -> dict[str, object]:
    english = dict(field.titles).get("en", field.name.replace("_", " "))
    made: dict[str, object] = {"name": field.name, "title": english}
    made["description"] = field.description
    if field.many:
        made |= {"type": "list", "delimiter": SEPARATOR, "itemType": "string"}
    else:
        made["type"] = TYPES[field.datatype]
        if field.datatype == "anyURI":
            made["format"] = "uri"
    rules: dict[str, object] = {"required": True} if field.required else {}
    if field.options:
        rules["enum"] = list(field.options)
    if rules:
        made["constraints"] = rules
    if field.property:
        made["rdfType"] = field.property
    return made
