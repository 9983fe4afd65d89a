"""The query page and its results, as their templates see them."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.core.problems import Problem
from endpoint.site.describe.terms import TermView
from endpoint.site.empty.why import Explanation
from endpoint.site.pages.model import Link


@dataclass(frozen=True)
class SparqlPage:
    """The form to write a query in.

    ``limits`` are told beside it (name, value); ``problem`` is why the query in it has no answer.
    """

    query: str
    limits: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class ResultsPage:
    """The answer to a query as a table.

    ``boolean`` is the answer to ASK (then there are no columns). ``downloads`` lead to the same
    answer in other formats. ``capped`` says that only the first rows are shown, ``why`` why there
    are none.
    """

    query: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[TermView | None, ...], ...] = ()
    boolean: bool | None = None
    capped: bool = False
    seconds: float | None = None
    downloads: tuple[Link, ...] = ()
    why: Explanation | None = None
