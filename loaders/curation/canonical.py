"""The one canonical form of a curated table, and the checksum that line ends do not change.

Canonical: UTF-8 without byte-order mark, NFC, LF line ends, one header row, RFC 4180 with quotes
only where they are needed, no white space around a cell. Rows of a registry table are sorted by
key; rows of a source keep their order, so that a new row goes to the end.
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

BOM = b"\xef\xbb\xbf"


def cell(text: str) -> str:
    """Return a cell in canonical form: NFC, without white space around it."""
    return unicodedata.normalize("NFC", text).strip()


def line(cells: Iterable[str]) -> str:
    """Return one table row as canonical text, with its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([cell(text) for text in cells])
    return out.getvalue()


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a whole table as canonical text."""
    return "".join([line(header), *(line(row) for row in rows)])


def checksum(path: Path) -> str:
    """Return the sha256 (hex) of a file.

    A table is read without byte-order mark and with LF line ends, so that a checkout which
    rewrites line ends still matches; other files count byte for byte.
    """
    if path.suffix != ".csv":
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        first = file.read(len(BOM))
        held = b"" if first == BOM else first
        while block := file.read(1 << 20):
            held += block
            # A CR at the very end may belong to a CRLF that the next block completes.
            ready, held = (held[:-1], b"\r") if held.endswith(b"\r") else (held, b"")
            digest.update(ready.replace(b"\r\n", b"\n"))
    digest.update(held)
    return digest.hexdigest()


def checksum_of(text: str) -> str:
    """Return the checksum a canonical table with this text would have."""
    return hashlib.sha256(text.encode()).hexdigest()
