"""What was found about a query without result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from endpoint.languages.speaking import gettext
from endpoint.sparql.backend import Row


@dataclass(frozen=True)
class Finding:
    """One reason: its kind, a message of what is so with its values, what to write instead."""

    kind: str
    message: str
    instead: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Return what is so in English, as programs are told."""
        return self.message % self.values if self.values else self.message

    def said(self) -> str:
        """Return what is so in the language spoken."""
        return gettext(self.message, **self.values)


def found(kind: str, message: str, instead: str = "", **values: object) -> Finding:
    """Return a finding whose message has values."""
    return Finding(kind, message, instead, values)


class Asks(Protocol):
    """Whatever answers a few questions about the release."""

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK query."""

    def select(self, text: str) -> Sequence[Row]:
        """Return the rows of a SELECT query."""
