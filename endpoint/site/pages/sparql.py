"""The query page, as its template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.core.problems import Problem


@dataclass(frozen=True)
class SparqlPage:
    """The form to write a query in.

    ``limits`` are told beside it (name, value); ``problem`` is why the query in it has no answer.
    """

    query: str
    limits: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None
