"""Reads DOCX: paragraphs, headings, lists, tables, footnotes; deleted text stays out.

The parts are those of ECMA-376 Part 1 (WordprocessingML).  Parts of the original are named
``paragraph N`` (N-th ``w:p`` of the body, from 1) and ``note N`` (the note of that id).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from loaders.documents.builder import Builder, Piece
from loaders.documents.marks import REACH, is_note_mark
from loaders.documents.model import BlockKind, Locator
from loaders.documents.office.packages import core_properties, member, open_package, parse_xml
from loaders.documents.table import Cell, Grid
from loaders.errors import DataError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|titolo|título|titulo|nagłówek|kop|επικεφαλίδα)\s*(\d)", re.I
)
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", f"{W}delText",
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)  # fmt: skip
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"})
_OTHER_NAMES = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass(frozen=True, slots=True)
class _Style:
    kind: BlockKind
    level: int


@dataclass
class _Reader:
    builder: Builder
    styles: dict[str, _Style]
    notes: dict[str, etree._Element]
    number: int = 0
    page: int | None = None
    waiting: list[str] = field(default_factory=list)

    def body(self, parent: etree._Element, row: int | None = None) -> None:
        """Add everything below an element in order; notes follow the paragraph they stand in."""
        for child in parent:
            if child.tag == f"{W}p":
                self.number += 1
                self._paragraph(child, row)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in _WRAPPERS:
                self.body(child, row)

    def _paragraph(self, element: etree._Element, row: int | None) -> None:
        part = f"paragraph {self.number}"
        pieces = self._pieces(element, part)
        style = self._style(element)
        place = Locator(page=self.page, paragraph=self.number, row=row)
        self.builder.add(style.kind, pieces, style.level, place)
        self._notes()

    def _style(self, element: etree._Element) -> _Style:
        properties = element.find(f"{W}pPr")
        if properties is None:
            return _Style("paragraph", 0)
        outline = properties.find(f"{W}outlineLvl")
        depth = int(outline.get(f"{W}val", "9")) if outline is not None else 9
        if depth < 9:
            return _Style("heading", depth + 1)
        named = properties.find(f"{W}pStyle")
        style = self.styles.get(named.get(f"{W}val", "")) if named is not None else None
        if style and style.kind != "paragraph":
            return style
        numbering = properties.find(f"{W}numPr")
        if numbering is None:
            return style or _Style("paragraph", 0)
        indent = numbering.find(f"{W}ilvl")
        return _Style("list", 1 + int(indent.get(f"{W}val", "0") if indent is not None else 0))

    def _pieces(self, element: etree._Element, part: str) -> list[Piece]:
        """Return the words of a paragraph; offsets count what is returned."""
        texts: list[str] = []
        self._collect(element, texts)
        whole = "".join(texts)
        return [Piece(whole, part, 0)]

    def _collect(self, element: etree._Element, texts: list[str]) -> None:
        for child in element:
            if child.tag in _SKIPPED:
                continue
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "t":
                texts.append(child.text or "")
            elif name == "r" and (_hidden(child) or _raised_mark(child, texts)):
                continue
            elif name == "br" and child.get(f"{W}type") == "page":
                texts.append("\n")  # Word notes the break itself where the next page begins
            elif name in _SPACES:
                texts.append(_SPACES[name])
            elif name == "lastRenderedPageBreak":
                self.page = (self.page or 1) + 1
            elif name in {"footnoteReference", "endnoteReference"}:
                self.waiting.append(f"{name[:-9]} {child.get(f'{W}id', '')}")
            elif name == "p":
                texts.append("\n" if texts else "")
                self._collect(child, texts)
            else:
                self._collect(child, texts)

    def _table(self, table: etree._Element) -> None:
        rows = table.iterchildren(f"{W}tr", f"{W}sdt", f"{W}ins")
        grid = Grid(self.builder.spread)
        for number, row in enumerate(rows, start=1):
            first = self.number + 1
            pieces = grid.row([self._cell(cell) for cell in _cells(row)])
            place = Locator(page=self.page, paragraph=first, row=number)
            self.builder.add("table-row", pieces, 0, place)
            self._notes()

    def _cell(self, cell: etree._Element) -> Cell:
        pieces: list[Piece] = []
        for count, paragraph in enumerate(cell.iter(f"{W}p")):
            self.number += 1
            pieces += [Piece(" ")] if count else []
            pieces += self._pieces(paragraph, f"paragraph {self.number}")
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        columns = _number(span.get(f"{W}val", "1")) if span is not None else 1
        goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        return Cell(pieces, columns, goes_on)

    def _notes(self) -> None:
        waiting, self.waiting = self.waiting, []
        for name in waiting:
            note = self.notes.get(name)
            if note is None:
                continue
            mark = name.split()[-1]
            pieces: list[Piece] = []
            at = 0
            for paragraph in note.iter(f"{W}p"):
                texts: list[str] = []
                self._collect(paragraph, texts)
                pieces += [Piece(" ")] if pieces else []
                pieces.append(Piece("".join(texts), f"note {mark}", at))
                at += len(pieces[-1].text)
            self.builder.add("footnote", pieces, 0, Locator(page=self.page, note=mark))


def _raised_mark(run: etree._Element, texts: Sequence[str]) -> bool:
    """Tell whether a run is a raised figure behind a word: the mark of a note written by hand."""
    raised = run.find(f"{W}rPr/{W}vertAlign")
    if raised is None or raised.get(f"{W}val") != "superscript":
        return False
    words = "".join(text.text or "" for text in run.iterchildren(f"{W}t"))
    return is_note_mark("".join(texts[-4:])[-REACH:], words)


def _hidden(run: etree._Element) -> bool:
    """Tell whether a run is formatted as hidden, which Word neither shows nor prints."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") in {"true", "1", "on"}


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row, not those of tables within them."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _WRAPPERS or child.tag == f"{W}tr":
            yield from _cells(child)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def read_docx(data: bytes, builder: Builder) -> None:
    """Add the blocks of a DOCX file; raise DataError when it is damaged."""
    with open_package(data) as package:
        content = member(package, "word/document.xml")
        if content is None:
            raise DataError("the file has no word/document.xml", remedy="save it again as DOCX")
        strict = _OTHER_NAMES in content[:5000]
        root = parse_xml(_transitional(content) if strict else content, "word/document.xml")
        styles = member(package, "word/styles.xml")
        notes: dict[str, etree._Element] = {}
        for kind in ("footnote", "endnote"):
            part = member(package, f"word/{kind}s.xml")
            if part is not None:
                notes |= _notes(parse_xml(_transitional(part), f"word/{kind}s.xml"), kind)
        core_properties(package, builder)
    known = _styles(parse_xml(_transitional(styles), "word/styles.xml")) if styles else {}
    body = root.find(f"{W}body")
    if body is None:
        raise DataError("the document has no body", remedy="save it again as DOCX")
    # Word notes where it last broke pages; without that nobody knows the page.
    paged = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
    _Reader(builder, known, notes, page=1 if paged else None).body(body)


