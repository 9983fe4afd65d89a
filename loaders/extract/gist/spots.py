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

# The lists of words that start a claim, whatever room reads it.
LISTS = (
    "gist.ready", "gist.protest", "gist.end", "gist.count", "gist.proclaim", "gist.founding",
    "gist.adopt", "gist.won",
)  # fmt: skip
_ROW = " | "


class Spots:
    """The sentences of a text that hold letters of the lists, all found in one pass."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._numbers = _numbers(view)

    def words_with(
        self, finds: Finds, name: str
    ) -> Iterator[tuple[Sentence, Iterator[tuple[tuple[int, int], Clause]]]]:
        """Yield the sentences that hold a word of a list, with its words and their clauses."""
        for number in sorted(self._numbers[name]):
            sentence = self._view.sentences[number]
            if _readable(self._view, sentence):
                yield sentence, _words(self._view, finds, sentence, name)


@cache
def _stems() -> tuple[Letters, dict[tuple[str, str], tuple[str, ...]]]:
    """Return the letters with which words of the lists begin; by stem and language the lists."""
    lists: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in LISTS:
        for language, words in by_language(name).items():
            for stem in {word.partition("*")[0].lower() for word in words}:
                lists[stem, language] = (*lists.get((stem, language), ()), name)
    return Letters(sorted({stem for stem, _ in lists})), lists


def _numbers(view: View) -> dict[str, set[int]]:
    """Return by list the numbers of the sentences that hold letters of it in their language."""
    found: dict[str, set[int]] = {name: set() for name in LISTS}
    if not view.lower:  # a letter whose small form is longer: all sentences may hold them
        return {name: set(range(len(view.sentences))) for name in LISTS}
    letters, lists = _stems()
    for at, stem in letters.places(view.lower):
        if at and view.lower[at - 1].isalnum():
            continue
        number = bisect_right(view.starts, at) - 1
        if number >= 0:
            for name in lists.get((stem, view.sentences[number].language or ""), ()):
                found[name].add(number)
    return found


def _words(
    view: View, finds: Finds, sentence: Sentence, name: str
) -> Iterator[tuple[tuple[int, int], Clause]]:
    words = topic(name, sentence.language or "")
    for word in words.finditer(view.text, sentence.start, sentence.end):
        clause = clause_at(view, *word.span(), finds)
        if clause is not None:
            yield word.span(), clause


def _readable(view: View, sentence: Sentence) -> bool:
    """Tell whether a sentence is of a known language, not endless and no row of a table."""
    if sentence.language is None or sentence.end - sentence.start > LONGEST:
        return False
    return view.text.count(_ROW, sentence.start, sentence.end) <= 1
