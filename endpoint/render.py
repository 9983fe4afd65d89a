"""What every template can use besides its page."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for
from jinja2 import StrictUndefined

from endpoint import links
from endpoint.pages.model import Link
from endpoint.state import current

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
    entries = (
        ("Cities", url_for("things.browse", kind="city")),
        ("Networks", url_for("things.browse", kind="network")),
        ("Practices", url_for("things.browse", kind="practice")),
        ("Charters", url_for("things.browse", kind="charter")),
        ("Sources", url_for("graphs.sources")),
        ("Queries", url_for("queries.index")),
        ("Downloads", url_for("downloads.index")),
        ("Documentation", url_for("docs.page", name="index")),
    )
    here = request.script_root + request.path
    return tuple((Link(text, target), here == target) for text, target in entries)
