"""Turns the bytes that answer a page's query into terms, wherever the query is answered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from endpoint.sparql.backend import Backend, ReleaseInfo, Row, rows
from endpoint.sparql.errors import QueryError
from endpoint.sparql.formats import JSON, TSV, Format

N_TRIPLES = "application/n-triples"


def tabled(body: bytes) -> list[Row]:
    """Return the solutions of a table in TSV; each of its terms is read once.

    A table repeats its subjects and properties row by row, and half the time would go into reading
    them again. Lines and tabs inside of terms are escaped, so that none is torn.
    """
    head, *lines = body.decode().removesuffix("\n").split("\n")
    names = [name.removeprefix("?") for name in head.split("\t")]
    cells = [line.split("\t") for line in lines]
    texts = dict.fromkeys(text for many in cells for text in many if text)
    column = "\n".join(("?term", *texts, "")).encode()
    terms = dict(zip(texts, (one[0] for one in _solutions(column, TSV)), strict=True))
    return [
        {name: terms[text] for name, text in zip(names, many, strict=True) if text}
        for many in cells
    ]


def _solutions(body: bytes, table: Format) -> QuerySolutions:
    """Return the solutions of a table; raise QueryError when it is none."""
    result = parse_query_results(body, cast(QueryResultsFormat, table.writer))
    if not isinstance(result, QuerySolutions):
        raise QueryError("not a SELECT query", kind="bad-request")
    return result


class PageAnswers(ABC):
    """The part of a Backend that pages use, over answers that arrive serialised.

    Tables come as TSV, which holds every term and is read four times as fast as JSON.
    """

    table: ClassVar[Format] = TSV

    @abstractmethod
    def _page(self, text: str, media_type: str) -> bytes:
        """Return the whole answer of a query of the pages in a media type."""

    def at(self, release: ReleaseInfo) -> Backend:
        """Refuse: unless said otherwise there is the current release alone."""
        raise QueryError(f"release {release.version} is not answered from here", kind="unserved")

    def select(self, text: str) -> list[Row]:
        """Return the solutions of a SELECT query of the pages."""
        body = self._page(text, self.table.media_type)
        return tabled(body) if self.table is TSV else rows(_solutions(body, self.table))

    def construct(self, text: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query of the pages."""
        found = parse(self._page(text, N_TRIPLES), RdfFormat.N_TRIPLES)
        return [Triple(quad.subject, quad.predicate, quad.object) for quad in found]

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK query of the pages."""
        result = parse_query_results(self._page(text, JSON.media_type), QueryResultsFormat.JSON)
        if not isinstance(result, QueryBoolean):
            raise QueryError("not an ASK query", kind="bad-request")
        return bool(result)
