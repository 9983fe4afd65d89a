"""Finds the sentences that hold a word of a list, looked for as plain letters: that is quick."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from loaders.extract.claims.clauses import LONGEST
from loaders.extract.reading.letters import Letters
from loaders.extract.reading.view import Sentence, View
from loaders.tables.words import by_language

_ROW = " | "


@cache
def _stems(name: str) -> tuple[Letters, dict[str, frozenset[str]]]:
    """Return the letters with which the words of a list begin: of all languages, and by each."""
    found = {
        language: frozenset(word.partition("*")[0].lower() for word in words)
        for language, words in by_language(f"gist.{name}").items()
    }
    return Letters(sorted(frozenset().union(*found.values()))), found


def sentences_with(view: View, name: str) -> Iterator[Sentence]:
    """Yield the readable sentences of a text that hold letters of a list of their language."""
    if not view.lower:  # a letter whose small form is longer: all sentences may hold them
        yield from (one for one in view.sentences if _readable(view, one))
        return
    letters, stems = _stems(name)
    numbers: set[int] = set()
    for at, stem in letters.places(view.lower):
        if at and view.lower[at - 1].isalnum():
            continue
        number = bisect_right(view.starts, at) - 1
        if number >= 0 and stem in stems.get(view.sentences[number].language or "", ()):
            numbers.add(number)
    for number in sorted(numbers):
        if _readable(view, view.sentences[number]):
            yield view.sentences[number]


def _readable(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence is of a known language, not endless and no row of a table."""
    if sentence.language is None or sentence.end - sentence.start > LONGEST:
        return False
    return view.text.count(_ROW, sentence.start, sentence.end) <= 1
