"""Reads spreadsheets (XLSX, ODS) and CSV: a block a row, cells joined by `` | ``."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from loaders.documents.builder import Builder, Piece
from loaders.documents.model import Locator, Removed
from loaders.documents.office.packages import member, open_package
from loaders.documents.table import joined
from loaders.errors import DataError

MAX_CELLS = 5_000_000
MAX_GRID = 30_000_000
_WITH_CELLS = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
_CORNER = re.compile(rb"<dimension ref=\"[A-Z]+\d+:([A-Z]{1,4})(\d{1,8})\"")
_CELL = re.compile(rb"<c r=\"([A-Z]{1,4})(\d{1,8})\"")
# What office programs call a sheet by themselves, in the languages reports come in.
_UNNAMED = re.compile(
    r"(?:sheet|tabelle|blatt|feuille|feuil|foglio|hoja|blad|werkblad|arkusz|φύλλο|planilha|folha)"
    r"\s?\d*",
    re.IGNORECASE,
)
_CSV_CELL = re.compile(r'"((?:[^"]|"")*+)"')


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of cells as text, the first being row 1 and column A.

    ``merged`` says of a cell that a merged one above covers (row and column from 0) which row holds
    what it says; ``hidden`` is what the program does not show.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)


def read_sheets(data: bytes, builder: Builder) -> None:
    """Add a block for every row that holds something; parts are named ``Sheet!B7``.

    Cells that were merged downwards count for each row they cover.  Hidden sheets hold lists to
    choose from more often than statements: they are left out with a warning.
    """
    hidden: list[str] = []
    for sheet in sheets(data):
        if sheet.hidden:
            hidden.append(sheet.name)
            words = " | ".join(cell for row in sheet.rows for cell in row if cell)
            if words:
                builder.removed.append(Removed(words[:500], "hidden", Locator(sheet=sheet.name)))
            continue
        _named(sheet, builder)
        for number in range(len(sheet.rows)):
            _row(sheet, number, builder)
    if hidden:
        names = ", ".join(hidden)
        builder.warnings.append(f"hidden sheets were left out: {names}; unhide them to be read")


def sheets(data: bytes) -> Iterator[Sheet]:
    """Return the sheets of a workbook in order.

    Raises DataError when the workbook is damaged, locked, or claims to be larger than any report.
    """
    with open_package(data) as package:
        for part in package.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml|content\.xml", part):
                _check_size(member(package, part) or b"", part)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            cells = 0
            for about in workbook.sheets_metadata:
                if about.typ not in _WITH_CELLS:
                    continue
                sheet = workbook.get_sheet_by_name(about.name)
                raw = sheet.to_python(skip_empty_area=False)
                rows = [[as_text(cell) for cell in row] for row in raw]
                merged = _merged(sheet.merged_cell_ranges or (), rows)
                cells += sum(map(len, raw)) + len(merged)
                if cells > MAX_CELLS:
                    raise DataError(f"the workbook has more than {MAX_CELLS:,} cells")
                hidden = about.visible != SheetVisibleEnum.Visible
                yield Sheet(about.name, rows, hidden, merged)
    except PasswordError as error:
        raise DataError("the file is protected by a password", remedy="save it without") from error
    except CalamineError as error:
        raise DataError(f"the workbook is damaged: {error}", remedy="save it again") from error


def _merged(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: Sequence[Sequence[str]]
) -> dict[tuple[int, int], int]:
    """Return the row that speaks for each cell below the first of a merged one."""
    found: dict[tuple[int, int], int] = {}
    covered = 0
    for (top, column), (bottom, _) in ranges:
        filled = top < len(rows) and column < len(rows[top]) and rows[top][column]
        for row in range(top + 1, min(bottom + 1, len(rows))) if filled else ():
            found[row, column] = top
            covered += 1  # ranges may overlap
            if covered > MAX_CELLS:
                raise DataError(f"the workbook has more than {MAX_CELLS:,} merged cells")
    return found


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


def _named(sheet: Sheet, builder: Builder) -> None:
    """Add the name that a person gave to a sheet as a heading: its rows may be about that."""
    if any(map(any, sheet.rows)) and not _UNNAMED.fullmatch(sheet.name):
        builder.add("heading", [Piece(sheet.name)], 2, Locator(sheet=sheet.name))


def _row(sheet: Sheet, number: int, builder: Builder) -> None:
    if not any(sheet.rows[number]):
        return
    cells: list[tuple[int, list[Piece]]] = []
    for column, cell in enumerate(sheet.rows[number]):
        row = number if cell else sheet.merged.get((number, column), number)
        words = sheet.rows[row][column] if row == number or builder.spread.again() else ""
        if words:
            place = f"{sheet.name}!{column_letters(column + 1)}{row + 1}"
            cells.append((column, [Piece(words, place, 0)]))
    first, last = (column_letters(cells[index][0] + 1) for index in (0, -1))
    cell = f"{first}{number + 1}" if first == last else f"{first}{number + 1}:{last}{number + 1}"
    at = Locator(sheet=sheet.name, row=number + 1, cell=cell)
    builder.add("table-row", joined(cells), 0, at)


def read_csv(text: str, builder: Builder, delimiter: str | None = None) -> None:
    """Add a block for every record; offsets lead to the cells in the text of the file."""
    for number, line, cells in records(text, delimiter or delimiter_of(text)):
        filled = [(column, words, at) for column, (words, at) in enumerate(cells) if words.strip()]
        pieces = joined((column, _quoted(words, at)) for column, words, at in filled)
        builder.add("table-row", pieces, 0, Locator(row=number, line=line))


def read_tsv(text: str, builder: Builder) -> None:
    """Do as ``read_csv`` for cells between tabs."""
    read_csv(text, builder, "\t")


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
