"""What was found about a query without result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from endpoint.sparql.backend import Row


@dataclass(frozen=True)
class Finding:
    """One reason: its kind, what is so, and what to write instead (or '')."""

    kind: str
    what: str
    instead: str = ""


class Asks(Protocol):
    """Whatever answers a few questions about the release."""

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK query."""

    def select(self, text: str) -> Sequence[Row]:
        """Return the rows of a SELECT query."""
