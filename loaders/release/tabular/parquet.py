"""Writes tables as Parquet, with the extra ``tables``: for those who read columns, not rows.

Its bytes depend on the version of the library, so Parquet is made on demand and is no part of a
release.
"""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path
from typing import Any

from loaders.errors import UsageError
from loaders.release.tabular.model import Field, Made, Value

REMEDY = "install the extra: pip install 'urban-solidarity-graph[tables]'"


def library() -> Any:
    """Return pyarrow; raise UsageError when it is not installed."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed", REMEDY) from error


def write_parquet(made: Made, path: Path) -> None:
    """Write a table; what each column means stands in the metadata of its field."""
    arrow = library()
    columns = [
        arrow.array([_typed(field, row.values[field.name]) for row in made.rows], _type(field))
        for field in made.fields
    ]
    schema = arrow.schema([_field(field) for field in made.fields])
    table = arrow.Table.from_arrays(columns, schema=schema)
    importlib.import_module("pyarrow.parquet").write_table(table, path, compression="zstd")


def _field(field: Field) -> Any:
    about = {"description": field.description, "property": field.property}
    return library().field(field.name, _type(field), not field.required, metadata=about)


def _type(field: Field) -> Any:
    arrow = library()
    types = {"date": arrow.date32(), "decimal": arrow.float64(), "integer": arrow.int64()}
    plain = types.get(field.datatype, arrow.string())
    if field.datatype == "boolean":
        plain = arrow.bool_()
    return arrow.list_(plain) if field.many else plain


def _typed(field: Field, value: Value) -> object:
    if value is None or not isinstance(value, str):
        return value
    if field.datatype == "date":
        return date.fromisoformat(value)
    if field.datatype == "integer":
        return int(value)
    if field.datatype == "decimal":
        return float(value)
    return value == "true" if field.datatype == "boolean" else value
