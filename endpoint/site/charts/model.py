"""The page of a chart, as its template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.site.charts.drawing import Chord, Line, Spot
from endpoint.site.describe.terms import TermView
from endpoint.site.pages.model import Link, Tick


@dataclass(frozen=True)
class Lines:
    """Lines over years."""

    lines: tuple[Line, ...]
    years: tuple[Tick, ...]
    scale: tuple[Tick, ...]


@dataclass(frozen=True)
class Square:
    """A square of a grid: which row and column, its shade from 1 to 4, what it says."""

    column: int
    row: int
    shade: int
    title: str


@dataclass(frozen=True)
class Grid:
    """Cities by columns."""

    columns: tuple[str, ...]
    rows: tuple[TermView, ...]
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Circle:
    """Cities around a circle with what they share."""

    spots: tuple[Spot, ...]
    chords: tuple[Chord, ...]


@dataclass(frozen=True)
class ChartPage:
    """A chart with the table that says the same; one of the three drawings is there.

    ``picks`` are the keys of the rows where it can be chosen which are drawn, and which are;
    ``total`` is the number of rows there would be.
    """

    name: str
    heading: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[TermView, ...], ...]
    choices: tuple[tuple[Link, bool], ...]
    downloads: tuple[Link, ...]
    query_href: str
    lines: Lines | None = None
    grid: Grid | None = None
    circle: Circle | None = None
    picks: tuple[tuple[str, bool], ...] = ()
    total: int = 0

    @property
    def shown(self) -> tuple[tuple[str, ...], tuple[tuple[TermView, ...], ...]]:
        """Return columns and rows as they are shown: of years the last stands first."""
        if self.lines is None:
            return self.columns, self.rows
        turned = tuple((row[0], *reversed(row[1:])) for row in self.rows)
        return (self.columns[0], *reversed(self.columns[1:])), turned
