"""Things: their identifiers, documents and lists."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from endpoint.site.core import formats
from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import negotiate, page_bytes, with_suffix
from endpoint.site.core.state import Release, current
from endpoint.site.describe.describe import describe
from endpoint.site.describe.existence import require, thing_iri
from endpoint.site.describe.model import Description
from endpoint.site.documents.collections import Collection, Part
from endpoint.site.documents.send import send_document
from endpoint.site.pages import listing
from endpoint.site.pages.sections import whole
from endpoint.sparql.formats import HTML, LINKSET, Format
from loaders.kinds import BY_KEY

blueprint = Blueprint("things", __name__)


@blueprint.get("/id/<kind>/<key>")
def identify(kind: str, key: str) -> BaseResponse:
    """Send who asks for a thing to the document about it (303) in the format they accept."""
    release = current().release
    require(release, thing_iri(release, kind, key))
    document = url_for("things.document", kind=kind, key=key)
    return see_other(document)


def see_other(document: str) -> BaseResponse:
    """Redirect to a document, with the suffix of the format unless that is HTML."""
    best = chosen(document)
    target = document if best is HTML else with_suffix(document, best)
    response = redirect(target, 303)
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/doc/<kind>/<key>")
def document(kind: str, key: str) -> BaseResponse:
    """Answer with the description of a thing, by Accept or by suffix."""
    release = current().release
    name, suffix = split_suffix(key)
    iri = thing_iri(release, kind, name)
    require(release, iri)
    path = url_for("things.document", kind=kind, key=name)
    if kind == "query" and suffix is None and chosen(path) is HTML:
        return redirect(url_for("queries.query", name=name), 303)
    return send_document(
        path,
        suffix,
        lambda: page_bytes("thing.html", whole.build(release, described(release, iri), path)),
        lambda: list(described(release, iri).quads()),
        iri.value,
    )


def chosen(path: str) -> Format:
    """Return the format of a document the client likes best."""
    return negotiate((*formats.ALL, LINKSET), lambda one: with_suffix(path, one))


def described(release: Release, iri: NamedNode) -> Description:
    """Return the description of an IRI; raise the 404 problem when there is none."""
    config = current().config
    found = describe(release, iri, config.statement_cap, config.incoming_cap)
    if found is None:
        raise not_found("Nothing is said of %(iri)s in this release.", iri=iri.value)
    return found


@blueprint.get("/browse/<kind>")
def browse(kind: str) -> Response:
    """List the things of a kind: ``country`` filters, ``page`` counts from 1."""
    release = current().release
    kind, suffix = split_suffix(kind)
    known = BY_KEY.get(kind)
    number = request.args.get("page", "1")
    if known is None or not number.isascii() or not number.isdigit() or len(number) > 6:
        raise not_found("There is no such list.")
    country = request.args.get("country", "")
    if country and not (country.isascii() and country.isalpha() and country.islower()):
        raise not_found("There is no such country.")

    def read() -> listing.ListPage:
        page = listing.build(release, known, country, int(number))
        if page is None:
            raise not_found("There is no such page of this list.")
        return page

    found = read()
    collection = _collection(release, found)
    return send_document(
        collection.address(url_for("things.browse", kind=kind)),
        suffix,
        lambda: page_bytes("browse.html", found),
        lambda: _collection(release, read()).quads(release),
        collection.iri(release.info.base).value,
    )


def _collection(release: Release, found: listing.ListPage) -> Collection:
    """Return a page of a list in English; without a filter it names those of one country."""
    kind, chosen = found.kind, found.country
    title = kind.plural.capitalize()
    parts = tuple(
        Part((("country", one.key),), f"{title}: {one.text}", one.count) for one in found.countries
    )
    return Collection(
        name=f"browse/{kind.key}",
        title=title,
        total=found.shown,
        members=found.members,
        query=(("country", chosen),) if chosen else (),
        page=found.page,
        last=len(found.pages),
        properties=tuple(release.expand(name) for name in kind.shown if ":" in name),
        parts=() if chosen or found.page > 1 else parts,
    )