def _transitional(content: bytes) -> bytes:
    """Rename the namespace of the strict variant (ECMA-376 Part 1, Annex A)."""
    return content.replace(_OTHER_NAMES, W[1:-1].encode())


def _styles(root: etree._Element) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for style in root.iter(f"{W}style"):
        identifier = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        words = name.get(f"{W}val", "") if name is not None else ""
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        heading = _HEADING.search(words) or _HEADING.search(identifier)
        if outline is not None and int(outline.get(f"{W}val", "9")) < 9:
            found[identifier] = _Style("heading", int(outline.get(f"{W}val", "0")) + 1)
        elif heading:
            found[identifier] = _Style("heading", int(heading[1]))
        elif words.lower() == "title":
            found[identifier] = _Style("heading", 1)
        elif words.lower() in {"caption", "quote", "intense quote"}:
            found[identifier] = _Style("caption" if words.lower() == "caption" else "quote", 0)
        elif words.lower().startswith("list"):
            found[identifier] = _Style("list", 1)
        elif words.lower().startswith("toc ") or words.lower() == "table of figures":
            found[identifier] = _Style("navigation", 0)
        elif words.lower() == "bibliography":
            found[identifier] = _Style("reference", 0)
    return found


def _notes(root: etree._Element, kind: str) -> dict[str, etree._Element]:
    return {
        f"{kind} {note.get(f'{W}id', '')}": note
        for note in root.iter(f"{W}{kind}")
        if note.get(f"{W}type", "normal") == "normal"
    }
