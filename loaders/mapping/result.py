"""What one source became: its quads on disk, what they count, and what was left uninterpreted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.mapping.base import Uninterpreted

# The quads sorted by line, for sources of many reports also by graph, and the sheet of its claims.
QUADS, GRAPHS, SHEET = "quads.nq", "graphs.nq", "review.csv"


@dataclass(frozen=True)
class SourceResult:
    """What a source became; ``quads_file`` holds its canonical N-Quads, sorted.

    ``rows`` were read, ``records`` made of them, ``things`` counts the distinct things by kind.
    """

    stem: str
    key: str
    checksum: str
    title: str
    license: str
    rows: int
    records: int
    quads: int
    quads_sha256: str
    things: dict[str, int]
    warnings: tuple[str, ...]
    uninterpreted: tuple[Uninterpreted, ...]
    folder: Path = Path()

    @property
    def quads_file(self) -> Path:
        """Return the file with the quads."""
        return self.folder / QUADS

    @property
    def graphs_file(self) -> Path | None:
        """Return the file with the quads graph by graph, None when nobody wrote it."""
        path = self.folder / GRAPHS
        return path if path.is_file() else None

    @property
    def review_sheet(self) -> Path | None:
        """Return the sheet of the claims of the source, None when it has none."""
        path = self.folder / SHEET
        return path if path.is_file() else None

    @property
    def claims(self) -> bool:
        """Tell whether something of the source waits to be reviewed."""
        return bool(self.things.get("claim") or self.things.get("mention"))
