"""How coarse a line may be drawn: levels a square root of two apart, a letter for each."""

from __future__ import annotations

import math

FINEST = 0.01  # degrees beside the line: level 0, each next one the square root of two times as far
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def level(degrees: float) -> int:
    """Return the coarsest level that leaves nothing out that lies farther beside a line."""
    if degrees <= FINEST:
        return 0
    return min(math.floor(2 * math.log2(min(degrees, 360.0) / FINEST)), len(LETTERS) - 1)


def letter(degrees: float) -> str:
    """Return the letter of the coarsest level that keeps a point that stands out by so much."""
    return LETTERS[level(degrees)]
