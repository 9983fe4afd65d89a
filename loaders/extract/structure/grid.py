"""Finds the rows of tables whose heads are known: with bars, tabs, slashes, or a line per cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from loaders.extract.reading.marks import Marks
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import values

_ROLES = {word.casefold(): role for word, role in values("columns.head").items()}
_RULE = re.compile(r"[\s|:+=_-]*")
_MARKS = " \t*_`"
# How the cells of a row stand apart, the surest first; the weak ones need three known heads.
BARS, _TABS, _SLASHES, _SEMICOLONS, _POINTS = (
    re.compile(sign) for sign in (r"\|", r"\t", r"\s/\s", r"\s?;\s", r"\s·\s")
)
_EDGED = re.compile(r"[|]")  # bars that stand before the first cell too
# Each with its sign and how many known heads it needs.
_FORMS = (
    (BARS, "|", 2), (_TABS, "\t", 2), (_SLASHES, "/", 3), (_SEMICOLONS, ";", 3), (_POINTS, "·", 3),
)  # fmt: skip
# One of the signs above, or that of a label: most lines have none.
_ANY_SIGN = "|\t/;·:"
_UNIT = re.compile(rf"(?<=[(\[])\s?(?:[£€$]|{any_of('columns.unit')})(?=[)\]\s])", re.IGNORECASE)
_NOTE = re.compile(r"\s*[(\[].*?[)\]]\s*$")
_DATED = re.compile(r"\s(?P<year>(?:19|20)\d\d)$")
_LABEL = re.compile(r"[ \t*_•–-]*(?P<label>[^\W\d_][^:\n|]{1,40}?)[ \t*_]*:[ \t*_]*(?P<value>\S.*)")
_LONGEST, _LEAST = 1000, 3
NEUTRAL = "neutral"  # a column that says nothing of what a row claims: a remark, a link
_ABOUT = frozenset({"start", "carrier", "status", "amount"})


class Cell(NamedTuple):
    """Where the words of a cell stand, what its column holds, and what its head says of it."""

    start: int
    end: int
    role: str = ""
    head: str = ""
    unit: str = ""
    year: tuple[int, int] | None = None


@dataclass(frozen=True)
class Row:
    """The cells of a row and where it stands; ``whole``: all of its columns are known."""

    cells: Sequence[Cell]
    span: tuple[int, int]
    whole: bool

    def first(self, role: str) -> Cell | None:
        """Return the first cell of a column that holds this."""
        return next((cell for cell in self.cells if cell.role == role), None)

    def all(self, role: str) -> list[Cell]:
        """Return the cells of all columns that hold this."""
        return [cell for cell in self.cells if cell.role == role]


def rows(view: View) -> Iterator[Row]:
    """Yield the rows below each line of known heads, and the blocks of known labels."""
    text, marks = view.text, view.marks
    heads: Sequence[Cell] = ()
    sign = BARS
    block: list[Cell] = []
    start = end = -1
    while end < len(text):
        start = end + 1
        if not heads and not block:  # no line before the next sign can be of a table
            at = marks.first(_ANY_SIGN, start)
            if at is None:
                break
            start = max(start, text.rfind("\n", start, at) + 1)
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        found = _header(text, start, end, marks)
        if found is not None:
            heads, sign = found
        elif heads and end - start <= _LONGEST and sign.search(text, start, end):
            yield from _row(text, heads, sign, (start, end))
        elif start < end and not _RULE.fullmatch(text, start, end):
            heads = ()
        cell = None if heads else _labelled(text, start, end)
        if cell is None or cell.role in {one.role for one in block if one.role != "number"}:
            yield from _block(block)
            block = []
        if cell is not None and (block or cell.role in {"measure", "place"}):
            block.append(cell)
    yield from _block(block)


def _header(
    text: str, start: int, end: int, marks: Marks
) -> tuple[list[Cell], re.Pattern[str]] | None:
    """Return the heads of a line that names columns, and what stands between its cells."""
    if end - start > _LONGEST:
        return None
    for form, stands, least in _FORMS:
        if not marks.any(stands, start, end) or not form.search(text, start, end):
            continue
        sign = _EDGED if form is BARS and text[start:end].lstrip().startswith("|") else form
        cells = cells_of(text, sign, start, end)
        heads = [_head(text, cell) for cell in cells] if len(cells) >= least else []
        known = [head.role for head in heads if head.role not in {"", NEUTRAL}]
        neutral = sum(head.role == NEUTRAL for head in heads)
        if len(set(known)) >= least and len(known) * 2 > len(heads) - neutral:
            return heads, sign
    return None


def _row(
    text: str, heads: Sequence[Cell], sign: re.Pattern[str], line: tuple[int, int]
) -> Iterator[Row]:
    cells = cells_of(text, sign, *line)
    if sign in {BARS, _EDGED} and 1 < len(cells) == len(heads) - 1:  # the last cell is empty
        cells += [Cell(line[1], line[1])] * (len(heads) - len(cells))
    if len(cells) == len(heads) and not _RULE.fullmatch(text, *line):
        filled = [
            head._replace(start=cell.start, end=cell.end)
            for head, cell in zip(heads, cells, strict=True)
        ]
        yield Row([cell for cell in filled if cell.role], line, all(h.role for h in heads))


def _block(cells: Sequence[Cell]) -> Iterator[Row]:
    """Yield the row that lines with labels make: what is done, and at least two things of it."""
    roles = {cell.role for cell in cells}
    if "measure" in roles and len(roles & _ABOUT) > 1:
        yield Row(tuple(cells), (cells[0].start, cells[-1].end), whole=True)


def _labelled(text: str, start: int, end: int) -> Cell | None:
    """Return the value of a line whose label is a known head: "Start: 2019"."""
    if end - start > _LONGEST or text.find(":", start, end) < 0:
        return None
    line = _LABEL.fullmatch(text, start, end)
    if line is None:
        return None
    head = _head(text, Cell(*line.span("label")))
    low, high = line.span("value")
    high = low + len(text[low:high].rstrip(_MARKS))
    return head._replace(start=low, end=high) if head.role not in {"", NEUTRAL} else None


def _head(text: str, cell: Cell) -> Cell:
    """Return a cell with what its column holds, the unit in brackets and the year of its head."""
    unit = _UNIT.search(text, cell.start, cell.end)
    words = _NOTE.sub("", text[cell.start : cell.end].strip(_MARKS)).strip(_MARKS)
    dated = _DATED.search(words)
    year = None
    if dated is not None:
        low = text.index(dated["year"], cell.start)
        year, words = (low, low + 4), words[: dated.start()]
    return Cell(cell.start, cell.end, role_of(words), words, unit.group() if unit else "", year)


def role_of(words: str) -> str:
    """Return what a column holds by its head, or by the known head it begins or ends with."""
    whole = words.casefold()
    if whole in _ROLES:
        return _ROLES[whole]
    parts = whole.split()
    if len(parts) > _LEAST + 1:
        return ""
    opens = next((_ROLES[w] for w in _some(parts, last=False) if w in _ROLES), "")
    closes = next((_ROLES[w] for w in _some(parts, last=True) if w in _ROLES), "")
    if opens and closes and opens != closes:
        return ""
    return opens or closes


def _some(parts: Sequence[str], *, last: bool) -> Iterator[str]:
    for count in range(len(parts) - 1, 0, -1):
        yield " ".join(parts[-count:] if last else parts[:count])


def cells_of(text: str, sign: re.Pattern[str], start: int, end: int) -> list[Cell]:
    """Return the cells of a line, without bars at its edges and marks around their words."""
    low, high = start, start + len(text[start:end].rstrip(" \r"))
    if sign is _EDGED:
        low += len(text[low:high]) - len(text[low:high].lstrip(" \t"))
        low += text[low : low + 1] == "|"
    if sign in {BARS, _EDGED}:
        high -= text[max(low, high - 1) : high] == "|"
    found: list[Cell] = []
    position = low
    for border in [*(m.span() for m in sign.finditer(text, low, high)), (high, high)]:
        words = text[position : border[0]]
        first = position + len(words) - len(words.lstrip(_MARKS))
        found.append(Cell(first, max(first, position + len(words.rstrip(_MARKS)))))
        position = border[1]
    return found
