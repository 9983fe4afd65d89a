"""The ontology: one document with an anchor for every term."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for
from pyoxigraph import NamedNode, Quad
from werkzeug.wrappers import Response as BaseResponse

from endpoint.site.core.formats import BY_SUFFIX, Format
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes, send_document
from endpoint.site.core.state import Release, current
from endpoint.site.pages import ontology

blueprint = Blueprint("ontology", __name__)


@blueprint.get("/ontology")
def document() -> Response:
    """Answer with the whole ontology by Accept."""
    return _send(None)


@blueprint.get("/ontology.<suffix>")
def by_suffix(suffix: str) -> Response:
    """Answer with the whole ontology in one format."""
    if suffix not in BY_SUFFIX:
        raise not_found("The ontology has no such format.")
    return _send(BY_SUFFIX[suffix])


@blueprint.get("/ontology/<version>")
def version(version: str) -> BaseResponse:
    """Send who asks for the version this release uses to the ontology."""
    release = current().release
    iri = f"{release.info.base}ontology/{version}"
    quads = _quads(release)
    if not any(isinstance(q.object, NamedNode) and q.object.value == iri for q in quads):
        raise not_found("This release uses no such version of the ontology.")
    return redirect(url_for("ontology.document"), 303)


def _send(suffix: Format | None) -> Response:
    release, path = current().release, url_for("ontology.document")
    return send_document(
        path,
        suffix,
        lambda: page_bytes("ontology.html", ontology.build(release, path)),
        lambda: _quads(release),
        f"{release.info.base}ontology",
    )


def _quads(release: Release) -> list[Quad]:
    graph = ontology.graph(release)
    return [
        Quad(row["subject"], row["property"], row["value"], graph)  # type: ignore[arg-type]
        for row in release.queries.select("graph", graph=[graph])
    ]
