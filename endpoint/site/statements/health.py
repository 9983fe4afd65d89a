"""What came of asking the pages that a record cites: their state, the day, where they went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.describe.terms import TermView, Viewer, literal
from endpoint.sparql.backend import Row


@dataclass(frozen=True)
class Cited:
    """A cited page; the rest is empty for one that was never asked.

    ``others`` are addresses of the same page, with what they are: where it moved, an archived copy.
    """

    page: TermView
    state: TermView | None = None
    day: TermView | None = None
    others: tuple[tuple[str, TermView], ...] = ()


def of_pages(release: Release, pages: Iterable[NamedNode]) -> dict[NamedNode, Row]:
    """Return what is known of the health of some pages, of each what was found last."""
    found: dict[NamedNode, Row] = {}
    for row in release.queries.select("page-health", page=sorted(set(pages), key=str)):
        page = row["page"]
        if isinstance(page, NamedNode):
            found.setdefault(page, row)
    return found


def cited(viewer: Viewer, page: NamedNode, known: Mapping[NamedNode, Row]) -> Cited:
    """Return a cited page with its health."""
    row = known.get(page)
    if row is None:
        return Cited(viewer.page(page))
    day, release = row.get("day"), viewer.release
    others = (
        (release.term_label(name), _address(row[key]))
        for key, name in (("moved", "urb:movedTo"), ("archived", "schema:archivedAt"))
        if key in row
    )
    return Cited(
        viewer.page(page),
        viewer.view(row["state"]),
        literal(day) if isinstance(day, Literal) else None,
        tuple(others),
    )


def _address(term: object) -> TermView:
    address = str(getattr(term, "value", ""))
    return TermView(links.host(address) or address, links.external_href(address), external=True)
