"""Writes PDF files whose tags tell what stands in which cell of a table."""

from collections.abc import Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell: its lines, where its first one begins, and the rows and columns it covers."""

    lines: Sequence[str]
    left: int
    rows: int = 1
    columns: int = 1


Table = Sequence[Sequence[Cell]]


def tagged_pdf(pages: Sequence[Table], *, inside: str = "") -> bytes:
    """Return a file with one table over its pages, a part on each, within an element if named."""
    return _Writer(inside).write(pages)


class _Writer:
    def __init__(self, inside: str) -> None:
        self.objects: list[bytes] = []
        self.inside = inside

    def add(self, body: bytes) -> int:
        self.objects.append(body)
        return len(self.objects)

    def write(self, pages: Sequence[Table]) -> bytes:
        font = self.add(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        )
        # Known beforehand: the first page is the next object but one, and so on.
        root = self.add(b"")
        table = self.add(b"")
        tree = self.add(b"")
        rows: list[int] = []
        kids: list[int] = []
        parents: list[list[int]] = []
        for number, part in enumerate(pages):
            content, marked = _content(part)
            stream = self.add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
            page = self.add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
                b" /StructParents %d /Resources << /Font << /F1 %d 0 R >> >> >>"
                % (tree, stream, number, font)
            )
            kids.append(page)
            elements: list[int] = []
            for row, numbers in zip(part, marked, strict=True):
                line = self.add(b"")
                cells = [
                    self._cell(cell, line, page, n) for cell, n in zip(row, numbers, strict=True)
                ]
                self.objects[line - 1] = _element(b"TR", table, _references(cells))
                rows.append(line)
                elements += cells
            parents.append(elements)
        self.objects[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
            len(kids), _references(kids),
        )  # fmt: skip
        top = table
        if self.inside:
            top = self.add(_element(self.inside.encode(), root, b"%d 0 R" % table))
        self.objects[table - 1] = _element(b"Table", root, _references(rows))
        numbers = b" ".join(
            b"%d [%s]" % (index, _references(found)) for index, found in enumerate(parents)
        )
        self.objects[root - 1] = (
            b"<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree << /Nums [%s] >> >>" % (top, numbers)
        )
        catalog = self.add(
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R"
            b" /MarkInfo << /Marked true >> >>" % (tree, root)
        )
        return self._file(catalog)

    def _cell(self, cell: Cell, line: int, page: int, number: int) -> int:
        spans = b" /A << /O /Table /RowSpan %d /ColSpan %d >>" % (cell.rows, cell.columns)
        marked = b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (page, number)
        return self.add(_element(b"TD", line, marked, spans))

    def _file(self, catalog: int) -> bytes:
        out, places = b"%PDF-1.7\n", []
        for index, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (index, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return out + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1, catalog, start,
        )  # fmt: skip


def _content(part: Table) -> tuple[bytes, list[list[int]]]:
    """Return the content of a page and the number of marked content of each cell."""
    content, count, top = b"", 0, 780
    marked: list[list[int]] = []
    for row in part:
        marked.append([])
        for cell in row:
            content += b"/TD << /MCID %d >> BDC\n" % count
            for index, words in enumerate(cell.lines):
                text = words.encode("cp1252")
                content += b"BT /F1 10 Tf %d %d Td (%s) Tj ET\n" % (
                    cell.left, top - 12 * index, text,
                )  # fmt: skip
            content += b"EMC\n"
            marked[-1].append(count)
            count += 1
        top -= 12 * max(len(cell.lines) for cell in row) + 2
    return content, marked


def _element(kind: bytes, parent: int, kids: bytes, more: bytes = b"") -> bytes:
    return b"<< /Type /StructElem /S /%s /P %d 0 R /K [%s]%s >>" % (kind, parent, kids, more)


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
