"""What the pages about claims are made of, as their templates see it."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.site.describe.terms import TermView

STATUSES = (N_("unreviewed"), N_("accepted"), N_("corrected"), N_("rejected"))
HEADINGS = {
    "unreviewed": N_("Unreviewed claim"),
    "accepted": N_("Accepted claim"),
    "corrected": N_("Corrected claim"),
    "rejected": N_("Rejected claim"),
}


@dataclass(frozen=True)
class Triple:
    """What a claim says, or said before a person corrected it."""

    subject: TermView
    predicate: str
    object: TermView
    date: str

    def reads_like(self, other: Triple) -> bool:
        """Tell whether a reader sees the same: a thing was only registered under its name."""
        return self._words == other._words

    @property
    def _words(self) -> tuple[str, ...]:
        return (self.subject.text, self.predicate, self.object.text, self.date)


@dataclass(frozen=True)
class Choice:
    """A value that narrows the list: its key, what it is called, and whether it is chosen."""

    key: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class SourceClaims:
    """A source with the number of its claims by status."""

    stem: str
    title: TermView
    counts: tuple[int, ...]
    review_href: str


@dataclass(frozen=True)
class ClaimLine:
    """A claim in a list."""

    href: str
    claim: NamedNode
    quads: tuple[Quad, ...]
    status: str
    subject: TermView
    predicate: str
    object: TermView
    date: str
    source: TermView
    sentence: str | None


@dataclass(frozen=True)
class ClaimsPage:
    """The list of claims, narrowed or not."""

    statuses: tuple[str, ...]
    sources: tuple[SourceClaims, ...]
    by_source: tuple[Choice, ...]
    by_status: tuple[Choice, ...]
    claims: tuple[ClaimLine, ...]
    shown: int
    first: int
    page: int
    last: int
    previous: str | None
    next: str | None


@dataclass(frozen=True)
class Evidence:
    """A stretch of a report: where it stands, and its words where they may be told."""

    characters: str
    page: str
    cell: str
    exact: str
    prefix: str
    suffix: str
    named: TermView | None = None
    method: str = ""
    confidence: str = ""
    href: str | None = None


@dataclass(frozen=True)
class Decided:
    """What a person decided: who, when and why."""

    reviewer: TermView
    date: str
    reason: str


@dataclass(frozen=True)
class ClaimPage:
    """One claim with its evidence and the decision about it."""

    key: str
    iri: str
    stem: str
    source: TermView
    status: str
    subject: TermView
    predicate: str
    object: TermView
    date: str
    confidence: str
    method: str
    report: TermView | None
    sentence: Evidence | None
    mentions: tuple[Evidence, ...]
    decided: Decided | None
    record: TermView | None
    read: Triple | None

    @property
    def heading(self) -> str:
        """Return what the page is called."""
        return _(HEADINGS[self.status])


@dataclass(frozen=True)
class ReviewPage:
    """How the claims of one source are reviewed."""

    source: SourceClaims
    statuses: tuple[str, ...]
    sheet: str | None
    open_href: str
