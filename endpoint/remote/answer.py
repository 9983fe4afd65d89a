"""Reads the answer of a remote server and writes it in the media type the client asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from endpoint.sparql import formats
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import unwritable, write_table, write_triples
from endpoint.sparql.formats import writer as writer_of
from endpoint.writing.xml import Output
from loaders.errors import UnwritableError
from loaders.sparql_client.client import Response
from loaders.sparql_client.errors import WireError

# What is asked for, and what is understood: CSV and TSV lose datatypes.
RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS = formats.syntaxes(formats.N_TRIPLES, formats.TURTLE, formats.RDF_XML)
ACCEPT_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
ACCEPT_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
KINDS = {"timeout": "timeout", "too-large": "too-large"}


def accept(form: str) -> str:
    """Return the Accept header for a query form."""
    return ACCEPT_GRAPH if form in {"CONSTRUCT", "DESCRIBE"} else ACCEPT_RESULTS


def rewrite(
    response: Response, form: str, media_type: str, output: Output, prefixes: dict[str, str]
) -> None:
    """Write the answer into a file; raise QueryError when it is not one, or not whole.

    Reading it through a parser is what makes a truncated answer an error, and gives every format
    we promise whatever the server speaks.
    """
    try:
        if form in {"CONSTRUCT", "DESCRIBE"}:
            _graph(response, media_type, output, prefixes)
        else:
            _results(response, form, media_type, output)
        rest = response.read(1)
    except UnwritableError as error:
        raise unwritable(error) from error
    except (SyntaxError, ValueError, OSError, WireError) as error:
        raise _failure(response, error) from error
    if rest:
        raise unusable("goes on behind its end")


def _results(response: Response, form: str, media_type: str, output: Output) -> None:
    found = RESULTS.get(response.media_type)
    if found is None:
        raise unusable("is in a format that is not understood")
    source = cast(IO[bytes], response)
    if form == "ASK":
        answer = parse_query_results(source, found)
        if not isinstance(answer, QueryBoolean):
            raise unusable("is not a boolean")
        write_table(answer, output, _writer(media_type))
        return
    solutions = parse_query_results(source, found)
    if not isinstance(solutions, QuerySolutions):
        raise unusable("is not a table")
    write_table(solutions, output, _writer(media_type))


def _graph(response: Response, media_type: str, output: Output, prefixes: dict[str, str]) -> None:
    found = GRAPHS.get(response.media_type)
    if found is None:
        raise unusable("is in a format that is not understood")
    writer = writer_of(media_type)
    write_triples(triples(response, found), output, writer, prefixes)


def triples(response: Response, syntax: RdfFormat) -> Iterator[Triple]:
    """Yield the triples of an answer, each once; servers may repeat them."""
    seen: set[Triple] = set()
    for quad in parse(cast(IO[bytes], response), syntax):
        triple = Triple(quad.subject, quad.predicate, quad.object)
        if triple not in seen:
            seen.add(triple)
            yield triple


def _writer(media_type: str) -> QueryResultsFormat:
    writer = writer_of(media_type)
    if not isinstance(writer, QueryResultsFormat):
        raise QueryError(f"a SELECT or ASK query has no {media_type}", kind="not-acceptable")
    return writer


def _failure(response: Response, error: Exception) -> QueryError:
    if isinstance(error, QueryError):
        return error
    if response.failure is not None:
        return of_wire(response.failure)
    return unusable("is not what its media type says")


def of_wire(error: WireError) -> QueryError:
    """Return an error of the connection as one for clients."""
    kind = KINDS.get(error.kind, "remote")
    remedy = "ask for less, or in steps" if kind in KINDS else ""
    return QueryError(error.what, kind=kind, remedy=remedy)


def unusable(how: str) -> QueryError:
    """Return the error of an answer that cannot be used."""
    return QueryError(f"the answer of the store {how}", kind="remote")
