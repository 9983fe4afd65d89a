"""The ontology: one document with an anchor for every term."""

from __future__ import annotations

import re

from flask import Blueprint, Response, url_for
from pyoxigraph import Literal, Quad, RdfFormat, parse

from endpoint.site.core.formats import BY_SUFFIX
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes
from endpoint.site.core.state import Release, current
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.pages import ontology
from endpoint.sparql.formats import Format
from loaders.vocabulary import OWL

blueprint = Blueprint("ontology", __name__)
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


@blueprint.get("/ontology")
def document() -> Response:
    """Answer with the whole ontology by Accept."""
    return _send(None)


@blueprint.get("/ontology.<suffix>")
def by_suffix(suffix: str) -> Response:
    """Answer with the whole ontology in one format."""
    return _send(known_suffix(suffix))


@blueprint.get("/ontology/<name>")
def version(name: str) -> Response:
    """Answer with one version of the ontology, by Accept or in the format of its suffix."""
    version, _, suffix = name.rpartition(".")
    if suffix in BY_SUFFIX:
        return _send(BY_SUFFIX[suffix], version)
    return _send(None, name)


def _send(suffix: Format | None, version: str = "") -> Response:
    """Answer with the ontology as it is now, or as it was in a version."""
    release = current().release
    path = url_for("ontology.version", name=version) if version else url_for("ontology.document")
    quads = _version(release, version) if version else _quads(release)
    return send_document(
        path,
        suffix,
        lambda: page_bytes("ontology.html", ontology.build(release, path, quads)),
        lambda: quads,
        f"{release.info.base}ontology",
    )


def _version(release: Release, version: str) -> list[Quad]:
    """Return the quads of a version; raise the 404 problem when it is not known here."""
    graph = ontology.graph(release)
    path = release.folder / "dumps" / "ontology" / f"{version}.ttl"
    if VERSION.fullmatch(version) and path.is_file():
        triples = parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=release.info.base)
        return [Quad(one.subject, one.predicate, one.object, graph) for one in triples]
    quads = _quads(release)  # a remote store has no files, but knows its own version
    if any(q.predicate == OWL.versionInfo and q.object == Literal(version) for q in quads):
        return quads
    raise not_found("This release knows no such version of the ontology.")


def _quads(release: Release) -> list[Quad]:
    graph = ontology.graph(release)
    return [
        Quad(row["subject"], row["property"], row["value"], graph)  # type: ignore[arg-type]
        for row in release.queries.select("graph", graph=[graph])
    ]
