"""Says of each file of a payload what it is."""

from __future__ import annotations

from pathlib import PurePosixPath

from loaders import sums
from loaders.manifest import FileEntry
from loaders.release.packing.contents import DOCS, SOURCES, names
from loaders.release.packing.model import Item, Parts

MEDIA_TYPES = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".nq": "application/n-quads",
    ".rq": "application/sparql-query",
    ".trig": "application/trig",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xml": "application/xml",
    "": "text/plain",
}
TITLES = {
    "dumps/urban-solidarity.nq": "All named graphs as canonical N-Quads",
    "dumps/urban-solidarity.trig": "All named graphs as TriG",
    "dumps/urban-solidarity.jsonld": "All named graphs as JSON-LD",
    "dumps/ontology.ttl": "The ontology and the concept schemes",
    "dumps/shapes.ttl": "The SHACL shapes",
    "dumps/context.jsonld": "The JSON-LD context",
    "dumps/releases.csv": "The releases before this one",
    "dumps/void.ttl": "Description of the dataset in VoID",
    "dumps/dcat.ttl": "Description of the dataset in DCAT, as served",
    "manifest.json": "Hash of the dataset, counts, sources, checksums",
    "w3id/.htaccess": "Rules by which w3id.org passes the addresses on",
    "w3id/expected.csv": "What each address that moved or is gone answers there",
    "dcat.ttl": "Description of the files here in DCAT-AP",
    "prov.ttl": "What the release was made from, in PROV-O",
    "datacite.json": "Metadata of the deposit (DataCite)",
    "datacite.xml": "Metadata of the deposit (DataCite), as XML",
    "tables/csv-metadata.json": "Description of the tables in CSV on the Web",
    "tables/datapackage.json": "Description of the tables as a Data Package",
    "tables/croissant.json": "Description of the tables in Croissant",
}
CONFORMS = {
    "tables/csv-metadata.json": "http://www.w3.org/ns/csvw",
    "tables/datapackage.json": "https://datapackage.org/profiles/2.0/datapackage.json",
    "tables/croissant.json": "http://mlcommons.org/croissant/1.0",
    "dcat.ttl": "https://semiceu.github.io/DCAT-AP/releases/3.0.1/",
    "prov.ttl": "http://www.w3.org/ns/prov-o#",
    "datacite.json": "http://datacite.org/schema/kernel-4",
    "datacite.xml": "http://datacite.org/schema/kernel-4",
}


def items(parts: Parts) -> tuple[Item, ...]:
    """Return all files of the payload that lie there now, by name."""
    return tuple(_item(parts, name) for name in names(parts.payload))


def entries(parts: Parts) -> dict[str, FileEntry]:
    """Return the same as the manifest has it."""
    found = items(parts)
    return {one.name: FileEntry(one.sha256, one.bytes, one.media_type) for one in found}


def _item(parts: Parts, name: str) -> Item:
    path, plain = parts.payload / name, name.removesuffix(".gz")
    title = TITLES.get(plain) or _title(plain)
    conforms = (CONFORMS[name],) if name in CONFORMS else ()
    if plain != name:
        title += ", compressed"
    return Item(name, title, media_type(plain), path.stat().st_size, sums.digest(path), conforms)


def media_type(name: str) -> str:
    """Return the media type of a file by its name."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")


def _title(name: str) -> str:
    folder, stem = name.partition("/")[0], PurePosixPath(name).stem
    if folder == SOURCES:
        return f"Statements of {stem} as N-Quads"
    if folder == "tables":
        return f"Table of {stem}"
    if folder == DOCS:
        return f"Documentation: {stem}"
    return name
