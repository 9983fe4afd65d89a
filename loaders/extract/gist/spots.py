"""Finds the sentences that hold a word of a list, looked for as plain letters: that is quick.

Of a sentence found, each word comes with the clause that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.gist.topics import topic
from loaders.extract.reading.view import Sentence, View

_ROW = " | "


class Spots:
    """The sentences of a text that hold letters of the lists."""

    def __init__(self, view: View) -> None:
        self._view = view

    def words_with(
        self, finds: Finds, name: str
    ) -> Iterator[tuple[Sentence, Iterator[tuple[tuple[int, int], Clause]]]]:
        """Yield the sentences that hold a word of a list, with its words and their clauses."""
        stems = self._view.stems
        # None: a letter whose small form is longer, all sentences may hold them
        every = range(len(self._view.sentences))
        for number in sorted(stems.numbers(name)) if stems is not None else every:
            sentence = self._view.sentences[number]
            if _readable(self._view, sentence):
                yield sentence, _words(self._view, finds, sentence, name)


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
