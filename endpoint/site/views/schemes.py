"""Concept schemes: one page each with all concepts in all languages."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for
from pyoxigraph import NamedNode, Quad
from werkzeug.wrappers import Response as BaseResponse

from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import page_bytes, send_document, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.describe.existence import require
from endpoint.site.describe.gather import fold, statements
from endpoint.site.pages import scheme
from endpoint.site.views.things import see_other
from loaders.iris import KEY
from loaders.kinds import BY_KEY

blueprint = Blueprint("schemes", __name__)


@blueprint.get("/schemes")
def index() -> Response:
    """List the concept schemes."""
    release = current().release
    return send_page("schemes.html", lambda: scheme.index(release))


@blueprint.get("/id/<name>")
def identify(name: str) -> BaseResponse:
    """Send who asks for a scheme to its document; a kind of thing has a list instead."""
    release = current().release
    if not KEY.fullmatch(name):
        raise not_found("There is no such concept scheme.")
    iri = release.iris.scheme(name)
    if name in BY_KEY and not release.queries.ask("exists", thing=[iri]):
        return redirect(url_for("things.browse", kind=name), 303)
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
