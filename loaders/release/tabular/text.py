"""Writes rows as CSV (RFC 4180, UTF-8) of which no spreadsheet runs a cell.

A text that a spreadsheet would take for a formula gets an apostrophe before it; so does one that
has apostrophes before such a beginning. Taking one away gives the text back (``plain``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from loaders.release.tabular.model import SEPARATOR, Field, Row, Value

RISKY = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")
INSTEAD = "\N{BROKEN BAR}"
NUMBERS = frozenset({"integer", "decimal"})


def csv_bytes(fields: tuple[Field, ...], rows: Iterable[Row]) -> bytes:
    """Return a table as CSV: a header, and one line a row, each ended by CR LF."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(field.name for field in fields)
    writer.writerows([cell(field, row.values[field.name]) for field in fields] for row in rows)
    return target.getvalue().encode()


def cell(field: Field, value: Value) -> str:
    """Return a value as a cell: "" for none, several with a bar between them."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else joined(value)
    return text if field.datatype in NUMBERS else guarded(text)


def joined(values: Iterable[str]) -> str:
    """Join texts; a bar inside of one becomes a broken bar."""
    return SEPARATOR.join(one.replace(SEPARATOR, INSTEAD) for one in values)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if RISKY.match(text) else text


def plain(text: str) -> str:
    """Return what a guarded text was."""
    return text[1:] if GUARDED.match(text) else text
