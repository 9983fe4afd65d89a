"""Finds grades of evidence that mean nothing: of no such column, or of an empty cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from loaders.curation.grades import empty_cell, problem, read_grade, remedy
from loaders.curation.sources import Source, SourceFile
from loaders.errors import DataError, UrbsolError


def grade_errors(source: Source) -> list[UrbsolError]:
    """Return what is wrong with the grades of the tables of a source, with row and column."""
    return [error for file in source.files if file.table for error in _of_file(source, file)]


def _of_file(source: Source, file: SourceFile) -> Iterator[DataError]:
    spec, path = file.table, source.folder / file.path
    graded = spec.of_type("evidence") if spec else ()
    if spec is None or not graded or not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            for name in graded:
                value = row.get(name) or ""
                known = spec.columns[name].options
                if wrong := problem(value, known) if value else None:
                    fix = remedy(value, known)
                elif wrong := empty_cell(row, read_grade(value)):
                    fix = f"take {wrong} out of the grade, or fill the cell"
                    wrong = f"the cell {wrong!r} is empty: nothing was concluded for it"
                else:
                    continue
                yield DataError(wrong, source.shown(file), number, name, remedy=fix)
