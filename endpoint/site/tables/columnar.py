"""Makes Parquet of a typed table, with the extra ``tables``: from its CSV and what describes it.

Its bytes depend on the version of the library, so it is no part of a release.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from endpoint.languages.speaking import N_
from endpoint.site.core.problems import Problem
from endpoint.sparql.formats import Format

PARQUET = Format("application/vnd.apache.parquet", ("application/x-parquet",), "parquet", "Parquet")
# As the loaders write it: an apostrophe before what a spreadsheet would take for a formula.
GUARDED = re.compile(r"'+[=+\-@\t\r]")
NONE = N_(
    "Parquet is not made here, for its library is not installed: pip install '.[tables]'. The same"
    " table is there as CSV, and urbsol release tables makes Parquet anywhere."
)


@cache
def installed() -> bool:
    """Tell whether Parquet can be made here."""
    return importlib.util.find_spec("pyarrow") is not None


def parquet(path: Path, resource: Mapping[str, Any]) -> bytes:
    """Return the table of a CSV file as Parquet; ``resource`` is its part of the Data Package.

    What each column means stands in the metadata of its field. Raise the 404 problem where the
    library is not installed.
    """
    if not installed():
        raise Problem(404, "not-found", NONE, links=(("CSV", f"{resource['name']}.csv"),))
    arrow = importlib.import_module("pyarrow")
    fields: Sequence[Mapping[str, Any]] = resource["schema"]["fields"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    arrays = [
        arrow.array([_value(field, row[field["name"]]) for row in rows], _type(arrow, field))
        for field in fields
    ]
    schema = arrow.schema([_field(arrow, field) for field in fields])
    written = io.BytesIO()
    table = arrow.Table.from_arrays(arrays, schema=schema)
    importlib.import_module("pyarrow.parquet").write_table(table, written, compression="zstd")
    return written.getvalue()


def _field(arrow: Any, field: Mapping[str, Any]) -> Any:
    about = {"description": field["description"], "property": field.get("rdfType", "")}
    required = field.get("constraints", {}).get("required", False)
    return arrow.field(field["name"], _type(arrow, field), not required, metadata=about)


def _type(arrow: Any, field: Mapping[str, Any]) -> Any:
    if field["type"] == "list":
        return arrow.list_(_plain(arrow, field.get("itemType", "string")))
    return _plain(arrow, field["type"])


def _plain(arrow: Any, name: str) -> Any:
    types = {
        "date": arrow.date32(),
        "number": arrow.float64(),
        "integer": arrow.int64(),
        "boolean": arrow.bool_(),
    }
    return types.get(name, arrow.string())


def _value(field: Mapping[str, Any], cell: str) -> object:
    """Return what stands in a cell: nothing is a missing value, or an empty list.

    An apostrophe that keeps spreadsheets from running a cell is taken away.
    """
    if GUARDED.match(cell):
        cell = cell[1:]
    if field["type"] == "list":
        parts = cell.split(field.get("delimiter", ",")) if cell else []
        return [_single(field.get("itemType", "string"), part) for part in parts]
    return _single(field["type"], cell) if cell else None


def _single(name: str, text: str) -> object:
    match name:
        case "date":
            return date.fromisoformat(text)
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return text == "true"
        case _:
            return text
