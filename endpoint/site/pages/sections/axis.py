"""The numbers that are written at an axis."""

from __future__ import annotations


def round_numbers(most: int, parts: int) -> range:
    """Return round numbers from 0 up to the greatest, in ``parts`` steps of 1, 2 or 5 at most."""
    step = next(
        size * 10**power
        for power in range(9)
        for size in (1, 2, 5)
        if most / (size * 10**power) <= parts
    )
    return range(0, most + 1, step)
