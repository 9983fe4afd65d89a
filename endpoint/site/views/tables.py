"""Typed tables: their files at ``/tables/{name}.{suffix}``, and a page each."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from endpoint.site.core.respond import attached, negotiate, page_bytes, send, send_page
from endpoint.site.core.state import Release
from endpoint.site.tables import columnar, page
from endpoint.site.tables.columnar import PARQUET
from endpoint.site.views.downloads import here, send_release_file
from endpoint.sparql.formats import CSV, HTML

blueprint = Blueprint("tables", __name__)
DESCRIBED_BY = '<{0}>; rel="describedby"; type="application/csvm+json"'


@blueprint.get("/tables")
def index() -> Response:
    """List the tables."""
    release = here()
    return send_page("tables.html", lambda: page.build(release))


@blueprint.get("/tables/<name>")
def document(name: str) -> Response:
    """Send a file of the tables; without suffix a page about one, or its rows, by Accept."""
    release = here()
    if "." not in name:
        built = page.table(release, name)
        path = url_for("tables.document", name=name)
        offered = (HTML, CSV, PARQUET) if columnar.installed() else (HTML, CSV)
        target = negotiate(offered, lambda one: path if one is HTML else f"{path}.{one.suffix}")
        if target is HTML:
            return send(HTML, lambda: page_bytes("table.html", built))
        if target is PARQUET:
            return send(PARQUET, lambda: page.parquet(release, name), location=f"{path}.parquet")
        response = _file(release, f"{name}.csv")
        response.headers.add("Vary", "Accept")
        return response
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix == PARQUET.suffix:
        made = send(PARQUET, lambda: page.parquet(release, stem), negotiated=False)
        return attached(made, name)
    return _file(release, name)


def _file(release: Release, name: str) -> Response:
    """Send a file of the tables, with a link to what describes its columns."""
    response = send_release_file(release.manifest, release.folder, f"{page.FOLDER}/{name}")
    if name.endswith(".csv"):
        # A header line is there (RFC 4180 §3); the columns are described beside it (CSVW §5.2).
        response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
        described = url_for("tables.document", name="csv-metadata.json")
        response.headers.add("Link", DESCRIBED_BY.format(described))
    return response
