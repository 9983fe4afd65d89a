"""Example queries: a list to browse, and a page each from which it runs with one click."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from pyoxigraph import NamedNode

from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes
from endpoint.site.core.state import current
from endpoint.site.documents.address import Address
from endpoint.site.documents.collections import Collection
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.pages import examples
from endpoint.site.results import example
from endpoint.site.views.things import described
from endpoint.sparql.formats import Format
from loaders.iris import KEY
from loaders.vocabulary import DCTERMS, SCHEMA

blueprint = Blueprint("queries", __name__)


@blueprint.get("/queries")
def index() -> Response:
    """List the example queries, by Accept; ``tag`` narrows the list."""
    return _index(None)


@blueprint.get("/queries.<suffix>")
def index_as(suffix: str) -> Response:
    """List the example queries in one format."""
    return _index(known_suffix(suffix))


def _index(suffix: Format | None) -> Response:
    release, tag = current().release, request.args.get("tag", "")
    found = examples.index(release, tag)
    members = [NamedNode(one.iri) for one in found.examples]
    listed = Collection(
        "queries",
        "Example queries",
        len(members),
        members,
        query=(("tag", tag),) if tag else (),
        properties=(DCTERMS.description, SCHEMA.keywords),
    )
    return send_document(
        listed.address(url_for("queries.index")),
        suffix,
        lambda: page_bytes("queries.html", found),
        lambda: listed.quads(release),
        listed.iri(release.info.base).value,
    )


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """Show one example query; as data, its document."""
    release = current().release
    page = example.one(release, name) if KEY.fullmatch(name) else None
    if page is None:
        raise not_found("There is no example query of this name.")
    iri = release.iris.thing("query", name)
    return send_document(
        Address(url_for("things.document", kind="query", key=name), page=request.path),
        None,
        lambda: page_bytes("query.html", page),
        lambda: list(described(release, iri).quads()),
        iri.value,
    )
