"""Bytes become lines of text in bounded memory: UTF-8, with or without BOM, LF or CRLF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.curation.canonical import BOM
from loaders.errors import DataError

# No curated cell comes near this; a longer line is a mistake or an attack, and is never read whole.
MAX_LINE_BYTES = 1 << 20


@dataclass(frozen=True)
class Line:
    """One line with its number (from 1); ``plain`` is False when it had a BOM or a CRLF."""

    number: int
    text: str
    plain: bool


def read_lines(path: Path, shown: str) -> Iterator[Line]:
    """Yield the lines of a file, each ending in LF; ``shown`` names the file in errors.

    Raise DataError for an empty file, a line that is too long and bytes that are not UTF-8 (with
    line and byte).
    """
    number, start = 0, 0
    with path.open("rb") as file:
        while raw := file.readline(MAX_LINE_BYTES + 1):
            number += 1
            if len(raw) > MAX_LINE_BYTES:
                raise _too_long(raw, number, shown)
            yield _line(raw, number, start, shown)
            start += len(raw)
    if number == 0:
        raise DataError("the file is empty", shown, line=1, remedy="restore it from its source")


def _line(raw: bytes, number: int, start: int, shown: str) -> Line:
    body = raw.removeprefix(BOM) if number == 1 else raw
    if body.endswith(b"\r\n"):
        body = body[:-2] + b"\n"
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = start + len(raw) - len(raw.removeprefix(BOM) if number == 1 else raw)
        raise DataError(
            f"not UTF-8: byte 0x{body[error.start]:02x} at byte {offset + error.start + 1} of "
            f"the file ({error.reason})",
            shown,
            row=number,
            column=f"{body[: error.start].count(b',') + 1} (counted by commas)",
            line=number,
            remedy="save the file as UTF-8",
        ) from error
    return Line(number, text, plain=len(body) == len(raw))


def _too_long(raw: bytes, number: int, shown: str) -> DataError:
    return DataError(
        f"a cell or line of more than {MAX_LINE_BYTES} bytes",
        shown,
        row=number,
        column=f"{raw.count(b',') + 1} (counted by commas)",
        line=number,
        remedy="shorten the cell: narrative text does not belong into a table",
    )
