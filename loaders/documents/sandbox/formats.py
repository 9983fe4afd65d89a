"""Reads the bytes of a report in this very process: use ``read_document``, which does it safely."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from loaders.documents import sniff
from loaders.documents.builder import Builder
from loaders.documents.model import Document
from loaders.documents.text.decode import decode
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


def _read(data: bytes, media_type: str, builder: Builder) -> str | None:
    """Read by format; return the text where it stays as it is in the file, else None."""
    # Parsers are imported when first needed: a child that reads Markdown never loads pdfium.
    if media_type == sniff.PDF:
        from loaders.documents.pdf.reader import read_pdf  # noqa: PLC0415

        read_pdf(data, builder)
    elif media_type == sniff.DOCX:
        from loaders.documents.office.word import read_docx  # noqa: PLC0415

        read_docx(data, builder)
    elif media_type == sniff.ODT:
        from loaders.documents.office.opendocument import read_odt  # noqa: PLC0415

        read_odt(data, builder)
    elif media_type in {sniff.XLSX, sniff.ODS}:
        from loaders.documents.office.spreadsheets import read_sheets  # noqa: PLC0415

        read_sheets(data, builder)
    else:
        return _read_text(data, media_type, builder)
    return None


def _read_text(data: bytes, media_type: str, builder: Builder) -> str | None:
    from loaders.documents.html.reader import declared_charset, read_html  # noqa: PLC0415
    from loaders.documents.office.spreadsheets import read_csv  # noqa: PLC0415
    from loaders.documents.text.markdown import read_markdown  # noqa: PLC0415
    from loaders.documents.text.plaintext import read_text  # noqa: PLC0415

    decoded = decode(data, declared_charset(data) if media_type == sniff.HTML else None)
    builder.metadata["encoding"] = decoded.encoding
    builder.warnings += decoded.warnings
    if media_type == sniff.HTML:
        read_html(decoded.text, builder)
    elif media_type == sniff.MARKDOWN:
        read_markdown(decoded.text, builder)
    elif media_type in {sniff.CSV, sniff.TSV}:
        read_csv(decoded.text, builder, "\t" if media_type == sniff.TSV else None)
    else:
        read_text(decoded.text, builder)
        return decoded.text
    return None
