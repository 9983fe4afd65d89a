"""The map, and what it shows as CSV, GeoJSON and SVG; the address is the view."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import N_, speaking
from endpoint.site.core.problems import Problem
from endpoint.site.core.respond import send, send_page
from endpoint.site.core.state import Release, current
from endpoint.site.maps import asked as asking
from endpoint.site.maps import exported
from endpoint.site.maps.atlas import atlas
from endpoint.site.maps.seen import view
from endpoint.site.pages.atlas import page as pages
from endpoint.sparql.formats import Format
from loaders.errors import UsageError

blueprint = Blueprint("maps", __name__)
CSV = Format("text/csv", (), "csv", "CSV")
GEOJSON = Format("application/geo+json", (), "geojson", "GeoJSON")
SVG = Format("image/svg+xml", (), "svg", "SVG")


def asked(release: Release) -> asking.Asked:
    """Return the view the address names; raise the problem 400 when there is no such view."""
    try:
        return asking.read(request.args, atlas(release))
    except UsageError as error:
        raise Problem(
            400,
            "bad-request",
            N_("This is not a view of the map: %(reason)s."),
            values={"reason": f"{error.what}; {error.remedy}"},
        ) from error


@blueprint.get("/map")
def index() -> Response:
    """Show a view of the map."""
    release = current().release
    wanted = asked(release)
    return send_page("map/index.html", lambda: pages.build(release, wanted))


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
