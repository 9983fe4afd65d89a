"""What a person decided about a claim, and who that person is."""

from __future__ import annotations

from dataclasses import dataclass

ACCEPTED, CORRECTED, REJECTED, ADDED = "accepted", "corrected", "rejected", "added"
UNREVIEWED = "unreviewed"
DECISIONS = (ACCEPTED, CORRECTED, REJECTED, ADDED)


@dataclass(frozen=True)
class Decision:
    """One decided row of a review sheet.

    ``claim`` is ``{report}--{hash}``; ``subject``, ``predicate``, ``object`` and ``date`` are the
    corrected values ('' keeps what the machine read); ``span`` are the characters an added
    statement rests on. ``row`` counts as in a spreadsheet, ``shown`` names the file in messages.
    """

    claim: str
    status: str
    reviewer: str
    reviewed: str
    reason: str = ""
    subject: str = ""
    predicate: str = ""
    object: str = ""
    date: str = ""
    page: int | None = None
    span: tuple[int, int] | None = None
    row: int = 0
    shown: str = ""

    @property
    def report(self) -> str:
        """Return the key of the report the claim was read from."""
        return self.claim.rpartition("--")[0]

    @property
    def accepted(self) -> bool:
        """Tell whether the claim becomes a statement."""
        return self.status != REJECTED

    @property
    def content(self) -> tuple[str, ...]:
        """Return what was decided, without by whom and when."""
        return (self.status, self.subject, self.predicate, self.object, self.date)
