"""Runs a query on a store and writes the answer; the same in a worker and in-process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO, Protocol, cast

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

from endpoint.sparql import jsonld
from endpoint.sparql.errors import QueryError, syntax_error
from endpoint.sparql.formats import BY_MEDIA_TYPE

Result = QuerySolutions | QueryBoolean | QueryTriples
SERVICE_TROUBLE = re.compile(r"service|http|connect|dns|resolve", re.IGNORECASE)
IRI = re.compile(r"<[^<>]*>")
XML = frozenset({QueryResultsFormat.XML, RdfFormat.RDF_XML})
# What XML 1.0 §2.2 has no place for, and the carriage return, which a reader would take for a line
# feed (§2.11). In UTF-8 these bytes are part of no other character.
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f]")
PREFIXED = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML})


class Output(Protocol):
    """Where an answer is written to: all that pyoxigraph asks of a file."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""

    def flush(self) -> None:
        """Do nothing or something."""


class XmlOutput:
    """An output for XML: a carriage return is written as a reference, other controls as U+FFFD."""

    def __init__(self, output: Output) -> None:
        """Write to another output."""
        self._output = output

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""
        if CONTROL.search(data):
            self._output.write(CONTROL.sub(_reference, data))
        else:
            self._output.write(data)
        return len(data)

    def flush(self) -> None:
        """Flush the other output."""
        self._output.flush()


def _reference(control: re.Match[bytes]) -> bytes:
    return b"&#13;" if control[0] == b"\r" else "\ufffd".encode()


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

    Relative IRIs in the query are resolved against ``base``.

    SPARQL 1.1 Protocol §2.1.4: the dataset of the request wins over FROM and FROM NAMED; with
    only named graphs given the default graph is empty, and the other way round.
    """
    defaults, names = default_graphs(default), named_graphs(named)
    try:
        if not defaults and not names:
            return store.query(text, base_iri=base)
        return store.query(text, base_iri=base, default_graph=defaults, named_graphs=names)
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise evaluation_error(error) from error


def write(result: Result, output: Output, media_type: str, prefixes: dict[str, str]) -> None:
    """Write a result into a binary file; raise QueryError when its evaluation fails on the way."""
    writer = BY_MEDIA_TYPE[media_type].writer
    if writer in XML:
        output = XmlOutput(output)
    try:
        if isinstance(result, QueryTriples):
            write_triples(result, output, writer, prefixes)
        elif isinstance(writer, QueryResultsFormat):
            result.serialize(cast(IO[bytes], output), writer)
        else:
            raise QueryError(f"a SELECT or ASK query has no {media_type}", kind="not-acceptable")
    except (ValueError, RuntimeError, SyntaxError) as error:
        raise evaluation_error(error) from error


def write_triples(
    result: QueryTriples,
    output: Output,
    writer: QueryResultsFormat | RdfFormat,
    prefixes: dict[str, str],
) -> None:
    """Write a graph; with the prefixes of the project where the syntax knows prefixes."""
    if not isinstance(writer, RdfFormat):
        raise QueryError("a CONSTRUCT or DESCRIBE query has no tabular form", kind="not-acceptable")
    if writer is RdfFormat.JSON_LD:
        write_jsonld(result, output, prefixes)
    elif writer in PREFIXED:
        serialize(result, cast(IO[bytes], output), writer, prefixes=prefixes)
    else:
        result.serialize(cast(IO[bytes], output), writer)


def write_jsonld(triples: Iterable[Triple], output: Output, prefixes: dict[str, str]) -> None:
    """Write a graph as JSON-LD, which Oxigraph writes without prefixes."""
    try:
        jsonld.write_long(triples, prefixes, output)
    except TypeError as error:
        raise QueryError(str(error), kind="not-acceptable") from error


def evaluation_error(error: Exception) -> QueryError:
    """Return what to tell about an error of the evaluator, which names no files or addresses."""
    # A name in the message, such as that of an unknown function, says nothing about a service.
    told = IRI.sub("", str(error))
    kind = "service-failed" if SERVICE_TROUBLE.search(told) else "evaluation"
    detail = "the remote endpoint failed" if kind == "service-failed" else str(error)[:500]
    return QueryError(detail, kind=kind)
