"""Tells the cells of tables whose columns stand as close together as words do.

A program that writes a table draws each cell by itself. So the parts of a line that were drawn
apart are cells where they begin, end or are centred at the same places row after row, with a strip
between them that no row crosses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from loaders.documents.pdf.lines import MADE_UP, Line, Words

Row = list[Line]
_LEAST_ROWS, _LEAST_COLUMNS, _MOST_PARTS = 3, 2, 12
# Cells with more letters in a line are prose.
_LONGEST = 60
# The bullet or number of an item, and the dots of a table of contents.
_MARK = re.compile(r"\W|o|[\[(]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})(?:[.)\]]{1,2}|\.\d{1,2}\.?)")
_LEADERS = re.compile(r"(?:\.\s?){5}")
# How far apart (in points) what stands in one line may be, and what stands on both sides of a
# border must be; how far apart rows may be, in heights of their type.
_SAME, _STRIP, _FAR = 1.5, 0.5, 2.6
_MOST, _SKIPPED = 0.7, 3


class Found(NamedTuple):
    """The tables of some lines, and those rows of which it cannot be told what is a cell."""

    tables: list[list[Row]]
    doubtful: list[list[Row]]
    used: set[int]
    """The lines (by identity) that stand in either."""


def visual_rows(lines: Iterable[Line]) -> list[Row]:
    """Group lines that stand on one base line, from top to bottom and left to right."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda x: (-x.bottom, x.left)):
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda x: x.left) for row in rows]


def narrow_tables(lines: Sequence[Line]) -> Found:
    """Return the tables whose cells were drawn apart within lines; others are left to others."""
    found = Found([], [], set())
    if sum(len(line.parts) > 1 for line in lines) < _LEAST_ROWS - 1:
        return found
    whole = {id(part): line for line in lines for part in line.parts or [line]}
    rows = visual_rows(part for line in lines for part in line.parts or [line])
    at = 0
    while at < len(rows):
        tried = [_Run.of(rows, first, whole) for first in range(at, min(at + _SKIPPED, len(rows)))]
        run = next((one for one in tried if one.is_narrow()), None)
        if run is None:
            at = max(at, tried[0].last) + 1  # each row is looked at a few times only
            continue
        told = run.cells() if run.is_table() else None
        found.used.update(id(whole[id(part)]) for row in run.rows for part in row)
        if told is not None:
            found.tables.append(told)
        else:
            found.doubtful.append([[joined(row)] for row in run.rows])
        at = run.last + 1
    return found


