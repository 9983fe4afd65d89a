"""A CSV table becomes checked rows; every error says file, row (header is row 1) and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders.curation import canonical, grades
from loaders.curation.cells import CellChecks, partial_date
from loaders.curation.extents import Extents
from loaders.curation.lines import Line, read_lines
from loaders.curation.spec import TableSpec
from loaders.errors import MAX_ERRORS, DataError, UrbsolError, raise_all

MAX_CELL = 100_000


@dataclass(frozen=True)
class TableRow:
    """A checked row: its number as in a spreadsheet and its cells by column."""

    number: int
    values: Mapping[str, str]


@dataclass
class TableReader:
    """Reads one table; ``shown`` names the file in errors.

    ``canonical`` also demands the canonical form (a BOM and CRLF are forgiven).
    """

    path: Path
    shown: str
    spec: TableSpec
    checks: CellChecks
    extents: Extents
    canonical: bool = True
    errors: list[UrbsolError] = field(default_factory=list)

    def read(self) -> tuple[TableRow, ...]:
        """Return all rows; raise DataError, or GroupedError when several things are wrong."""
        rows: list[TableRow] = []
        try:
            cells = self._rows()
            header = next(cells)[1]
            self._check_header(header)
            seen: dict[tuple[str, ...], int] = {}
            for number, row in cells:
                if checked := self._row(header, number, row, seen):
                    rows.append(checked)
                if len(self.errors) >= MAX_ERRORS:
                    break
        except DataError as error:
            self.errors.append(error)
        raise_all(self.errors, self.shown)
        return tuple(rows)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and cells of each row, the header first."""
        taken = Taken()
        csv.field_size_limit(MAX_CELL)
        reader = csv.reader(taken.feed(read_lines(self.path, self.shown)), strict=True)
        number = 0
        while True:
            taken.clear()
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise self._malformed(taken, number, error) from error
            self._check_form(taken.text, row, number)
            yield number, row

    def _malformed(self, taken: Taken, number: int, error: csv.Error) -> DataError:
        column = str(taken.text.count(",") + 1)
        return self._error(
            f"no proper CSV: {error}", number, f"{column} (counted by commas)", taken.line
        )

    def _check_form(self, text: str, row: list[str], number: int) -> None:
        if self.canonical and text != canonical.line(row) and len(self.errors) < MAX_ERRORS:
            pairs = zip(text.split(","), canonical.line(row).split(","), strict=False)
            column = next((at for at, (a, b) in enumerate(pairs, 1) if a != b), len(row))
            self.errors.append(
                self._error(
                    "not in canonical form (quotes, white space, Unicode form or line ends)",
                    number,
                    str(min(column, len(row))),
                    remedy="run: urbsol lint --fix",
                )
            )

    def _check_header(self, header: list[str]) -> None:
        known = self.spec.columns
        for name in known:
            if name not in header:
                raise self._error("the column is missing", 1, name, remedy="add it to the table")
        for position, name in enumerate(header):
            if name not in known:
                raise self._error(
                    "unknown column", 1, name or str(position + 1), remedy="see source.yml"
                )
            if name in header[:position]:
                raise self._error("the column stands twice", 1, name, remedy="delete one of them")

    def _row(
        self, header: list[str], number: int, cells: list[str], seen: dict[tuple[str, ...], int]
    ) -> TableRow | None:
        if len(cells) != len(header):
            column = header[len(cells)] if len(cells) < len(header) else str(len(header) + 1)
            self.errors.append(
                self._error(
                    f"{len(cells)} cells instead of {len(header)}",
                    number,
                    column,
                    remedy="put a text with commas in quotes, write a comma for each empty cell",
                )
            )
            return None
        values = {name: canonical.cell(text) for name, text in zip(header, cells, strict=True)}
        found = len(self.errors)
        self._check_cells(values, number)
        if len(self.errors) == found:
            self._check_together(values, number)
        self._check_key(values, number, seen)
        return TableRow(number, values)

    def _check_cells(self, values: dict[str, str], number: int) -> None:
        for name, column in self.spec.columns.items():
            if problem := self.checks.problem(column, values[name]):
                remedy = self.checks.remedy(column, values[name])
                self.errors.append(self._error(problem, number, name, remedy=remedy))

    def _check_key(
        self, values: dict[str, str], number: int, seen: dict[tuple[str, ...], int]
    ) -> None:
        key = tuple(values[name] for name in self.spec.key)
        if key and key in seen:
            what = f"the key {' + '.join(key)!r} stands in row {seen[key]} already"
            remedy = "give one of the rows another key, or delete it"
            self.errors.append(self._error(what, number, self.spec.key[-1], remedy=remedy))
        seen.setdefault(key, number)

    def _check_together(self, values: dict[str, str], number: int) -> None:
        types = {name: column.type for name, column in self.spec.columns.items()}
        start, end = values.get("start", ""), values.get("end", "")
        dated = start and end and types["start"] == types["end"] == "date"
        if dated and partial_date(end)[1] < partial_date(start)[0]:
            what = f"the end {end} is before the start {start}"
            remedy = "check both dates: a day, month or year, as 2019-06-12, 2019-06 or 2019"
            self.errors.append(self._error(what, number, "end", remedy=remedy))
        self._check_point(values, number)
        for column in self.spec.of_type("evidence"):
            if empty := grades.empty_cell(values, grades.read_grade(values[column])):
                what = f"the cell {empty!r} is empty: nothing was concluded for it"
                remedy = f"take {empty} out of the grade, or fill the cell"
                self.errors.append(self._error(what, number, column, remedy=remedy))

    def _check_point(self, values: dict[str, str], number: int) -> None:
        names = [self.spec.of_type(type_) for type_ in ("country", "latitude", "longitude")]
        if not all(names):
            return
        country, latitude, longitude = (values[found[0]] for found in names)
        if bool(latitude) != bool(longitude):
            remedy = "write both as degrees, as 38.12 and 13.36, or neither"
            what = "only one of the two coordinates"
            self.errors.append(self._error(what, number, names[1][0], remedy=remedy))
        elif latitude and not self.extents.holds(country, float(latitude), float(longitude)):
            self.errors.append(
                self._error(
                    f"the point {latitude} {longitude} (latitude longitude) is outside {country}",
                    number,
                    f"{names[1][0]}, {names[2][0]}",
                    remedy="check the order, the signs and the country",
                )
            )

    def _error(
        self, what: str, row: int, column: str, line: int | None = None, remedy: str = ""
    ) -> DataError:
        return DataError(what, self.shown, row, column, line, remedy)


@dataclass
class Taken:
    """Remembers the lines the CSV reader took for the row at hand."""

    text: str = ""
    line: int = 0

    def clear(self) -> None:
        """Forget the lines of the row before."""
        self.text = ""

    def feed(self, lines: Iterator[Line]) -> Iterator[str]:
        """Yield the text of the lines, remembering each."""
        for line in lines:
            self.text += line.text
            self.line = line.number
            yield line.text
