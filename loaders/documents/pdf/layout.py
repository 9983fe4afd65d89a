"""Puts the lines of a page in reading order: heads and feet, tables, columns, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from loaders.documents.pdf.cells import tagged_tables
from loaders.documents.pdf.lines import MADE_UP, Line, PageLines, Words
from loaders.documents.pdf.narrow import narrow_tables, visual_rows
from loaders.documents.spread import Spread

_NUMBERS = re.compile(r"\d+|\b[ivxlc]{1,7}\b")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|seite|pagina|página|strona|σελίδα|blz\.?|p\.|s\.)\s*)?"
    r"(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|sur|di|de|z|από|van)\s*\d{1,4})?\W{0,3}",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(\d{1,3}|\*{1,3}|[†‡§])[.)]?\s*\S")


@dataclass
class PageLayout:
    """A page sorted out.

    ``columns`` are in reading order, each with its lines from top to bottom; a table is a column of
    its own whose rows are lists of cells.  ``removed`` holds lines and the reason.
    """

    number: int
    label: str | None = None
    columns: list[Column] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    removed: list[tuple[Line, str]] = field(default_factory=list)


@dataclass
class Column:
    """Lines that are read one after the other; ``rows`` instead of ``lines`` for a table."""

    lines: list[Line] = field(default_factory=list)
    rows: list[list[Line]] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    leading: float = 0.0
    doubtful: bool = False
    """Whether it is a table whose cells cannot be told: each row is one."""


def body_size(pages: Iterable[PageLines]) -> float:
    """Return the height of most characters of the document, in points."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[round(line.size * 2) / 2] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 10.0


def lay_out(pages: Sequence[PageLines], spread: Spread) -> list[PageLayout]:
    """Return the pages sorted out; heads and feet are found by comparing pages.

    ``spread`` counts how often cells of their tables were said again.
    """
    size = body_size(pages)
    repeated = _repeated(pages)
    numbers = _page_numbers(pages)
    layouts = []
    for page in pages:
        layout = PageLayout(page.number)
        kept = []
        for line in page.lines:
            if line.cell is not None:
                kept.append(line)
                continue
            reason = "page-number" if id(line) in numbers else _reason(line, page, repeated)
            if reason.startswith("running") and line.size > 1.2 * size:
                reason = ""  # a chapter's title may well repeat itself
            if reason:
                layout.removed.append((line, reason))
                layout.label = numbers.get(id(line), layout.label)
            else:
                kept.append(line)
        body, layout.notes = _footnotes(_without_marks(kept, size), page, size, spread)
        layout.columns = [_measured(column) for column in _columns(body, size, spread)]
        layouts.append(layout)
    return layouts


def _without_marks(lines: list[Line], size: float) -> list[Line]:
    """Give the marks of notes that stand apart, small and raised, to the line they end."""
    kept: list[Line] = []
    for line in lines:
        end = None
        if line.size < 0.9 * size and re.fullmatch(r"\d{1,3}", line.text.strip()):
            end = next((x for x in lines if _ends_at(x, line)), None)
        if end is None:
            kept.append(line)
        else:
            end.marks.append(line.text)
    return kept


def _ends_at(line: Line, mark: Line) -> bool:
    near = -2 < mark.left - line.right < 4
    return near and line is not mark and line.bottom < mark.top and mark.bottom < line.top


def _zone(line: Line, page: PageLines) -> str:
    if line.bottom > 0.87 * page.height:
        return "head"
    return "foot" if line.top < 0.11 * page.height else ""


def _key(line: Line, zone: str) -> tuple[str, str]:
    return zone, _NUMBERS.sub("#", " ".join(line.text.lower().split()))


def _repeated(pages: Sequence[PageLines]) -> frozenset[tuple[str, str]]:
    """Return what stands at the head or foot of at least three pages, numbers aside."""
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    for page in pages:
        for line in page.lines:
            zone = _zone(line, page)
            if zone:
                seen[_key(line, zone)].add(page.number)
    least = 3 if len(pages) > 3 else max(2, len(pages))
    return frozenset(key for key, numbers in seen.items() if len(numbers) >= least)


