"""Example queries: a list to browse, and a page each from which it runs with one click."""

from __future__ import annotations

from flask import Blueprint, Response, request

from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import send_page
from endpoint.site.core.state import current
from endpoint.site.pages import examples

blueprint = Blueprint("queries", __name__)


@blueprint.get("/queries")
def index() -> Response:
    """List the example queries; ``tag`` narrows the list."""
    release = current().release
    return send_page("queries.html", lambda: examples.index(release, request.args.get("tag", "")))


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """Show one example query."""
    release = current().release

    def build() -> examples.ExamplePage:
        page = examples.one(release, name)
        if page is None:
            raise not_found("There is no example query of this name.")
        return page

    return send_page("query.html", build)
