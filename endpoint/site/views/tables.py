"""Typed tables: their files at ``/tables/{name}.{suffix}``, and a page each."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from endpoint.site.core.respond import send_page
from endpoint.site.tables import page
from endpoint.site.views.downloads import here, send_release_file

blueprint = Blueprint("tables", __name__)
DESCRIBED_BY = '<{0}>; rel="describedby"; type="application/csvm+json"'


@blueprint.get("/tables")
def index() -> Response:
    """List the tables."""
    release = here()
    return send_page("tables.html", lambda: page.build(release.manifest, release.folder))


@blueprint.get("/tables/<name>")
def document(name: str) -> Response:
    """Send a file of the tables, or show what the columns of a table mean."""
    release = here()
    if "." not in name:
        return send_page("table.html", lambda: page.table(release.manifest, release.folder, name))
    response = send_release_file(release.manifest, release.folder, f"{page.FOLDER}/{name}")
    if name.endswith(".csv"):
        # A header line is there (RFC 4180 §3); the columns are described beside it (CSVW §5.2).
        response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
        described = url_for("tables.document", name="csv-metadata.json")
        response.headers.add("Link", DESCRIBED_BY.format(described))
    return response
