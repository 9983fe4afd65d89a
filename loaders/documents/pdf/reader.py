"""Reads PDF: columns, running heads, hyphens, footnotes and page numbers sorted out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfDocument, PdfiumError

from loaders.documents.builder import Builder
from loaders.documents.model import BlockKind, Locator, Removed
from loaders.documents.pdf.forms import fill_in, with_missing
from loaders.documents.pdf.layout import body_size, lay_out
from loaders.documents.pdf.lines import PageLines, page_lines
from loaders.documents.pdf.paragraphs import (
    BULLET,
    Joiner,
    Paragraph,
    is_heading,
    note_mark,
    paragraphs,
    plain,
    vocabulary,
)
from loaders.documents.table import joined
from loaders.errors import DataError

MAX_PAGES = 5000
OCR = "recognise its text first: ocrmypdf -l eng+deu IN.pdf OUT.pdf, then load OUT.pdf"
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|abbildung|abb\.|tabelle|tab\.|tableau|figura|tabella|tabla|cuadro|rysunek|"
    r"tabela|εικόνα|πίνακας|afbeelding|tabel)\s*\d+",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d{1,4}\b")  # a table of contents
_XFA = (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
XFA = "the form is of a kind (XFA) whose answers cannot be read: print it as PDF, and load that"
_CLOSE = "the columns of a table stand too close together: its rows are read as plain text"
_APART = "load the table as a spreadsheet or a web page, or save the file as a tagged PDF"
_NO_TITLE = re.compile(r"microsoft |untitled|\.(?:docx?|indd|pdf|qxd|odt)\b|^\W*$", re.IGNORECASE)


def read_pdf(data: bytes, builder: Builder) -> None:
    """Add the blocks of a PDF file.

    Raises DataError when it is damaged, locked, too long, or only holds pictures of pages.
    """
    document = _open(data)
    try:
        # Before anything else: pdfium draws the fields that their writer did not draw.
        if document.init_forms() and document.get_formtype() in _XFA:
            builder.warnings.append(XFA)
        count = len(document)
        if not 0 < count <= MAX_PAGES:
            raise DataError(
                f"the file has {count:,} pages; a report has 1 to {MAX_PAGES:,}",
                remedy="split it into several files",
            )
        pages = [_page(document, index, builder) for index in range(count)]
        labels = [document.get_page_label(index) for index in range(count)]
        builder.metadata |= _metadata(document, count)
    finally:
        document.close()
    _refuse_scans(pages, builder)
    _write(pages, labels, builder)


def _open(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DataError(
                "the file is protected by a password",
                remedy="save it without one, or run: qpdf --decrypt --password=WORD IN.pdf OUT.pdf",
            ) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise DataError(
                "the file is encrypted in an unknown way", remedy="save it again"
            ) from error
        raise DataError(
            "the file is damaged (it begins like a PDF but is not one)",
            remedy="download or copy it again",
        ) from error


def _page(document: PdfDocument, index: int, builder: Builder) -> PageLines:
    try:
        page = document[index]
    except PdfiumError:
        builder.warnings.append(f"page {index + 1} is damaged and was left out")
        return PageLines(index + 1, 595.0, 842.0, [], 0, 0)
    try:
        typed = fill_in(document, page)
        if typed:
            page.close()
            page = document[index]
        found = page_lines(page, index + 1)
    finally:
        page.close()
    if typed and with_missing(found, typed):
        what = f"words typed into page {index + 1} have no place in its text: they follow it"
        builder.warnings.append(what)
    return found


def _metadata(document: PdfDocument, count: int) -> dict[str, str]:
    raw = document.get_metadata_dict()
    named = {"Title": "title", "Author": "author", "CreationDate": "date", "Subject": "subject"}
    found = {kept: raw[name] for name, kept in named.items() if raw.get(name)}
    return found | {"pages": str(count)}


def _refuse_scans(pages: Sequence[PageLines], builder: Builder) -> None:
    scanned = [page.number for page in pages if page.characters < 30 and page.pictures]
    words = sum(page.characters for page in pages)
    if scanned and (len(scanned) >= 0.8 * len(pages) or words < 50 * len(pages)):
        raise DataError("the file holds pictures of pages, not text (a scan)", remedy=OCR)
    if not words:
        raise DataError("the file has no text", remedy=OCR)
    broken = sum(
        line.text.count("\ufffd") + line.text.count("\x00") for page in pages for line in page.lines
    )
    if broken > 0.2 * words:
        raise DataError("the file's letters cannot be told (its fonts name none)", remedy=OCR)
    if scanned:
        numbers = ", ".join(map(str, scanned[:20]))
        builder.warnings.append(f"pages without text (pictures only): {numbers}")


def _write(pages: Sequence[PageLines], labels: Sequence[str], builder: Builder) -> None:
    size = body_size(pages)
    layouts = lay_out(pages, builder.spread)
    doubtful = [str(one.number) for one in layouts if any(c.doubtful for c in one.columns)]
    if doubtful:
        builder.warnings.append(f"{_CLOSE} (page {', '.join(doubtful[:20])}); {_APART}")
    printed = {
        layout.number: layout.label or labels[layout.number - 1] or None for layout in layouts
    }
    for layout in layouts:
        for line, reason in layout.removed:
            builder.removed.append(Removed(line.text[:500], reason, Locator(page=line.page)))
    found = list(paragraphs(layouts, size))
    _Writer(builder, Joiner(vocabulary(layouts)), printed, _levels(found, size), size).run(found)
    title = builder.metadata.get("title", "")
    builder.title = _largest(found, size) if _NO_TITLE.search(title) or not title else title


def _levels(found: Sequence[Paragraph], size: float) -> dict[tuple[float, bool], int]:
    """Rank the type of headings: the largest is level 1, bold body type comes last."""
    used = {_type(p) for p in found if p.kind == "paragraph" and is_heading(p, size)}
    ordered = sorted(used, key=lambda kind: (-kind[0], not kind[1]))
    return {kind: min(6, rank) for rank, kind in enumerate(ordered, start=1)}


def _type(paragraph: Paragraph) -> tuple[float, bool]:
    return float(round(paragraph.first.size)), paragraph.first.bold


@dataclass(frozen=True)
class _Writer:
    """Turns paragraphs into blocks."""

    builder: Builder
    joiner: Joiner
    printed: dict[int, str | None]
    levels: dict[tuple[float, bool], int]
    size: float

    def run(self, found: Sequence[Paragraph]) -> None:
        for paragraph in found:
            if paragraph.rows:
                self._row(paragraph)
            else:
                self._paragraph(paragraph)

    def _row(self, paragraph: Paragraph) -> None:
        cells = [
            (line.cell.column if line.cell else index, self.joiner.pieces([line, *line.below]))
            for index, line in enumerate(paragraph.rows[0])
        ]
        self.builder.add("table-row", joined(cells), 0, self._place(paragraph))

    def _paragraph(self, paragraph: Paragraph) -> None:
        words = plain(paragraph.lines)
        kind: BlockKind = "paragraph"
        level = 0
        place = self._place(paragraph)
        if paragraph.kind == "footnote":
            kind, place = "footnote", replace(place, note=note_mark(words))
        elif _LEADERS.search(words):
            kind = "navigation"
        elif is_heading(paragraph, self.size):
            kind, level = "heading", self.levels.get(_type(paragraph), 1)
        elif _CAPTION.match(words) and len(words) < 400:
            kind = "caption"
        elif BULLET.match(words):
            kind, level = "list", 1
        self.builder.add(kind, self.joiner.pieces(paragraph.lines), level, place)

    def _place(self, paragraph: Paragraph) -> Locator:
        page = paragraph.first.page
        return Locator(page=page, page_label=self.printed.get(page))


def _largest(found: Sequence[Paragraph], size: float) -> str:
    """Return the heading in the largest type on the first two pages."""
    early = [
        p
        for p in found
        if p.lines and p.kind == "paragraph" and p.first.page <= 2 and is_heading(p, size)
    ]
    best = max(early, key=lambda p: p.first.size, default=None)
    return plain(best.lines)[:300] if best else ""
