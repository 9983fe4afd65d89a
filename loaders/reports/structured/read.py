"""Reads a report after the template out of the blocks of any format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from loaders.documents import sniff
from loaders.documents.model import Block, Document, Locator
from loaders.errors import DataError, GroupedError, UrbsolError
from loaders.reports.structured.fields import HEAD, SECTIONS, TEMPLATE, section
from loaders.reports.structured.model import Entry, StructuredReport, normal
from loaders.reports.structured.schema import Section

NO_NAME = "–"
SHEETS = frozenset({sniff.XLSX, sniff.ODS})
TABLES = frozenset({sniff.CSV, sniff.TSV})
_FIELD = re.compile(r"([a-z][a-z0-9_]*)\s*(?:\([^)]*\))?\s*:\s*(.*)", re.DOTALL)
_CELL = re.compile(r"([A-Z]+)(\d+)")


def is_structured(document: Document) -> bool:
    """Tell whether a document says that it follows the template."""
    if document.metadata.get("template", "").startswith("city-report"):
        return True
    return any(
        re.match(r"(?:report \| (?:[^|]*\| )?)?template\b.*\bcity-report", block.text)
        for block in document.blocks[:12]
    )


def read_structured(document: Document, shown: str) -> StructuredReport:
    """Return what a report after the template says; ``shown`` is the file's name in messages.

    Raises GroupedError with every unknown section and field, each with its line, row or cell.
    """
    reader = _Reader(shown)
    if document.media_type in SHEETS:
        cells = _sheet_cells(document)
    elif document.media_type in TABLES:
        cells = _long_cells(document)
    else:
        cells = reader.paragraphs(document)
    reader.take(cells)
    return reader.report(document)


@dataclass(frozen=True)
class _Cell:
    """One value as it was found: where, in which entry of which section, under which name."""

    section: str
    entry: object
    name: str
    value: str
    at: Locator


@dataclass
class _Reader:
    shown: str
    errors: list[UrbsolError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    entries: dict[tuple[str, object], tuple[dict[str, str], dict[str, Locator]]] = field(
        default_factory=dict
    )

    def take(self, cells: Iterable[_Cell]) -> None:
        """Sort the values into entries."""
        for cell in cells:
            known = section(cell.section)
            value = normal(cell.value)
            if known is None:
                self._error(f"no section {cell.section!r}", cell.at, _choices(SECTIONS))
                continue
            if not value:
                continue
            if known.field(cell.name) is None:
                names = ", ".join(f.name for f in known.fields)
                self._error(f"{known.title} has no field {cell.name!r}", cell.at, f"one of {names}",
                            cell.name)  # fmt: skip
                continue
            values, places = self.entries.setdefault((known.name, cell.entry), ({}, {}))
            several = known.field(cell.name)
            if cell.name in values and several is not None and several.many:
                values[cell.name] += f"; {value}"
            elif cell.name in values:
                self._error(f"{cell.name} is given twice", cell.at, "keep one", cell.name)
            else:
                values[cell.name] = value
                places[cell.name] = cell.at

    def report(self, document: Document) -> StructuredReport:
        """Return the report; raise what was collected."""
        head = Entry(HEAD.name, {})
        entries: list[Entry] = []
        for (name, _), (values, places) in self.entries.items():
            first = next(iter(places.values()))
            number = first.row if first.sheet or first.row else first.line or first.paragraph
            entry = Entry(name, values, number or 0, first, places)
            if name == HEAD.name:
                head = entry
            else:
                entries.append(entry)
        if head.values.get("template") != TEMPLATE:
            found = head.values.get("template", "none")
            self._error(f"the template is {found!r}", head.at, f"write {TEMPLATE}", "template")
        self._required([head, *entries])
        if self.errors:
            raise GroupedError(
                f"{self.shown}: {len(self.errors)} errors", errors=tuple(self.errors)
            )
        return StructuredReport(head, tuple(entries), (*document.warnings, *self.warnings))

    def paragraphs(self, document: Document) -> Iterator[_Cell]:
        """Read headings, list items and two-column tables (Markdown, DOCX, ODT)."""
        name, entry, top = HEAD.name, 0, 1
        for removed in document.removed:
            if removed.reason == "front-matter":
                key, _, value = removed.text.partition(": ")
                yield _Cell(HEAD.name, 0, key, value, removed.locator)
        for block in document.blocks:
            found = section(block.text) if block.kind == "heading" else None
            if block.kind == "heading" and found is not None:
                name, top, entry = found.name, block.level, entry + 1
            elif block.kind == "heading" and block.level > top:
                entry += 1
                if block.text != NO_NAME and name != HEAD.name:
                    yield from _named(name, entry, block)
            elif block.kind == "heading" and entry:
                self._error(f"no section {block.text!r}", block.locator, _choices(SECTIONS))
            elif block.kind == "table-row":
                entry += block.locator.row == 1 and name != HEAD.name and self._begun(name, entry)
                yield from _row(name, entry, block)
            elif pair := _FIELD.fullmatch(block.text):
                yield _Cell(name, entry, pair[1], pair[2], block.locator)
            elif block.kind in {"paragraph", "list"} and entry:
                where = str(block.locator)
                self.warnings.append(f"{where}: text without a field was not read")

    def _begun(self, name: str, entry: int) -> bool:
        values, _ = self.entries.get((name, entry), ({}, {}))
        return len(values) > 1

    def _required(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            known = section(entry.section)
            for wanted in known.fields if known else ():
                if wanted.required and not entry.values.get(wanted.name) and not wanted.default:
                    what = f"{wanted.name} is missing in an entry of {entry.section}"
                    self._error(what, entry.at, wanted.help, wanted.name)

    def _error(self, what: str, at: Locator, remedy: str, column: str | None = None) -> None:
        self.errors.append(error_at(self.shown, what, at, remedy, column))


def error_at(
    shown: str, what: str, at: Locator, remedy: str = "", column: str | None = None
) -> DataError:
    """Return an error that names the file, the field, and the line, row, cell or paragraph."""
    file = shown
    if at.sheet or (at.cell and at.row):
        file = f"{shown}, sheet {at.sheet}, cell {at.cell}"
    elif at.paragraph and not at.line:
        file = f"{shown}, paragraph {at.paragraph}"
    row = None if at.cell else at.row if not at.paragraph else None
    return DataError(what, file, row=row, column=column, line=at.line, remedy=remedy)


def _choices(sections: Iterable[Section]) -> str:
    return "one of " + ", ".join(known.title for known in sections)


def _named(name: str, entry: int, block: Block) -> Iterator[_Cell]:
    known = section(name)
    label = next((f.name for f in known.fields if f.value == "name"), "") if known else ""
    if label:
        yield _Cell(name, entry, label, block.text, block.locator)


def _row(name: str, entry: int, block: Block) -> Iterator[_Cell]:
    left, _, right = block.text.partition(" |")
    word = left.split()[0] if left.split() else ""
    if right.strip() or re.fullmatch(r"[a-z][a-z0-9_]*", word):
        yield _Cell(name, entry, word, right.strip(), block.locator)


def _sheet_cells(document: Document) -> Iterator[_Cell]:
    """Read sheets: ``report`` as name and value, the others with the names in their first row."""
    headers: dict[str, Mapping[str, str]] = {}
    for block in document.blocks:
        if block.kind != "table-row":  # the name of a sheet
            continue
        sheet = block.locator.sheet or ""
        cells = _cells(document, block)
        row = block.locator.row
        if section(sheet) is HEAD:
            name, value = cells.get("A", ""), cells.get("B", "")
            yield _Cell(HEAD.name, 0, name, value, Locator(sheet=sheet, row=row, cell=f"B{row}"))
        elif sheet not in headers:
            headers[sheet] = cells
        else:
            for column, value in cells.items():
                name = headers[sheet].get(column, f"column {column}")
                place = Locator(sheet=sheet, row=row, cell=f"{column}{row}")
                yield _Cell(sheet, row, name, value, place)


def _cells(document: Document, block: Block) -> dict[str, str]:
    """Return the cells of a row by column letter."""
    cells: dict[str, str] = {}
    for run in document.runs_in(block.start, block.end):
        found = _CELL.fullmatch(run.part.rpartition("!")[2])
        if found:
            cells[found[1]] = document.text[run.start : run.end]
    return cells


def _long_cells(document: Document) -> Iterator[_Cell]:
    """Read CSV with the columns section, entry, field, value."""
    for index, block in enumerate(document.blocks):
        parts = block.text.split(" | ", 3)
        if index == 0 and parts[:2] == ["section", "entry"]:
            continue
        if len(parts) == 4:
            place = Locator(row=block.locator.row, line=block.locator.line)
            yield _Cell(parts[0], parts[1], parts[2], parts[3], place)
        elif len(parts) < 3:
            yield _Cell(parts[0], block.start, "", block.text, block.locator)
