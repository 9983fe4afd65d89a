"""Runs a query on a store and writes the answer; the same in a worker and in-process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from endpoint.sparql import columns
from endpoint.sparql.errors import QueryError, refusal, syntax_error
from endpoint.sparql.formats import writer as writer_of
from endpoint.syntax.reading import say
from endpoint.writing.xml import Output, XmlOutput, writable
from loaders.errors import UnwritableError
from loaders.rdf import jsonld

Result = QuerySolutions | QueryBoolean | QueryTriples
SERVICE_TROUBLE = re.compile(r"service|http|connect|dns|resolve", re.IGNORECASE)
IRI = re.compile(r"<[^<>]*>")
# A format that holds whatever a graph or a table has, to be named when another cannot.
ANY_GRAPH, ANY_TABLE = "text/turtle", "application/sparql-results+json"
NOTHING, GRAPH = Store(), NamedNode("urn:x")
PREFIXED = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG})


def named_graphs(iris: Sequence[str]) -> list[NamedNode | BlankNode]:
    """Return named graph IRIs as terms; raise QueryError for a wrong IRI."""
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"not an absolute IRI: {error}", kind="bad-request") from error


def default_graphs(iris: Sequence[str]) -> list[NamedNode | BlankNode | DefaultGraph]:
    """Return default graph IRIs as terms; raise QueryError for a wrong IRI."""
    return [*named_graphs(iris)]


def evaluate(
    store: Store, text: str, default: Sequence[str], named: Sequence[str], base: str
) -> Result:
    """Start a query; ``default`` and ``named`` replace its dataset when either is not empty.

    Relative IRIs in the query are resolved against ``base``. The columns of ``SELECT *`` are in the
    order of the query.

    SPARQL 1.1 Protocol §2.1.4: the dataset of the request wins over FROM and FROM NAMED; with
    only named graphs given the default graph is empty, and the other way round.
    """
    defaults, names = default_graphs(default), named_graphs(named)
    text = columns.named(text, base)
    try:
        if not defaults and not names:
            return store.query(text, base_iri=base)
        return store.query(text, base_iri=base, default_graph=defaults, named_graphs=names)
    except SyntaxError as error:
        raise syntax_error(str(error), text, base) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise evaluation_error(error) from error


def check_syntax(query: str, base: str) -> None:
    """Raise QueryError when a query is not SPARQL, without evaluating it.

    pyoxigraph has no function that only parses. It refuses this combination of arguments with a
    ValueError, after it has parsed the query and before it evaluates anything.
    """
    try:
        NOTHING.query(query, base_iri=base, use_default_graph_as_union=True, default_graph=GRAPH)
    except SyntaxError as error:
        raise syntax_error(str(error), query, base) from error
    except ValueError:
        return


def write(result: Result, output: Output, media_type: str, prefixes: dict[str, str]) -> None:
    """Write a result into a binary file; raise QueryError when its evaluation fails on the way."""
    writer = writer_of(media_type)
    try:
        if isinstance(result, QueryTriples):
            write_triples(result, output, writer, prefixes)
        elif isinstance(writer, QueryResultsFormat):
            write_table(result, output, writer)
        else:
            raise refusal(
                "not-acceptable",
                say("a SELECT or ASK query has no %(format)s", format=media_type),
            )
    except UnwritableError as error:
        raise unwritable(error) from error
    except (ValueError, RuntimeError, SyntaxError) as error:
        raise evaluation_error(error) from error


def write_table(
    result: QuerySolutions | QueryBoolean, output: Output, writer: QueryResultsFormat
) -> None:
    """Write a table or a boolean; raise UnwritableError when the format cannot hold it."""
    target = XmlOutput(output, ANY_TABLE) if writer == QueryResultsFormat.XML else output
    result.serialize(cast(IO[bytes], target), writer)


def write_triples(
    triples: Iterable[Triple],
    output: Output,
    writer: QueryResultsFormat | RdfFormat,
    prefixes: dict[str, str],
) -> None:
    """Write a graph; with the prefixes of the project where the syntax knows prefixes.

    Raise UnwritableError when the format cannot hold it.
    """
    if not isinstance(writer, RdfFormat):
        raise refusal("not-acceptable", say("a CONSTRUCT or DESCRIBE query has no tabular form"))
    if writer is RdfFormat.JSON_LD:
        jsonld.write_long(triples, prefixes, output)
    elif writer is RdfFormat.RDF_XML:
        target = cast(IO[bytes], XmlOutput(output, ANY_GRAPH))
        serialize(writable(triples, ANY_GRAPH), target, writer, prefixes=prefixes)
    elif writer in PREFIXED:
        serialize(triples, cast(IO[bytes], output), writer, prefixes=prefixes)
    elif isinstance(triples, QueryTriples):
        # Without prefixes the library writes its own results faster than what it is handed.
        triples.serialize(cast(IO[bytes], output), writer)
    else:
        serialize(triples, cast(IO[bytes], output), writer)


def unwritable(error: UnwritableError) -> QueryError:
    """Return the error for clients of an answer that the format asked for cannot hold."""
    return QueryError(error.what, kind="not-acceptable", remedy=error.remedy)


def evaluation_error(error: Exception) -> QueryError:
    """Return what to tell about an error of the evaluator, which names no files or addresses."""
    # A name in the message, such as that of an unknown function, says nothing about a service.
    told = IRI.sub("", str(error))
    kind = "service-failed" if SERVICE_TROUBLE.search(told) else "evaluation"
    detail = "the remote endpoint failed" if kind == "service-failed" else str(error)[:500]
    return QueryError(detail, kind=kind)
