"""What a person decided about a claim, and who that person is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

ACCEPTED, CORRECTED, REJECTED, ADDED = "accepted", "corrected", "rejected", "added"
UNREVIEWED = "unreviewed"
DECISIONS = (ACCEPTED, CORRECTED, REJECTED, ADDED)
ORCID = "https://orcid.org/"
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_INITIALS = re.compile(r"[^\W\d_]{2,6}")


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


def reviewer_term(words: str) -> NamedNode | Literal:
    """Return an ORCID as its IRI, initials as a literal; raise ValueError for anything else."""
    if match := _ORCID.fullmatch(words):
        if match[1][-1] != _check_digit(match[1]):
            raise ValueError(
                f"{words!r} is not an ORCID: its last character does not fit the others"
            )
        return NamedNode(ORCID + match[1])
    if _INITIALS.fullmatch(words) and words.isupper():
        return Literal(words)
    raise ValueError(f"{words!r} is neither an ORCID nor initials in capital letters")


def _check_digit(orcid: str) -> str:
    """Return the check character of an ORCID (ISO 7064 MOD 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)
