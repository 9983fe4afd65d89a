"""Takes the lines of a PDF page with their place on it, as pdfium sees them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, pairwise

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfPage, PdfTextPage

from loaders.documents.pdf.tags import Place, cells_of

HYPHEN = "\ufffe"  # what pdfium puts where a hyphen ends a line
MADE_UP = -1
# More pieces are words; in some of so many lines beside it those of a table begin at one place.
_MOST_PARTS, _ROWS, _SAME = 16, 12, 1.5
_TOUCHING = 0.1
_LINE = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
_HEAVY = re.compile(rb"bold|black|heavy|semib|demi")
_WORD = re.compile(r"\S+")
# Digits glued to a word or to the mark that ends a sentence may be the mark of a note.
_MARK = re.compile(r"(?<=[^\W\d_])\d{1,3}(?![\w.,]\w)|(?<=[.,;:!?”\"»)])\d{1,3}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """Characters of a page's text from the offset ``at`` (``MADE_UP``: they do not stand there)."""

    text: str
    at: int


@dataclass(slots=True)
class Line:
    """A line, or the part of it between two wide gaps; points from the lower left corner."""

    words: list[Words]
    page: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    text: str
    hyphen: bool = False
    marks: list[str] = field(default_factory=list)
    cell: Place | None = None
    below: list[Line] = field(default_factory=list)
    """The other lines of its cell, where the file tells what stands in a cell."""
    parts: list[Line] = field(default_factory=list)
    """What was drawn apart in it, where that is more than one piece: they may be cells."""


@dataclass(frozen=True)
class PageLines:
    """The lines of a page in the order of its content stream, and how much of it is pictures."""

    number: int
    width: float
    height: float
    lines: list[Line]
    characters: int
    pictures: int


