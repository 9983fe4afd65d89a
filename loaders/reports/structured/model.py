"""A report after the template, as values of fields with the place where each was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.documents.model import Locator

_NOWHERE = Locator()
SEPARATOR = re.compile(r"\s*;\s+|\s*;$")


@dataclass(frozen=True)
class Entry:
    """One entry of a section: values by field name, normalised (see ``normal``).

    ``number`` counts as a person would: the line in text, the row of a sheet, the paragraph in a
    word processor.  Where a value stands is not part of what the report says.
    """

    section: str
    values: Mapping[str, str]
    number: int = field(default=0, compare=False)
    at: Locator = field(default=_NOWHERE, compare=False)
    places: Mapping[str, Locator] = field(default_factory=dict, compare=False)

    def where(self, name: str) -> Locator:
        """Return where the value of a field stands, or the entry."""
        return self.places.get(name, self.at)

    def many(self, name: str) -> list[str]:
        """Return the values of a field that may hold several, separated by semicolons."""
        parts = SEPARATOR.split(self.values.get(name, ""))
        return [part.strip() for part in parts if part.strip()]


@dataclass(frozen=True)
class StructuredReport:
    """The head of a report and the entries of its sections, in the order of the file."""

    head: Entry
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def of(self, section: str) -> tuple[Entry, ...]:
        """Return the entries of a section."""
        return tuple(entry for entry in self.entries if entry.section == section)


def normal(text: str) -> str:
    """Return a value as all formats can hold it: NFC, one line, no control characters."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    allowed = "".join(
        c for c in kept if unicodedata.category(c) != "Cs" and c not in "\ufffe\uffff"
    )
    return " ".join(unicodedata.normalize("NFC", allowed).split())
