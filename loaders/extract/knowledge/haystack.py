"""Lays a text out for exact matching: the same length, words between single-width blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

GREEK = range(0x370, 0x400)
GREEK_EXTENDED = range(0x1F00, 0x2000)


class _Table(dict[int, int]):
    """Maps a character to itself, its accentless Greek form, or a blank; fills itself.

    Raised figures are blanks: they mark notes at the end of a word.
    """

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        if code in GREEK or code in GREEK_EXTENDED:
            base = unicodedata.normalize("NFD", letter)[0]
            found = ord(base) if base.isalnum() else 32
        elif letter.isalpha() or letter.isdecimal() or unicodedata.combining(letter):
            found = code
        else:
            found = 32
        self[code] = found
        return found


TABLE = _Table()
# With more kinds of signs than this, one pass over the text is quicker than a pass for each.
_FEW_SIGNS = 80
STOPS = frozenset('.,;:!?()[]{}«»„“”"|\t•·')


def haystack(text: str, letters: Collection[str] | None = None) -> str:
    """Return the text with every non-letter as a blank and Greek without accents, a blank around.

    Position ``i`` of the text is position ``i + 1`` of the result. ``letters`` are the characters
    that the text has, where they are known already.
    """
    letters = set(text) if letters is None else letters
    signs = [sign for sign in letters if TABLE[ord(sign)] != ord(sign)]
    if len(signs) > _FEW_SIGNS:
        return f" {text.translate(TABLE)} "
    for sign in signs:  # three times as quick as translate
        text = text.replace(sign, chr(TABLE[ord(sign)]))
    return f" {text} "


def needle(name: str) -> str:
    """Return a name as it is searched in a haystack: with the blanks around it."""
    if name.isascii() and name.isalnum():  # most names are one plain word
        return f" {name} "
    return f" {unicodedata.normalize('NFC', name).translate(TABLE).strip()} "


def plain(word: str) -> str:
    """Return a word as it stands in a haystack, without the blanks around it."""
    return word.translate(TABLE).strip()


def crosses_stop(text: str, name: str) -> bool:
    """Tell whether a stretch of several words runs over punctuation that its name does not have.

    Nor does a name go on after an empty line: what follows is another block.
    """
    if "\n\n" in text:
        return True
    marks = STOPS.intersection(text)
    return bool(marks) and not marks <= STOPS.intersection(name)


def upper_class() -> str:
    """Return the inside of a regular expression class of all capital letters in use here."""
    return _letters(str.isupper)


def lower_class() -> str:
    """Return the inside of a regular expression class of all small letters in use here."""
    return _letters(str.islower)


def _letters(wanted: object) -> str:
    tell = wanted if callable(wanted) else str.isupper
    codes: Iterable[int] = (
        *range(0x41, 0x250),
        *GREEK,
        *range(0x400, 0x530),
        *range(0x1E00, 0x2000),
    )
    runs: list[list[int]] = []
    for code in codes:
        if not tell(chr(code)):
            continue
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(
        chr(a) if a == b else f"{chr(a)}{chr(b)}" if b == a + 1 else f"{chr(a)}-{chr(b)}"
        for a, b in runs
    )
