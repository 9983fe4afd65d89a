"""Writes what makes one file of another as the script of ``diff -n``, without comparing all pairs.

Lines that both files have once are the anchors (patience diff); what stands beside them and is
equal goes with them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Lines = Sequence[bytes]
Block = tuple[int, int, int]  # where it begins in the old lines, in the new ones, and its length


def script(old: Lines, new: Lines) -> Iterator[bytes]:
    """Yield the lines of the script that makes the new lines of the old ones."""
    place, written = 0, 0
    for here, there, length in (*blocks(old, new), (len(old), len(new), 0)):
        if here > place:
            yield b"d%d %d\n" % (place + 1, here - place)
        if there > written:
            yield b"a%d %d\n" % (here, there - written)
            yield from new[written:there]
        place, written = here + length, there + length


def blocks(old: Lines, new: Lines) -> Iterator[Block]:
    """Yield the runs of lines that stay, in their order."""
    place, written = 0, 0
    for anchor in _anchors(old, new):
        here, there = anchor
        if here < place or there < written:
            continue
        while here > place and there > written and old[here - 1] == new[there - 1]:
            here, there = here - 1, there - 1
        length = 0
        most = min(len(old) - here, len(new) - there)
        while length < most and old[here + length] == new[there + length]:
            length += 1
        yield here, there, length
        place, written = here + length, there + length


def _anchors(old: Lines, new: Lines) -> list[tuple[int, int]]:
    """Return the places of lines that both have once, as many as stand in the same order."""
    once_old, once_new = Counter(old), Counter(new)
    places = {line: n for n, line in enumerate(old) if once_old[line] == 1}
    pairs = [(places[line], n) for n, line in enumerate(new) if line in places]
    return _rising([(o, n) for o, n in pairs if once_new[new[n]] == 1])


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of pairs whose first numbers rise, by patience sorting."""
    ends: list[int] = []  # the smallest last number of a rising row of each length
    last: list[int] = []  # the pair it belongs to
    before: list[int] = []
    for number, (wanted, _) in enumerate(pairs):
        pile = bisect_left(ends, wanted)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(wanted)
            last.append(number)
        else:
            ends[pile], last[pile] = wanted, number
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
