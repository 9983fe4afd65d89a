"""Reads the grade of evidence of a row: of all of it, or of the cells it was concluded for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

VERIFIED, INFERRED = "verified", "inferred"
#: What stands before the columns whose cells were concluded; the others were read in the source.
OF_CELLS = f"{INFERRED}:"


@dataclass(frozen=True)
class Grade:
    """``evidence`` holds for the row, ``cells`` are the columns that were inferred besides."""

    evidence: str
    cells: tuple[str, ...] = ()


def read_grade(value: str) -> Grade:
    """Read ``verified``, ``inferred`` or ``inferred: COLUMN; COLUMN``.

    Anything else is a grade without a meaning, whose evidence is the value: ``problem`` says so.
    """
    if not value.startswith(OF_CELLS):
        return Grade(value)
    names = (name.strip() for name in value.removeprefix(OF_CELLS).split(";"))
    return Grade(VERIFIED, tuple(dict.fromkeys(filter(None, names))))


def problem(value: str, columns: Iterable[str]) -> str | None:
    """Return what is wrong with a grade in a table with these columns, or None."""
    grade, known = read_grade(value), set(columns)
    if grade.evidence not in {VERIFIED, INFERRED}:
        return f"{value[:60]!r} is not a grade of evidence"
    if value.startswith(OF_CELLS) and not grade.cells:
        return f"{value!r} names no column"
    wrong = [name for name in grade.cells if name not in known]
    return f"{wrong[0][:60]!r} is not a column of this table" if wrong else None


def remedy(value: str, columns: Iterable[str]) -> str:
    """Return what to write instead of a wrong grade."""
    known = tuple(columns)
    wrong = next((name for name in read_grade(value).cells if name not in known), "")
    near = get_close_matches(wrong[:60], known, n=1, cutoff=0.6) if wrong else []
    if near:
        return f"write {near[0]} instead of {wrong[:60]}"
    of_cells = f"{OF_CELLS} and the columns whose cells were concluded, between semicolons"
    return f"write {VERIFIED}, {INFERRED} (the whole row), or {of_cells}: {', '.join(known)}"


def empty_cell(values: Mapping[str, str], grade: Grade) -> str | None:
    """Return the column of a cell that is graded but empty, None where there is none."""
    return next((name for name in grade.cells if not values.get(name, "")), None)
