"""Puts the lines of a page into the rows of tables, where the file tells their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from loaders.documents.pdf.lines import MADE_UP, Line, Words
from loaders.documents.pdf.tags import Place
from loaders.documents.spread import Spread
from loaders.documents.table import MAX_REPEATED

# Cells with more are columns of a page that tables lay out.
_LONGEST = 600


def tagged_tables(lines: Iterable[Line], spread: Spread) -> list[list[list[Line]]]:
    """Return the tables that the tags of a page tell: rows of cells, in their order.

    A cell is its first line with the others in ``below``; what it covers says it again, as often
    as ``spread`` lets it.
    """
    held: dict[Place, list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            held.setdefault(line.cell, []).append(line)
    tables = []
    for _, group in groupby(sorted(held), key=lambda place: place.table):
        cells = [_cell(held[place]) for place in group]
        if _is_table(cells):
            tables.append(_rows(cells, spread))
    return tables


def _cell(lines: list[Line]) -> Line:
    """Return the lines of a cell as one, from top to bottom."""
    first, *below = sorted(lines, key=lambda line: (-line.bottom, line.left))
    first.below = below
    return first


def _is_table(cells: list[Line]) -> bool:
    """Tell whether there are two rows and columns of short cells at least."""
    places = [cell.cell for cell in cells if cell.cell is not None]
    longest = max(sum(len(line.text) for line in (cell, *cell.below)) for cell in cells)
    rows, columns = {place.row for place in places}, {place.column for place in places}
    return len(rows) > 1 and len(columns) > 1 and longest <= _LONGEST


def _rows(cells: list[Line], spread: Spread) -> list[list[Line]]:
    """Return the rows; a cell that covers several stands in each of them."""
    last = max(cell.cell.row for cell in cells if cell.cell is not None)
    rows: dict[int, list[Line]] = {}
    for cell in cells:
        for line in (cell, *_repeated(cell, last, spread)):
            if line.cell is not None:
                rows.setdefault(line.cell.row, []).append(line)
    return [
        sorted(rows[row], key=lambda line: line.cell.column if line.cell else 0)
        for row in sorted(rows)
    ]


def _repeated(cell: Line, last: int, spread: Spread) -> Iterator[Line]:
    """Yield what a cell says of the rows below that it covers."""
    place, text = cell.cell, " ".join(line.text for line in (cell, *cell.below))
    if place is None or len(text) > MAX_REPEATED:
        return
    covered = range(place.row + 1, min(place.row + place.rows, last + 1))
    for done, row in enumerate(covered, start=1):
        if not spread.again():
            spread.left_out += len(covered) - done
            return
        yield replace(
            cell, words=[Words(text, MADE_UP)], text=text, below=[], cell=place._replace(row=row)
        )
