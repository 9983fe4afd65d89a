"""Names each reason for which a query gets no answer, with its HTTP status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from endpoint.syntax.explain import explained
from endpoint.syntax.reading import Said
from loaders.errors import UrbsolError

NOTHING = Said()
# kind: (status, title); the kinds are the last part of the problem types of the documentation.
KINDS: dict[str, tuple[int, str]] = {
    "bad-request": (400, "The request is not one the SPARQL protocol knows"),
    "syntax": (400, "The query is not SPARQL"),
    "evaluation": (400, "The query cannot be evaluated"),
    "token": (401, "A token is needed"),
    "update-refused": (403, "This endpoint is read-only"),
    "service-refused": (403, "SERVICE to this endpoint is not allowed"),
    "load-refused": (403, "LOAD is not allowed here"),
    "not-found": (404, "There is no such graph"),
    "no-release": (404, "There is no such release"),
    "method": (405, "This method is not allowed here"),
    "not-acceptable": (406, "No format of the answer is acceptable"),
    "gone": (410, "This release is no longer kept"),
    "address": (414, "The address is too long"),
    "too-long": (413, "The query is too long"),
    "slow": (408, "The request took too long to arrive"),
    "media-type": (415, "This media type is not understood"),
    "too-many": (429, "Too many queries from one client"),
    "budget": (429, "The computing time of this client is used up"),
    "internal": (500, "Something went wrong here"),
    "remote": (502, "The store behind this endpoint gave no usable answer"),
    "service-failed": (502, "The endpoint named by SERVICE gave no usable answer"),
    "busy": (503, "All workers are busy"),
    "starting": (503, "The release is being loaded"),
    "unserved": (503, "Queries are not answered here"),
    "timeout": (504, "The query took too long"),
    "memory": (507, "The query needs too much memory"),
    "too-large": (507, "The answer is too long"),
    "crash": (500, "The query stopped its worker"),
}


@dataclass
class QueryError(UrbsolError):
    """A query that gets no answer: ``kind`` names the reason, ``retry_after`` is in seconds.

    ``seconds`` is the computing time spent before it failed, which its client is charged for,
    ``methods`` those that are allowed where another was used.
    ``line`` (of UrbsolError) and ``position`` (the column) count from 1, for syntax errors, and
    ``excerpt`` is that line with a mark below the column; ``said`` are what is wrong and what to do
    as messages with their values, for who says them in another language than English.
    """

    kind: str = "internal"
    position: int | None = None
    excerpt: str = ""
    said: Sequence[tuple[str, Mapping[str, object]]] = ()
    retry_after: float | None = None
    seconds: float = 0.0
    methods: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return where, what and what to do, and below it the line with its mark."""
        shown = "".join(f"\n    {line}" for line in self.excerpt.splitlines())
        return super().__str__() + shown

    def _positions(self) -> list[tuple[str, object]]:
        return [("line", self.line), ("column", self.position)]

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return KINDS[self.kind][0]

    @property
    def title(self) -> str:
        """Return the reason in a few words, the same for every error of the kind."""
        return KINDS[self.kind][1]


def refusal(
    kind: str,
    what: Said,
    remedy: Said = NOTHING,
    *,
    retry_after: float | None = None,
    line: int | None = None,
    position: int | None = None,
) -> QueryError:
    """Return the error of a kind that says what is wrong and what to do as messages."""
    return QueryError(
        str(what),
        kind=kind,
        remedy=str(remedy),
        said=[(one.message, one.values) for one in (what, remedy) if one.message],
        retry_after=retry_after,
        line=line,
        position=position,
    )


def syntax_error(message: str, text: str, base: str = "") -> QueryError:
    """Return the error for a text of which the parser says ``error at LINE:COLUMN: expected …``."""
    found = explained(message, text, base)
    return QueryError(
        str(found.what),
        kind="syntax",
        remedy=str(found.remedy),
        said=[(one.message, one.values) for one in (found.what, found.remedy) if one.message],
        line=found.line,
        position=found.column,
        excerpt=found.excerpt,
    )
