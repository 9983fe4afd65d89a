"""What a report says survives being written to, and read from, every format."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText

from loaders.documents.sandbox.formats import read_bytes
from loaders.errors import UsageError
from loaders.reports.structured import write
from loaders.reports.structured.fields import HEAD, SECTIONS, TEMPLATE
from loaders.reports.structured.model import Entry, StructuredReport, normal
from loaders.reports.structured.read import is_structured, read_structured

FORMATS = {".md": write.markdown, ".docx": write.docx, ".xlsx": write.xlsx, ".csv": write.long_csv}


def back(content: bytes, name: str) -> StructuredReport:
    document = read_bytes(content, name)
    assert is_structured(document)
    return read_structured(document, name)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_field_of_every_section(full_report, suffix):
    found = back(FORMATS[suffix](full_report), f"report{suffix}")
    assert found == full_report
    assert found.warnings == ()
    assert {e.section for e in found.entries} == {s.name for s in SECTIONS}
    assert all(entry.number for entry in found.entries)


def test_odt(full_report):
    document = OpenDocumentText()
    add_table(document, HEAD, full_report.head.values)
    for section in SECTIONS:
        document.text.addElement(text.H(outlinelevel=1, text=section.title))
        for entry in full_report.of(section.name):
            document.text.addElement(text.H(outlinelevel=2, text="–"))
            add_table(document, section, entry.values)
    assert back(saved(document), "report.odt") == full_report


def add_table(document, section, values):
    grid = table.Table()
    for name, words in values.items():
        row = table.TableRow()
        for shown in (name, words):
            cell = table.TableCell()
            cell.addElement(text.P(text=shown))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)


def test_ods(full_report):
    document = OpenDocumentSpreadsheet()
    head = [[name, words] for name, words in full_report.head.values.items()]
    add_sheet(document, "report", head)
    for section in SECTIONS:
        names = [field.name for field in section.fields]
        rows = [[e.values.get(n, "") for n in names] for e in full_report.of(section.name)]
        add_sheet(document, section.name, [names, *rows])
    assert back(saved(document), "report.ods") == full_report


def add_sheet(document, name, rows):
    sheet = table.Table(name=name)
    for words in rows:
        row = table.TableRow()
        for shown in words:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=shown))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_empty_template_says_what_is_missing(suffix):
    document = read_bytes(FORMATS[suffix](write.empty()), f"report{suffix}")
    assert is_structured(document)
    with pytest.raises(Exception, match="5 errors") as caught:
        read_structured(document, "report")
    missing = {error.column for error in caught.value.errors}
    assert missing == {"title", "city", "date", "licence", "language"}


WORDS = st.text(min_size=1, max_size=40).map(normal).filter(lambda words: words not in {"", "–"})


@settings(max_examples=80, deadline=None)
@given(title=WORDS, name=WORDS, note=WORDS, suffix=st.sampled_from(list(FORMATS)))
def test_any_words(title, name, note, suffix):
    head = {"template": TEMPLATE, "title": title, "city": "palermo", "date": "2019",
            "licence": "https://example.org/", "language": "en"}  # fmt: skip
    entry = Entry("practices", {"name": name, "note": note, "description": f"{note} {name}"})
    report = StructuredReport(Entry(HEAD.name, head), (entry,))
    assert back(FORMATS[suffix](report), f"report{suffix}") == report


def test_other_formats_have_no_template(tmp_path, full_report):
    with pytest.raises(UsageError, match="no template"):
        write.write(full_report, tmp_path / "report.pdf")
