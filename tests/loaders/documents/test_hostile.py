"""Files that mean harm, or are broken: a clear error each, within bounded time and memory."""

import io
import struct
import zipfile

import pytest

from loaders.documents.sandbox.process import Limits, Sandbox
from loaders.errors import DataError

WORKSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECONDS = 10


@pytest.fixture(scope="module")
def guarded():
    with Sandbox(Limits(memory=700_000_000, seconds=SECONDS, size=60_000_000)) as made:
        yield made


@pytest.fixture
def refused(tmp_path, guarded):
    """Write a file, and return the message with which it is refused."""

    def refuse(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            guarded.read(path)
        assert caught.value.file == path
        assert caught.value.exit_code == 1
        return str(caught.value)

    return refuse


def test_zip_bomb(refused, make_docx):
    bomb = zip_with(make_docx("<w:p/>"), "word/media/picture.bin", bytes(200_000_000))
    assert "zip bomb" in refused("report.docx", bomb)


def zip_with(package, name, content):
    buffer = io.BytesIO(package)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def test_zip_whose_directory_lies_about_sizes(refused, make_docx):
    package = bytearray(make_docx("<w:p><w:r><w:t>" + "words " * 300_000 + "</w:t></w:r></w:p>"))
    at = package.rindex(b"PK\x01\x02")
    package[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert "damaged" in refused("report.docx", bytes(package))


def test_paths_that_leave_the_archive(refused, make_docx):
    package = zip_with(make_docx("<w:p/>"), "../../etc/cron.d/evil", "x")
    assert "path outside it" in refused("report.docx", package)


def test_entity_bomb(refused, make_zip):
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(10)
    )
    text = f"<!DOCTYPE x [{entities}]><x>&e9;</x>"
    package = make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": text})
    assert "declares entities" in refused("report.docx", package)


def test_external_entity(refused, make_zip):
    text = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    for name in ("content.xml", "word/document.xml"):
        odt = {"mimetype": "application/vnd.oasis.opendocument.text"} if name[0] == "c" else {}
        message = refused("report.odt", make_zip({**odt, name: text}, stored=["mimetype"]))
        assert "declares entities" in message


def test_xml_is_refused_before_it_is_parsed(refused):
    text = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    assert "XML, not a report" in refused("report.txt", text)


def test_deeply_nested_xml(refused, make_docx):
    message = refused("r.docx", make_docx("<w:sdt>" * 3000 + "</w:sdt>" * 3000))
    assert "damaged: its elements stand hundreds of levels deep" in message
    assert "HUGE" not in message


def test_cells_that_span_more_rows_than_there_are(refused):
    row = '<td rowspan="65534">words of a cell</td>' * 50
    page = f"<h1>Towns</h1><table><tr>{row}</tr>{'<tr><td>Leeds</td></tr>' * 20_000}</table>"
    message = refused("page.html", page.encode())
    assert "cells of tables cover more than 200,000 places" in message
    assert "take rowspan from the cells" in message


def test_ten_thousand_pages(refused, make_pdf):
    message = refused("report.pdf", make_pdf([[(60, 700, 11, "Words of a page")]] * 10_000))
    assert "10,000 pages" in message
    assert "split it" in message


def test_pages_that_contain_themselves(refused, make_pdf_file):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 2 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>",
    ]
    assert "report.pdf" in refused("report.pdf", make_pdf_file(objects, 1))


def test_a_drawing_that_draws_itself(refused, make_pdf_file):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R "
        b"/Resources << /XObject << /X 4 0 R >> >> >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 500 500] "
        b"/Resources << /XObject << /X 4 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream",
    ]
    assert "reading was stopped" in refused("report.pdf", make_pdf_file(objects, 1))


def test_zeros(refused):
    assert "empty" in refused("report.txt", bytes(50_000_000))
    assert "empty" in refused("report.pdf", b"")


def test_a_gigabyte(tmp_path, guarded):
    path = tmp_path / "report.pdf"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # a hole: it takes no room on disk
    with pytest.raises(DataError, match="1,000,000,000 bytes"):
        guarded.read(path)


def test_wrong_extension_is_read_by_content(read, make_pdf):
    document = read("report.docx", make_pdf([[(60, 700, 11, "Words of a page")]]))
    assert document.media_type == "application/pdf"
    assert "named .docx" in document.warnings[0]
    page = "<!doctype html><html><body><p>Words of a page</p></body></html>"
    assert read("report.pdf", page).media_type == "text/html"


def test_what_is_no_report(refused, make_zip):
    assert "named .pdf" in refused("report.pdf", b"just some words")
    assert "zip archive" in refused("report.docx", make_zip({"a.txt": "words"}))
    assert "a picture" in refused("report.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert "old office format" in refused("r.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    assert "not text" in refused("report.txt", bytes(range(256)) * 100)


def test_password(refused, make_pdf_file, make_docx):
    encrypted = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
    pages = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 0 /Kids [] >>"]
    made = make_pdf_file(pages, 1, more=encrypted % (b"11" * 32, b"22" * 32))
    assert "password" in refused("report.pdf", made)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refused("report.docx", ole)
    package = bytearray(make_docx("<w:p/>"))
    package[package.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refused("report.docx", bytes(package))


def test_truncated_files(refused, make_pdf, make_docx):
    page = make_pdf([[(60, 700, 11, "Words of a page")]])
    assert "damaged" in refused("report.pdf", page[: page.index(b"/Type /Catalog") - 300])
    package = make_docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>")
    assert "damaged" in refused("report.docx", package[:-40])


def test_a_sheet_of_two_cells_far_apart(refused, make_zip):
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
    sheet = f'<worksheet xmlns="{WORKSHEET}"><sheetData>{cells}</sheetData></worksheet>'
    entry = f'<sheets><sheet name="S" sheetId="1" xmlns:r="{OFFICE}" r:id="r1"/></sheets>'
    target = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    relations = f'<Relationships xmlns="{RELATIONS}">{target}</Relationships>'
    package = make_zip({
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{WORKSHEET}">{entry}</workbook>',
        "xl/_rels/workbook.xml.rels": relations,
        "xl/worksheets/sheet1.xml": sheet,
    })  # fmt: skip
    assert "1,048,576 rows" in refused("report.xlsx", package)


def test_markup_without_words(refused):
    assert "no words" in refused("report.html", b"<html><body>" + b"<div>" * 100_000)
    assert "no words" in refused("report.md", b"> " * 50_000)


def test_html_that_makes_parsers_slow(read):
    document = read("report.html", "<html><body>words" + '<a "' * 20_000)
    assert document.text.startswith("words")


def test_a_folder_and_a_missing_file(tmp_path, guarded):
    with pytest.raises(DataError, match="not a file"):
        guarded.read(tmp_path)
    with pytest.raises(DataError, match="cannot be read"):
        guarded.read(tmp_path / "nothing.pdf")
