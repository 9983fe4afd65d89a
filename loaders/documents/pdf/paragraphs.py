"""Joins lines into paragraphs: over line ends, columns and pages, without the hyphens."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.documents.builder import REFERENCES, Piece
from loaders.documents.pdf.layout import Column, PageLayout
from loaders.documents.pdf.lines import MADE_UP, Line, Words

BULLET = re.compile(r"\s*(?:[•‣◦▪■●–*·-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_BARE_BULLET = re.compile(r"[•‣◦▪■●–·-]\s")
_CLOSED = re.compile(r"[.!?:;…][\"”’»)\]]*\s*$")
_NUMBERED = (re.compile(r"\[\d{1,3}\]"), re.compile(r"\d{1,3}\.\s"))
# Older TeX fonts have the accent as a letter of its own, before the one it belongs to.
_ACCENTS = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
}
_ACCENTED = re.compile(r"([¨´`ˆ˜ˇ])([A-Za-zı])")
_ENTRY = re.compile(r"(?:\[\d+\]|\d{1,3}\.|[^\W\d_][\w'’.-]+,\s|[^\W\d_][\w’' .,&-]{2,80}\(?\d{4})")
_HYPHENS = "-\u00ad\u2010\u2011"
# Words after which a hyphen at the end of a line stays: "Sozial- und Wohnungspolitik".
_AND = frozenset(
    {"und", "oder", "bzw", "and", "or", "et", "ou", "e", "o", "y", "i", "oraz", "en", "of"}
)
_NOTE_MARK = re.compile(r"(\d{1,3}|\*{1,3}|[†‡§])[.)]?\s*")


@dataclass
class Paragraph:
    """Lines that make up one block; ``kind`` is settled when the whole document is known."""

    lines: list[Line]
    kind: str = "paragraph"
    rows: list[list[Line]] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """Return the line it begins with."""
        return self.rows[0][0] if self.rows else self.lines[0]


def paragraphs(layouts: list[PageLayout], size: float) -> Iterator[Paragraph]:
    """Return the paragraphs of the document in reading order.

    A paragraph that goes on over the page comes whole; the notes of its first page follow it.
    """
    current: Paragraph | None = None
    waiting: list[Paragraph] = []
    references = False
    for layout in layouts:
        for column in layout.columns:
            if column.rows:
                yield from _flush(current, waiting)
                current, waiting = None, []
                for row in column.rows:
                    yield Paragraph([], "table-row", [row])
                continue
            for index, line in enumerate(column.lines):
                before = column.lines[index - 1] if index else None
                smaller = min(line.size, current.lines[-1].size) if current else 0
                title = smaller >= 1.12 * size
                here = _Here(column, before, references, title)
                if current and _goes_with(current, line, here):
                    current.lines.append(line)
                    continue
                yield from _flush(current, waiting)
                waiting = []
                if current and is_heading(current, size):
                    words = plain(current.lines)
                    references = bool(REFERENCES.match(words))
                current = Paragraph([line])
        waiting += _notes(layout.notes)
    yield from _flush(current, waiting)


def _flush(current: Paragraph | None, waiting: list[Paragraph]) -> Iterator[Paragraph]:
    if current:
        yield current
    yield from waiting


def _notes(lines: list[Line]) -> list[Paragraph]:
    notes: list[Paragraph] = []
    for line in lines:
        if not notes or _NOTE_MARK.match(line.text):
            notes.append(Paragraph([line], "footnote"))
        else:
            notes[-1].lines.append(line)
    return notes


def note_mark(text: str) -> str | None:
    """Return the mark that a footnote begins with."""
    found = _NOTE_MARK.match(text)
    return found[1] if found else None


def is_heading(paragraph: Paragraph, size: float) -> bool:
    """Tell headings by larger or bold type, few lines and no full stop at the end."""
    lines = paragraph.lines
    words = plain(lines)
    if _BARE_BULLET.match(words):
        return False
    if not lines or len(lines) > 4 or len(words) > 220 or not any(map(str.isalpha, words)):
        return False
    if min(line.size for line in lines) >= 1.12 * size:
        return len(words) < 160 or not words.endswith(".")
    bold = all(line.bold for line in lines) and not words.endswith((".", ",", ";"))
    return (bold and len(words) < 120) or (len(lines) == 1 and bool(REFERENCES.match(words)))


@dataclass(frozen=True)
class _Here:
    """Where a line stands: its column, the line above it there, and what kind of text it is in."""

    column: Column
    before: Line | None
    references: bool
    title: bool


def _goes_with(current: Paragraph, line: Line, here: _Here) -> bool:
    """Tell whether a line goes on with the paragraph."""
    last = current.lines[-1]
    resized = abs(last.size - line.size) > 0.08 * max(last.size, line.size)
    begins = BULLET.match(line.text) and not last.hyphen and not here.references
    if resized or begins or (last.bold and not line.bold and len(plain(current.lines)) < 160):
        return False
    if here.before is None:
        return _goes_on(last, line)
    gap = last.bottom - line.bottom
    if here.title:
        # The lines of a title are further apart than those of the text below it.
        return -0.5 * line.size < gap < 1.5 * line.size
    if gap > 1.45 * min(here.column.leading, 1.5 * line.size) or gap < -0.5 * line.size:
        return False
    if here.references:
        return not _new_entry(current, line, here.column)
    return not _indented(current, line, here.column) and not _ended(last, line, here.column)


def _indented(current: Paragraph, line: Line, column: Column) -> bool:
    margin = column.left + 0.8 * line.size
    listed = BULLET.match(current.lines[0].text)
    return line.left > margin >= current.lines[-1].left and not listed and len(current.lines) > 1


def _ended(last: Line, line: Line, column: Column) -> bool:
    """Tell whether a line stops early: at the end of a sentence, or as short items of lists do."""
    width = column.right - column.left
    if last.right < column.right - 0.1 * width and _CLOSED.search(last.text):
        return True
    starts = line.text.lstrip()[:1]
    return last.right < column.right - 0.45 * width and (starts.isupper() or starts.isdigit())


def _new_entry(current: Paragraph, line: Line, column: Column) -> bool:
    """Tell whether a line begins the next entry of a bibliography (hanging or numbered)."""
    for style in _NUMBERED:
        if style.match(current.lines[0].text):
            return bool(style.match(line.text))
    margin = column.left + 0.6 * line.size
    if len(current.lines) > 1 and current.lines[-1].left > margin >= line.left:
        return True
    closed = bool(re.search(r"[.)\d/]\s*$", current.lines[-1].text))
    flush = line.left <= margin and current.lines[-1].left <= margin
    return closed and flush and bool(_ENTRY.match(line.text))


def _goes_on(last: Line, line: Line) -> bool:
    """Tell whether a line at the top of a column or page goes on with the paragraph before."""
    if last.hyphen or last.text.rstrip().endswith(tuple(_HYPHENS)):
        return True
    start = line.text.lstrip()[:1]
    return start.islower() or (
        not _CLOSED.search(last.text) and not line.bold and (start.isalnum() or start in '(“„«"‘')
    )


def plain(lines: list[Line]) -> str:
    """Return the words of lines, for looking at, joined by blanks."""
    return " ".join(line.text.strip() for line in lines)


@dataclass
class Joiner:
    """Joins lines into pieces; knows the words of the document to settle hyphens."""

    known: frozenset[str]

    def pieces(self, lines: list[Line]) -> list[Piece]:
        """Return the text of a paragraph as pieces that lead back to the pages."""
        found: list[Piece] = []
        for index, line in enumerate(lines):
            following = lines[index + 1] if index + 1 < len(lines) else None
            pieces = self._line(line)
            if following is None:
                found += pieces + ([Piece("-")] if line.hyphen else [])
                continue
            cut, tail = self._end(line, following)
            if cut and pieces:
                last = pieces[-1]
                pieces[-1] = Piece(last.text[:-cut], last.part, last.origin)
            found += pieces
            if tail:
                found.append(Piece(tail))
        return found

    def _line(self, line: Line) -> list[Piece]:
        pieces: list[Piece] = []
        for words in line.words:
            pieces += _verbatim(words, f"page {line.page}")
        return pieces

    def _end(self, line: Line, following: Line) -> tuple[int, str]:
        """Return how many characters to cut at the end of a line and what to put instead."""
        text = line.text.rstrip()
        written = text.endswith(tuple(_HYPHENS))
        trailing = len(line.text) - len(text)
        if not line.hyphen and not written:
            return trailing, " "
        stem = text[:-1] if written else text
        left = re.search(r"[^\W_]+$", stem)
        right = re.match(r"[^\W_]+", following.text.lstrip())
        if not left or not right:
            return trailing, "- " if line.hyphen else " "
        if right[0].lower() in _AND:
            return trailing, "- " if line.hyphen else " "
        if self._compound(left[0], right[0]) and not text.endswith("\u00ad"):
            return trailing, "-" if line.hyphen else ""
        return trailing + (1 if written else 0), ""

    def _compound(self, left: str, right: str) -> bool:
        """Tell whether the hyphen belongs to the word: "Vienna-based", not "recep-tion"."""
        joined, hyphened = f"{left}{right}".lower(), f"{left}-{right}".lower()
        if joined in self.known:
            return False
        if hyphened in self.known:
            return True
        if right[0].isupper() or right[0].isdigit() or left[-1].isdigit():
            return not left.isupper() or right[0].isdigit() or not right.isupper()
        return left[0].isupper() and left.lower() in self.known and right.lower() in self.known


def _verbatim(words: Words, part: str) -> list[Piece]:
    """Return words as pieces; accents that stand beside their letter are put on it."""
    if words.at == MADE_UP:
        return [Piece(words.text)]
    pieces: list[Piece] = []
    at = 0
    for found in _ACCENTED.finditer(words.text):
        letter = "i" if found[2] == "ı" else found[2]
        pieces.append(Piece(words.text[at : found.start()], part, words.at + at))
        pieces.append(Piece(unicodedata.normalize("NFC", letter + _ACCENTS[found[1]])))
        at = found.end()
    return [*pieces, Piece(words.text[at:], part, words.at + at)]


def vocabulary(layouts: list[PageLayout]) -> frozenset[str]:
    """Return the words of a document, with and without hyphens, save those at line ends."""
    words: set[str] = set()
    for layout in layouts:
        for column in layout.columns:
            for line in column.lines:
                found = re.findall(r"[^\W_]+(?:-[^\W_]+)*", line.text.lower())
                words.update(found[:-1] if line.hyphen or line.text.endswith("-") else found)
    return frozenset(words)
