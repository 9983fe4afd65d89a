"""Describes the tables in Croissant 1.0 (https://docs.mlcommons.org/croissant/)."""

from __future__ import annotations

from loaders.release.tabular.about import About, Written, dumped
from loaders.release.tabular.model import SEPARATOR, Field

NAME = "croissant.json"
VERSION = "http://mlcommons.org/croissant/1.0"
TYPES = {
    "string": "sc:Text",
    "anyURI": "sc:URL",
    "date": "sc:Date",
    "decimal": "sc:Float",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
}
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant_bytes(about: About) -> bytes:
    """Return the dataset with a file object and a record set a table."""
    metadata = about.metadata
    return dumped(
        {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": VERSION,
            "name": "urban-solidarity-tables",
            "alternateName": about.title,
            "description": metadata.description,
            "url": about.address,
            "license": metadata.license,
            # Versions of Croissant have three numbers; these are year, month and day.
            "version": ".".join(str(int(part)) for part in metadata.date.split("-")),
            "datePublished": metadata.date,
            "keywords": list(metadata.keywords),
            "creator": {"@type": "sc:Organization", "name": metadata.publisher},
            "publisher": {"@type": "sc:Organization", "name": metadata.publisher},
            "citeAs": f"{metadata.publisher} ({metadata.date[:4]}). {metadata.title}. "
            f"Release {metadata.version}. {about.base}release/{metadata.version}",
            "isLiveDataset": False,
            "distribution": [_file(written, about) for written in about.tables],
            "recordSet": [_records(written) for written in about.tables],
        }
    )


def _file(written: Written, about: About) -> dict[str, object]:
    release = f"{about.base}release/{about.metadata.version}/tables/{written.name}"
    return {
        "@type": "cr:FileObject",
        "@id": written.name,
        "name": written.name,
        "description": written.made.table.about,
        "contentUrl": release,
        "contentSize": f"{len(written.csv)} B",
        "encodingFormat": "text/csv",
        "sha256": written.sha256,
    }


def _records(written: Written) -> dict[str, object]:
    table = written.made.table
    made: dict[str, object] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "field": [_field(written, field) for field in written.made.fields],
    }
    if not table.each:
        made["key"] = {"@id": f"{table.name}/iri"}
    return made


def _field(written: Written, field: Field) -> dict[str, object]:
    source: dict[str, object] = {
        "fileObject": {"@id": written.name},
        "extract": {"column": field.name},
    }
    made: dict[str, object] = {
        "@type": "cr:Field",
        "@id": f"{written.made.table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": TYPES[field.datatype],
        "source": source,
    }
    if field.many:
        made["repeated"] = True
        source["transform"] = {"separator": SEPARATOR}
    if field.refers:
        made["references"] = {"field": {"@id": f"{field.refers}/iri"}}
    return made
