"""Things: their identifiers, documents and lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request, url_for
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from endpoint.languages.speaking import N_
from endpoint.site.core import formats
from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import Problem, RefusedError, no_list, not_found
from endpoint.site.core.respond import negotiate, page_bytes, with_suffix
from endpoint.site.core.state import Release, current
from endpoint.site.describe.describe import describe
from endpoint.site.describe.existence import require, thing_iri
from endpoint.site.describe.model import Description, Statement
from endpoint.site.describe.terms import DATED
from endpoint.site.documents import schema_org
from endpoint.site.documents.address import Address
from endpoint.site.documents.collections import Collection, Part
from endpoint.site.documents.send import send_document
from endpoint.site.lists import asked as asking
from endpoint.site.lists import exported
from endpoint.site.lists import page as listing
from endpoint.site.lists.model import ListPage
from endpoint.site.pages.sections import whole
from endpoint.sparql.formats import CSV, HTML, LINKSET, Format
from loaders.kinds import BY_KEY

blueprint = Blueprint("things", __name__)
GEOJSON = Format("application/geo+json", (), "geojson", "GeoJSON")


@blueprint.get("/id/<kind>/<key>")
def identify(kind: str, key: str) -> BaseResponse:
    """Send who asks for a thing to the document about it (303) in the format they accept."""
    release = current().release
    require(release, thing_iri(release, kind, key))
    document = url_for("things.document", kind=kind, key=key)
    response = see_other(document)
    if (day := request.args.get("asof", "")) and chosen(document) is HTML:
        response.location = f"{document}?{urlencode({'asof': day})}"
    return response


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
    day = _day(kind)
    asked = f"{path}.html?asof={day.isoformat()}" if day else ""

    @cache
    def about() -> Description:
        # As of a day it is only known afterwards which are shown.
        return described(release, iri, None if day else current().config.row_cap)

    address = Address(path, page=asked)
    return send_document(
        address,
        suffix,
        lambda: page_bytes("thing.html", whole.build(release, about(), path, day)),
        lambda: list(described(release, iri).quads()),
        iri.value,
        structured=lambda: schema_org.document(release, address, iri.value, own(about())),
    )


def own(about: Description) -> Sequence[Statement] | None:
    """Return the statements of the thing described; None when there are more than were read."""
    return None if about.truncated else about.statements


def _day(kind: str) -> date | None:
    """Return the day a page is asked for as of; raise the problem 400 for what is not one."""
    text = request.args.get("asof", "").strip()
    if not text:
        return None
    if kind not in DATED:
        raise Problem(400, "bad-request", N_("Pages of this kind are not shown as of a day."))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        detail = N_("asof is not a day: write it like asof=2019-12-31.")
        raise Problem(400, "bad-request", detail)
    return day


def chosen(path: str) -> Format:
    """Return the format of a document the client likes best."""
    return negotiate((*formats.ALL, LINKSET), lambda one: with_suffix(path, one))


def described(release: Release, iri: NamedNode, shown: int | None = None) -> Description:
    """Return the description of an IRI; raise the 404 problem when there is none."""
    config = current().config
    found = describe(release, iri, config.statement_cap, config.incoming_cap, shown)
    if found is None:
        raise not_found("Nothing is said of %(iri)s in this release.", iri=iri.value)
    return found


@blueprint.get("/browse/<kind>")
def browse(kind: str) -> Response:
    """List the things of a kind: facets, ``q`` and ``asof`` narrow it, ``page`` counts from 1."""
    release = current().release
    kind, suffix = _split(kind)
    known = BY_KEY.get(kind)
    if known is None:
        raise not_found("There is no such list.")
    try:
        asked = asking.read(known, request.args)
    except RefusedError as error:
        raise no_list(error) from error

    def read() -> ListPage:
        found = listing.build(release, asked)
        if found is None:
            if asked.chosen and asked.page == 1:
                raise not_found("Nothing in this list has what was chosen.")
            raise not_found("There is no such page of this list.")
        return found

    found = read()
    collection = _collection(release, found)
    others = {CSV: lambda: exported.csv(release, asked)}
    if any(link.text == "GeoJSON" for link in found.downloads):
        others[GEOJSON] = lambda: exported.geojson(release, asked)
    if suffix is not None and suffix not in (HTML, *others, *formats.DATA, LINKSET):
        raise not_found("There is no such list.")
    return send_document(
        collection.address(url_for("things.browse", kind=kind)),
        suffix,
        lambda: page_bytes("browse.html", found),
        lambda: _collection(release, read()).quads(release),
        collection.iri(release.info.base).value,
        others=others,
    )


def _split(name: str) -> tuple[str, Format | None]:
    """Split the name of a list into kind and format, that of a table or a map too."""
    for one in (CSV, GEOJSON):
        if name.endswith(f".{one.suffix}"):
            return name.removesuffix(f".{one.suffix}"), one
    return split_suffix(name)


def _collection(release: Release, found: ListPage) -> Collection:
    """Return a page of a list in English; without a filter it names those of one country."""
    kind, asked = found.kind, found.asked
    title = kind.plural.capitalize()
    parts = tuple(
        Part((("country", one.key),), f"{title}: {one.text}", one.count or 0)
        for facet in found.facets
        if facet.name == "country"
        for one in facet.options
    )
    return Collection(
        name=f"browse/{kind.key}",
        title=title,
        total=found.shown,
        members=found.members,
        query=asked.parameters,
        page=found.page,
        last=found.last,
        properties=tuple(release.expand(name) for name in kind.shown if ":" in name),
        parts=() if asked.narrowed or found.page > 1 else parts,
    )
