"""Makes one quick pattern of many words: each letter is looked at once, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from loaders.tables.patterns import pattern

_STEM = "*"
_Trie = dict[str, "_Trie"]
# Where a word ends, and where a stem does.
_WORD_END, _STEM_END = "\0", "\1"
_APOSTROPHES = "'’"
# After a word that ends so a name may follow at once.
_OPEN = "'."


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


def loose_words(words: Iterable[str]) -> str:
    """Return the pattern for whole words in small or capital letters, to be compiled as it stands.

    It matches what ``patterns.whole_word`` does where letters' cases do not count, but leaps from
    one letter that may begin a word to the next.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0].lower(), []).append(word)
    parts: list[str] = []
    for first, found in sorted(groups.items()):
        closed = "|".join(pattern(word[1:]) for word in found if word[-1] not in _OPEN)
        rests = [f"(?:{closed})(?!\\w)"] if any(word[-1] not in _OPEN for word in found) else []
        rests += [pattern(word[1:]) for word in found if word[-1] in _OPEN]
        for letter in map(re.escape, _forms(first)):
            parts.append(f"{letter}(?<!\\w{letter})(?i:{'|'.join(rests)})")
    return f"(?:{'|'.join(parts) or '(?!)'})"


def _forms(letter: str) -> list[str]:
    """Return the forms of a letter that match each other where cases do not count."""
    forms = {letter, letter.lower(), letter.upper(), *_ODD.get(letter, "")}
    return sorted(form for form in forms if len(form) == 1)


# Forms that are neither the small nor the capital one.
_ODD = {
    "s": "ſ",
    "k": "\u212a",
    "i": "ıİ",
    "σ": "ς",
    "β": "ϐ",
    "ε": "ϵ",
    "θ": "ϑ",
    "π": "ϖ",
    "ρ": "ϱ",
}


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
