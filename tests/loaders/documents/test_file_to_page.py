"""Every format goes the whole way: file, text, claim, accepted statement, page of its report."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
from lxml import html
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import P
from pyoxigraph import RdfFormat, serialize

from endpoint.app import create_app
from endpoint.config import AppConfig
from loaders.extract.recognise.pipeline import extract
from loaders.mapping.base import Context
from loaders.reports.narrative import Described, map_narrative
from loaders.reports.structured.mapping import Origin
from loaders.review.decisions import Decision
from loaders.settings import Settings
from tests.endpoint.conftest import write_release
from tests.loaders.documents.conftest import pdf_bytes, zip_bytes
from tests.loaders.documents.test_formats import NAMES as PPTX
from tests.loaders.documents.test_formats import epub, relations, shape, slide

SENTENCE = "Leipzig joined Eurocities in 2019."
PAGE = f"<html><head><title>T</title></head><body><main><p>{SENTENCE}</p></main></body></html>"


def _saved(write: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    write(buffer)
    return buffer.getvalue()


def _docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    return _saved(document.save)


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Note"])
    book.active.append([SENTENCE])
    return _saved(book.save)


def _odt() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(P(text=SENTENCE))
    return _saved(document.write)


def _ods() -> bytes:
    book, table = OpenDocumentSpreadsheet(), Table(name="Facts")
    for words in ("Note", SENTENCE):
        row, cell = TableRow(), TableCell(valuetype="string")
        cell.addElement(P(text=words))
        row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    return _saved(book.write)


def _pptx() -> bytes:
    return zip_bytes({
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml":
            f'<p:presentation {PPTX}><p:sldIdLst><p:sldId r:id="r1"/></p:sldIdLst>'
            "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(r1="slides/slide1.xml"),
        "ppt/slides/slide1.xml": slide(shape(SENTENCE)),
    })  # fmt: skip


def _eml() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Message-ID"] = "News", "a@example.org", "<1@e>"
    message.set_content(SENTENCE)
    return bytes(message)


MHT = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: x\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    f"--b\r\nContent-Type: text/html\r\n\r\n{PAGE}\r\n--b--\r\n"
)
FILES: dict[str, Callable[[], bytes | str]] = {
    "a.txt": lambda: SENTENCE,
    "a.md": lambda: f"# News\n\n{SENTENCE}\n",
    "a.html": lambda: PAGE,
    "a.mht": lambda: MHT,
    "a.eml": _eml,
    "a.epub": lambda: zip_bytes(epub({"one.xhtml": PAGE}), stored=["mimetype"]),
    "a.docx": _docx,
    "a.odt": _odt,
    "a.pptx": _pptx,
    "a.pdf": lambda: pdf_bytes([[(60, 700, 11, SENTENCE)]]),
    "a.xlsx": _xlsx,
    "a.ods": _ods,
    "a.csv": lambda: f"Note\n{SENTENCE}\n",
    "a.tsv": lambda: f"Note\tPage\n{SENTENCE}\t1\n",
}


def _quads(name: str, document, context: Context, resources):
    """Accept what was read in a document and return its quads."""
    key = name.replace(".", "-")
    found = extract(document, resources)
    (claim,) = found.claims
    assert (claim.predicate, claim.date) == ("membership", "2019"), name
    assert document.text[claim.start : claim.end].strip() == SENTENCE
    accepted = Decision(f"{key}--{claim.key}", "accepted", "USG", "2026-11-29")
    origin = Origin("formats", name, key, document.sha256, f"{key}-")
    described = Described(f"Report {name}", "en")
    mapped = map_narrative(described, found, origin, context, decisions=[accepted])
    return [quad for record in mapped.records for quad in (*record.quads, *record.catalogue)]


def test_every_format_goes_from_file_to_page(read, resources, tmp_path: Path) -> None:
    settings = Settings.from_environment()
    context = replace(Context.load(settings), missing=[])
    quads = []
    for name, make in FILES.items():
        quads += _quads(name, read(name, make()), context, resources)
    trig = serialize(quads, format=RdfFormat.TRIG).decode()
    folder = write_release(tmp_path / "2026-11-29-000000000001", trig)
    client = create_app(AppConfig(release=folder)).test_client()
    for name in FILES:
        answer = client.get(f"/doc/publication/{name.replace('.', '-')}.html")
        shown = html.document_fromstring(answer.get_data())
        assert shown.xpath("//section[@class='reading']/h2/text()") == ["1 statement read here"]
        (line,) = shown.xpath("//section[@class='reading']//li")
        assert "eurocities, 2019" in " ".join(line.text_content().split())
