"""Joins the cells of a table row by row, so that each word keeps its column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.documents.builder import Piece
from loaders.documents.spread import Spread

MAX_GAP = 50
MAX_REPEATED = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a cell; ``columns`` it spans; ``goes_on`` when it belongs to the cell above it."""

    words: list[Piece]
    columns: int = 1
    goes_on: bool = False


@dataclass
class Grid:
    """The rows of one table: a cell that spans several counts for each, within ``spread``."""

    spread: Spread = field(default_factory=Spread)
    above: dict[int, list[Piece]] = field(default_factory=dict)

    def row(self, cells: Iterable[Cell]) -> list[Piece]:
        """Return the pieces of a row; parts of the first cell stay those of where it stands."""
        found: list[tuple[int, list[Piece]]] = []
        column = 0
        for cell in cells:
            words = cell.words
            if cell.goes_on and not any(piece.text.strip() for piece in words):
                above = self.above.get(column, [])
                words = above if above and self.spread.again() else []
            short = sum(len(piece.text) for piece in words) <= MAX_REPEATED
            if not cell.goes_on or words:
                self.above[column] = words if short else []
            if any(piece.text.strip() for piece in words):
                found.append((column, words))
            column += max(1, min(cell.columns, MAX_GAP))
        return joined(found)


def joined(cells: Iterable[tuple[int, list[Piece]]]) -> list[Piece]:
    """Return cells with their columns as one row; empty ones before others keep their place.

    A cell that stands alone is no row: nothing is put before it.
    """
    filled = list(cells)
    pieces: list[Piece] = []
    before = 0 if len(filled) > 1 else None
    for column, words in filled:
        if before is not None:
            pieces += [Piece(" | ")] * min(column - before, MAX_GAP)
        pieces += words
        before = column
    return pieces
