"""Makes one quick pattern of many words: each letter is looked at once, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_STEM = "*"
_Trie = dict[str, "_Trie"]
# Where a word ends, and where a stem does.
_WORD_END, _STEM_END = "\0", "\1"
_APOSTROPHES = "'’"


def quick_words(words: Iterable[str], *, inside: str = r"\w", exact: bool = False) -> str:
    """Return the pattern for whole words and stems ("folg*"), with a small or capital letter first.

    A word that ends with an apostrophe ("d'") ends before a name too. No word begins after one of
    the characters ``inside``; ``exact`` words are looked for as they are written only.
    """
    trie: _Trie = {}
    for word in words:
        for first in {word[0]} if exact else {word[0].lower(), word[0].upper()}:
            node = trie
            for letter in first + word[1:].rstrip(_STEM):
                node = node.setdefault(letter, {})
            node.setdefault(_STEM_END if word.endswith((_STEM, "'")) else _WORD_END, {})
    parts = [_opening(first, inside) + _pattern(below) for first, below in sorted(trie.items())]
    return f"(?:{'|'.join(parts) or '(?!)'})"


def _opening(first: str, inside: str) -> str:
    """Return the pattern for a first letter; what stands before is looked at after it.

    So the search leaps from one letter that may begin a word to the next.
    """
    letter = _letter(first)
    return f"(?<!{inside}){letter}" if first == _STEM else f"{letter}(?<!{inside}{letter})"


def _pattern(trie: Mapping[str, _Trie]) -> str:
    """Return the pattern of what may follow; the longest is tried first."""
    parts = [
        _letter(letter) + _pattern(below)
        for letter, below in sorted(trie.items())
        if letter not in {_WORD_END, _STEM_END}
    ]
    if _STEM_END in trie:
        parts.append(r"\w*")
    elif _WORD_END in trie:
        parts.append(r"(?!\w)")
    if not parts:
        return "(?!)"
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _letter(letter: str) -> str:
    if letter in {" ", _STEM}:  # a stem may stand before another word: "nahm* teil"
        return r"\s" if letter == " " else r"\w*"
    return f"[{_APOSTROPHES}]" if letter == "'" else re.escape(letter)
