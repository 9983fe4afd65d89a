"""The page of the results of a query, as its template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.describe.terms import TermView
from endpoint.site.empty.why import Explanation
from endpoint.site.maps.locator import Map
from endpoint.site.pages.model import Link
from endpoint.site.results.pictured import Chart
from endpoint.site.results.snippets import Snippet


@dataclass(frozen=True)
class ResultsPage:
    """The answer to a query as a table.

    ``boolean`` is the answer to ASK (then there are no columns). ``downloads`` lead to the same
    answer in other formats. ``capped`` says that only the first rows are shown, ``why`` why there
    are none. ``link`` is a short address of the query, '' when it is too long for one;
    ``feeds`` tell what a new release changes.
    """

    query: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[TermView | None, ...], ...] = ()
    boolean: bool | None = None
    capped: bool = False
    seconds: float | None = None
    downloads: tuple[Link, ...] = ()
    why: Explanation | None = None
    link: str = ""
    feeds: tuple[Link, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    map: Map | None = None
    chart: Chart | None = None
