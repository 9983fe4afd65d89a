"""Reads ODT: paragraphs, headings, lists, tables, notes (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from loaders.documents.builder import Builder, Piece
from loaders.documents.model import BlockKind, Locator
from loaders.documents.office.packages import member, open_package, parse_xml
from loaders.documents.table import Cell, Grid
from loaders.errors import DataError

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{_BASE}text:1.0}}"
TABLE = f"{{{_BASE}table:1.0}}"
OFFICE = f"{{{_BASE}office:1.0}}"
STYLE = f"{{{_BASE}style:1.0}}"
META = f"{{{_BASE}meta:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SKIPPED = frozenset(
    {f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}tracked-changes",
     f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}sequence-decls",
     f"{OFFICE}forms", f"{TEXT}note-citation"}
)  # fmt: skip
_CONTAINERS = frozenset({f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}bibliography"})
_MAX_SPACES = 1000
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_ROW_GROUPS = frozenset({f"{TABLE}table-header-rows", f"{TABLE}table-rows",
                         f"{TABLE}table-row-group"})  # fmt: skip


@dataclass
class _Reader:
    builder: Builder
    titles: frozenset[str]
    number: int = 0
    waiting: list[etree._Element] = field(default_factory=list)

    def body(self, parent: etree._Element, depth: int = 0) -> None:
        """Add everything below an element in order; ``depth`` counts lists around it."""
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{TEXT}h":
                self._paragraph(child, "heading", int(child.get(f"{TEXT}outline-level", "1")))
            elif child.tag == f"{TEXT}p":
                titled = child.get(f"{TEXT}style-name", "") in self.titles
                kind: BlockKind = "heading" if titled else "list" if depth else "paragraph"
                self._paragraph(child, kind, 1 if titled else depth)
            elif child.tag == f"{TEXT}list":
                for item in child:
                    self.body(item, depth + 1)
            elif child.tag == f"{TABLE}table":
                self._table(child)
            elif child.tag in _CONTAINERS:
                self.body(child, depth)

    def _paragraph(self, element: etree._Element, kind: BlockKind, level: int) -> None:
        place = Locator(paragraph=self.number + 1)
        self.builder.add(kind, self._pieces(element), level, place)
        self._notes()

    def _pieces(self, element: etree._Element) -> list[Piece]:
        self.number += 1
        texts: list[str] = []
        self._collect(element, texts)
        return [Piece("".join(texts), f"paragraph {self.number}", 0)]

    def _collect(self, element: etree._Element, texts: list[str]) -> None:
        texts.append(element.text or "")
        for child in element:
            if child.tag == f"{TEXT}s":
                texts.append(" " * min(_MAX_SPACES, int(child.get(f"{TEXT}c", "1"))))
            elif child.tag == f"{TEXT}tab":
                texts.append("\t")
            elif child.tag == f"{TEXT}line-break":
                texts.append("\n")
            elif child.tag == f"{TEXT}note":
                self.waiting.append(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self._collect(child, texts)
            texts.append(child.tail or "")

    def _table(self, table: etree._Element) -> None:
        grid = Grid(self.builder.spread)
        for number, row in enumerate(_rows(table), start=1):
            first = self.number + 1
            pieces = grid.row(self._cells(row))
            self.builder.add("table-row", pieces, 0, Locator(paragraph=first, row=number))
            self._notes()

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        beside = 0
        for cell in row.iterchildren(*_CELLS):
            yield self._cell(cell, goes_on=cell.tag == _CELLS[1] and not beside)
            beside = max(0, beside - 1, _count(cell, "number-columns-spanned") - 1)

    def _cell(self, cell: etree._Element, *, goes_on: bool) -> Cell:
        pieces: list[Piece] = []
        for count, paragraph in enumerate(cell.iter(f"{TEXT}p", f"{TEXT}h")):
            pieces += [Piece(" ")] if count else []
            pieces += self._pieces(paragraph)
        return Cell(pieces, _count(cell, "number-columns-repeated"), goes_on)

    def _notes(self) -> None:
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            mark = (note.findtext(f"{TEXT}note-citation") or "").strip()
            pieces: list[Piece] = []
            at = 0
            for paragraph in note.iterfind(f"{TEXT}note-body//{TEXT}p"):
                texts: list[str] = []
                self._collect(paragraph, texts)
                pieces += [Piece(" ")] if pieces else []
                pieces.append(Piece("".join(texts), f"note {mark}", at))
                at += len(pieces[-1].text)
            self.builder.add("footnote", pieces, 0, Locator(note=mark or None))


def _count(cell: etree._Element, name: str) -> int:
    text = cell.get(f"{TABLE}{name}", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, not those of tables within it."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def read_odt(data: bytes, builder: Builder) -> None:
    """Add the blocks of an ODT file; raise DataError when it is damaged."""
    with open_package(data) as package:
        manifest = member(package, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise DataError("the file is protected by a password", remedy="save it without one")
        content = member(package, "content.xml")
        if content is None:
            raise DataError("the file has no content.xml", remedy="save it again as ODT")
        root = parse_xml(content, "content.xml")
        meta = member(package, "meta.xml")
    if meta is not None:
        _properties(parse_xml(meta, "meta.xml"), builder)
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise DataError("the document has no text", remedy="save it again as ODT")
    _Reader(builder, _titles(root)).body(text)


def _titles(root: etree._Element) -> frozenset[str]:
    """Return the names of the styles that stand for the title."""
    derived = {
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        if style.get(f"{STYLE}parent-style-name") == "Title"
    }
    return frozenset({"Title", *derived})


def _properties(root: etree._Element, builder: Builder) -> None:
    for name, tag in (
        ("title", f"{_DC}title"), ("author", f"{_DC}creator"), ("date", f"{_DC}date"),
        ("language", f"{_DC}language"), ("author", f"{META}initial-creator"),
    ):  # fmt: skip
        text = next((found.text for found in root.iter(tag) if found.text), None)
        if text:
            builder.metadata[name] = text.strip()
    builder.title = builder.metadata.get("title", "")
    builder.declared_language = builder.metadata.get("language")
