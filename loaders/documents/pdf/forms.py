"""Brings what was typed into a PDF (form fields, text put on pages) into the text of its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pypdfium2 import PdfDocument, PdfPage

from loaders.documents.pdf.lines import MADE_UP, Line, PageLines, Words

MAX_ANNOTATIONS = 5000
_TYPED = frozenset(
    {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
)


@dataclass(frozen=True)
class Typed:
    """Words somebody typed, and where on the page (left, bottom, right, top in points)."""

    text: str
    box: tuple[float, float, float, float]


def fill_in(document: PdfDocument, page: PdfPage) -> list[Typed]:
    """Draw typed words into a page, which must then be read anew; return what was typed.

    Other annotations go (in memory): the ticks of boxes and stamps would pass for words.
    """
    found: list[Typed] = []
    count = min(MAX_ANNOTATIONS, pdfium.FPDFPage_GetAnnotCount(page))
    for index in reversed(range(count)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        typed = _typed(document, annotation) if annotation else None
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)
        if typed is None:
            pdfium.FPDFPage_RemoveAnnot(page, index)
        elif typed.text:
            found.append(typed)
    if found:
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    return found[::-1]


def with_missing(page: PageLines, typed: list[Typed]) -> list[str]:
    """Add typed words that the page was not drawn with as lines; return them."""
    drawn = "".join("".join(line.text.split()) for line in page.lines)
    missing = [one for one in typed if "".join(one.text.split()) not in drawn]
    for one in missing:
        left, bottom, right, top = one.box
        lines = one.text.splitlines()
        height = (top - bottom) / len(lines)
        for number, text in enumerate(lines):
            high = top - number * height
            size = max(1.0, min(12.0, height))
            words = [Words(text, MADE_UP)]
            page.lines.append(
                Line(words, page.number, left, right, high - height, high, size, False, text)
            )
    return [one.text for one in missing]


def _typed(document: PdfDocument, annotation: Any) -> Typed | None:
    """Return the words of an annotation that holds words, else None."""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if pdfium.FPDFAnnot_GetFlags(annotation) & pdfium.FPDF_ANNOT_FLAG_HIDDEN:
        return None
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = _wide(lambda *to: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *to))
    elif kind == pdfium.FPDF_ANNOT_WIDGET and document.formenv:
        form = document.formenv
        if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in _TYPED:
            return None
        text = _wide(lambda *to: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *to))
    else:
        return None
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, box)
    return Typed(text.strip("\x00 \r\n\t"), (box.left, box.bottom, box.right, box.top))


def _wide(ask: Callable[[Any, int], int]) -> str:
    """Return the UTF-16 text that a function of pdfium writes into a buffer."""
    size = ask(None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace")