def _page_numbers(pages: Sequence[PageLines]) -> dict[int, str]:
    """Return the printed numbers by the identity of their line.

    A number at the edge of a page is that of the page when it counts along with another page, or
    stands alone on a single page: else it may be a year that a column ends with.
    """
    found: list[tuple[Line, str, int | None]] = []
    for page in pages:
        for line in page.lines:
            match = _PAGE_NUMBER.fullmatch(line.text.strip()) if _zone(line, page) else None
            if match and _outermost(line, page):
                shift = int(match[1]) - page.number if match[1].isdigit() else None
                found.append((line, match[1], shift))
    shifts = Counter(shift for _, _, shift in found)
    single = len(pages) == 1
    return {
        id(line): number
        for line, number, shift in found
        if shift is None or shifts[shift] > 1 or (single and len(number) < 4)
    }


def _outermost(line: Line, page: PageLines) -> bool:
    below = line.bottom < page.height / 2
    for other in page.lines:
        if other is not line and (
            other.top < line.bottom - 1 if below else other.bottom > line.top + 1
        ):
            return False
    return True


def _reason(line: Line, page: PageLines, repeated: frozenset[tuple[str, str]]) -> str:
    zone = _zone(line, page)
    if line.top - line.bottom > 3 * max(1.0, line.right - line.left) and len(line.text) > 3:
        return "rotated"
    if not zone:
        return ""
    return f"running-{zone}" if _key(line, zone) in repeated else ""


def _footnotes(
    lines: list[Line], page: PageLines, size: float, spread: Spread
) -> tuple[list[Line], list[Line]]:
    """Take out the small print at the bottom of the page that begins with a mark."""
    small = [line for line in lines if line.size < 0.92 * size and line.top < 0.6 * page.height]
    starts = [line for line in small if _NOTE.match(line.text)]
    if not starts:
        return lines, []
    notes: list[Line] = []
    for line in small:
        above = [s for s in starts if s.bottom >= line.bottom - 1 and _overlap(s, line)]
        larger = [
            other for other in lines
            if other.size >= 0.92 * size and other.top < line.bottom and _overlap(other, line)
        ]  # fmt: skip
        if above and not larger:
            notes.append(line)
    taken = set(map(id, notes))
    columns = _columns(notes, size, spread) if notes else []
    ordered = [line for column in columns for line in column.lines]
    return [line for line in lines if id(line) not in taken], ordered


def _overlap(one: Line, other: Line) -> bool:
    return (one.left < other.right and other.left < one.right) or abs(one.left - other.left) < 30


def _columns(lines: list[Line], size: float, spread: Spread) -> list[Column]:
    """Return the columns of a page in reading order, tables apart."""
    found: list[Column] = []
    rest: list[Line] = []
    tables = tagged_tables(lines, spread)
    told = {id(x) for table in tables for row in table for cell in row for x in (cell, *cell.below)}
    lines = [line for line in lines if id(line) not in told]
    narrow = narrow_tables(lines)
    lines = [line for line in lines if id(line) not in narrow.used]
    tables += [*narrow.tables, *_tables(lines)]
    inside = {id(line) for table in tables for row in table for line in row}
    apart = [Column(rows=table) for table in tables]
    apart += [Column(rows=rows, doubtful=True) for rows in narrow.doubtful]
    for table in sorted(apart, key=lambda table: -table.rows[0][0].top):
        top = table.rows[0][0].top
        above = [x for x in lines if id(x) not in inside and x.bottom >= top and x not in rest]
        above = [line for line in above if not any(line is r for r in rest)]
        found += [Column(part) for part in _split(above, size)]
        rest += above
        found.append(table)
    taken = set(map(id, rest)) | inside
    found += [Column(part) for part in _split([x for x in lines if id(x) not in taken], size)]
    return [column for column in found if column.lines or column.rows]


def _tables(lines: list[Line]) -> list[list[list[Line]]]:
    """Return runs of three or more rows of short cells that begin at the same places."""
    tables: list[list[list[Line]]] = []
    run: list[list[Line]] = []
    for row in [*visual_rows(lines), []]:
        if _cells(row) and (not run or _aligned(run[-1], row)):
            run.append(row)
            continue
        if len(run) >= 3:
            tables.append(run)
        run = [row] if _cells(row) else []
    return tables


def _cells(row: list[Line]) -> bool:
    limit = 30 if len(row) > 2 else 22
    return (
        len(row) >= 2
        and all(len(cell.text) <= 2 * limit for cell in row)
        and (sum(len(cell.text) for cell in row) / len(row) <= limit)
    )


def _aligned(one: list[Line], other: list[Line]) -> bool:
    starts = [line.left for line in one]
    same = sum(any(abs(line.left - start) < 4 for start in starts) for line in other)
    return same >= 2 and same >= len(other) - 1


