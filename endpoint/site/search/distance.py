"""How many letters two words differ by."""

from __future__ import annotations


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to add, drop, change or swap with a neighbour, ``most + 1`` if more.

    Only the cells of the table that can lead to a small number are filled: the time is linear in
    the length of the texts.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    far = most + 1
    before: dict[int, int] = {}
    row = {n: n for n in range(min(len(other), most) + 1)}
    for i, letter in enumerate(one, start=1):
        low, high = max(0, i - most), min(len(other), i + most)
        line: dict[int, int] = {}
        for j in range(low, high + 1):
            if j == 0:
                line[j] = i
                continue
            best = min(
                row.get(j, far) + 1,
                line.get(j - 1, far) + 1,
                row.get(j - 1, far) + (letter != other[j - 1]),
            )
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, before.get(j - 2, far) + 1)
            line[j] = min(best, far)
        before, row = row, line
    return row.get(len(other), far)
