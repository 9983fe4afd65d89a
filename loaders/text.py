"""Compares names as people do: without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that have no decomposition into a base letter and a mark.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)


# Bounded: the texts that people search for come from outside.
@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Return the text in lower case ASCII words, one blank between them.

    >>> folded("Züri City-Card")
    'zuri city card'
    """
    lower = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN)
    bare = "".join(letter for letter in lower if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare))


def key_of(text: str) -> str:
    """Return the text as a key: lower-case ASCII words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(text)))


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of these words, the longest first, not inside other words."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    some = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{some})(?!\w)", re.IGNORECASE)
