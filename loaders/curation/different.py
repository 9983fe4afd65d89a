"""Things that look alike and are not the same: ``data/links/different.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Different:
    """Two things (kind and key of each) that are easily taken for one another, and why not."""

    kind: str
    key: str
    other_kind: str
    other_key: str
    reason: str

    def reversed(self) -> Different:
        """Return the same statement seen from the other thing."""
        return Different(self.other_kind, self.other_key, self.kind, self.key, self.reason)


def read_different(path: Path) -> tuple[Different, ...]:
    """Read the table, each pair in both directions; an absent file is empty."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [Different(**row) for row in csv.DictReader(file)]
    return tuple(side for pair in pairs for side in (pair, pair.reversed()))
