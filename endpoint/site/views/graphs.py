"""Named graphs: the sources, their records, and what each record says."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for
from pyoxigraph import NamedNode, Quad

from endpoint.languages.speaking import N_, gettext
from endpoint.site.core.formats import split_suffix
from endpoint.site.core.problems import Problem, RefusedError, no_list, not_found
from endpoint.site.core.respond import page_bytes
from endpoint.site.core.state import Release, current
from endpoint.site.describe.describe import describe
from endpoint.site.describe.gather import statements
from endpoint.site.describe.model import Description
from endpoint.site.documents.collections import Collection
from endpoint.site.documents.send import known_suffix, send_document
from endpoint.site.pages import graph
from endpoint.site.pages import sources as listing
from endpoint.site.views.things import described
from endpoint.sparql.formats import CSV, Format

blueprint = Blueprint("graphs", __name__)
LARGEST = 50_000  # statements of a graph that are sent whole


@blueprint.get("/sources")
def sources() -> Response:
    """List the sources, by Accept."""
    return _sources(None)


@blueprint.get("/sources.<suffix>")
def sources_as(suffix: str) -> Response:
    """List the sources in one format."""
    return _sources(CSV if suffix == CSV.suffix else known_suffix(suffix))


def _sources(suffix: Format | None) -> Response:
    release = current().release
    try:
        asked = listing.read(request.args)
    except RefusedError as error:
        raise no_list(error) from error
    every = listing.entries(release)
    found = [one.iri for one in listing.narrowed(every, asked)]
    shown = (*graph.SHOWN, release.urb.dateRead)
    listed = Collection(
        "sources", "Sources", len(found), found, query=asked.parameters, properties=shown
    )
    return send_document(
        listed.address(url_for("graphs.sources")),
        suffix,
        lambda: page_bytes("sources.html", listing.index(release, asked, every)),
        lambda: listed.quads(release),
        listed.iri(release.info.base).value,
        others={CSV: lambda: listing.csv(asked, every)},
    )


@blueprint.get("/graph/<name>")
def source(name: str) -> Response:
    """Answer with a source and its records, by Accept or by suffix; ``page`` counts from 1."""
    release = current().release
    stem, suffix = split_suffix(name)
    iri = named(release, stem)
    path = url_for("graphs.source", name=stem)
    build = partial(_source_page, release, iri, path)
    return _send(release, iri, path, suffix, build)


@blueprint.get("/graph/<stem>/<path:name>")
def record(stem: str, name: str) -> Response:
    """Answer with a record's statements and where they were read, by Accept or by suffix."""
    release = current().release
    record, suffix = split_suffix(name)
    iri = named(release, f"{stem}/{record}")
    path = url_for("graphs.record", stem=stem, name=record)
    build = partial(_graph_page, release, iri, path)
    return _send(release, iri, path, suffix, build)


def named(release: Release, name: str) -> NamedNode:
    """Return the IRI of a named graph; raise the 404 problem when it cannot be one."""
    if not all(c.isascii() and (c.isalnum() or c in "-_./~") for c in name) or ".." in name:
        raise not_found("There is no such named graph.")
    return NamedNode(f"{release.info.base}graph/{name}")


def _source_page(release: Release, iri: NamedNode, path: str) -> bytes:
    # Its records point to a source: they are listed in pages, not gathered with it.
    about = describe(release, iri, current().config.statement_cap, 0)
    number = request.args.get("page", "1")
    if about is None or not graph.recorded(release, iri):
        return _graph_page(release, iri, path)
    valid = number.isascii() and number.isdigit() and len(number) < 7
    page = graph.source(release, about, path, int(number)) if valid else None
    if page is None:
        raise not_found("There is no such page of this list.")
    return page_bytes("source.html", page)


def _graph_page(release: Release, iri: NamedNode, path: str) -> bytes:
    page = graph.graph(release, iri, _described(release, iri), path)
    return page_bytes("graph.html", page)


def _described(release: Release, iri: NamedNode) -> Description | None:
    config = current().config
    return describe(release, iri, config.statement_cap, config.incoming_cap)


def _send(
    release: Release, iri: NamedNode, path: str, suffix: Format | None, build: partial[bytes]
) -> Response:
    held = release.queries.select("graph", limit=1, graph=[iri])
    if not held and not release.queries.ask("exists", thing=[iri]):
        raise not_found("This release holds no graph %(iri)s.", iri=iri.value)
    return send_document(path, suffix, build, lambda: quads(release, iri), iri.value)


def quads(release: Release, iri: NamedNode) -> list[Quad]:
    """Return the statements in a named graph, and those about it."""
    inside = [
        Quad(row["subject"], row["property"], row["value"], iri)  # type: ignore[arg-type]
        for row in release.queries.select("graph", limit=LARGEST + 1, graph=[iri])
    ]
    if len(inside) > LARGEST:
        raise Problem(
            507,
            "too-large",
            N_(
                "This graph has more than %(number)s statements. Take a download, or ask with"
                " SPARQL."
            ),
            links=((gettext("Downloads"), url_for("downloads.index")),),
            values={"number": LARGEST},
        )
    if not release.queries.ask("exists", thing=[iri]):
        return inside
    if inside:
        own, _ = statements(release, iri, current().config.statement_cap)
        return inside + [quad for statement in own for quad in statement.quads()]
    return list(described(release, iri).quads())
