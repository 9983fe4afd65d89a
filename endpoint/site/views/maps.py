"""The map, and what it shows as CSV, GeoJSON and SVG; the address is the view."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from endpoint.languages.known import BY_CODE, SOURCE
from endpoint.languages.speaking import N_, speaking
from endpoint.site.cards import card as cards
from endpoint.site.cards.png import png
from endpoint.site.core.headers import POLICY
from endpoint.site.core.problems import Problem, RefusedError, not_found
from endpoint.site.core.respond import page_bytes, send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.describe.existence import require, thing_iri
from endpoint.site.maps import asked as asking
from endpoint.site.maps import exported
from endpoint.site.maps.atlas import atlas
from endpoint.site.maps.seen import view
from endpoint.site.pages.atlas import page as pages
from endpoint.site.pages.atlas.model import MapPage
from endpoint.site.pages.atlas.points import points
from endpoint.sparql.formats import CSV, HTML, PLAIN_JSON, Format

blueprint = Blueprint("maps", __name__)
GEOJSON = Format("application/geo+json", (), "geojson", "GeoJSON")
SVG = Format("image/svg+xml", (), "svg", "SVG")
PNG = Format("image/png", (), "png", "PNG")
CARDS = ("city", "place", "network", "charter")
CARD_FORMATS = {"": HTML, "svg": SVG, "png": PNG}


def asked(release: Release) -> asking.Asked:
    """Return the view the address names; raise the problem 400 when there is no such view."""
    try:
        return asking.read(request.args, atlas(release))
    except RefusedError as error:
        title = N_("There is no such view of the map")
        raise Problem(400, "bad-request", error.what, title, parts=error.parts) from error


@blueprint.get("/map")
def index() -> Response:
    """Show a view of the map."""
    release = current().release
    wanted = asked(release)
    text = request.args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0

    def build() -> MapPage:
        page = pages.build(release, wanted, number)
        if page is None:
            raise not_found("There is no such page of this list.")
        return page

    return send_page("map/index.html", build)


@blueprint.get("/map.json")
def as_points() -> Response:
    """Answer with the places of a view as the script of the map reads them, named in ``lang``."""
    release = current().release
    wanted = asked(release)
    spoken = BY_CODE.get(request.args.get("lang", ""), SOURCE)

    def build() -> bytes:
        with speaking(spoken):
            return points(release, wanted)

    return send(PLAIN_JSON, build, negotiated=False)


@blueprint.get("/map.csv")
def as_csv() -> Response:
    """Answer with the places of a view as a table."""
    release = current().release
    wanted = asked(release)
    return send(CSV, lambda: exported.csv(view(release, wanted)), negotiated=False)


@blueprint.get("/map.geojson")
def as_geojson() -> Response:
    """Answer with the places of a view as GeoJSON (RFC 7946)."""
    release = current().release
    wanted = asked(release)
    return send(GEOJSON, lambda: exported.geojson(view(release, wanted)), negotiated=False)


@blueprint.get("/map.svg")
def as_svg() -> Response:
    """Answer with the picture of a view alone."""
    release = current().release
    wanted = asked(release)

    def build() -> bytes:
        with speaking(SOURCE):
            page = pages.build(release, wanted)
        return render_template("map/picture.svg", page=page).encode()

    return send(SVG, build, negotiated=False)


@blueprint.get("/card/<name>")
def map_card(name: str) -> Response:
    """Answer with the card of a view of the map: ``map``, ``map.svg``, ``map.png``."""
    stem, _, suffix = name.partition(".")
    if stem != "map":
        raise not_found(N_("There is no such card."))
    release = current().release
    wanted = asked(release)
    return card_as(suffix, lambda: cards.of_map(release, wanted))


@blueprint.get("/card/<kind>/<name>")
def card(kind: str, name: str) -> Response:
    """Answer with the card of a place, network or charter: ``palermo``, with ``.svg``, ``.png``."""
    key, _, suffix = name.partition(".")
    if kind not in CARDS:
        raise not_found(N_("There is no such card."))
    release = current().release
    iri = thing_iri(release, kind, key)
    require(release, iri)
    config = current().config

    def build() -> cards.Card:
        caps = (config.statement_cap, config.incoming_cap, config.row_cap)
        found = cards.of_thing(release, kind, iri, caps)
        if found is None:
            raise not_found(N_("There is no such card."))
        return found

    return card_as(suffix, build)


def card_as(suffix: str, build: Callable[[], cards.Card]) -> Response:
    """Answer with a card in the format of a suffix; other sites may show the page in a frame."""
    if suffix not in CARD_FORMATS:
        raise not_found(N_("There is no such card."))
    target = CARD_FORMATS[suffix]

    def written() -> bytes:
        if target is HTML:
            return page_bytes("card/card.html", build())
        # Pictures are in English for all, as their addresses have no language.
        with speaking(SOURCE):
            drawing = render_template("card/card.svg", page=build())
        return png(drawing, cards.SIZE[0]) if target is PNG else drawing.encode()

    response = send(target, written, negotiated=False)
    response.headers["Content-Security-Policy"] = POLICY.replace(
        "frame-ancestors 'self'", "frame-ancestors *"
    )
    return response


@blueprint.get("/oembed")
def oembed() -> Response:
    """Answer how to embed the page at ``url`` (https://oembed.com)."""
    if request.args.get("format", "json") != "json":
        raise Problem(501, "not-acceptable", N_("Only JSON is answered here."))
    address = urlsplit(request.args.get("url", ""))
    path = address.path.removeprefix(request.script_root)
    parts = path.strip("/").split("/")
    if parts == ["map"]:
        frame = url_for("maps.map_card", name="map", _external=True)
        frame += f"?{address.query}" if address.query else ""
    elif len(parts) == 3 and parts[0] in ("doc", "id") and parts[1] in CARDS:
        require(current().release, thing_iri(current().release, parts[1], parts[2]))
        frame = url_for("maps.card", kind=parts[1], name=parts[2], _external=True)
    else:
        raise not_found(N_("There is no card for this address."))
    html = Markup('<iframe src="{}" width="600" height="400" title="{}"></iframe>').format(
        frame, "Urban Solidarity Graph"
    )
    document = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Urban Solidarity Graph",
        "provider_url": url_for("pages.index", _external=True),
        "width": 600,
        "height": 400,
        "html": str(html),
    }
    return send(PLAIN_JSON, lambda: json.dumps(document).encode(), negotiated=False)
