"""Reads plain text: the text is the file's text unchanged, blocks are stretches of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from loaders.documents.builder import REFERENCES, Builder
from loaders.documents.html.webnoise import is_navigation, spam_stretches
from loaders.documents.model import BlockKind, Locator

_LIST = re.compile(r"\s*(?:[-*•‣◦–]\s|\(?\d{1,3}[.)]\s|\(?(?![ps]\.)[a-z][.)]\s)")
_ENDS = (".", "!", "?", "…", ":", ";", ",", "”", "»", '"')
_DATE_LINE = re.compile(r"(?:\S+ ){0,3}\d{4}")
_FIGURES = re.compile(r"\d{2}")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.)\s+\S")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    end: int
    number: int

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def read_text(text: str, builder: Builder) -> None:
    """Add the blocks of a plain text; offsets are those of the text itself."""
    lines = _lines(text)
    position = 0
    groups = _groups(lines)
    for index, group in enumerate(groups):
        following = groups[index + 1] if index + 1 < len(groups) else []
        for part, tabular in _tables(group):
            for stretch in [[line] for line in part] if tabular else _split(part):
                kind, level = _kind(stretch, position, following, len(group))
                _emit(text, stretch, *(("table-row", 0) if tabular else (kind, level)), builder)
                position += len(stretch)


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        body = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        found.append(_Line(body, offset, offset + len(body), number))
        offset += len(line)
    return found


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    """Return the stretches of lines between blank lines."""
    groups: list[list[_Line]] = [[]]
    for line in lines:
        if line.blank:
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _tables(group: list[_Line]) -> Iterator[tuple[list[_Line], bool]]:
    """Yield the parts of a stretch of lines, and whether they are the rows of a table.

    Rows follow one another with as many bars, tabs or slashes each; a menu has no figures.
    """
    for columns, run in groupby(group, key=_columns):
        part = list(run)
        figures = any(_FIGURES.search(line.text) for line in part)
        yield part, columns != (0, 0, 0) and len(part) > 1 and figures


def _columns(line: _Line) -> tuple[int, int, int]:
    """Return how many bars, tabs and slashes part the cells of a line, none where there are few."""
    bars, tabs, slashes = (line.text.count(sign) for sign in ("|", "\t", " / "))
    if bars > 1:
        return bars, 0, 0
    return (0, tabs, 0) if tabs > 1 else (0, 0, slashes if slashes > 1 else 0)


def _split(group: list[_Line]) -> list[list[_Line]]:
    """Split a stretch of lines into paragraphs: hard-wrapped lines stay together."""
    if len(group) == 1 or _wrapped(group):
        return [group] if not any(_LIST.match(line.text) for line in group[1:]) else _items(group)
    return _items(group) if any(_LIST.match(line.text) for line in group) else [[x] for x in group]


def _wrapped(group: list[_Line]) -> bool:
    """Tell whether lines were broken at a width: alike in length, mostly not ending a sentence."""
    lengths = sorted(len(line.text) for line in group[:-1])
    middle, longest = lengths[len(lengths) // 2], lengths[-1]
    open_ends = sum(not line.text.rstrip().endswith((".", "!", "?", ":")) for line in group[:-1])
    return middle >= 40 and longest <= 130 and 2 * open_ends >= len(lengths)


def _items(group: list[_Line]) -> list[list[_Line]]:
    items: list[list[_Line]] = []
    for line in group:
        if not items or _LIST.match(line.text) or not _LIST.match(items[-1][0].text):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _kind(
    lines: list[_Line], position: int, following: list[_Line], beside: int
) -> tuple[BlockKind, int]:
    text = lines[0].text.strip()
    if len(lines) == 1 and is_navigation(text, position):
        return "navigation", 0
    if REFERENCES.match(text) and len(lines) == 1:
        return "heading", 2
    if _LIST.match(lines[0].text) and not (_NUMBERED.match(text) and len(text) < 80):
        return "list", 1
    if len(lines) == 1 and beside == 1 and _is_heading(text, following):
        return "heading", 1 if position < 5 else 2
    return "paragraph", 0


def _is_heading(text: str, following: list[_Line]) -> bool:
    if len(text) > 100 or text.endswith(_ENDS) or not following or not text[0].isalnum():
        return False
    if _DATE_LINE.fullmatch(text):
        return False
    return text.isupper() or sum(len(line.text) for line in following) > len(text)


def _emit(text: str, lines: list[_Line], kind: BlockKind, level: int, builder: Builder) -> None:
    start, end = lines[0].start, lines[-1].end
    locator = Locator(line=lines[0].number)
    if kind in {"navigation", "heading"}:
        builder.verbatim(text, (start, end), kind, level, locator)
        return
    for stretch in spam_stretches(text[start:end]):
        line = lines[0].number + text.count("\n", start, start + stretch.start)
        builder.verbatim(
            text,
            (start + stretch.start, start + stretch.end),
            "spam" if stretch.spam else kind,
            level,
            Locator(line=line),
        )
