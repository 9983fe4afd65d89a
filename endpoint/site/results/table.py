"""Turns the answer of a query into the page of its results."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from endpoint.site.changes.following import watching
from endpoint.site.core.addresses import mount
from endpoint.site.core.state import current
from endpoint.site.describe import gather
from endpoint.site.describe.model import Labels
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Link
from endpoint.site.results import pictured, short, snippets
from endpoint.site.results.model import ResultsPage
from endpoint.sparql import formats
from endpoint.sparql.errors import QueryError
from endpoint.sparql.protocol import Query

SHOWN_ROWS = 1000
LABELLED = 800  # IRIs of a result whose labels are looked up
NAMES = {
    "csv": "CSV",
    "tsv": "TSV",
    "json": "JSON",
    "xml": "XML",
    "ttl": "Turtle",
    "nt": "N-Triples",
}
Rows = list[tuple[Any, ...]]


def results(asked: Query, body: bytes, seconds: float) -> ResultsPage:
    """Return the page of an answer in JSON (rows or a boolean) or Turtle (statements)."""
    token = short.token(asked.text)
    plain = not (asked.default_graphs or asked.named_graphs)
    blank = ResultsPage(
        asked.text,
        link=url_for("sparql.short_link", token=token, _external=True) if token else "",
        feeds=watching(current().served, "saved", token=token) if token and plain else (),
        snippets=snippets.of(asked.text, asked.form, service_address()),
        seconds=seconds or None,
        downloads=tuple(
            Link(NAMES.get(one.name, one.name), download(asked, one.name))
            for one in formats.offered(asked.form)
        ),
    )
    if asked.form in {"CONSTRUCT", "DESCRIBE"}:
        columns: tuple[str, ...] = ("subject", "predicate", "object")
        statements = parse(body, RdfFormat.TURTLE)
        found = ((quad.subject, quad.predicate, quad.object) for quad in statements)
        return table(blank, columns, found)
    answer_ = parse_query_results(body, QueryResultsFormat.JSON)
    if not isinstance(answer_, QuerySolutions):
        return replace(blank, boolean=bool(answer_))
    columns = tuple(variable.value for variable in answer_.variables)
    solutions = (tuple(solution[name] for name in columns) for solution in answer_)
    return table(blank, columns, solutions)


def table(
    blank: ResultsPage,
    columns: tuple[str, ...],
    found: Iterator[tuple[Any, ...]],
) -> ResultsPage:
    """Return the page with its first rows, and what can be drawn of them."""
    first = list(itertools.islice(found, SHOWN_ROWS + 1))
    release = current().release
    viewer = Viewer(release, labelled(first[:SHOWN_ROWS]))
    rows = tuple(
        tuple(None if term is None else shown(term, viewer) for term in row)
        for row in first[:SHOWN_ROWS]
    )
    return replace(
        blank,
        columns=columns,
        rows=rows,
        capped=len(first) > SHOWN_ROWS,
        map=pictured.mapped(release, first[:SHOWN_ROWS], rows),
        chart=pictured.charted(columns, first[:SHOWN_ROWS], rows),
    )


def labelled(rows: Sequence[tuple[Any, ...]]) -> Labels:
    """Return the labels of our things in some rows; none when they cannot be had in time."""
    release = current().release
    terms = (term for row in rows for term in row)
    own = (t for t in terms if isinstance(t, NamedNode) and t.value.startswith(release.info.base))
    try:
        return gather.labels(release, itertools.islice(dict.fromkeys(own), LABELLED))
    except QueryError:
        return Labels({})


def service_address() -> str:
    """Return the address at which programs ask."""
    return f"{request.host_url.rstrip('/')}{mount()}/sparql"


def shown(term: Any, viewer: Viewer) -> TermView:
    """Show a term; one that is a statement itself (RDF 1.2) as it is written."""
    if isinstance(term, Triple):
        return TermView(str(term))
    return viewer.view(term)


def download(asked: Query, format_: str) -> str:
    """Return the address of the same answer in a format."""
    pairs = [("query", asked.text), ("format", format_)]
    pairs += [("default-graph-uri", iri) for iri in asked.default_graphs]
    pairs += [("named-graph-uri", iri) for iri in asked.named_graphs]
    if past := request.args.get("version"):
        pairs.append(("version", past))
    return f"{request.script_root}/sparql?{urlencode(pairs)}"