def page_lines(page: PdfPage, number: int) -> PageLines:
    """Return the lines of a page; ``number`` counts pages from 1."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        reader = _Reader(text_page, number, cells_of(page))
        lines = reader.lines()
        pictures = 0
        if len(reader.text.strip()) < 200:
            kinds = [pdfium.FPDF_PAGEOBJ_IMAGE]
            pictures = sum(1 for _ in page.get_objects(filter=kinds, max_depth=3))
        return PageLines(number, width, height, lines, len(reader.text.strip()), pictures)
    finally:
        text_page.close()


class _Reader:
    """Reads one page; boxes are asked for per line, and per word only where a line has gaps."""

    def __init__(self, page: PdfTextPage, number: int, cells: Mapping[int, Place]) -> None:
        self.page = page
        self.number = number
        self.cells = cells
        self.text: str = page.get_text_range()
        self.same = len(self.text) == page.count_chars()
        self.box = [ctypes.c_double() for _ in range(4)]
        self.rect = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def lines(self) -> list[Line]:
        found: list[Line] = []
        drawn: dict[int, tuple[list[re.Match[str]], list[float]]] = {}
        for match in _LINE.finditer(self.text):
            start, end = match.span()
            hyphen = match[0].endswith(HYPHEN)
            words = list(_WORD.finditer(self.text, start, end - hyphen))
            if not words:
                continue
            groups = [
                (cell, group)
                for cell, part in self._by_cell(words)
                for group in ([part] if cell else self._groups(part))
            ]
            for index, (cell, group) in enumerate(groups):
                line = self._line(group[0].start(), group[-1].end())
                line.hyphen = hyphen and index == len(groups) - 1
                line.cell = cell
                if cell is None and (lefts := self._pieces(group)):
                    drawn[len(found)] = group, lefts
                found.append(line)
        self._take_apart(found, drawn)
        return found

    def _take_apart(
        self, lines: list[Line], drawn: Mapping[int, tuple[list[re.Match[str]], list[float]]]
    ) -> None:
        """Give lines their pieces where those of several begin at one place, and lines beside them.

        ``drawn`` holds by the number of a line its words and where its later pieces begin.
        """
        places = [
            [line.left, *(drawn[number][1] if number in drawn else ())]
            for number, line in enumerate(lines)
        ]
        rows = [
            number
            for number, (_, lefts) in drawn.items()
            if sum(
                _same_place(lefts, others)
                for others in places[max(0, number - _ROWS) : number + _ROWS + 1]
            ) > 2
        ]  # fmt: skip
        for number in {at for row in rows for at in range(row - 2, row + 3)}:  # heads are centred
            if number in drawn:
                lines[number].parts = self._parts(drawn[number][0])

    def _by_cell(
        self, words: list[re.Match[str]]
    ) -> Iterator[tuple[Place | None, list[re.Match[str]]]]:
        """Yield the words of a line by the cell they stand in, as the tags of the file say."""
        if not self.cells:
            yield None, words
            return
        for cell, group in groupby(words, key=lambda word: self._cell(word.start())):
            yield cell, list(group)

    def _cell(self, at: int) -> Place | None:
        letter = pdfium.FPDFText_GetTextObject(self.page, self._index(at))
        return self.cells.get(pdfium.FPDFPageObj_GetMarkedContentID(letter)) if letter else None

    def _groups(self, words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
        """Split the words of a line at gaps wider than words are apart."""
        first, last = self._index(words[0].start()), self._index(words[-1].end() - 1)
        if pdfium.FPDFText_CountRects(self.page, first, last - first + 1) < 2:
            return [words]
        size = self._height(first)
        gaps = [self._gap(before, word, size) for before, word in pairwise(words)]
        groups = [[words[0]]]
        for index, word in enumerate(words[1:]):
            if _is_wide(gaps, index, size):
                groups.append([word])
            else:
                groups[-1].append(word)
        return groups

    def _pieces(self, words: list[re.Match[str]]) -> list[float]:
        """Return where the pieces begin that continue a line, if it is few of them."""
        first, last = self._index(words[0].start()), self._index(words[-1].end() - 1)
        count = pdfium.FPDFText_CountRects(self.page, first, last - first + 1)
        if not 1 < count <= _MOST_PARTS:
            return []
        left, right, bottom, top = self.box
        found: list[float] = []
        for number in range(1, count):
            pdfium.FPDFText_GetRect(self.page, number, left, top, right, bottom)
            found.append(left.value)
        return found

    def _parts(self, words: list[re.Match[str]]) -> list[Line]:
        """Return the pieces of a line that were drawn by themselves, if there are several."""
        start, end = words[0].start(), words[-1].end()
        begins, before = [start], self._drawn(start)
        for word in words:
            low, high = word.span()
            for at in (low, *(range(low + 1, high) if self._drawn(high - 1) != before else ())):
                drawn = self._drawn(at)
                if drawn != before and at > start and not self._touches(at):
                    begins.append(at)
                before = drawn
        ends = [len(self.text[:at].rstrip()) for at in begins[1:]]
        spans = zip(begins, [*ends, end], strict=True)
        return [self._line(*span) for span in spans] if len(begins) > 1 else []

    def _touches(self, at: int) -> bool:
        """Tell whether a letter stands right beside the one before: some programs draw in bits."""
        if self.text[at - 1].isspace():
            return False
        index = self._index(at)
        gap = self._tight(index)[0] - self._tight(self._index(at - 1))[1]
        return 0 <= gap < _TOUCHING * self._height(index)

    def _drawn(self, at: int) -> int | None:
        """Return which piece of the page's content a character was drawn with."""
        piece = pdfium.FPDFText_GetTextObject(self.page, self._index(at))
        return ctypes.cast(piece, ctypes.c_void_p).value

    def _gap(self, before: re.Match[str], word: re.Match[str], size: float) -> float:
        """Return how far two words are apart; endlessly where they stand on different lines."""
        right = self._tight(self._index(before.end() - 1))[1]
        left, _, low, high = self._tight(self._index(word.start()))
        _, _, low_before, high_before = self._tight(self._index(before.start()))
        if left < right - 3 * size or low > high_before or high < low_before:
            return float("inf")
        return left - right

    def _line(self, start: int, end: int) -> Line:
        first, last = self._index(start), self._index(end - 1)
        left, _, _, _ = self._tight(first)
        _, right, _, _ = self._tight(last)
        bottom, top = self._loose(first)
        words, marks = self._without_marks(start, end)
        bold = self._bold(first) and self._bold(last)
        size = self._size(first, top - bottom)
        text = "".join([part.text for part in words])
        right = max(left, right)
        return Line(
            words, self.number, left, right, bottom, top, size, bold, text, marks=marks
        )  # fmt: skip

    def _without_marks(self, start: int, end: int) -> tuple[list[Words], list[str]]:
        """Leave out raised digits, which would turn "Palermo" into "Palermo1"."""
        if not _MARK.search(self.text, start, end):
            return [Words(self.text[start:end], start)], []
        kept, marks, at = [], [], start
        for found in _MARK.finditer(self.text, start, end):
            if self._raised(found.start()):
                kept.append(Words(self.text[at : found.start()], at))
                marks.append(found[0])
                at = found.end()
        kept.append(Words(self.text[at:end], at))
        return [part for part in kept if part.text], marks

    def _raised(self, at: int) -> bool:
        near = range(at - 1, max(-1, at - 8), -1)
        before = next((i for i in near if self.text[i].isalpha()), at)
        if before == at:
            return False
        figure = next(i for i in near if self.text[i].isalnum())  # "9,000", "in 2019.³"
        _, _, low, high = self._tight(self._index(at))
        base = max(self._base(self._index(before)), self._base(self._index(figure)))
        return low - base > 0.3 * (high - low) and high - low < 0.85 * self._height(
            self._index(before)
        )

    def _index(self, at: int) -> int:
        if self.same:
            return at
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.page, at))

    def _tight(self, index: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom, top of a character's ink."""
        left, right, bottom, top = self.box
        pdfium.FPDFText_GetCharBox(self.page, index, left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def _base(self, index: int) -> float:
        """Return the line that a character stands on; the tail of a "y" hangs below it."""
        across, up = self.box[:2]
        _, _, ink, _ = self._tight(index)
        pdfium.FPDFText_GetCharOrigin(self.page, index, across, up)
        return max(ink, up.value)

    def _loose(self, index: int) -> tuple[float, float]:
        """Return bottom and top of the line as the font draws it, whatever the letter."""
        pdfium.FPDFText_GetLooseCharBox(self.page, index, self.rect)
        return self.rect.bottom, self.rect.top

    def _size(self, index: int, height: float) -> float:
        """Return the size of the type in points; its height on the page where that is not told."""
        pdfium.FPDFText_GetMatrix(self.page, index, self.matrix)
        scale = math.hypot(self.matrix.c, self.matrix.d)
        size = pdfium.FPDFText_GetFontSize(self.page, index) * scale
        return float(round(size if 1 < size < 500 else height, 1))

    def _height(self, index: int) -> float:
        bottom, top = self._loose(index)
        return max(1.0, top - bottom)

    def _bold(self, index: int) -> bool:
        length = pdfium.FPDFText_GetFontInfo(self.page, index, self.name, 128, self.flags)
        name = self.name.raw[: max(0, min(length, 128) - 1)].lower()
        return bool(_HEAVY.search(name)) or pdfium.FPDFText_GetFontWeight(self.page, index) >= 600


def _is_wide(gaps: list[float], index: int, size: float) -> bool:
    """Tell whether a gap parts columns or cells; in justified lines all gaps may be wide."""
    gap = gaps[index]
    if gap <= 1.3 * size:
        return False
    others = sorted(gaps[:index] + gaps[index + 1 :])
    usual = others[len(others) // 2] if others else 1.4 * size
    return gap > 1.8 * usual or gap > 3 * size


def _same_place(lefts: list[float], others: list[float]) -> bool:
    """Tell whether a piece of one line begins where one of another does."""
    return any(abs(left - other) < _SAME for left in lefts for other in others)
