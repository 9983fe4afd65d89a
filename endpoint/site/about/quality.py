"""The page of data quality: coverage, gaps, conflicts, unreviewed claims, age of the sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import N_, first_upper
from endpoint.languages.speaking import gettext as _
from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.describe import gather, records
from endpoint.site.describe.ledger import COMPLETE, NOT_RECORDED, PARTIAL, Covered, ledger
from endpoint.site.describe.terms import TermView, Viewer, literal
from endpoint.site.statements import corrected
from endpoint.site.statements.corrected import CorrectionView
from loaders.kinds import BY_KEY, kind_in
from loaders.vocabulary import DCTERMS

KINDS = ("network", "list", "country")
STATES = {
    COMPLETE: N_("complete"),
    PARTIAL: N_("partial"),
    NOT_RECORDED: N_("not recorded"),
}
CORRECTED = 50  # corrections that are shown
MOST = 25  # rows of a table of coverage that are open to begin with


@dataclass(frozen=True)
class CoverageRow:
    """How much is recorded of one thing; ``share`` is in percent, None when nothing is stated."""

    thing: TermView
    recorded: int
    stated: int | None
    share: int | None
    completeness: str
    read: TermView | None


@dataclass(frozen=True)
class Coverage:
    """The ledger of one kind: how many are complete, partial, not recorded; the rows."""

    kind: str
    heading: str
    counts: tuple[tuple[str, int], ...]
    first: tuple[CoverageRow, ...]
    rest: tuple[CoverageRow, ...]


@dataclass(frozen=True)
class StatedRow:
    """Of how many things of a class a property is stated; ``share`` is in percent."""

    class_: TermView
    property: TermView
    count: int
    of: int
    share: int


@dataclass(frozen=True)
class SourceRow:
    """A source: its records, when it was read, how many days before the release, its licence."""

    source: TermView
    records: int
    read: TermView | None
    days: int | None
    license: TermView | None


@dataclass(frozen=True)
class QualityPage:
    """How good the data of this release is."""

    coverage: tuple[Coverage, ...]
    stated: tuple[StatedRow, ...]
    conflicts: int
    conflicts_href: str
    claims: tuple[tuple[str, int], ...]
    claims_href: str
    sources: tuple[SourceRow, ...]
    health_heading: str
    health: tuple[tuple[TermView, int], ...]
    corrections: tuple[CorrectionView, ...]


def build(release: Release) -> QualityPage:
    """Return the page of data quality of a release."""
    conflicts = release.class_counts.get(release.urb.Conflict.value, 0)
    return QualityPage(
        coverage=tuple(_coverage(release)),
        stated=tuple(_stated(release)),
        conflicts=conflicts,
        conflicts_href=url_for("things.browse", kind="conflict"),
        claims=_claims(release),
        claims_href=url_for("claims.index"),
        sources=tuple(_sources(release)),
        health_heading=first_upper(release.term_label("urb:linkState")),
        health=_health(release),
        corrections=corrected.last(release, CORRECTED),
    )


def _coverage(release: Release) -> Iterable[Coverage]:
    known = ledger(release)
    start = f"{release.info.base}id/"
    viewer = Viewer(release, gather.labels(release, [NamedNode(iri) for iri in known]))
    by_kind: dict[str, list[Covered]] = defaultdict(list)
    for iri, one in known.items():
        by_kind[kind_in(iri, start)].append(one)
    for kind in KINDS:
        covered = by_kind[kind]
        counts = Counter(one.completeness for one in covered)
        rows = [_row(viewer, one) for one in sorted(covered, key=_gap)]
        if rows:
            yield Coverage(
                kind,
                _(first_upper(BY_KEY[kind].plural)),
                tuple((_(name), counts[state]) for state, name in STATES.items()),
                tuple(rows[:MOST]),
                tuple(rows[MOST:]),
            )


def _gap(one: Covered) -> tuple[int, str]:
    """Sort the greatest gap between what is stated and what is recorded first."""
    return -((one.stated or one.recorded) - one.recorded), one.about


def _row(viewer: Viewer, one: Covered) -> CoverageRow:
    return CoverageRow(
        viewer.thing(NamedNode(one.about)),
        one.recorded,
        one.stated,
        min(100, one.recorded * 100 // one.stated) if one.stated else None,
        _(STATES.get(one.completeness, one.completeness)),
        literal(one.read) if one.read else None,
    )


def _stated(release: Release) -> Iterable[StatedRow]:
    rows = release.once("stated", lambda: tuple(release.queries.select("stated")))
    found = [(str(r["class"].value), str(r["property"].value), int(r["count"].value)) for r in rows]
    for class_, name, count in sorted(found):
        total = release.class_counts.get(class_, count)
        yield StatedRow(
            _term(release, class_), _term(release, name), count, total, count * 100 // (total or 1)
        )


def _term(release: Release, iri: str) -> TermView:
    own = iri.startswith(release.info.base)
    label = release.term_label(release.compact(iri))
    return TermView(label, links.href(iri, release.info.base) if own else None)


def _claims(release: Release) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for row in release.queries.select("claim-counts"):
        counts[str(row["status"].value).rsplit("/", 1)[-1]] += int(row["count"].value)
    return tuple((_(status), count) for status, count in sorted(counts.items()))


def _health(release: Release) -> tuple[tuple[TermView, int], ...]:
    """Return how many cited pages are in each state when they were last asked."""
    rows = release.queries.select("link-states")
    counts = {cast(NamedNode, row["state"]): int(row["count"].value) for row in rows}
    viewer = Viewer(release, gather.labels(release, counts))
    return tuple((viewer.thing(state), count) for state, count in counts.items())


def _sources(release: Release) -> Iterable[SourceRow]:
    """Yield the sources, those that were read longest ago first."""
    counts = records.counted(release)
    said = records.sources(release, counts)
    viewer = Viewer(release, gather.labels(release, counts))
    today = date.fromisoformat(release.info.version[:10])
    found = []
    for iri, count in counts.items():
        values = said[iri].statements if iri in said else {}
        read = next(
            (v for v in values.get(release.urb.dateRead, ()) if isinstance(v, Literal)), None
        )
        licence = next(iter(values.get(DCTERMS.license, ())), None)
        days = _days(read, today)
        row = SourceRow(
            viewer.thing(iri),
            count,
            literal(read) if read else None,
            days,
            viewer.view(licence) if licence is not None else None,
        )
        found.append((-(days if days is not None else 10**6), row.source.sort_key, row))
    return [row for *_rest, row in sorted(found, key=lambda one: one[:2])]


def _days(read: Literal | None, today: date) -> int | None:
    try:
        return max(0, (today - date.fromisoformat(read.value[:10])).days) if read else None
    except ValueError:
        return None
