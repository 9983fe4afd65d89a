"""What a table is: its columns as they are declared, and the fields that come of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What a column holds: ``thing`` something with an IRI and a name, ``date`` a date as far as it is
# known, ``names`` the names of a thing by language; the others hold one value each.
Type = Literal["text", "thing", "date", "decimal", "integer", "boolean", "address", "names"]
Datatype = Literal["string", "anyURI", "date", "decimal", "integer", "boolean"]
LANGUAGES = ("en", "de", "fr", "it", "es", "el", "pl")
SEPARATOR = "|"
# How far a date is known; the last stands for a date of which only bounds are known.
PRECISIONS = ("time", "day", "month", "year", "other", "bounds")


@dataclass(frozen=True)
class Column:
    """One column as it is declared.

    ``source`` is the property whose values it holds, as a prefixed name; ``>`` before it asks the
    object that the row is about (see ``Table.each``) instead of the thing itself. ``many``: it may
    hold several values. ``refers`` names the table whose rows a thing is one of.
    """

    name: str
    type: Type
    source: str
    many: bool = False
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """One table as it is declared.

    ``kinds`` are those of its things (``loaders.kinds``). A thing is a row, unless ``each`` names a
    property: then each value of it is a row. ``place`` is the property that leads from a thing to
    where it is on a map, ``.`` when it is there itself, and "" when it is nowhere.
    """

    name: str
    title: str
    about: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]
    each: str = ""
    place: str = ""


@dataclass(frozen=True)
class Field:
    """A column as it stands in the file; ``property`` is the IRI of what its values are of.

    ``titles`` are by language, ``refers`` is the table whose ``iri`` the values are.
    """

    name: str
    datatype: Datatype
    property: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    description: str = ""
    many: bool = False
    required: bool = False
    refers: str = ""
    options: tuple[str, ...] = ()


Value = str | tuple[str, ...] | None


@dataclass(frozen=True)
class Row:
    """The values of a row by field, and where it is: longitude and latitude as the data has them.

    A value is a text (a number and a date too, as the data writes them), several, or None.
    """

    values: dict[str, Value]
    point: tuple[str, str] | None = None


@dataclass(frozen=True)
class Made:
    """A table with its fields and rows, the rows in order of their things."""

    table: Table
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
