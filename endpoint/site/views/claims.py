"""Claims: what nobody has reviewed yet is shown here and nowhere else; decisions are taken home.

The site writes nothing: a decision becomes a row of a review sheet, which a person hands in.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from endpoint.site.claims import listed, one, sheets
from endpoint.site.claims.model import ClaimsPage, ReviewPage
from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import Problem, not_found
from endpoint.site.core.respond import attached, page_bytes, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.documents.collections import Collection
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.views.things import see_other
from endpoint.sparql.formats import CSV, Format

blueprint = Blueprint("claims", __name__)


@blueprint.get("/claims")
def index() -> Response:
    """List the claims: ``source`` and ``status`` narrow, ``page`` counts from 1."""
    return _index(None)


@blueprint.get("/claims.<suffix>")
def index_as(suffix: str) -> Response:
    """List the claims in one format."""
    return _index(known_suffix(suffix))


def _index(suffix: Format | None) -> Response:
    release = current().release
    number = request.args.get("page", "1")
    stem, status = request.args.get("source", ""), request.args.get("status", "")
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise not_found("There is no such page of this list.")
    if stem and not sheets.STEM.fullmatch(stem):
        raise not_found("There is no such source.")

    page = listed.build(release, stem, status, int(number))
    if page is None:
        raise not_found("There is no such page of this list.")
    collection = _collection(page, stem, status)
    return send_document(
        collection.address(url_for("claims.index")),
        suffix,
        lambda: page_bytes("claims/index.html", page),
        lambda: collection.quads(release),
        collection.iri(release.info.base).value,
    )


def _collection(page: ClaimsPage, stem: str, status: str) -> Collection:
    """Return a page of the list as data; what is claimed stands in the documents of the claims."""
    asked = {"source": stem, "status": status}
    return Collection(
        name="claims",
        title="Claims",
        total=page.shown,
        members=tuple(line.claim for line in page.claims),
        query=tuple((name, value) for name, value in asked.items() if value),
        page=page.page,
        last=page.last,
        said=tuple(quad for line in page.claims for quad in line.quads),
    )


@blueprint.get("/claims/<key>")
def claim(key: str) -> Response:
    """Show one claim with its evidence, and a form whose answer is a row of the review sheet."""
    release = current().release
    name, suffix = split_suffix(key)
    page = one.claim(release, known(name))
    if page is None:
        raise not_found("There is no such claim in this release.")
    iri = release.iris.thing("claim", name)
    return send_document(
        url_for("claims.claim", key=name),
        suffix,
        lambda: page_bytes("claims/claim.html", page),
        lambda: one.statements(release, iri),
        iri.value,
    )


@blueprint.get("/id/claim/<key>")
def identify(key: str) -> BaseResponse:
    """Send who asks for a claim to its document, or to its page while nobody accepted it."""
    release = current().release
    iri = release.iris.thing("claim", known(key))
    if release.queries.ask("exists", thing=[iri]):
        return see_other(url_for("things.document", kind="claim", key=key))
    if not release.queries.select("claim", limit=1, claim=[iri]):
        raise not_found("There is no such claim in this release.")
    return see_other(url_for("claims.claim", key=key))


@blueprint.get("/review/<stem>")
def review(stem: str) -> Response:
    """Explain how the claims of a source are reviewed, and offer its sheet."""
    release = current().release

    def build() -> ReviewPage:
        page = listed.review(release, known(stem))
        if page is None:
            raise not_found("This source has no claims.")
        return page

    return send_page("claims/review.html", build)


@blueprint.get("/review/<stem>.csv")
def sheet(stem: str) -> Response:
    """Send the review sheet of a source."""
    path = _sheet(current().release, stem)
    return attached(send(CSV, path.read_bytes, negotiated=False), f"{stem}.csv")


@blueprint.get("/review/<stem>/row.csv")
def row(stem: str) -> Response:
    """Send the row of ``claim`` with the decision of the query filled in."""
    path, key = _sheet(current().release, stem), known(request.args.get("claim", ""))

    def build() -> bytes:
        try:
            found = sheets.filled(path, key, request.args)
        except ValueError as error:
            raise Problem(400, "bad-request", str(error).capitalize() + ".") from error
        if found is None:
            raise not_found("This source has no such claim.")
        return found

    return attached(send(CSV, build, negotiated=False), f"{stem}-{key.rpartition('--')[2]}.csv")


def known(key: str) -> str:
    """Return a key that may be one; raise the 404 problem otherwise."""
    if not sheets.STEM.fullmatch(key) or len(key) > 250:
        raise not_found("There is no such claim in this release.")
    return key


def _sheet(release: Release, stem: str) -> Path:
    path = listed.sheet_path(release, known(stem))
    if path is None:
        raise not_found("This release has no review sheet of this source.")
    return path
