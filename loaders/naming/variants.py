"""What is left of a word without a letter or two: words that share it differ by a few letters.

This is the index of symmetric deletes (as SymSpell has it): a misspelt word is found by some twenty
exact look-ups instead of comparing it with all words.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

# Letters of a word that count; what differs behind them is seen when words are compared.
PREFIX = 9
SHORTEST, LONGEST = 3, 40
# Words of so many letters are indexed with two letters less: they may be meant by longer ones.
TWO_FROM = 7


def allowed(length: int) -> int:
    """Return how many letters of a text may differ: 1 of 5, 2 of 9.

    >>> [allowed(length) for length in (4, 5, 8, 9, 30)]
    [0, 1, 1, 2, 2]
    """
    return (length >= 5) + (length >= 9)


def variants(word: str, most: int) -> frozenset[int]:
    """Return the numbers of what is left of a word without up to ``most`` (0 to 2) letters."""
    return _left(word[:PREFIX], most)


@lru_cache(maxsize=1)  # of words in their order many begin alike
def _left(start: str, most: int) -> frozenset[int]:
    left = {start}
    last = left
    for _ in range(most):
        last = {one[:n] + one[n + 1 :] for one in last for n in range(len(one))}
        left |= last
    return frozenset(map(zlib.crc32, map(str.encode, left)))


def indexed(word: str) -> frozenset[int]:
    """Return the numbers under which a word is found when it is misspelt; none if too short."""
    if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
        return frozenset()
    return variants(word, 2 if len(word) >= TWO_FROM else 1)
