"""The row of a curated table that a record was read from, as it stands in the checkout."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from endpoint.site.core.harmless import guarded

NAME = re.compile(r"data/sources/[a-z0-9-]+/raw/[A-Za-z0-9._-]+\.csv")
LARGEST = 8_000_000  # bytes of a table that is read

Row = tuple[tuple[str, str], ...]


def row(root: Path, file: str, number: str, checksums: Collection[str]) -> Row:
    """Return columns and values of a row, counted from the header as 1; () when it is not here.

    Only a table that the release was made from is shown, by the checksum of its source (that of the
    one file it has): any other may say something else.
    """
    path = root / file
    if not NAME.fullmatch(file) or ".." in file or not number.isdigit() or not path.is_file():
        return ()
    state = path.stat()
    if state.st_size > LARGEST:
        return ()
    checksum, lines = _table(path, state.st_mtime_ns)
    place = int(number) - 1
    inside = file.split("/", 3)[3]
    whole = hashlib.sha256(f"{inside}\t{checksum}\n".encode()).hexdigest()
    if whole not in checksums or not 0 < place < len(lines):
        return ()
    return tuple(zip(lines[0], lines[place], strict=False))


@lru_cache(maxsize=32)
def _table(path: Path, _changed: int) -> tuple[str, tuple[tuple[str, ...], ...]]:
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    lines = csv.reader(io.StringIO(text, newline=""))
    return hashlib.sha256(text.encode()).hexdigest(), tuple(map(tuple, lines))


def as_csv(values: Row) -> bytes:
    """Return a row with its header as a CSV file that no spreadsheet takes for formulas."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _ in values])
    writer.writerow([guarded(value) for _, value in values])
    return out.getvalue().encode()