def _split(lines: list[Line], size: float) -> list[list[Line]]:
    """Split lines at the widest gutter, again and again; full-width lines divide the page."""
    gutter = _gutter(lines, size)
    if gutter is None:
        return [_merged(lines)] if lines else []
    spanning = [line for line in lines if line.left < gutter - 2 and line.right > gutter + 2]
    edges = sorted({line.bottom for line in spanning}, reverse=True)
    parts: list[list[Line]] = []
    high = float("inf")
    for edge in [*edges, float("-inf")]:
        band = [line for line in lines if edge < line.bottom < high and line not in spanning]
        left = [line for line in band if line.left + line.right < 2 * gutter]
        right = [line for line in band if line.left + line.right >= 2 * gutter]
        across = [line for line in spanning if line.bottom == edge]
        if across:
            titles = _titles_below(left, right, size)
            across = [*titles, *across]
            left = [line for line in left if line not in titles]
        parts += [part for side in (left, right) for part in _split(side, size)]
        if across and parts and _spans(parts[-1], spanning):
            parts[-1] += across
        elif across:
            parts.append(across)
        high = edge
    return parts


def _titles_below(left: list[Line], right: list[Line], size: float) -> list[Line]:
    """Return the headings below both columns: they belong to the full width that follows."""
    lowest = min((line.bottom for line in right), default=float("-inf"))
    found: list[Line] = []
    for line in sorted(left, key=lambda x: x.bottom):
        if line.size < 1.12 * size or line.top > lowest:
            break
        found.insert(0, line)
    return found


def _spans(part: list[Line], spanning: list[Line]) -> bool:
    return all(any(line is other for other in spanning) for line in part)


def _gutter(lines: list[Line], size: float) -> float | None:
    """Return the middle of a vertical strip that hardly any line crosses, or None."""
    if len(lines) < 6:
        return None
    left, right = min(x.left for x in lines), max(x.right for x in lines)
    width = right - left
    if width < 20 * size:
        return None
    step = 2.0
    bins = [0] * (int(width / step) + 2)
    for line in lines:
        low, high = int((line.left - left) / step), int((line.right - left) / step)
        for index in range(low, high + 1):
            bins[index] += 1
    allowed = max(1, int(0.15 * len(lines)))
    for first, last in sorted(_strips(bins, allowed), key=lambda strip: strip[0] - strip[1]):
        middle = left + step * (first + last + 1) / 2
        if step * (last + 1 - first) >= 0.5 * size and _parts(lines, middle):
            return middle
    return None


def _strips(bins: list[int], allowed: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last bin of every run that hardly any line covers, margins apart."""
    first = None
    last = int(0.85 * len(bins))
    for index in range(int(0.15 * len(bins)), last + 1):
        empty = bins[index] <= allowed
        if empty and first is None:
            first = index
        if first is not None and (not empty or index == last):
            yield first, index if empty else index - 1
            first = None


def _parts(lines: list[Line], gutter: float) -> bool:
    """Tell whether prose stands on both sides: not the numbers of a list beside its items."""
    sides = (
        [x for x in lines if x.right <= gutter + 2],
        [x for x in lines if x.left >= gutter - 2],
    )
    return all(
        len(side) >= max(3, 0.15 * len(lines)) and median(len(x.text) for x in side) >= 14
        for side in sides
    )


def _merged(lines: list[Line]) -> list[Line]:
    """Put the parts of one line together that a wide gap had split."""
    merged: list[Line] = []
    for row in visual_rows(lines):
        first = row[0]
        for other in row[1:]:
            tail = first.words[-1]
            end = tail.at + len(tail.text)
            blank = Words(" ", end if other.words[0].at == end + 1 else MADE_UP)
            first.words = [*first.words, blank, *other.words]
            first.text = f"{first.text} {other.text}"
            first.right, first.hyphen = max(first.right, other.right), other.hyphen
            first.marks += other.marks
        merged.append(first)
    return merged


def _measured(column: Column) -> Column:
    lines = column.lines
    if lines:
        lefts = sorted(line.left for line in lines)
        rights = sorted(line.right for line in lines)
        column.left = lefts[len(lefts) // 10]
        column.right = rights[-1 - len(rights) // 10]
        steps = [a.bottom - b.bottom for a, b in pairwise(lines)]
        column.leading = median([step for step in steps if step > 0] or [lines[0].size * 1.2])
    return column
