"""Reads RDF files of any syntax into quads; what is wrong in one is told with file and line."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree
from pyoxigraph import Quad, RdfFormat, parse

from loaders.errors import DataError, UsageError
from loaders.rdf.rebase import read_rebased
from loaders.settings import Settings

BOM = b"\xef\xbb\xbf"
FORMATS = {
    ".json": RdfFormat.JSON_LD,
    ".jsonld": RdfFormat.JSON_LD,
    ".n3": RdfFormat.N3,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".owl": RdfFormat.RDF_XML,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".xml": RdfFormat.RDF_XML,
}


def read_rdf(path: Path, settings: Settings) -> list[Quad]:
    """Return the quads of a file, whose syntax its suffix tells.

    Relative IRIs are resolved against the address of the file. Raise UsageError for an unknown
    suffix, DataError with file and line when the file is not what its suffix says.
    """
    format_ = FORMATS.get(path.suffix.lower())
    if format_ is None:
        known = " ".join(sorted(FORMATS))
        raise UsageError(f"{path}: unknown kind of file", f"name it with one of {known}")
    data = path.read_bytes().removeprefix(BOM)
    if format_ == RdfFormat.JSON_LD:
        data = _with_own_context(data, settings)
    try:
        return list(parse(data, format=format_, base_iri=address(path)))
    except SyntaxError as error:
        line = error.lineno or (_xml_line(data, address(path)) if _is_xml(format_) else None)
        remedy = "correct the file" if line else ""
        raise DataError(f"not {format_.name}: {error.msg}", path, line=line, remedy=remedy) from (
            error
        )


def address(path: Path) -> str:
    """Return the address of a file, against which its relative IRIs are resolved."""
    return path.absolute().as_uri()


def _with_own_context(data: bytes, settings: Settings) -> bytes:
    """Put the project's own context in place of its address: nothing is fetched."""
    published = json.dumps(f"{settings.base}context.jsonld").encode()
    if published not in data:
        return data
    context = json.loads(read_rebased(settings.ontology / "context.jsonld", settings.base))
    written = json.dumps(context["@context"], ensure_ascii=False)
    return data.replace(published, written.encode())


def _is_xml(format_: RdfFormat) -> bool:
    return format_ == RdfFormat.RDF_XML


def _xml_line(data: bytes, base: str) -> int | None:
    """Find the line of what RDF/XML cannot be: not XML, or the first element that is not RDF."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return error.lineno
    elements = list(root)
    for element in elements:
        root.remove(element)
    for element in elements:
        line = element.sourceline
        root.append(element)
        try:
            list(parse(etree.tostring(root), format=RdfFormat.RDF_XML, base_iri=base))
        except SyntaxError:
            return line if isinstance(line, int) else None
        root.remove(element)
    return 1
