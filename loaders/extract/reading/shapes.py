"""Follows capitalised words to the left and to the right, as long names run."""

from __future__ import annotations

import re

from loaders.extract.knowledge.haystack import upper_class
from loaders.tables.patterns import any_of
from loaders.tables.words import literal, spoken

UPPER = upper_class()
CONNECTORS = literal("text.connector")
# Capitalised words that open a sentence or phrase and are not part of a name.
OPENERS = literal("text.opener")
_COMPOUND_ADJECTIVE = re.compile(rf"-{any_of('text.adjective-tail')}$")
_WORD = re.compile(r"\S+")
_INDEFINITE = literal("text.indefinite")
ARTICLES = literal("text.article")
CONJUNCTIONS = literal("text.and")
# What may join capitalised words before the head of a name; "of" parts a person from a body.
_LEFT = CONNECTORS - literal("text.connector-apart")
# "l'Aquila", "dell’Umbria": articles and prepositions that are written together with a name.
_ELIDED = re.compile(any_of("text.elided"), re.IGNORECASE)
_BREAKERS = literal("text.name-breaker")
# After "and" of one language "the" of another opens no name: "en de" is Dutch.
_EN_DE = ("en", "de")
_WINDOW = 40
_DAYS = frozenset(
    word.capitalize() for word in spoken("dates.month", "en", "de") if word[:1].isalpha()
) | frozenset(word.capitalize() for word in spoken("dates.weekday", "en", "de"))
_BEFORE_DAYS = literal("relations.name-when")
_TRIM = ".,;:!?()[]«»„“”\"'’‘"


def between_signs(
    text: str, sign: re.Pattern[str], whole: tuple[int, int], held: tuple[int, int]
) -> tuple[int, int]:
    """Return the part of a stretch between signs that holds all of another stretch."""
    start, end = whole
    for found in sign.finditer(text, *whole):
        if found.end() <= held[0]:
            start = found.end()
        elif found.start() >= held[1]:
            return start, found.start()
    return start, end


def capital(word: str) -> bool:
    """Tell whether a word begins with a capital letter (after an opening quote or bracket)."""
    bare = word.lstrip("(\"'«„“‘[’")
    return bool(bare) and bare[0].isupper()


def _after_preposition(text: str, start: int) -> bool:
    """Tell whether an article stands after a small word that joins names ("of the", "für die")."""
    before = text[max(0, start - 14) : start].split()
    return bool(before) and before[-1] in CONNECTORS - ARTICLES


def _closes(word: str) -> bool:
    """Tell whether a word ends with punctuation, so that no name runs on over it."""
    return word[-1] in ',.;:!?)]»”"' or (word[-1] == "’" and len(word) > 2)


def run_left(text: str, start: int, most: int = 7) -> int:
    """Return where the capitalised words (and connectors between them) before an offset begin.

    Stops at punctuation, at the line's start and at words that open a sentence.
    """
    begin = position = start
    for _ in range(most):
        low = position
        while low > 0 and text[low - 1] == " ":
            low -= 1
        if low in (position, 0):
            break
        high = low
        word = _last_word(text, high)
        if not word or _closes(word):  # empty: a tab, line's end or hard blank stands before
            break
        low = high - len(word)
        if word[0] in '("«„“‘[':
            if capital(word) and word[1:] not in OPENERS:
                begin = low + 1
            break
        if capital(word):
            if word in OPENERS or ("-" in word and _COMPOUND_ADJECTIVE.search(word)):
                break
            begin = position = low
        elif word in ARTICLES and not _after_preposition(text, low):
            break
        elif word in _LEFT and position < start:
            position = low
        else:
            break
    return begin


def _last_word(text: str, end: int) -> str:
    """Return the word that ends at an offset, up to the white space before it."""
    least = max(0, end - _WINDOW)
    words = text[least:end].rsplit(None, 1)
    if not words or text[end - 1].isspace():
        return ""
    if len(words[-1]) == end - least and least:  # a word longer than any: an address
        while least > 0 and not text[least - 1].isspace():
            least -= 1
        return text[least:end]
    return words[-1]


def run_right(text: str, end: int, most: int = 9, connectors: frozenset[str] = CONNECTORS) -> int:
    """Return where the capitalised words (and connectors between them) after an offset end."""
    finish = end
    pending = 0
    previous = ""
    for match in _WORD.finditer(text, end, min(len(text), end + 160)):
        if "\n" in text[finish : match.start()] or most == 0:
            break
        word = match.group()
        bare = word.rstrip(_TRIM)
        if word[0] in '([„“"«–—-' or not bare:
            break
        elided = _ELIDED.match(bare) if "'" in bare or "’" in bare else None
        core = bare[elided.end() :] if elided else bare
        if pending and is_day(bare, previous):
            break  # "the Trust in December"
        if capital(core) and bare not in _BREAKERS:
            finish, pending = match.start() + len(bare), 0
            if bare.endswith(("'s", "’s")):
                return finish - 2
        elif word in connectors or (bare in connectors and bare == word):
            pending += 1
            if (bare in ARTICLES and previous in CONJUNCTIONS) or (previous, bare) == _EN_DE:
                break
            if pending > 3:
                break
        else:
            break
        if len(bare) < len(word) and not (word == bare + "." and len(bare) <= 2):
            break
        most -= 1
        previous = bare
    return finish


def is_day(word: str, before: str) -> bool:
    """Tell whether a capital word is a month or weekday behind "in": it is of no name."""
    return word in _DAYS and before in _BEFORE_DAYS


def indefinite(before: list[str]) -> bool:
    """Tell whether the word before (lower case) says that a kind is meant and no name."""
    return bool(before) and before[-1] in _INDEFINITE


def word_start(text: str, end: int, most: int = 80) -> int:
    """Return where the word begins that ends at an offset; no word is longer than ``most``.

    Without that bound each of a million names without a space between them would be sought for
    through all the text before it.
    """
    least = max(0, end - most)
    return max(text.rfind(" ", least, max(0, end)) + 1, least)


def tails(before: list[str]) -> set[str]:
    """Return the last word of some, the last two and so on."""
    return {" ".join(before[-count:]) for count in range(1, len(before) + 1)}
