"""The Graph Store HTTP Protocol: which graph a request names, and reading it.

https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.sparql import formats, protocol
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.sparql.protocol import Operation, Preflight, Query

METHODS = ("GET", "HEAD", "OPTIONS")
WRITING = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
# One graph has no names of graphs in it.
OFFERED = tuple(one for one in formats.GRAPHS if one.name not in {"trig", "nq"})


@dataclass(frozen=True)
class GraphName:
    """A graph of the store: ``iri`` is None for the default graph."""

    iri: str | None


def named(request: Request) -> GraphName:
    """Return the graph that ``?default`` or ``?graph=IRI`` names (§4.2); raise QueryError."""
    given = protocol.parameters(request.query_string, "the query string")
    graphs = given.get("graph", ())
    if "default" in given:
        if graphs:
            raise QueryError("there is both default and graph", kind="bad-request")
        return GraphName(None)
    if len(graphs) != 1:
        raise QueryError("name one graph by ?graph=IRI, or ?default", kind="bad-request")
    try:
        return GraphName(NamedNode(graphs[0]).value)
    except ValueError as error:
        raise QueryError("the graph is not named by an absolute IRI", kind="bad-request") from error


def read(request: Request, _limits: Limits) -> Operation:
    """Return the query that reads the graph a request names; raise QueryError for other methods."""
    if request.method == "OPTIONS":
        return Preflight(METHODS)
    if request.method not in METHODS:
        raise QueryError(
            f"{request.method} is not one of {', '.join(METHODS)}", kind="method", methods=METHODS
        )
    graph = named(request)
    wish = protocol.wished(protocol.parameters(request.query_string, "the query string"))
    chosen = formats.named(wish, OFFERED) if wish else None
    if chosen is None:
        if wish:
            raise protocol.unacceptable(wish, OFFERED)
        chosen = protocol.choose(request.header("accept"), OFFERED) or OFFERED[0]
    pattern = "{ ?s ?p ?o }"
    where = pattern if graph.iri is None else f"{{ GRAPH {NamedNode(graph.iri)} {pattern} }}"
    return Query(
        text=f"CONSTRUCT {pattern} WHERE {where}",
        form="CONSTRUCT",
        format=chosen,
        exists="" if graph.iri is None else f"ASK {where}",
    )
