"""Finds text whatever its marks and case: one pattern that Python and SPARQL read alike."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

SPECIAL = frozenset(r".^$*+?{}[]\|()-&~#")
# Letters with a stroke, and others that Unicode does not take apart.
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h"})
LAST = 0x1FFF  # letters of Latin, Greek and Cyrillic lie below
TYPOGRAPHIC = {"'": "['’‘]", "-": "[-‐‑–]"}


@cache
def _classes() -> dict[str, str]:
    """Return by plain letter the letters that are it with marks."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in range(0x80, LAST):
        letter = chr(code)
        if letter.isalpha() and letter == letter.lower():
            found[_plain(letter)].add(letter)
    return {
        plain: f"[{plain}{''.join(sorted(marked))}]"
        for plain, marked in found.items()
        if len(plain) == 1 and plain.isalpha()
    }


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold().translate(STROKES))
    return "".join(one for one in flat if not unicodedata.combining(one))


def flat(text: str) -> str:
    """Return a text without marks and case, in which whatever the pattern finds is found too."""
    if text.isascii():
        return text.strip().lower()
    plain = _plain(text.strip())
    for mark, variants in TYPOGRAPHIC.items():
        plain = plain.translate(dict.fromkeys(map(ord, variants.strip("[]")), mark))
    return plain


def pattern(text: str) -> str:
    """Return a regular expression for a text: ``lodz`` finds ``Łódź``, ``Łódź`` finds ``Lodz``."""
    classes = _classes()
    return "".join(_one(one, classes) for one in _plain(text.strip()))


def _one(letter: str, classes: dict[str, str]) -> str:
    if letter in TYPOGRAPHIC:
        return TYPOGRAPHIC[letter]
    if letter in SPECIAL:
        return f"\\{letter}"
    return classes.get(letter, letter)


def finder(text: str) -> re.Pattern[str]:
    """Return the compiled pattern."""
    return re.compile(pattern(text), re.IGNORECASE)
