"""Cuts HTML into segments of words with their place in the source, without building a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from turbohtml import Token, TokenType

from loaders.documents.builder import Piece, trim
from loaders.documents.html.elements import (
    BLOCK,
    BREAKOUT,
    CELL,
    CLOSES,
    FOREIGN,
    INTEGRATION,
    RAW,
    VOID,
    Element,
    Segment,
    element,
)
from loaders.documents.html.rows import Rows, spanned
from loaders.documents.html.tokens import Source, character
from loaders.documents.marks import REACH, is_note_mark
from loaders.documents.spread import MAX_PLACES, Spread
from loaders.documents.table import MAX_GAP
from loaders.errors import DataError

MAX_WIDTH = 100
_MAX_DEPTH = 2000
_NOSCRIPT_ENDS = re.compile("</noscript", re.IGNORECASE)
_LANGUAGE = re.compile("[a-zA-Z]{2}(?![a-zA-Z])")


@dataclass
class Page:
    """What a page holds: segments in order, what its head says, its language (two letters).

    ``rows`` counts those of all tables, ``widest`` the columns of the widest (at most 100).
    """

    segments: list[Segment] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)
    language: str = ""
    rows: int = 0
    widest: int = 0


@dataclass
class _Unseen:
    """An open element whose content holds no words.

    ``depth`` counts elements of its name in it, ``holes`` those in a drawing that may hold HTML.
    """

    name: str
    depth: int = 1
    holes: int = 0

    def opens(self, name: str, *, closed: bool) -> bool:
        """Take a start tag inside; return whether it ends the element, and counts outside."""
        foreign = self.name in FOREIGN
        if foreign and not self.holes and name in BREAKOUT:
            return True
        if not closed or not foreign:
            self.depth += name == self.name
            self.holes += foreign and name in INTEGRATION
        return False

    def closes(self, name: str) -> tuple[bool, bool]:
        """Take an end tag inside; return whether it ends the element, and counts outside."""
        if name == self.name:
            self.depth -= 1
            return self.depth == 0, False
        if self.name in FOREIGN:
            if name in INTEGRATION:
                self.holes = max(0, self.holes - 1)
            elif not self.holes and name in BLOCK:
                return True, True
        return False, False


@dataclass
class Walker:
    """Goes over the tokens of a source once.

    In ``xml`` an element may be closed where it opens; without ``furniture`` there are no menus to
    be told by the names of elements and classes.
    """

    source: Source
    xml: bool = False
    furniture: bool = True
    page: Page = field(default_factory=Page)
    stack: list[Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    spread: Spread = field(default_factory=Spread)
    links: int = 0
    length: int = 0
    _unseen: _Unseen | None = None
    _title: list[str] = field(default_factory=list)
    _mark: Element | None = None
    _to_note: bool = False
    _noscript: int = -1
    _from: int | None = None
    _repeated: int = 0
    _places: int = 0
    _width: int = 0
    _empty: int = 0

    def run(self) -> Page:
        """Return the segments of the whole page."""
        for found in _NOSCRIPT_ENDS.finditer(self.source.text):
            self._noscript = found.start()
        for token, at in self.source.tokens(self._in_drawing()):
            kind = token.type
            if kind == TokenType.START_TAG:
                self._start(token, at)
            elif kind == TokenType.END_TAG:
                self._end(token.tag or "")
            elif kind in {TokenType.TEXT, TokenType.CHARACTER_REFERENCE} and not self._unseen:
                self._words(token, at)
        self._flush()
        return self.page

    def _in_drawing(self) -> Iterator[bool]:
        """Tell, each time it is asked, whether a drawing or formula is open."""
        while True:
            yield self.xml or (self._unseen is not None and self._unseen.name in FOREIGN)

    def _start(self, token: Token, at: int) -> None:
        name = token.tag or ""
        if self._unseen:
            if not self._unseen.opens(name, closed=token.self_closing):
                return
            self._unseen = None
        if name in RAW:
            empty = token.self_closing and (self.xml or name in FOREIGN)
            # Without an end tag, what follows is more likely the page than its substitute.
            if not empty and (name != "noscript" or at < self._noscript):
                self._unseen = _Unseen(name)
            return
        self._open(name, dict(token.attrs or ()))
        if self.xml and token.self_closing and name not in VOID:
            self._close(name)

    def _end(self, name: str) -> None:
        if self._unseen:
            ended, outside = self._unseen.closes(name)
            if ended:
                self._unseen = None
            if not outside:
                return
        if name == "br":
            self._put(Piece("\n"))
        else:
            self._close(name)

    def _measure(self, name: str, given: dict[str, str]) -> None:
        """Count the rows of tables, and the columns of the widest."""
        self.page.rows += name == "tr"
        self._width = 0 if name == "tr" else self._width + spanned(given, "colspan", MAX_WIDTH)
        self.page.widest = max(self.page.widest, min(self._width, MAX_WIDTH))

    def _open(self, name: str, given: dict[str, str]) -> None:
        if name == "tr" or name in CELL:
            self._measure(name, given)
        if name == "html":
            named = _LANGUAGE.match(given.get("lang") or given.get("xml:lang") or "")
            self.page.language = self.page.language or (named[0].lower() if named else "")
        elif name == "meta":
            self._meta(given)
        elif name == "br":
            self._put(Piece("\n"))
        elif name in CELL and self._row():
            self._implied(name)
            self._cell(given)
        if name in BLOCK:
            self._implied(name)
            self._boundary(name)
        if name == "tr" and (rows := self._rows()):
            rows.begin()
        to_note = name == "a" and "#" in given.get("href", "")
        if to_note and self._mark:
            self._mark.skip = "note-mark"
        if name in VOID or len(self.stack) > _MAX_DEPTH:
            return
        above = self.stack[-1] if self.stack else Element("")
        self.stack.append(element(name, given, above, furniture=self.furniture))
        self._note_mark(name, given, to_note=to_note)

    def _note_mark(self, name: str, given: dict[str, str], *, to_note: bool) -> None:
        """Pass over the mark of a note: it is raised, and links to a place on a page."""
        opened = self.stack[-1]
        named = given.get("epub:type") == "noteref" or given.get("role") == "doc-noteref"
        if not opened.skip and (named or (name == "sup" and self._to_note)):
            opened.skip = "note-mark"
        self._mark = opened if name == "sup" and not opened.skip else None
        self._to_note = to_note

    def _implied(self, name: str) -> None:
        """Close what the start of an element ends without an end tag (HTML, 13.1.2.4)."""
        while self.stack and name in CLOSES.get(self.stack[-1].name, ()):
            if self.stack[-1].name in BLOCK:
                self._boundary(self.stack[-1].name)
            self.stack.pop()

    def _close(self, name: str) -> None:
        if name in BLOCK:
            self._boundary(name)
        if name == "title" and self._title:
            self.page.head.setdefault("title", " ".join("".join(self._title).split()))
            self._title = []
        stack = self.stack
        if stack and stack[-1].name == name:
            stack.pop()
            return
        for depth in range(len(stack) - 1, max(-1, len(stack) - 60), -1):
            if stack[depth].name == name:
                if any(element.name in BLOCK for element in stack[depth:]):
                    self._boundary(name)
                del stack[depth:]
                return

    def _cell(self, given: dict[str, str]) -> None:
        """Begin a cell after those from above that span this row."""
        rows = self._rows()
        if rows is not None:
            ended = self._from is not None
            self._end_cell(rows)
            self._repeat([[]] * rows.spare if ended else [])
            self._repeat(rows.cell(given))
        self._separate()
        self._from = len(self.pieces)

    def _end_cell(self, rows: Rows) -> None:
        if self._from is not None:
            rows.end(trim(self.pieces[self._from :]) if self._from >= 0 else [])
        self._from = None

    def _end_row(self) -> None:
        rows = self._rows()
        if rows is not None and rows.column is not None:
            self._end_cell(rows)
            self._repeat(rows.finish())

    def _repeat(self, cells: list[list[Piece]]) -> None:
        """Say again what a cell said that spans rows, within reason."""
        self._places += len(cells)
        if self._places > MAX_PLACES:
            raise DataError(
                f"cells of tables cover more than {MAX_PLACES:,} places in rows below them",
                remedy="take rowspan from the cells, or split the table",
            )
        for words in cells:
            self._separate()
            if words and self._again(words):
                for piece in words:
                    self._put(piece)

    def _again(self, words: list[Piece]) -> bool:
        """Tell whether words may be said again: all such words are no longer than the source."""
        self._repeated += sum(len(piece.text) for piece in words)
        if self._repeated <= 1000 + len(self.source.text):
            return self.spread.again()
        self.spread.left_out += 1
        return False

    def _separate(self) -> None:
        """Put what stands between two cells; count the empty ones before the first words."""
        self._empty += not self.length
        if self.length:
            if self.pieces[-1].text == " ":
                self.length -= len(self.pieces.pop().text)
            self.pieces.append(Piece(" | "))
            self.length += 3

    def _boundary(self, name: str) -> None:
        """End a segment, unless a short cell of a table goes on."""
        if self._row() and name not in {"tr", "table", "tbody"} and self.length < 400:
            self._put(Piece(" "))
        else:
            if name in {"tr", "table", "tbody"}:
                self._end_row()
            self._flush()

    def _row(self) -> bool:
        for above in reversed(self.stack[-12:]):
            if above.name == "tr":
                return True
            if above.name == "table":
                return False
        return False

    def _rows(self) -> Rows | None:
        """Return the table that the open row belongs to."""
        return next((above.rows for above in reversed(self.stack[-12:]) if above.rows), None)

    def _words(self, token: Token, at: int) -> None:
        data = token.data or ""
        top = self.stack[-1] if self.stack else None
        if top and top.name == "title":
            reference = token.type == TokenType.CHARACTER_REFERENCE
            words = self.source.text[at : self.source.end(at, data)]
            self._title.append(data if reference else words)
        elif top and (top.skip == "note-mark" or (top.name == "sup" and self._raised(data))):
            return
        elif token.type == TokenType.CHARACTER_REFERENCE:
            self._put(character(data))
        else:
            if not data.isspace():
                self._mark, self._to_note = None, False
            for piece in self.source.pieces(at, self.source.end(at, data)):
                self._put(piece)

    def _raised(self, data: str) -> bool:
        """Tell whether raised words are the mark of a note."""
        before = "".join(piece.text[-REACH:] for piece in self.pieces[-4:])
        return is_note_mark(before[-REACH:], data)

    def _put(self, piece: Piece) -> None:
        """Add words or a space; white space after white space, or before any words, is left out."""
        text, part, origin = piece
        if text[:1].isspace() and (not self.pieces or self.pieces[-1].text.endswith((" ", "\n"))):
            text = text[1:]
            piece = Piece(text, part, origin + 1)
        if not text:
            return
        self.pieces.append(piece)
        self.length += len(text)
        if self.stack and self.stack[-1].link:
            self.links += len(text)

    def _flush(self) -> None:
        pieces = trim(self.pieces)
        if any(piece.text == " | " for piece in pieces):
            pieces = [Piece(" | ")] * min(self._empty - 1, MAX_GAP) + pieces
        if pieces:
            top = self.stack[-1] if self.stack else Element("")
            start = next((piece.origin for piece in pieces if piece.part == ""), 0)
            text = "".join([piece.text for piece in pieces])
            kind = top.kind or "paragraph"
            self.page.segments.append(
                Segment(kind, top.level, pieces, text, start, top.skip, top.inside, self.links)
            )
        self.pieces, self.links, self.length, self._empty = [], 0, 0, 0
        self._from = None if self._from is None else -1

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or "").lower()
        if name and given.get("content"):
            self.page.head.setdefault(name, " ".join(given["content"].split()))
