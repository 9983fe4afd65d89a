"""Accepted corrections of a release: what stood there before, the day, the reason, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from pyoxigraph import NamedNode

from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.model import Statement, Term
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.statements import address
from endpoint.sparql.backend import Row

Corrections = Mapping[str, tuple["Correction", ...]]


@dataclass(frozen=True)
class Correction:
    """A value that was corrected; ``before`` is None where nothing stood there.

    ``records`` are the graphs that say the value now; none of them when it was corrected again.
    """

    thing: NamedNode
    predicate: NamedNode
    value: Term
    before: Term | None
    day: Term
    reason: Term
    who: Term | None
    records: tuple[NamedNode, ...]

    @property
    def named(self) -> Iterable[NamedNode]:
        """Yield what needs a name to be shown."""
        every = (self.thing, self.predicate, self.value, self.before, self.who)
        return (one for one in every if isinstance(one, NamedNode))


@dataclass(frozen=True)
class CorrectionView:
    """A correction as it is shown; ``href`` leads to the statement that stands now."""

    thing: TermView
    property: str
    value: TermView
    before: TermView | None
    day: TermView
    reason: TermView
    who: TermView | None
    href: str | None


def corrections(release: Release) -> Corrections:
    """Return the corrections of a release by the IRI of their thing, read when first asked for."""
    return release.once("corrections", lambda: _read(release))


def _read(release: Release) -> Corrections:
    known: dict[Term, list[Row]] = {}
    for row in release.queries.select("corrections"):
        known.setdefault(row["correction"], []).append(row)
    found: dict[str, tuple[Correction, ...]] = {}
    for rows in known.values():
        one = _correction(rows)
        found[one.thing.value] = (*found.get(one.thing.value, ()), one)
    return found


def _correction(rows: list[Row]) -> Correction:
    row = rows[0]
    return Correction(
        thing=cast(NamedNode, row["thing"]),
        predicate=cast(NamedNode, row["property"]),
        value=row["value"],
        before=row.get("before"),
        day=row["day"],
        reason=row["reason"],
        who=row.get("who"),
        records=tuple(cast(NamedNode, one["record"]) for one in rows if "record" in one),
    )


def of_thing(release: Release, thing: NamedNode) -> tuple[CorrectionView, ...]:
    """Return the corrections of a thing, the last first."""
    return _shown(release, corrections(release).get(thing.value, ()))


def of_value(
    release: Release, thing: NamedNode, property_: NamedNode
) -> tuple[CorrectionView, ...]:
    """Return the corrections of the values of a property of a thing, the last first."""
    every = corrections(release).get(thing.value, ())
    return _shown(release, [one for one in every if one.predicate == property_])


def last(release: Release, most: int) -> tuple[CorrectionView, ...]:
    """Return the last corrections of a release, no more than ``most``."""
    every = (one for several in corrections(release).values() for one in several)
    ordered = sorted(every, key=lambda one: str(one.day.value), reverse=True)
    return _shown(release, ordered[:most])


def _shown(release: Release, several: Sequence[Correction]) -> tuple[CorrectionView, ...]:
    named = {name for one in several for name in one.named}
    if not named:
        return ()
    viewer = Viewer(release, gather.labels(release, named))
    return tuple(_view(viewer, one) for one in several)


def _view(viewer: Viewer, one: Correction) -> CorrectionView:
    release = viewer.release
    statement = Statement(one.thing, one.predicate, one.value, one.records)
    return CorrectionView(
        thing=viewer.thing(one.thing),
        property=release.term_label(release.compact(one.predicate)),
        value=viewer.view(one.value),
        before=viewer.view(one.before) if one.before is not None else None,
        day=viewer.view(one.day),
        reason=viewer.view(one.reason),
        who=viewer.view(one.who) if one.who is not None else None,
        href=address.href(statement, release.info.base),
    )
