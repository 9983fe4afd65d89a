"""Reads PPTX: titles, text, tables and notes of the slides (ECMA-376 Part 1, PresentationML)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from lxml import etree

from loaders.documents.builder import Builder, Piece
from loaders.documents.model import BlockKind, Locator, Removed
from loaders.documents.office.packages import core_properties, member, open_package, parse_xml
from loaders.documents.table import Cell, Grid
from loaders.errors import DataError

MAIN = "ppt/presentation.xml"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/presentationml/",
     b"http://schemas.openxmlformats.org/presentationml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
_LISTS = frozenset({"body", "obj", ""})
_MAX_LEVEL = 9


def read_pptx(data: bytes, builder: Builder) -> None:
    """Add the blocks of all slides; the locator's page is the slide, parts are ``slide 3, text 2``.

    Hidden slides are left out with a warning; raises DataError when the file is damaged.
    """
    with open_package(data) as package:
        root = _xml(package, MAIN)
        if root is None:
            raise DataError(f"the file has no {MAIN}", remedy="save it again as PPTX")
        core_properties(package, builder)
        related = _related(package, MAIN)
        hidden: list[str] = []
        for number, entry in enumerate(root.iterfind(f"{P}sldIdLst/{P}sldId"), start=1):
            path = related.get(entry.get(f"{R}id", ""), "")
            slide = _xml(package, path) if path else None
            if slide is None:
                builder.warnings.append(f"slide {number} is missing in the file")
            elif slide.get("show") in {"0", "false"}:
                hidden.append(str(number))
                words = " ".join("".join(t.text or "" for t in slide.iter(f"{A}t")).split())
                builder.removed.append(Removed(words[:500], "hidden", Locator(page=number)))
            else:
                _Slide(package, builder, number, _related(package, path)).read(slide)
    if hidden:
        what = f"hidden slides were left out: {', '.join(hidden)}; unhide them to be read"
        builder.warnings.append(what)


@dataclass
class _Slide:
    package: ZipFile
    builder: Builder
    number: int
    related: dict[str, str]
    texts: int = 0

    def read(self, slide: etree._Element) -> None:
        """Add the title, then the rest in its order, then the notes of the speaker."""
        shapes = list(_shapes(slide))
        for shape in sorted(shapes, key=lambda one: _placeholder(one) not in _TITLES):
            self._shape(shape)
        for path in self.related.values():
            notes = _xml(self.package, path) if path.startswith("ppt/notesSlides/") else None
            for shape in _shapes(notes) if notes is not None else ():
                if _placeholder(shape) == "body":
                    self._paragraphs(shape, "paragraph", listed=False)

    def _shape(self, shape: etree._Element) -> None:
        kind = _placeholder(shape)
        if kind in _FURNITURE:
            words = " ".join("".join(t.text or "" for t in shape.iter(f"{A}t")).split())
            if words:
                place = Locator(page=self.number)
                self.builder.removed.append(Removed(words[:500], "running-head", place))
        elif kind in _TITLES:
            self._paragraphs(shape, "heading", listed=False)
        elif shape.tag == f"{P}graphicFrame":
            self._frame(shape)
        else:
            self._paragraphs(shape, "paragraph", listed=kind in _LISTS)

    def _paragraphs(self, within: etree._Element, kind: BlockKind, *, listed: bool) -> None:
        for paragraph in within.iter(f"{A}p"):
            properties = paragraph.find(f"{A}pPr")
            depth = _number(properties.get("lvl") if properties is not None else None)
            level = 1 if kind == "heading" else min(depth + 1, _MAX_LEVEL) if listed else 0
            shown: BlockKind = "list" if listed else kind
            self.builder.add(shown, [self._words(paragraph)], level, Locator(page=self.number))

    def _frame(self, frame: etree._Element) -> None:
        for table in frame.iter(f"{A}tbl"):
            grid = Grid(self.builder.spread)
            for number, row in enumerate(table.iterchildren(f"{A}tr"), start=1):
                cells = [self._cell(cell) for cell in row.iterchildren(f"{A}tc")]
                place = Locator(page=self.number, row=number)
                self.builder.add("table-row", grid.row(cells), 0, place)
        for diagram in frame.iter(_DIAGRAM):
            path = self.related.get(diagram.get(f"{R}dm", ""), "")
            content = _xml(self.package, path) if path else None
            if content is not None:
                self._paragraphs(content, "paragraph", listed=True)

    def _cell(self, cell: etree._Element) -> Cell:
        pieces: list[Piece] = []
        for paragraph in cell.iter(f"{A}p"):
            pieces += [Piece(" ")] if pieces else []
            pieces.append(self._words(paragraph))
        # What a cell spans to the right follows it as cells of its own, which are empty.
        return Cell(pieces, 1, cell.get("vMerge") in {"1", "true"})

    def _words(self, paragraph: etree._Element) -> Piece:
        self.texts += 1
        words: list[str] = []
        for part in paragraph.iter(f"{A}t", f"{A}br"):
            words.append("\n" if part.tag == f"{A}br" else part.text or "")
        return Piece("".join(words), f"slide {self.number}, text {self.texts}", 0)


def _shapes(slide: etree._Element) -> Iterator[etree._Element]:
    """Yield the shapes of a slide in their order, those of groups too."""
    tree = slide.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        yield from tree.iter(f"{P}sp", f"{P}graphicFrame")


def _placeholder(shape: etree._Element) -> str | None:
    """Return what a shape stands for (``title`` …, ``""`` for content), None when it is free."""
    found = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return None if found is None else found.get("type", "")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 0


def _xml(package: ZipFile, path: str) -> etree._Element | None:
    content = member(package, path)
    if content is None:
        return None
    for strict, usual in _STRICT:
        content = content.replace(strict + b"main", usual + b"main").replace(
            strict + b"diagram", usual + b"diagram"
        )
    return parse_xml(content, path)


def _related(package: ZipFile, path: str) -> dict[str, str]:
    """Return the paths that a part refers to, by the identifier of the reference."""
    folder, name = posixpath.split(path)
    root = _xml(package, f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for one in root if root is not None else ():
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            found[one.get("Id", "")] = target.lstrip("/")
    return found
