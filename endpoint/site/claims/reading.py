"""What was read in a report, or in all reports of a source: each statement with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import NamedNode

from endpoint.languages.forms import ngettext
from endpoint.site.claims import evidence
from endpoint.site.claims.model import Evidence, Triple
from endpoint.site.claims.one import PARTS, different, revisions, triple
from endpoint.site.claims.terms import last, text, viewer
from endpoint.site.core.state import Release
from endpoint.sparql.backend import Row

ACCEPTED = ("accepted", "corrected")
MOST = 200  # statements on one page


@dataclass(frozen=True)
class ReadLine:
    """A statement that was read in a report.

    ``href`` leads to the claim with its evidence, ``sentence.href`` to the report on the web;
    ``read`` is what a machine had read where a person corrected it, ``reason`` why.
    """

    says: Triple
    status: str
    href: str
    sentence: Evidence | None
    read: Triple | None
    reason: str


@dataclass(frozen=True)
class Reading:
    """What was read in a report: what a person accepted, what was rejected, and what is open."""

    accepted: tuple[ReadLine, ...]
    rejected: tuple[ReadLine, ...]
    counts: tuple[int, int, int]
    all_href: str
    open_href: str

    @property
    def heading(self) -> str:
        """Return how many statements were read here, and what became of the others."""
        stated, rejected, unreviewed = self.counts
        parts = [ngettext("%(num)s statement read here", "%(num)s statements read here", stated)]
        if rejected:
            parts.append(ngettext("%(num)s rejected", "%(num)s rejected", rejected))
        if unreviewed:
            parts.append(
                ngettext("%(num)s not reviewed yet", "%(num)s not reviewed yet", unreviewed)
            )
        return ", ".join(parts)


def of(
    release: Release, *, report: NamedNode | None = None, source: NamedNode | None = None
) -> Reading | None:
    """Return what was read in a report, or in the reports of a source; None for nothing."""
    asked = {"report": [report]} if report else {"source": [cast(NamedNode, source)]}
    numbers = {
        last(row["status"]): int(row["count"].value)
        for row in release.queries.select("read-counts", limit=None, offset=0, **asked)
    }
    if not numbers:
        return None
    rows = {}
    for name, names in (("accepted", ACCEPTED), ("rejected", ("rejected",))):
        asked["status"] = [release.iris.concept("claim-status", one) for one in names]
        rows[name] = release.queries.select("read-in", limit=MOST, offset=0, **asked)
    stem = next((last(row["source"]) for many in rows.values() for row in many), "")
    stem = stem or (last(source) if source else "")
    return Reading(
        accepted=_lines(release, rows["accepted"]),
        rejected=_lines(release, rows["rejected"]),
        counts=(
            sum(numbers.get(name, 0) for name in ACCEPTED),
            numbers.get("rejected", 0),
            numbers.get("unreviewed", 0),
        ),
        all_href=url_for("claims.index", source=stem or None),
        open_href=url_for("claims.index", source=stem or None, status="unreviewed"),
    )


def _lines(release: Release, rows: Sequence[Row]) -> tuple[ReadLine, ...]:
    reports = {cast(NamedNode, row["claim"]): cast(NamedNode, row["report"]) for row in rows}
    found, revised = evidence.find(release, reports), revisions(release, list(reports))
    every = [*rows, *revised.values()]
    shown = viewer(release, [row[name] for row in every for name in PARTS])
    lines = []
    for row in sorted(rows, key=lambda row: found.start(cast(NamedNode, row["claim"]))):
        claim = cast(NamedNode, row["claim"])
        right = revised.get(claim)
        says = triple(shown, right or row)
        lines.append(
            ReadLine(
                says=says,
                status=last(row["status"]),
                href=url_for("claims.claim", key=last(claim)),
                sentence=found.sentence(claim),
                read=different(shown, row, says) if right else None,
                reason=text(row.get("reason")),
            )
        )
    return tuple(lines)
