"""Keeps the columns of a table in HTML: what a cell says counts for all rows it spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.documents.builder import Piece
from loaders.documents.table import MAX_GAP, MAX_REPEATED

MAX_ROWS = 65534  # HTML, 4.9.11


@dataclass(frozen=True, slots=True)
class _Span:
    """What a cell above says of the next ``rows`` rows, in so many columns."""

    rows: int
    columns: int
    words: list[Piece]


@dataclass
class Rows:
    """One table as it is read; ``column`` is the one reached in its row, None between rows."""

    column: int | None = None
    spans: dict[int, _Span] = field(default_factory=dict)
    _open: tuple[int, int] = (1, 1)

    @property
    def spare(self) -> int:
        """Return how many columns the last cell covers beside its own."""
        return self._open[1] - 1

    def begin(self) -> None:
        """Begin a row."""
        self.column = 0

    def cell(self, given: Mapping[str, str]) -> list[list[Piece]]:
        """Begin a cell with these attributes; return what cells from above say before it."""
        column, said = self.column or 0, []
        while column in self.spans:
            column, words = self._say(column)
            said.append(words)
        self.column = column
        self._open = (spanned(given, "rowspan", MAX_ROWS), spanned(given, "colspan", MAX_GAP))
        return said

    def end(self, words: list[Piece]) -> None:
        """End a cell that holds these words."""
        rows, columns = self._open
        column = self.column or 0
        if rows > 1:
            short = sum(len(piece.text) for piece in words) <= MAX_REPEATED
            self.spans[column] = _Span(rows - 1, columns, words if short else [])
        self.column = column + columns

    def finish(self) -> list[list[Piece]]:
        """End the row; return what cells from above say after its last cell."""
        later = sorted(column for column in self.spans if column >= (self.column or 0))
        self.column = None
        return [self._say(column)[1] for column in later]

    def _say(self, column: int) -> tuple[int, list[Piece]]:
        """Return the column after a span, and its words; it is one row shorter then."""
        span = self.spans.pop(column)
        if span.rows > 1:
            self.spans[column] = _Span(span.rows - 1, span.columns, span.words)
        return column + span.columns, span.words


def spanned(given: Mapping[str, str], name: str, most: int) -> int:
    """Return how many rows or columns an attribute says, from 1 to ``most``."""
    text = given.get(name, "").strip()[:6]
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() else 1
