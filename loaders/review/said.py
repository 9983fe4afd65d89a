"""What is to be stated of an accepted claim, and why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.edtf.partial import When
from loaders.interpret import dates


class NoStatementError(ValueError):
    """A claim that cannot become a statement; ``part`` is subject, object or date."""

    def __init__(self, part: str, what: str, remedy: str = "") -> None:
        """Take which part of the claim is at fault, what is wrong, and what to do."""
        super().__init__(what)
        self.part, self.what, self.remedy = part, what, remedy


@dataclass(frozen=True)
class Said:
    """What is to be stated: the parts of a claim after corrections, and its details.

    ``words`` are those of a number in the report, ``key`` tells two numbers of one thing apart,
    ``named`` what the report calls subject and object, ``country`` where an unknown place lies,
    ``place`` the place (``kind/key``) of a practice that is let in: "" when nothing tells it, None
    when another claim does, ``report`` the IRI of the report, whose key may be registered with it.
    """

    predicate: str
    subject: str
    object: str
    date: str = ""
    detail: Mapping[str, str] | None = None
    key: str = ""
    words: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    place: str | None = None
    report: str = ""


def read_date(words: str) -> When | None:
    """Return the date or stretch of time that words mean, or None."""
    return dates.when(words) if words else None
