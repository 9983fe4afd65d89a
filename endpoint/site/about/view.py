"""The pages about the site: quality, contributing, doors for programs, texts of who runs it."""

from __future__ import annotations

from flask import Blueprint, Response

from endpoint.site.about import contribute, doors, quality, texts
from endpoint.site.core.respond import negotiate, page_bytes, send, send_page
from endpoint.site.core.state import current
from endpoint.sparql.formats import HTML

blueprint = Blueprint("about", __name__)


@blueprint.get("/quality")
def data_quality() -> Response:
    """Show how good the data is: coverage, gaps, conflicts, claims, age of the sources."""
    return send_page("about/quality.html", lambda: quality.build(current().release))


@blueprint.get("/contribute")
def contributing() -> Response:
    """Show how to add a city in five minutes, or have one added."""
    state = current()
    sources = state.config.settings.data / "sources"
    return send_page(
        "about/contribute.html",
        lambda: contribute.build(state.release, sources, state.config.corrections),
    )


@blueprint.get("/api")
def api() -> Response:
    """Show the doors for programs."""
    return send_page("about/api.html", lambda: doors.build(current().release))


@blueprint.get("/about", defaults={"name": "about"})
@blueprint.get("/licence", defaults={"name": "licence"})
@blueprint.get("/imprint", defaults={"name": "imprint"})
def text(name: str) -> Response:
    """Show a text of who runs the site."""
    state = current()
    folder = state.config.texts
    return send(
        negotiate((HTML,), lambda _: f"/{name}"),
        lambda: page_bytes("about/text.html", texts.build(state.release, name, folder)),
        variant=texts.stamp(folder, name),
    )
