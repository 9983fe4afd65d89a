"""Puts together what tables, labelled lines and sentences say beside memberships."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim
from loaders.extract.reading.view import View
from loaders.extract.relations.frames import frame_claims
from loaders.extract.structure.acts import act_claims, openers
from loaders.extract.structure.columns import column_claims
from loaders.extract.structure.front import author_claims
from loaders.extract.structure.grid import Row, rows
from loaders.extract.structure.matrix import matrix_claims
from loaders.extract.structure.motions import motion_claims
from loaders.extract.structure.page import label_claims
from loaders.extract.structure.works import recommended_claims

_STARTS = frozenset({"practice", "carrier", "figure", "support"})
_OF_PRACTICES = _STARTS | {"end"}


def find_relations(view: View, finds: Finds, known: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a text with those that were read otherwise, in order."""
    table = list(rows(view))
    opened = list(openers(view, finds))
    acts = [*act_claims(view, finds, opened), *motion_claims(view, opened)]
    labelled = list(label_claims(view, finds))
    said = _outside(table, [*labelled, *frame_claims(view, finds)])
    more = [*acts, *column_claims(view, finds, table), *_beside(acts, said)]
    more += [*matrix_claims(view, finds), *author_claims(view, finds)]
    more += recommended_claims(view, finds)
    more.sort(key=lambda claim: claim.date is None)  # of two the one with a date stands
    known = _unlabelled(labelled, _beside(acts, _outside(table, known)))
    known = [claim for claim in known if not _otherwise(claim, more)]
    found = [*known, *_new(known, more)]
    return tuple(sorted(found, key=lambda c: (c.start, c.predicate, c.key)))


def _outside(table: Sequence[Row], claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that do not read the row of a practice, planned or not, as a sentence."""
    spans = [row.span for row in table if row.first("measure") is not None]
    starts = [start for start, _ in spans]
    kept: list[Claim] = []
    for claim in claims:
        where = claim.evidence[0].start
        at = bisect_right(starts, where) - 1
        if at < 0 or where >= spans[at][1]:
            kept.append(claim)
    return kept


def _unlabelled(labelled: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those that a labelled line makes too, unless it has no date."""
    dated = {_said(claim): claim.date is not None for claim in labelled}
    return [
        claim
        for claim in claims
        if (said := _said(claim)) not in dated or (claim.date is not None and not dated[said])
    ]


def _said(claim: Claim) -> tuple[str, str, str]:
    return claim.predicate, claim.subject, claim.object


def _beside(acts: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that do not say once more what a clause of a resolution says."""
    kinds: dict[str, list[tuple[int, int]]] = {}
    for act in acts:
        kinds.setdefault(act.predicate, []).append((act.start, act.end))
    return [
        claim
        for claim in claims
        if not any(
            start <= claim.evidence[1].start < end for start, end in kinds.get(claim.predicate, ())
        )
    ]


def _otherwise(claim: Claim, more: Iterable[Claim]) -> bool:
    """Tell whether a sentence says something else with the words a claim was read from.

    Whoever takes part in an event is not a member for that; a project that starts is not an
    organisation that was founded; what a sentence says of a named project is not also said of the
    kind of project.
    """
    beside = [other for other in more if (other.start, other.end) == (claim.start, claim.end)]
    recalled = claim.evidence[0].end <= claim.start  # "The project, launched in 2018, …"
    if claim.predicate == "founding" and (recalled or "/network/" not in claim.subject):
        return any(other.predicate in _STARTS for other in beside)
    if claim.predicate == "membership":
        return any(
            other.predicate == "participation"
            and other.subject == claim.subject
            and claim.evidence[1].end <= claim.start
            for other in beside
        )
    if claim.predicate == "practice" and claim.date is None:
        return any(other.predicate in _OF_PRACTICES for other in beside)
    return False


def _new(known: Iterable[Claim], more: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims that are not made yet; of the same two a text says one thing once."""
    keys = {claim.key for claim in known}
    said = {_said(claim) for claim in known}
    for claim in more:
        if claim.key in keys or _said(claim) in said:
            continue
        keys.add(claim.key)
        said.add(_said(claim))
        yield claim
