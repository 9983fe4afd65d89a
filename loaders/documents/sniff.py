"""Tells the format of a file from its content; the name decides only between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile

from loaders.errors import DataError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
HTML = "text/html"
MARKDOWN = "text/markdown"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TEXT = "text/plain"

SUFFIXES = {
    "pdf": PDF, "docx": DOCX, "docm": DOCX, "dotx": DOCX, "xlsx": XLSX, "xlsm": XLSX, "odt": ODT,
    "ott": ODT, "ods": ODS, "html": HTML, "htm": HTML, "xhtml": HTML, "md": MARKDOWN,
    "markdown": MARKDOWN, "csv": CSV, "tsv": TSV, "txt": TEXT, "text": TEXT,
}  # fmt: skip
_REFUSED = (
    (b"{\\rtf", "an RTF file", "open it in a word processor and save it as DOCX or ODT"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x89PNG", "a picture", "recognise its text first: ocrmypdf --image-dpi 300 IN OUT.pdf"),
    (b"\xff\xd8\xff", "a picture", "recognise its text first: ocrmypdf --image-dpi 300 IN OUT.pdf"),
    (b"GIF8", "a picture", "recognise its text first: ocrmypdf --image-dpi 300 IN OUT.pdf"),
    (b"II*\x00", "a picture", "recognise its text first: ocrmypdf --image-dpi 300 IN OUT.pdf"),
    (b"MM\x00*", "a picture", "recognise its text first: ocrmypdf --image-dpi 300 IN OUT.pdf"),
    (b"\x7fELF", "a program", "give a report"),
    (b"MZ\x90", "a program", "give a report"),
    (b"SQLite format 3", "a database", "export its tables as CSV"),
    (b"%!PS", "a PostScript file", "convert it first: ps2pdf IN OUT.pdf"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"^\s*<\?xml\b")


def sniff(data: bytes, suffix: str) -> str:
    """Return the media type of a file's content; ``suffix`` is that of its name, without the dot.

    Raises DataError naming what the file is when reports do not come as that.
    """
    if not data.strip(b"\x00\t\r\n \x0c"):
        raise DataError("the file is empty", remedy="check that it was saved or downloaded whole")
    for magic, name, remedy in _REFUSED:
        if data.startswith(magic):
            raise DataError(f"the file is {name}, not a report", remedy=remedy)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(data)
    return _text(data, suffix.lower().removeprefix("."))


def _ole(data: bytes) -> DataError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DataError("the file is protected by a password", remedy="save it without one")
    return DataError(
        "the file is of an old office format (.doc, .xls, .ppt)",
        remedy="open it in an office program and save it as DOCX, ODT or XLSX",
    )


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            declared = b""
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                declared = package.read("mimetype").strip()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise DataError(
            "the file is damaged (a zip package that is cut off or broken)",
            remedy="download or copy it again",
        ) from error
    for media_type in (ODT, ODS):
        if declared.decode("ascii", "replace").startswith(media_type):
            return media_type
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return XLSX
    raise DataError("the file is a zip archive, not a report", remedy="give the files inside it")


def _text(data: bytes, suffix: str) -> str:
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML.search(head):
        return HTML
    if _XML.search(head):
        raise DataError("the file is XML, not a report", remedy="export it as HTML, DOCX or PDF")
    named = SUFFIXES.get(suffix, TEXT)
    if named == HTML and re.search(rb"<[a-zA-Z][^>]*>", data[:200_000]):
        return HTML
    if named in {MARKDOWN, CSV, TSV}:
        return named
    if named == PDF:
        raise DataError("the file is named .pdf but is not one", remedy="download it again")
    return TEXT