@dataclass
class _Run:
    """Rows below each other with the strips of the page that their parts fill: its columns."""

    whole: dict[int, Line]
    rows: list[Row] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)
    last: int = -1

    @classmethod
    def of(cls, rows: Sequence[Row], first: int, whole: dict[int, Line]) -> _Run:
        """Take in rows from one on, as long as no part of one crosses from column to column."""
        run = cls(whole)
        for number in range(first, len(rows)):
            if not run._take(rows[number]):
                break
            run.last = number
        while len(run.rows) > 1 and len(run.rows[-1]) == 1 and not run._beside(len(run.rows) - 1):
            run.rows.pop()  # what stands below the table
            run.last -= 1
        return run

    def _take(self, row: Row) -> bool:
        if len(row) > _MOST_PARTS or any(
            len(part.text) > _LONGEST or _LEADERS.search(part.text) for part in row
        ):
            return False
        if not self.rows and len(row) < _LEAST_COLUMNS:
            return False
        if self.rows and self.rows[-1][0].bottom - row[0].bottom > _FAR * row[0].size:
            return False
        if any(self._crosses(part) for part in row):
            return False
        self.rows.append(row)
        self.columns = _strips([*self.columns, *((part.left, part.right) for part in row)])
        return True

    def _crosses(self, part: Line) -> bool:
        """Tell whether a part stands in columns that a row before has side by side."""
        under = self._under(part)
        if len(under) < _LEAST_COLUMNS:
            return False
        return any(
            sum(self._under(other)[:1] == [number] for number in under for other in row) > 1
            for row in self.rows
        )

    def _under(self, part: Line) -> list[int]:
        """Return the numbers of the columns that a part stands in."""
        return [
            number
            for number, (left, right) in enumerate(self.columns)
            if part.left < right + _STRIP and left - _STRIP < part.right
        ]

    def is_narrow(self) -> bool:
        """Tell whether rows hold lines that a column begins in, at the same place in most rows."""
        full = self._full()
        marked = sum(_MARK.fullmatch(row[0].text) is not None for row in full)
        if len(full) < _LEAST_ROWS or marked >= _MOST * len(full):  # a list
            return False
        return any(
            within >= _LEAST_COLUMNS and len(lefts) >= _LEAST_ROWS and _agree(lefts)
            for lefts, within in self._inner()
        )

    def is_table(self) -> bool:
        """Tell whether each column is used, and begins, ends or is centred at one place."""
        full = self._full()
        if len(self.columns) < _LEAST_COLUMNS:
            return False
        if sum(map(len, full)) > 2 * len(full) * len(self.columns):
            return False  # each word was drawn by itself
        for number in range(1, len(self.columns)):
            cells = [cell for row in full if (cell := self._cell(row, number)) is not None]
            if len(cells) < _LEAST_COLUMNS or not _in_line(cells):
                return False
        return True

    def _full(self) -> list[Row]:
        return [row for row in self.rows if len(row) >= _LEAST_COLUMNS]

    def _inner(self) -> Iterator[tuple[list[float], int]]:
        """Yield for each column where its cells begin, and how many of them continue a line."""
        for number in range(1, len(self.columns)):
            lefts: list[float] = []
            within = 0
            for row in self._full():
                for before, part in pairwise(row):
                    if self._under(part) == [number] != self._under(before):
                        lefts.append(part.left)
                        within += self.whole[id(before)] is self.whole[id(part)]
            yield lefts, within

    def _cell(self, row: Row, number: int) -> Line | None:
        parts = [part for part in row if self._under(part)[:1] == [number]]
        return joined(parts) if parts else None

    def cells(self) -> list[Row] | None:
        """Return the rows of cells; None where it is not clear to which row a line belongs."""
        groups: list[list[Row]] = []
        for number, row in enumerate(self.rows):
            if groups and (self._overlaps(groups[-1][-1], row) or self._goes_on(number)):
                groups[-1].append(row)
            else:
                groups.append([row])
        alone = any(sum(map(len, group)) < _LEAST_COLUMNS for group in groups)
        return None if alone else [self._row(group) for group in groups]

    def _goes_on(self, number: int) -> bool:
        """Tell whether a row is one more line of a cell above, and not the first of the next."""
        below = self.rows[number + 1] if number + 1 < len(self.rows) else None
        first = below is not None and self._overlaps(self.rows[number], below)
        return len(self.rows[number]) == 1 and not first and self._beside(number)

    def _overlaps(self, row: Row, other: Row) -> bool:
        """Tell whether two rows stand at the same height: one has cells of several lines."""
        return other[0].top - row[0].bottom > 0.25 * row[0].size

    def _beside(self, number: int) -> bool:
        """Tell whether a line goes on with the cell above: nearer to it than rows are apart."""
        gaps = [
            one[0].bottom - other[0].bottom
            for one, other in pairwise(self.rows)
            if len(one) > 1 and len(other) > 1
        ]
        gap = self.rows[number - 1][0].bottom - self.rows[number][0].bottom
        over = self._overlaps(self.rows[number - 1], self.rows[number])
        return over or (bool(gaps) and gap < min(gaps) - _SAME / 2)

    def _row(self, group: Sequence[Row]) -> Row:
        """Return a row of cells in their order; an empty one where a column has none."""
        cells: Row = []
        for number, (left, right) in enumerate(self.columns):
            lines = [cell for row in group if (cell := self._cell(row, number)) is not None]
            if lines:
                lines[0].below = lines[1:]
            cells.append(lines[0] if lines else _empty(group[0][0], left, right))
        return cells


def _strips(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the strips that some spans fill, those that touch as one."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1] + _STRIP:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _agree(places: Sequence[float]) -> bool:
    """Tell whether most of some places are the same."""
    middle = sorted(places)[len(places) // 2]
    return sum(abs(place - middle) < _SAME for place in places) >= _MOST * len(places)


def _in_line(cells: Sequence[Line]) -> bool:
    """Tell whether cells begin, end or are centred at one place."""
    lefts, rights = [cell.left for cell in cells], [cell.right for cell in cells]
    middles = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
    return any(map(_agree, (lefts, rights, middles)))


def joined(parts: Sequence[Line]) -> Line:
    """Return the parts of one line as one."""
    first = parts[0]
    whole = Line(
        list(first.words), first.page, first.left, first.right, first.bottom, first.top,
        first.size, first.bold, first.text, first.hyphen, list(first.marks),
    )  # fmt: skip
    for part in parts[1:]:
        tail = whole.words[-1]
        end = tail.at + len(tail.text)
        if part.words[0].at != end:
            whole.words.append(Words(" ", end if part.words[0].at == end + 1 else MADE_UP))
            whole.text += " "
        whole.words += part.words
        whole.text += part.text
        whole.right, whole.hyphen = max(whole.right, part.right), part.hyphen
        whole.marks += part.marks
    return whole


def _empty(beside: Line, left: float, right: float) -> Line:
    return Line(
        [Words("", MADE_UP)], beside.page, left, right, beside.bottom, beside.top, beside.size,
        False, "",
    )  # fmt: skip
