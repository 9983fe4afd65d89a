"""What is known of the pages a record cites: whose they are, and what came of asking them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Term
from endpoint.site.describe.terms import TermView, Viewer, literal
from endpoint.sparql.backend import Row
from loaders.vocabulary import DCTERMS


@dataclass(frozen=True)
class Cited:
    """A cited page with who wrote or issued it; state and day are empty for one never asked.

    ``others`` are addresses of the same page, with what they are: where it moved, an archived copy.
    """

    page: TermView
    whose: tuple[TermView, ...] = ()
    state: TermView | None = None
    day: TermView | None = None
    others: tuple[tuple[str, TermView], ...] = ()


@dataclass(frozen=True)
class Known:
    """Of each page what was found when it was asked last, and who wrote or issued it."""

    asked: Mapping[NamedNode, Row]
    owners: Mapping[NamedNode, tuple[Term, ...]]

    def shown(self) -> tuple[Term, ...]:
        """Return the terms whose names are shown."""
        states = (row["state"] for row in self.asked.values())
        return (*states, *(one for many in self.owners.values() for one in many))


def known(release: Release, pages: Iterable[NamedNode]) -> Known:
    """Return what is known of some pages."""
    wanted = sorted(set(pages), key=str)
    asked: dict[NamedNode, Row] = {}
    for row in release.queries.select("page-health", page=wanted):
        page = row["page"]
        if isinstance(page, NamedNode):
            asked.setdefault(page, row)
    return Known(asked, _owners(release, wanted))


def _owners(release: Release, pages: Iterable[NamedNode]) -> dict[NamedNode, tuple[Term, ...]]:
    order = (DCTERMS.creator, release.urb.authorText, DCTERMS.publisher)
    found: dict[NamedNode, tuple[Term, ...]] = {}
    for page, said in gather.columns(release, pages, order).items():
        linked = any(one.predicate == DCTERMS.creator for one in said)
        fitting = [one for one in said if not linked or one.predicate != release.urb.authorText]
        ordered = sorted(fitting, key=lambda one: order.index(one.predicate))
        found[page] = tuple(dict.fromkeys(one.value for one in ordered))
    return found


def cited(viewer: Viewer, page: NamedNode, pages: Known) -> Cited:
    """Return a cited page with its owners and its health."""
    who = tuple(viewer.view(one) for one in pages.owners.get(page, ()))
    row = pages.asked.get(page)
    if row is None:
        return Cited(viewer.page(page), who)
    day, release = row.get("day"), viewer.release
    others = (
        (release.term_label(name), _address(row[key]))
        for key, name in (("moved", "urb:movedTo"), ("archived", "schema:archivedAt"))
        if key in row
    )
    return Cited(
        viewer.page(page),
        who,
        viewer.view(row["state"]),
        literal(day) if isinstance(day, Literal) else None,
        tuple(others),
    )


def _address(term: object) -> TermView:
    address = str(getattr(term, "value", ""))
    return TermView(links.host(address) or address, links.external_href(address), external=True)
