"""What a section and a field of the report template are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Value = Literal[
    "key", "name", "alternative", "text", "tagged", "concept", "thing", "date", "number", "web",
    "identifier", "latitude", "longitude", "language", "choice", "expression",
]  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field: its name in the file, how its value is read, and the property it becomes.

    ``term`` is a prefixed name; ``of`` holds the concept scheme, or the kinds of things that the
    value may name, or the allowed words; ``spare`` takes the words where they name nothing
    registered; ``default`` is ``city`` or ``government``: of the city the report is about;
    ``only`` names the kinds of actors a field goes with.
    """

    name: str
    value: Value
    term: str
    help: str
    of: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    spare: str = ""
    default: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One section: entries that become things of a kind and class.

    ``parts`` name the fields that make up the key where an entry needs none of its own.
    """

    name: str
    title: str
    help: str
    kind: str
    classes: tuple[str, ...]
    fields: tuple[Field, ...]
    parts: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """Return the field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)
