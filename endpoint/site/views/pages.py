"""The home page and what robots ask for."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, url_for

from endpoint.site.core.respond import page_bytes, send_page
from endpoint.site.core.state import current
from endpoint.site.documents.address import Address
from endpoint.site.pages import home
from endpoint.site.views.dataset import send_description

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def index() -> Response:
    """Show the home page; as data, the description of the dataset."""
    release = current().release
    if not release.kept_here:
        return send_page("home.html", lambda: home.build(release))
    address = Address(url_for("dataset.document"), page=url_for("pages.index"))
    return send_description(address, None, lambda: page_bytes("home.html", home.build(release)))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Ask robots to leave the query service alone; pages and data are welcome to them."""
    lines = ("User-agent: *", f"Disallow: {url_for('sparql.endpoint')}", "")
    return Response("\n".join(lines), mimetype="text/plain")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Send the icon to browsers that do not read the page's link to it."""
    return current_app.send_static_file("icon.svg")
