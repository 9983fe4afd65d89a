"""A column of names pasted into a page becomes a table with the IRIs of what they mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from endpoint.site.reconcile.asked import LONGEST, Query
from endpoint.site.reconcile.matching import Candidate, Matcher
from endpoint.site.reconcile.patience import PATIENCE, Patience
from endpoint.site.reconcile.types import COUNTRY

MOST_ROWS, MOST_COLUMNS, LONGEST_TABLE = 2000, 50, 1_000_000
ADDED = ("uri", "found", "kind", "score", "sure", "next_uri", "next_found")
SEPARATORS = "\t;,"


@dataclass(frozen=True)
class Resolved:
    """A row of the table, with what its name may mean, the best first."""

    cells: tuple[str, ...]
    name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Table:
    """A table with the names of one of its columns resolved; ``cut`` says that rows were left."""

    header: tuple[str, ...]
    rows: tuple[Resolved, ...]
    cut: bool

    @property
    def sure(self) -> int:
        """Return how many names are surely something."""
        return sum(bool(row.candidates and row.candidates[0].match) for row in self.rows)


def cells(text: str) -> list[list[str]]:
    """Return the rows of a pasted table; what separates its columns is seen from its first line."""
    lines = text[:LONGEST_TABLE].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    first = lines.lstrip("\n").partition("\n")[0]
    separator = next((one for one in SEPARATORS if one in first), None)
    rows = [[line] for line in lines.split("\n")]
    if separator is not None:
        with suppress(csv.Error):  # a quote that is never closed: the lines are names as they are
            rows = list(csv.reader(io.StringIO(lines), delimiter=separator))
    return [row[:MOST_COLUMNS] for row in rows if any(cell.strip() for cell in row)]


def column_of(header: Sequence[str], column: str) -> int:
    """Return the place of a column, named by its heading or number; the first if it is neither."""
    wanted = column.strip().casefold()
    for place, heading in enumerate(header):
        if wanted and heading.strip().casefold() == wanted:
            return place
    return int(wanted) - 1 if wanted.isdecimal() and 0 < int(wanted[:4]) <= len(header) else 0


def resolved(
    matcher: Matcher,
    text: str,
    kind: str = "",
    *,
    column: str = "",
    country: str = "",
    heads: bool = True,
    patience: Patience = PATIENCE,
) -> Table:
    """Resolve the names of a column; ``country`` names the column that narrows, '' for none.

    Raise the 504 problem when it takes longer than there is patience for.
    """
    rows = cells(text)
    header = rows.pop(0) if heads and rows else []
    width = max((len(row) for row in [header, *rows]), default=1)
    header = [*header, *(f"column_{n + 1}" for n in range(len(header), width))]
    place, narrowed = column_of(header, column), column_of(header, country)
    found = []
    for written in patience.each(rows[:MOST_ROWS]):
        row = written + [""] * (width - len(written))
        state = row[narrowed].strip()[:LONGEST] if country else ""
        known = ((COUNTRY, state),) if state else ()
        query = Query(row[place][:LONGEST], (kind,) if kind else (), 3, known)
        candidates = matcher.candidates(query) if row[place].strip() else ()
        found.append(Resolved(tuple(row), row[place], candidates))
    return Table(tuple(header), tuple(found), len(rows) > MOST_ROWS)


def as_csv(table: Table) -> str:
    """Return the table with its own columns first, as CSV (RFC 4180)."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([*table.header, *ADDED])
    for row in table.rows:
        writer.writerow([*row.cells, *_added(row.candidates)])
    return target.getvalue()


def _added(candidates: Sequence[Candidate]) -> list[str]:
    if not candidates:
        return [""] * len(ADDED)
    first = candidates[0]
    told = [first.thing.iri, first.thing.label, first.thing.kind, f"{first.score:g}",
            "yes" if first.match else "no"]  # fmt: skip
    others = [candidates[1].thing.iri, candidates[1].thing.label] if candidates[1:] else ["", ""]
    return told + others
