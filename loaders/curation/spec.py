"""What a table must look like: its columns with their types, its key, its intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loaders.errors import DataError

TYPES = ("choice", "country", "date", "evidence", "integer", "key", "latitude", "longitude")
PLAIN_TYPES = (*TYPES, "reference", "text", "url")


@dataclass(frozen=True)
class Column:
    """One column: ``type`` is one of ``PLAIN_TYPES``.

    ``options`` are choices, kinds, or the columns whose cells a grade of evidence may name.
    """

    name: str
    type: str
    required: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """The columns of a table in any order, and the columns that together are its key."""

    columns: Mapping[str, Column]
    key: tuple[str, ...] = ()

    def of_type(self, type_: str) -> tuple[str, ...]:
        """Return the names of the columns of a type."""
        return tuple(column.name for column in self.columns.values() if column.type == type_)


def read_column(name: str, words: str) -> Column:
    """Read the description of a column: ``[required] TYPE [OPTION|OPTION]``.

    >>> read_column("city_id", "required reference city|place").options
    ('city', 'place')
    """
    parts = words.split()
    required = parts[:1] == ["required"]
    parts = parts[1:] if required else parts
    if not parts or parts[0] not in PLAIN_TYPES or len(parts) > 2:
        raise DataError(
            f"{words!r} is not a column type", column=name, remedy=f"use one of {PLAIN_TYPES}"
        )
    options = tuple(parts[1].split("|")) if len(parts) == 2 else ()
    if bool(options) != (parts[0] in {"choice", "reference"}):
        raise DataError(f"{words!r}: only choice and reference take options", column=name)
    return Column(name, parts[0], required, options)


def read_spec(columns: Mapping[str, str], key: tuple[str, ...]) -> TableSpec:
    """Read the description of a table; every column of the key must be one of its columns."""
    read = {name: read_column(name, words) for name, words in columns.items()}
    graded = tuple(name for name, column in read.items() if column.type != "evidence")
    spec = TableSpec(
        {n: replace(c, options=graded) if c.type == "evidence" else c for n, c in read.items()}, key
    )
    if unknown := [name for name in key if name not in spec.columns]:
        raise DataError(f"the key names unknown columns: {', '.join(unknown)}")
    return spec
