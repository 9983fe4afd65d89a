"""Reads spreadsheets (XLSX, ODS) and CSV: a block a row, cells joined by `` | ``."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from loaders.documents.builder import Builder, Piece
from loaders.documents.model import Locator
from loaders.documents.office.packages import member, open_package
from loaders.errors import DataError

MAX_CELLS = 5_000_000
MAX_GRID = 30_000_000
_CORNER = re.compile(rb"<dimension ref=\"[A-Z]+\d+:([A-Z]{1,4})(\d{1,8})\"")
_CELL = re.compile(rb"<c r=\"([A-Z]{1,4})(\d{1,8})\"")
_CSV_CELL = re.compile(r'"((?:[^"]|"")*+)"')


def read_sheets(data: bytes, builder: Builder) -> None:
    """Add a block for every row that holds something; parts are named ``Sheet!B7``."""
    for name, rows in sheets(data):
        for number, row in enumerate(rows, start=1):
            _row(name, number, row, builder)


def sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Return the sheets of a workbook in order: name and rows of cells as text.

    The first row is row 1 of the sheet, the first cell column A.  Raises DataError when the
    workbook is damaged, locked, or claims to be larger than any report.
    """
    with open_package(data) as package:
        for part in package.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml|content\.xml", part):
                _check_size(member(package, part) or b"", part)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            cells = 0
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                raw = sheet.to_python(skip_empty_area=False)
                cells += sum(map(len, raw))
                if cells > MAX_CELLS:
                    raise DataError(f"the workbook has more than {MAX_CELLS:,} cells")
                yield name, [[as_text(cell) for cell in row] for row in raw]
    except PasswordError as error:
        raise DataError("the file is protected by a password", remedy="save it without") from error
    except CalamineError as error:
        raise DataError(f"the workbook is damaged: {error}", remedy="save it again") from error


def _check_size(content: bytes, part: str) -> None:
    """Refuse sheets whose few cells span millions of rows and columns: they fill the memory."""
    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content[:10_000]:
        raise DataError(f"{part} declares entities, which no office program writes")
    corners = [*_CORNER.findall(content[:5000]), *_CELL.findall(content[-20_000:])]
    width = max((column_number(letters.decode()) for letters, _ in corners), default=1)
    height = max((int(number) for _, number in corners), default=1)
    if width * height > MAX_GRID:
        raise DataError(f"{part} spans {width:,} columns and {height:,} rows: more than any report")


def column_number(letters: str) -> int:
    """Return 1 for ``A``, 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return ``A`` for 1, ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def as_text(cell: object) -> str:
    """Return a cell as a person reads it: whole numbers without ``.0``, dates in ISO 8601."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell).strip()


def _row(sheet: str, number: int, row: list[str], builder: Builder) -> None:
    pieces: list[Piece] = []
    filled = [column for column, cell in enumerate(row, start=1) if cell]
    if not filled:
        return
    for column in filled:
        pieces += [Piece(" | ")] if pieces else []
        pieces.append(Piece(row[column - 1], f"{sheet}!{column_letters(column)}{number}", 0))
    first, last = column_letters(filled[0]), column_letters(filled[-1])
    cell = f"{first}{number}" if first == last else f"{first}{number}:{last}{number}"
    builder.add("table-row", pieces, 0, Locator(sheet=sheet, row=number, cell=cell))


def read_csv(text: str, builder: Builder, delimiter: str | None = None) -> None:
    """Add a block for every record; offsets lead to the cells in the text of the file."""
    for number, line, cells in records(text, delimiter or delimiter_of(text)):
        pieces: list[Piece] = []
        for words, start in cells:
            if words.strip():
                pieces += [Piece(" | ")] if pieces else []
                pieces += _quoted(words, start)
        builder.add("table-row", pieces, 0, Locator(row=number, line=line))


def _quoted(words: str, start: int) -> list[Piece]:
    """Return a cell as pieces; a doubled quote in it stands for one."""
    pieces: list[Piece] = []
    at = start
    parts = words.split('""')
    for index, part in enumerate(parts):
        tail = '"' if index + 1 < len(parts) else ""
        pieces.append(Piece(part + tail, "", at))
        at += len(part) + 2
    return pieces


def delimiter_of(text: str) -> str:
    """Return what separates the cells of a CSV text: comma, semicolon, tab or bar."""
    try:
        return csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|").delimiter
    except csv.Error:
        head = text.splitlines()[0] if text.strip() else ""
        return max(",;\t|", key=head.count)


def records(text: str, delimiter: str) -> Iterator[tuple[int, int, list[tuple[str, int]]]]:
    """Return the records of RFC 4180: number and line (from 1), cells as raw text and offset."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    at, line, number = 0, 1, 0
    while at < len(text):
        cells: list[tuple[str, int]] = []
        number, first = number + 1, line
        while True:
            quoted = _CSV_CELL.match(text, at)
            if quoted:
                cells.append((quoted[1], at + 1))
                line += quoted[1].count("\n")
                at = quoted.end()
            rest = plain.match(text, at)
            if not quoted and rest:
                cells.append((rest[0], at))
            at = rest.end() if rest else at
            if not text.startswith(delimiter, at):
                break
            at += len(delimiter)
        yield number, first, cells
        ended = re.compile(r"\r\n|\r|\n").match(text, at)
        at = ended.end() if ended else len(text)
        line += 1
