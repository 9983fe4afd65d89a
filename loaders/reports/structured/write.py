"""Writes reports after the template: empty to be filled in, or full (all formats say the same)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx as word
import yaml
from docx.shared import Pt
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import Cell  # type: ignore[import-untyped]
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]

from loaders import disk
from loaders.errors import UsageError
from loaders.reports.structured.fields import HEAD, SECTIONS, TEMPLATE
from loaders.reports.structured.model import Entry, StructuredReport
from loaders.reports.structured.read import NO_NAME
from loaders.reports.structured.schema import Field, Section

SUFFIXES = (".md", ".docx", ".xlsx", ".csv")
_MARKUP = re.compile(r"([\\`*\[\]<>&~!|#])|(?<![^\W_])(_)|(_)(?![^\W_])")


def empty() -> StructuredReport:
    """Return a report with nothing filled in but the name of the template."""
    return StructuredReport(Entry(HEAD.name, {"template": TEMPLATE}))


def write(report: StructuredReport, path: Path) -> None:
    """Write a report in the format of the file's name; raise UsageError for any other."""
    formats = {".md": markdown, ".docx": docx, ".xlsx": xlsx, ".csv": long_csv}
    make = formats.get(path.suffix.lower())
    if make is None:
        raise UsageError(f"no template for {path.suffix or path.name!r}", "use .md, .docx or .xlsx")
    with disk.replacing(path) as draft:
        draft.write_bytes(make(report))


def _name_of(section: Section) -> str:
    return next((field.name for field in section.fields if field.value == "name"), "")


# ---- Markdown ----


def markdown(report: StructuredReport) -> bytes:
    """Return the report as Markdown: front matter, a heading a section, a list an entry."""
    head = {field.name: report.head.values.get(field.name) for field in HEAD.fields}
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    front = re.sub(r": null$", ":", front, flags=re.MULTILINE)
    parts = [f"---\n{front}---\n\n<!-- {_head_help()} -->\n"]
    for section in SECTIONS:
        parts.append(f"\n## {section.title}\n\n{_markdown_help(section)}")
        parts += [_markdown_entry(section, entry) for entry in report.of(section.name)]
    return "".join(parts).encode("utf-8")


def _head_help() -> str:
    return "; ".join(f"{field.name}: {field.help}" for field in HEAD.fields).replace("--", "–")


def _markdown_help(section: Section) -> str:
    """Return an entry to copy, as a comment: the reader does not see it."""
    name = _name_of(section)
    lines = [f"<!-- {section.help}. An entry looks like this (leave out what is unknown):", ""]
    lines.append(f"### {name or NO_NAME}")
    lines.append("")
    lines += [f"- {f.name}: {_hint(f)}" for f in section.fields if f.name != name]
    return "\n".join([*lines, "-->", ""]).replace(" -- ", " – ")


def _hint(field: Field) -> str:
    needed = " (needed)" if field.required else ""
    several = "; several, separated by ;" if field.many and "separated" not in field.help else ""
    return f"{field.help}{several}{needed}"


def _markdown_entry(section: Section, entry: Entry) -> str:
    name = _name_of(section)
    heading = _escaped(entry.values.get(name, "")) if name else ""
    lines = [f"\n### {heading or NO_NAME}\n"]
    lines += [
        f"- {field.name}: {_escaped(entry.values[field.name])}"
        for field in section.fields
        if field.name in entry.values and field.name != name
    ]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Escape what Markdown would read as markup (CommonMark 0.31, 2.4)."""
    escaped = _MARKUP.sub(lambda found: "\\" + found[0], text)
    escaped = re.sub(r"^([-+=]|\d+[.)])", _escaped_start, escaped)
    return re.sub(r"(#+)$", lambda found: found[1], escaped)


def _escaped_start(found: re.Match[str]) -> str:
    mark = found[1]
    return f"{mark[:-1]}\\{mark[-1]}"


# ---- Word processor ----


def docx(report: StructuredReport) -> bytes:
    """Return the report as DOCX: headings, and a table of field and value an entry."""
    document = word.Document()
    document.core_properties.title = report.head.values.get("title", "City report")
    document.add_heading(HEAD.title, 1)
    _docx_table(document, HEAD, report.head)
    for section in SECTIONS:
        document.add_heading(section.title, 1)
        help_text = f"{section.help}. Copy heading and table for every further entry."
        document.add_paragraph(help_text, style="Quote")
        name = _name_of(section)
        for entry in report.of(section.name) or (Entry(section.name, {}),):
            heading = entry.values.get(name, "") if name else ""
            document.add_heading(heading or NO_NAME, 2)
            _docx_table(document, section, entry, without=name)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document: object, section: Section, entry: Entry, without: str = "") -> None:
    fields = [field for field in section.fields if field.name != without]
    table = document.add_table(rows=len(fields), cols=2)  # type: ignore[attr-defined]
    table.style = "Table Grid"
    # The cells of a whole table at once: asking for them one by one is quadratic.
    cells = table._cells
    for index, field in enumerate(fields):
        left = cells[2 * index].paragraphs[0]
        left.add_run(field.name).bold = True
        hint = left.add_run(f" ({_hint(field)})".replace("|", "/"))
        hint.font.size = Pt(7)
        cells[2 * index + 1].text = entry.values.get(field.name, "")


# ---- Spreadsheet ----


def xlsx(report: StructuredReport) -> bytes:
    """Return the report as XLSX: a sheet for the head, then one a section with a row an entry."""
    workbook = Workbook()
    first = workbook.active
    if first is None:
        raise UsageError("a workbook needs a sheet")
    first.title = HEAD.name
    for row, field in enumerate(HEAD.fields, start=1):
        _cell(first.cell(row, 1), field.name).font = Font(bold=True)
        _cell(first.cell(row, 2), report.head.values.get(field.name, ""))
        _cell(first.cell(row, 3), _hint(field)).font = Font(italic=True, color="777777")
    first.column_dimensions["B"].width = 60
    for section in SECTIONS:
        sheet = workbook.create_sheet(section.name)
        sheet.freeze_panes = "A2"
        for column, field in enumerate(section.fields, start=1):
            header = _cell(sheet.cell(1, column), field.name)
            header.font = Font(bold=True)
            header.comment = Comment(_hint(field), "template")
        for row, entry in enumerate(report.of(section.name), start=2):
            for column, field in enumerate(section.fields, start=1):
                if field.name in entry.values:
                    _cell(sheet.cell(row, column), entry.values[field.name])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _cell(cell: Cell, text: str) -> Cell:
    """Write words as words: nothing is a formula or a number."""
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


# ---- CSV ----


def long_csv(report: StructuredReport) -> bytes:
    """Return the report as CSV with the columns section, entry, field, value."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["section", "entry", "field", "value"])
    writer.writerows(_long_rows(report))
    return stream.getvalue().encode("utf-8")


def _long_rows(report: StructuredReport) -> Iterator[Sequence[str]]:
    for number, entry in enumerate((report.head, *report.entries)):
        for name, value in entry.values.items():
            yield entry.section, str(number), name, value
