"""Bounds how often a report says again what a cell of a table says that covers several rows."""

from __future__ import annotations

from dataclasses import dataclass

MAX_SAID = 5_000
MAX_PLACES = 200_000


@dataclass
class Spread:
    """Counts how often cells were said again in all tables of a report: at most ``limit`` times."""

    limit: int = MAX_SAID
    said: int = 0
    left_out: int = 0

    def again(self) -> bool:
        """Tell whether a cell may be said once more; what may not is counted as left out."""
        if self.said < self.limit:
            self.said += 1
            return True
        self.left_out += 1
        return False

    def warning(self) -> str:
        """Return what a reader has to know of what was left out, or ''."""
        if not self.left_out:
            return ""
        return (
            f"cells that cover several rows were repeated {self.said:,} times; "
            f"repeats left out: {self.left_out:,}; split the table to read them"
        )
