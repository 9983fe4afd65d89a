"""Concept schemes: one page each with all concepts in all languages."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, url_for
from pyoxigraph import NamedNode, Quad
from werkzeug.wrappers import Response as BaseResponse

from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes
from endpoint.site.core.state import Release, current
from endpoint.site.describe.existence import require
from endpoint.site.describe.gather import fold, statements
from endpoint.site.documents.collections import Collection
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.pages import scheme
from endpoint.site.views.things import see_other
from endpoint.sparql.formats import Format
from loaders.iris import KEY
from loaders.kinds import BY_KEY
from loaders.vocabulary import SKOS

blueprint = Blueprint("schemes", __name__)


@blueprint.get("/schemes")
def index() -> Response:
    """List the concept schemes, by Accept."""
    return _index(None)


@blueprint.get("/schemes.<suffix>")
def index_as(suffix: str) -> Response:
    """List the concept schemes in one format."""
    return _index(known_suffix(suffix))


def _index(suffix: Format | None) -> Response:
    release = current().release
    rows = release.queries.select("schemes")
    members = [cast(NamedNode, row["scheme"]) for row in rows]
    shown = (SKOS.prefLabel, SKOS.definition, SKOS.hasTopConcept)
    listed = Collection("schemes", "Concept schemes", len(rows), members, properties=shown)
    return send_document(
        url_for("schemes.index"),
        suffix,
        lambda: page_bytes("schemes.html", scheme.index(release)),
        lambda: listed.quads(release),
        listed.iri(release.info.base).value,
    )


@blueprint.get("/id/<name>")
def identify(name: str) -> BaseResponse:
    """Send who asks for a scheme to its document; a kind of thing has a list instead."""
    release = current().release
    if not KEY.fullmatch(name):
        raise not_found("There is no such concept scheme.")
    iri = release.iris.scheme(name)
    if name in BY_KEY and not release.queries.ask("exists", thing=[iri]):
        return see_other(url_for("things.browse", kind=name))
    require(release, iri)
    return see_other(url_for("schemes.document", name=name))


@blueprint.get("/doc/<name>")
def document(name: str) -> Response:
    """Answer with a scheme and its concepts, by Accept or by suffix."""
    release = current().release
    key, suffix = split_suffix(name)
    if not KEY.fullmatch(key):
        raise not_found("There is no such concept scheme.")
    iri = release.iris.scheme(key)
    require(release, iri)
    path = url_for("schemes.document", name=key)
    return send_document(
        path,
        suffix,
        lambda: page_bytes("scheme.html", scheme.build(release, iri, path)),
        lambda: quads(release, iri),
        iri.value,
    )


def quads(release: Release, iri: NamedNode) -> list[Quad]:
    """Return all statements about a scheme and its concepts."""
    own, _ = statements(release, iri, 10_000)
    concepts = fold(release.queries.select("concepts", scheme=[iri]))
    return [quad for s in (*own, *concepts) for quad in s.quads()]
