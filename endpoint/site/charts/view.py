"""``/charts/growth`` and others: charts over the whole graph, each with its table and its query."""

from __future__ import annotations

from flask import Blueprint, Response, request

from endpoint.site.charts import page as pages
from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import attached, send, send_page
from endpoint.site.core.state import current
from endpoint.sparql.formats import CSV

blueprint = Blueprint("charts", __name__)


@blueprint.get("/charts/<name>")
def chart(name: str) -> Response:
    """Show a chart; ``.csv`` is its table, ``network`` names those whose growth is drawn."""
    stem = name.removesuffix(".csv")
    if stem not in pages.NAMES:
        raise not_found("There is no such chart.")
    release = current().release
    if stem != name:
        table = send(CSV, lambda: pages.csv(release, stem), negotiated=False)
        return attached(table, f"{stem}.csv")
    keys = [key for one in request.args.getlist("network") if (key := one.strip())]
    return send_page("charts/chart.html", lambda: pages.build(release, name, keys))
