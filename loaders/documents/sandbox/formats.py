"""Reads the bytes of a report in this very process: use ``read_document``, which does it safely."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Any

from loaders.documents import sniff
from loaders.documents.builder import Builder
from loaders.documents.model import Document
from loaders.documents.text.decode import declared_charset, decode
from loaders.errors import DataError


def read_bytes(data: bytes, name: str) -> Document:
    """Return the document that bytes hold; ``name`` is the file's, for its suffix and as title.

    Raises DataError (without a path) when they hold no report.
    """
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    media_type = sniff.sniff(data, suffix)
    builder = Builder(media_type, hashlib.sha256(data).hexdigest())
    named = sniff.SUFFIXES.get(suffix)
    if named and named != media_type and not _texts(named, media_type):
        builder.warnings.append(f"named .{suffix}, but its content is {media_type}: read as that")
    unchanged = _read(data, media_type, builder)
    document = builder.finish(unchanged)
    if not document.blocks:
        raise DataError("the file holds no words", remedy="check that it was saved whole")
    return document


def _texts(named: str, media_type: str) -> bool:
    plain = {sniff.TEXT, sniff.MARKDOWN, sniff.CSV, sniff.TSV}
    return named in plain and media_type in plain


# Parsers are imported when first needed: a child that reads Markdown never loads pdfium.
_READERS = {
    sniff.PDF: ("loaders.documents.pdf.reader", "read_pdf"),
    sniff.DOCX: ("loaders.documents.office.word", "read_docx"),
    sniff.ODT: ("loaders.documents.office.opendocument", "read_odt"),
    sniff.RTF: ("loaders.documents.office.rtf", "read_rtf"),
    sniff.XLSX: ("loaders.documents.office.spreadsheets", "read_sheets"),
    sniff.ODS: ("loaders.documents.office.spreadsheets", "read_sheets"),
    sniff.PPTX: ("loaders.documents.office.presentation", "read_pptx"),
    sniff.EPUB: ("loaders.documents.wrapped.epub", "read_epub"),
    sniff.MAIL: ("loaders.documents.wrapped.mail", "read_mail"),
    sniff.MHTML: ("loaders.documents.wrapped.mail", "read_archive"),
}
_OF_TEXT = {
    sniff.HTML: ("loaders.documents.html.reader", "read_html"),
    sniff.MARKDOWN: ("loaders.documents.text.markdown", "read_markdown"),
    sniff.CSV: ("loaders.documents.office.spreadsheets", "read_csv"),
    sniff.TSV: ("loaders.documents.office.spreadsheets", "read_tsv"),
    sniff.TEXT: ("loaders.documents.text.plaintext", "read_text"),
}


def _read(data: bytes, media_type: str, builder: Builder) -> str | None:
    """Read by format; return the text where it is not made up from the blocks, else None."""
    if media_type in _READERS:
        read: Callable[[bytes, Builder], str | None] = _reader(*_READERS[media_type])
        return read(data, builder)
    decoded = decode(data, declared_charset(data) if media_type == sniff.HTML else None)
    builder.metadata["encoding"] = decoded.encoding
    builder.warnings += decoded.warnings
    read_decoded: Callable[[str, Builder], None] = _reader(*_OF_TEXT[media_type])
    read_decoded(decoded.text, builder)
    return decoded.text if media_type == sniff.TEXT else None


def _reader(module: str, name: str) -> Any:
    return getattr(import_module(module), name)
