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
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
RTF = "application/rtf"
EPUB = "application/epub+zip"
MAIL = "message/rfc822"
MHTML = "multipart/related"
HTML = "text/html"
MARKDOWN = "text/markdown"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TEXT = "text/plain"

SUFFIXES = {
    "pdf": PDF, "docx": DOCX, "docm": DOCX, "dotx": DOCX, "xlsx": XLSX, "xlsm": XLSX, "odt": ODT,
    "ott": ODT, "ods": ODS, "pptx": PPTX, "pptm": PPTX, "ppsx": PPTX, "epub": EPUB, "html": HTML,
    "htm": HTML, "xhtml": HTML, "mht": MHTML, "mhtml": MHTML, "eml": MAIL, "md": MARKDOWN,
    "rtf": RTF, "markdown": MARKDOWN, "csv": CSV, "tsv": TSV, "txt": TEXT, "text": TEXT,
}  # fmt: skip
_UNPACK = "unpack it first"
_RECOGNISE = "recognise its text first: ocrmypdf --image-dpi 300 IN OUT.pdf"
_REFUSED = (
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"\x89PNG", "a picture", _RECOGNISE),
    (b"\xff\xd8\xff", "a picture", _RECOGNISE),
    (b"GIF8", "a picture", _RECOGNISE),
    (b"II*\x00", "a picture", _RECOGNISE),
    (b"MM\x00*", "a picture", _RECOGNISE),
    (b"AT&TFORM", "a DjVu file", "convert it to PDF first: ddjvu -format=pdf IN OUT.pdf"),
    (b"\xffWPC", "a WordPerfect file", "open it in a word processor and save it as DOCX or ODT"),
    (b"\x7fELF", "a program", "give a report"),
    (b"MZ\x90", "a program", "give a report"),
    (b"SQLite format 3", "a database", "export its tables as CSV"),
    (b"%!PS", "a PostScript file", "convert it first: ps2pdf IN OUT.pdf"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file of the old container holds is told by the names of its streams.
_OLE_KINDS = (
    ("EncryptedPackage", "protected by a password", "save it without one"),
    ("__substg1.0_", "a mail saved by Outlook (.msg)", "save the mail as .eml, or print it as PDF"),
    ("WordDocument", "an old Word file (.doc)", "open it in a word processor and save it as DOCX"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)",
     "open it in an office program and save it as PPTX"),
    ("Workbook", "an old Excel file (.xls)", "open it in an office program and save it as XLSX"),
)  # fmt: skip
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {
    "presentation": ("an OpenDocument presentation (.odp)", "save it as PPTX or PDF"),
    "graphics": ("an OpenDocument drawing (.odg)", "save it as PDF"),
}
_APPLE = {"pages": "Pages", "numbers": "Numbers", "key": "Keynote"}
_PARTS = {
    "word/document.xml": DOCX, "xl/workbook.xml": XLSX, "xl/workbook.bin": XLSX,
    "ppt/presentation.xml": PPTX, "META-INF/container.xml": EPUB,
}  # fmt: skip
# Comments are taken whole: trying all ways to split them would take for ever.
_HTML = re.compile(
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"^\s*<\?xml\b")
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*+):[^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+\r?\n")
_RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(rb"^(?:snapshot-content-location:|from:\s*<saved by )", re.I | re.MULTILINE)
# Headers that programs add: a memo has From, To, Date and Subject as well.
_OF_MAIL = frozenset({"message-id", "mime-version", "received", "return-path", "x-mailer"})
_OF_LETTERS = frozenset({"from", "to", "date", "subject", "content-type"})


def sniff(data: bytes, suffix: str) -> str:
    """Return the media type of a file's content; ``suffix`` is that of its name, without the dot.

    Raises DataError naming what the file is when reports do not come as that.
    """
    if not data.strip(b"\x00\t\r\n \x0c"):
        raise DataError("the file is empty", remedy="check that it was saved or downloaded whole")
    for magic, name, remedy in _REFUSED:
        if data.startswith(magic):
            raise DataError(f"the file is {name}, not a report", remedy=remedy)
    if data.startswith(b"{\\rtf"):
        return RTF
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(data, suffix.lower())
    return _text(data, suffix.lower().removeprefix("."))


def _ole(data: bytes) -> DataError:
    for stream, kind, remedy in _OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            return DataError(f"the file is {kind}", remedy=remedy)
    return DataError(
        "the file is of an old office format (.doc, .xls, .ppt)",
        remedy="open it in an office program and save it as DOCX, ODT or XLSX",
    )


def _package(data: bytes, suffix: str) -> str:
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
    kind = declared.decode("ascii", "replace")
    for media_type in (ODT, ODS, EPUB):
        if kind.startswith(media_type):
            return media_type
    for part, media_type in _PARTS.items():
        if part in names:
            return media_type
    raise _no_report(kind, names, suffix)


def _no_report(kind: str, names: set[str], suffix: str) -> DataError:
    """Return the error that says what a zip package is."""
    if kind.startswith(_OPEN_DOCUMENT):
        of = kind.removeprefix(_OPEN_DOCUMENT).split("-")[0]
        name, remedy = _OPEN_DOCUMENTS.get(of, (f"an OpenDocument {of[:40]}", "save it as PDF"))
        return DataError(f"the file is {name}, which cannot be read", remedy=remedy)
    if any(name.endswith(".iwa") or name.endswith("Index.zip") for name in names):
        program = _APPLE.get(suffix, "Pages, Numbers or Keynote")
        return DataError(
            f"the file is of Apple's {program}, which cannot be read",
            remedy="choose File, Export To, and export it as PDF, Word or Excel",
        )
    return DataError("the file is a zip archive, not a report", remedy="give the files inside it")


def _text(data: bytes, suffix: str) -> str:
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if mail := _mail(data[:100_000], suffix):
        return mail
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


def _mail(head: bytes, suffix: str) -> str | None:
    """Return the kind of mail that a file is, or None; raise DataError for a mailbox of several."""
    box = head.startswith(b"From ")
    at = head.find(b"\n") + 1 if box else 0
    names: set[str] = set()
    while found := _HEADER.match(head, at):
        names.add(found[1].decode().lower())
        at = found.end()
    named = SUFFIXES.get(suffix)
    if not names & _OF_LETTERS or not (names & _OF_MAIL or named in {MAIL, MHTML}):
        return None
    if box:
        raise DataError(
            "the file is a mailbox (mbox), not one mail", remedy="save each mail as a file (.eml)"
        )
    saved = named == MHTML or _SAVED.search(head[:at])
    return MHTML if saved and _RELATED.search(head[:at]) else MAIL
