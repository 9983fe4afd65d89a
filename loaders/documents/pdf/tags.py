"""Reads from a tagged PDF which marked words stand in which cell of which table."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfPage

from loaders.documents.table import MAX_GAP

# A page has some hundred elements; a made-up tree may hold any number, and go as deep.
_MOST, _DEEPEST = 50_000, 60
_PARTS = frozenset({"THead", "TBody", "TFoot"})
_CELLS = frozenset({"TH", "TD"})


class Place(NamedTuple):
    """A cell: its table on the page, row and column from 0, and how many rows it covers."""

    table: int
    row: int
    column: int
    rows: int = 1


def cells_of(page: PdfPage) -> dict[int, Place]:
    """Return the cell of each number of marked content on a page; none when it has no tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        return _Walk().tables(tree)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


class _Walk:
    """Goes through the elements of a page once, up to a bound."""

    def __init__(self) -> None:
        self.left = _MOST
        self.buffer = ctypes.create_string_buffer(64)
        self.number = ctypes.c_float()

    def tables(self, tree: Any) -> dict[int, Place]:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        roots = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count))
        found: dict[int, Place] = {}
        open_, tables = [(root, 0) for root in roots if root], 0
        while open_ and self.left > 0:
            element, depth = open_.pop()
            inside = list(self._children(element, depth))
            if self._type(element) == "Table" and (places := self._table(element, depth, tables)):
                found |= places
                tables += 1
            else:
                open_ += inside
        return found

    def _children(self, element: Any, depth: int) -> Iterator[tuple[Any, int]]:
        """Yield the elements right inside one, with how deep they stand."""
        if depth >= _DEEPEST:
            return
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            self.left -= 1
            if self.left <= 0:
                return
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                yield child, depth + 1

    def _type(self, element: Any) -> str:
        size = pdfium.FPDF_StructElement_GetType(element, self.buffer, 64)
        return self.buffer.raw[: max(0, min(size, 64) - 2)].decode("utf-16-le", "replace")

    def _table(self, element: Any, depth: int, number: int) -> dict[int, Place]:
        """Return the cells of a table; nothing when it only lays out others that it holds."""
        found: dict[int, Place] = {}
        covered: set[tuple[int, int]] = set()
        for row, (line, at) in enumerate(self._rows(element, depth)):
            column = 0
            for cell, inner in self._children(line, at):
                if self._type(cell) not in _CELLS:
                    continue
                while (row, column) in covered:
                    column += 1
                rows, columns = self._span(cell, b"RowSpan"), self._span(cell, b"ColSpan")
                marked = self._marked(cell, inner)
                if marked is None:
                    return {}
                found |= dict.fromkeys(marked, Place(number, row, column, rows))
                covered |= {(row + r, column + c) for r in range(1, rows) for c in range(columns)}
                column += columns
        return found

    def _rows(self, table: Any, depth: int) -> Iterator[tuple[Any, int]]:
        for child, at in self._children(table, depth):
            kind = self._type(child)
            if kind == "TR":
                yield child, at
            elif kind in _PARTS:
                yield from ((row, a) for row, a in self._children(child, at)
                            if self._type(row) == "TR")  # fmt: skip

    def _marked(self, cell: Any, depth: int) -> list[int] | None:
        """Return the numbers of marked content in a cell; None when it holds another table."""
        found: list[int] = []
        open_ = [(cell, depth)]
        while open_ and self.left > 0:
            element, at = open_.pop()
            if self._type(element) == "Table":
                return None
            found += self._contents(element)
            open_ += self._children(element, at)
        return found

    def _contents(self, element: Any) -> Iterator[int]:
        """Yield the numbers of what an element holds itself on this page, not on others."""
        count = pdfium.FPDF_StructElement_CountChildren(element)
        for index in range(min(count, max(0, self.left))):
            number = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if number >= 0:
                yield number

    def _span(self, cell: Any, name: bytes) -> int:
        """Return how many rows or columns a cell covers, by its attributes."""
        for index in range(min(8, pdfium.FPDF_StructElement_GetAttributeCount(cell))):
            attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(cell, index)
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name)
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, self.number):
                return max(1, min(int(self.number.value), MAX_GAP))
        return 1
