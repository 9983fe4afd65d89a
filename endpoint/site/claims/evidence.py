"""Where claims stand in their report: the sentence, the names in it, and its address on the web."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from pyoxigraph import NamedNode

from endpoint.site.claims.fragments import sentence_address
from endpoint.site.claims.model import Evidence
from endpoint.site.claims.terms import text
from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import Viewer
from endpoint.sparql.backend import Row


@dataclass(frozen=True)
class Found:
    """The evidence of several claims.

    ``places`` are the stretches of claims and mentions, ``mentions`` the rows of what each claim
    names, ``pages`` the address of each report, ``reports`` the report of each claim.
    """

    places: Mapping[NamedNode, list[Row]] = field(default_factory=dict)
    mentions: Mapping[NamedNode, list[Row]] = field(default_factory=dict)
    pages: Mapping[NamedNode, str] = field(default_factory=dict)
    reports: Mapping[NamedNode, NamedNode] = field(default_factory=dict)

    def start(self, claim: NamedNode) -> int:
        """Return where the sentence of a claim begins, for sorting."""
        return min((int(row["start"].value) for row in self.places.get(claim, ())), default=0)

    def sentence(self, claim: NamedNode) -> Evidence | None:
        """Return the sentence of a claim."""
        place = next(iter(self.places.get(claim, ())), None)
        if place is None:
            return None
        return replace(_evidence(place), href=self.href(claim))

    def href(self, claim: NamedNode) -> str | None:
        """Return where the sentence of a claim is on the web."""
        page = self.pages.get(self.reports[claim]) if claim in self.reports else None
        address = links.external_href(page) if page else None
        place = next(iter(self.places.get(claim, ())), {})
        if address is None:
            return None
        exact = text(place.get("exact"))
        words = [exact] if exact else self._names(claim)
        return sentence_address(address, words, text(place.get("page")))

    def _names(self, claim: NamedNode) -> list[str]:
        """Return the names and dates in the sentence of a claim, in their order."""
        named = {cast(NamedNode, row["mention"]) for row in self.mentions.get(claim, ())}
        found = [row for mention in named for row in self.places.get(mention, ())]
        found.sort(key=lambda row: int(row["start"].value))
        return [text(row.get("exact")) for row in found]

    def named(self, claim: NamedNode, viewer: Viewer) -> Iterable[Evidence]:
        """Yield what the sentence of a claim names, with how surely it was read."""
        for row in self.mentions.get(claim, ()):
            for place in self.places.get(cast(NamedNode, row["mention"]), ()):
                yield replace(
                    _evidence(place),
                    named=viewer.view(row["named"]) if "named" in row else None,
                    method=text(row.get("method")),
                    confidence=text(row.get("confidence")),
                )


def find(release: Release, reports: Mapping[NamedNode, NamedNode]) -> Found:
    """Return the evidence of claims; ``reports`` names the report of each, where it is known."""
    mentions = _rows(release, "claim-mentions", "claim", reports)
    nodes = [*reports, *(row["mention"] for many in mentions.values() for row in many)]
    pages: dict[NamedNode, str] = {}
    for report, rows in _rows(release, "report-pages", "report", reports.values()).items():
        pages[report] = str(rows[0]["page"].value)
    return Found(_rows(release, "selectors", "node", nodes), mentions, pages, dict(reports))


def _rows(
    release: Release, query: str, name: str, nodes: Iterable[object]
) -> dict[NamedNode, list[Row]]:
    """Ask for several things at once and return the rows of each."""
    found: dict[NamedNode, list[Row]] = defaultdict(list)
    for batch in gather.batches(cast("Iterable[NamedNode]", nodes)):
        for row in release.queries.select(query, limit=None, offset=0, **{name: batch}):
            found[cast(NamedNode, row[name])].append(row)
    return found


def _evidence(row: Row) -> Evidence:
    return Evidence(
        characters=f"{row['start'].value}–{row['end'].value}",
        page=text(row.get("page")),
        cell=text(row.get("cell")),
        exact=text(row.get("exact")),
        prefix=text(row.get("prefix")),
        suffix=text(row.get("suffix")),
    )
