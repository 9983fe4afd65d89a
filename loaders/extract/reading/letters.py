"""Finds plain letters in a text, many words in one pass, without asking where words end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick


class Letters:
    """Words to look for; one pass finds all of them, where a pattern would try each everywhere."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in words:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    def places(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where each word begins in a text, in the order in which they end."""
        for last, word in self._automaton.iter(text):
            yield last - len(word) + 1, word
