"""Brings the claims of a report and the decisions about them together, by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loaders.extract.model import Claim
from loaders.review.decisions import ADDED, REJECTED, UNREVIEWED, Decision


@dataclass(frozen=True)
class Vanished:
    """A decision on a claim that was not read any more; ``alike`` are claims that say the same."""

    decision: Decision
    alike: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return what a person should look at."""
        decision = self.decision
        what = f"row {decision.row}: the claim {decision.claim} ({decision.status}) is gone"
        alike = f"; look at {', '.join(self.alike)}" if self.alike else ""
        return f"{decision.shown}, {what}{alike}"


@dataclass(frozen=True)
class Judged:
    """The claims of one report with the decision about each (None when there is none yet).

    ``added`` are statements that a person found and the machine did not, ``vanished`` decisions
    that no claim fits any more.
    """

    claims: tuple[tuple[Claim, Decision | None], ...] = ()
    added: tuple[Decision, ...] = ()
    vanished: tuple[Vanished, ...] = ()

    @property
    def undecided(self) -> tuple[Claim, ...]:
        """Return the claims nobody decided about."""
        return tuple(claim for claim, decision in self.claims if decision is None)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many claims have each status."""
        counts = {UNREVIEWED: len(self.undecided)}
        for decision in (*(d for _, d in self.claims if d), *self.added):
            counts[decision.status] = counts.get(decision.status, 0) + 1
        return counts


def judge(report: str, claims: Sequence[Claim], decisions: Iterable[Decision]) -> Judged:
    """Return the claims of a report with their decisions, whatever their offsets are now."""
    ours = [decision for decision in decisions if decision.report in {report, ""}]
    by_claim = {decision.claim: decision for decision in ours if decision.status != ADDED}
    pairs = tuple((claim, by_claim.pop(f"{report}--{claim.key}", None)) for claim in claims)
    added = tuple(decision for decision in ours if decision.status == ADDED)
    return Judged(pairs, added, tuple(map(Vanished, by_claim.values())))


def alike(decided: Mapping[str, str], report: str, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the claims that say what a row of a sheet says, in other words of the report."""
    wanted = (decided["predicate"], decided["subject_iri"], decided["object_iri"])
    if not all(wanted):
        return ()
    return tuple(
        f"{report}--{claim.key}"
        for claim in claims
        if (claim.predicate, claim.subject, claim.object) == wanted
    )


def is_open(decision: Decision | None) -> bool:
    """Tell whether a claim stays among the unreviewed and rejected ones."""
    return decision is None or decision.status == REJECTED
