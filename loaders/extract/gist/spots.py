"""Finds the sentences that hold a word of a list, looked for as plain letters: that is quick.

Of a sentence found, each word comes with the clause that it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.gist.topics import topic
from loaders.extract.reading.letters import Letters
from loaders.extract.reading.view import Sentence, View
from loaders.tables.words import by_language

_ROW = " | "


@cache
def _stems(name: str) -> tuple[Letters, dict[str, frozenset[str]]]:
    """Return the letters with which the words of a list begin: of all languages, and by each."""
    found = {
        language: frozenset(word.partition("*")[0].lower() for word in words)
        for language, words in by_language(name).items()
    }
    return Letters(sorted(frozenset().union(*found.values()))), found


def words_with(
    view: View, finds: Finds, name: str
) -> Iterator[tuple[Sentence, Iterator[tuple[tuple[int, int], Clause]]]]:
    """Yield the sentences that hold a word of a list, with its words and their clauses."""
    for sentence in _sentences(view, name):
        yield sentence, _words(view, finds, sentence, name)


def _words(
    view: View, finds: Finds, sentence: Sentence, name: str
) -> Iterator[tuple[tuple[int, int], Clause]]:
    words = topic(name, sentence.language or "")
    for word in words.finditer(view.text, sentence.start, sentence.end):
        clause = clause_at(view, *word.span(), finds)
        if clause is not None:
            yield word.span(), clause


def _sentences(view: View, name: str) -> Iterator[Sentence]:
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
