"""What every template can use besides its page."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for
from jinja2 import StrictUndefined

from endpoint.site.core import links
from endpoint.site.core.state import current
from endpoint.site.pages.model import Link
from loaders.kinds import BY_KEY

NAME = "Urban Solidarity Graph"


def register(app: Flask) -> None:
    """Give the templates their helpers; a misspelt name in a template is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_shared)


def _shared() -> dict[str, Any]:
    release = current().release
    return {
        "site_name": NAME,
        "release": release.info,
        "asset": links.asset_href,
        "href": lambda iri: links.href(iri, release.info.base),
        "navigation": _navigation(),
        "sparql_path": f"{request.script_root}/sparql",
    }


def _navigation() -> tuple[tuple[Link, bool], ...]:
    kinds = ("city", "network", "practice", "charter")
    entries = [
        (BY_KEY[kind].plural.capitalize(), url_for("things.browse", kind=kind), f"/doc/{kind}/")
        for kind in kinds
    ]
    entries += [
        ("Sources", url_for("graphs.sources"), "/graph/"),
        ("Queries", url_for("queries.index"), "/queries/"),
        ("Downloads", url_for("downloads.index"), "/downloads"),
        ("Documentation", url_for("docs.page", name="index"), "/docs/"),
    ]
    path = request.path
    return tuple(
        (Link(text, target), path.startswith(below) or request.script_root + path == target)
        for text, target, below in entries
    )
