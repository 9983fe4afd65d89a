"""Statements: why we say this, the row it was read from, and a row to correct it with."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import attached, send, send_page
from endpoint.site.core.state import current
from endpoint.site.describe import records
from endpoint.site.statements import correct, page, rows
from endpoint.sparql.formats import CSV

blueprint = Blueprint("statements", __name__)
GRAPH = re.compile(r"[A-Za-z0-9._~/-]{1,300}")


@blueprint.get("/statement/<path:graph>/<key>")
def statement(graph: str, key: str) -> Response:
    """Show one statement: in words, where it was read, what else is said, how to cite it."""
    release = current().release
    path = f"/statement/{graph}/{key}"

    def build() -> page.StatementPage:
        found = page.find(release, graph, key) if GRAPH.fullmatch(graph) else None
        if found is None:
            raise not_found("This release makes no such statement.")
        return page.build(release, found, path)

    return send_page("statement/index.html", build)


@blueprint.get("/statement/<path:graph>/row.csv")
def source_row(graph: str) -> Response:
    """Send the row of a table that a record was read from."""
    release = current().release
    if not GRAPH.fullmatch(graph):
        raise not_found("There is no such named graph.")
    record = NamedNode(f"{release.info.base}graph/{graph}")
    known = records.provenance(release, [record]).get(record)
    if known is None or known.source is None:
        raise not_found("There is no such named graph.")
    source = records.sources(release, [known.source]).get(known.source)
    stated = source.statements.get(release.urb.checksum, ()) if source else ()
    checksums = {str(one.value) for one in stated}
    found = rows.row(current().config.settings.root, known.file, known.row, checksums)
    if not found:
        raise not_found("The row is not kept here.")
    return attached(send(CSV, lambda: rows.as_csv(found), negotiated=False), "row.csv")


@blueprint.get("/correct.csv")
def row() -> Response:
    """Send a row to correct a value with: what it is about is filled in."""
    given = {name: request.args.get(name, "")[: correct.LONGEST] for name in correct.COLUMNS}
    given["release"] = current().release.info.version
    values = tuple((name, " ".join(given[name].split())) for name in correct.COLUMNS)
    return attached(send(CSV, lambda: rows.as_csv(values), negotiated=False), "correction.csv")
