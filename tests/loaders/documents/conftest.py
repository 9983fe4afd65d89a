"""Makes miniature reports in every format, with words of our own in several languages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from loaders.documents.model import Document
from loaders.documents.sandbox.process import Sandbox

Run = tuple[float, float, float, str] | tuple[float, float, float, str, str]
Page = Sequence[Run]
"""Words of a page: x, y (points from the lower left corner), size, text, and "bold" if it is."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf_bytes(pages: Sequence[Page], title: str = "", height: int = 842) -> bytes:
    """Write a PDF 1.4 file of absolutely placed words, in any script, with a ToUnicode map."""
    letters = sorted({c for page in pages for run in page for c in run[3]})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    assert len(codes) < 256
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: bytes) -> int:
        return add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))

    lines = b"\n".join(b"<%02x> <%s>" % (code, c.encode("utf-16-be").hex().encode())
                       for c, code in codes.items())  # fmt: skip
    unicode_map = stream(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"%d beginbfchar\n%s\nendbfchar endcmap end end" % (len(codes), lines)
    )
    names = b" ".join(b"/uni%04X" % ord(c) for c in codes)
    fonts = []
    for name in (b"Helvetica", b"Helvetica-Bold"):
        widths = b" ".join(b"500" for _ in codes)
        fonts.append(add(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /FirstChar 1 /LastChar %d /Widths [%s] "
            b"/Encoding << /Type /Encoding /Differences [1 %s] >> /ToUnicode %d 0 R >>"
            % (name, len(codes), widths, names, unicode_map)
        ))  # fmt: skip
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        content = b""
        for x, y, size, text, *style in page:
            shown = bytes(codes[c] for c in text).hex().encode()
            font = b"F2" if style else b"F1"
            content += b"BT /%s %g Tf %g %g Td <%s> Tj ET\n" % (font, size, x, y, shown)
        contents = stream(content)
        kids.append(add(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 %d] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 %d 0 R /F2 %d 0 R >> >> >>" % (tree, height, contents, *fonts)
        ))  # fmt: skip
    shown_kids = b" ".join(b"%d 0 R" % kid for kid in kids)
    add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), shown_kids))
    catalog = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    info = add(b"<< /Title <feff%s> >>" % title.encode("utf-16-be").hex().encode())
    return pdf_file(objects, catalog, info)


def pdf_file(objects: Sequence[bytes], catalog: int, info: int = 0, more: bytes = b"") -> bytes:
    """Put PDF objects into a file with its cross-reference table."""
    parts, offsets, size = [b"%PDF-1.4\n"], [], 9
    for number, body in enumerate(objects, start=1):
        offsets.append(size)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        size += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size %d /Root %d 0 R %s %s >>" % (
        len(objects) + 1, catalog, b"/Info %d 0 R" % info if info else b"", more,
    )  # fmt: skip
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    return b"".join([*parts, b"trailer %s\nstartxref\n%d\n%%%%EOF\n" % (trailer, size)])


def zip_bytes(members: dict[str, bytes | str], *, stored: Sequence[str] = ()) -> bytes:
    """Write a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, body, kind)
    return buffer.getvalue()


def docx_bytes(body: str, **parts: str) -> bytes:
    """Write the smallest DOCX with this content of ``w:body``."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    named = {f"word/{name}.xml": text for name, text in parts.items()}
    return zip_bytes({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **named})


def word_with_note(text: str, note: str, after: str) -> bytes:
    """Write a DOCX with python-docx and put a footnote into it, which that cannot."""
    document = docx.Document()
    document.core_properties.title = "Miniature"
    document.add_heading("Łódź i Αθήνα", 1)
    paragraph = document.add_paragraph(text)
    reference = paragraph.add_run()._r.makeelement(f"{{{W}}}footnoteReference", {f"{{{W}}}id": "2"})
    paragraph.runs[-1]._r.append(reference)
    paragraph.add_run(after)
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph("Bologna", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Città", "Anno", "Riace", "1998"), strict=True):
        cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf_bytes


@pytest.fixture
def make_pdf_file() -> Callable[..., bytes]:
    return pdf_file


@pytest.fixture
def make_zip() -> Callable[..., bytes]:
    return zip_bytes


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    return docx_bytes


@pytest.fixture
def make_word() -> Callable[..., bytes]:
    return word_with_note


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.fixture
def read(tmp_path: Path, sandbox: Sandbox) -> Callable[[str, bytes | str], Document]:
    """Write bytes (or UTF-8 text) to a file of that name and read it as users do."""

    def read_as(name: str, content: bytes | str) -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return sandbox.read(path)

    return read_as


@pytest.fixture
def is_traceable() -> Callable[[Document, dict[str, str]], None]:
    """Check that every run and block of a document stands at the place it says."""

    def check(document: Document, original: dict[str, str]) -> None:
        assert document.blocks
        for block in document.blocks:
            assert document.text[block.start : block.end] == block.text
            for origin in document.origins(block.start, block.end):
                assert origin.start < origin.end
        for run in document.runs:
            words = document.text[run.start : run.end]
            assert original[run.part][run.origin : run.origin + len(words)] == words

    return check
