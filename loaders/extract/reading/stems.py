"""Finds in one pass where the words of lists may begin that start a claim, as plain letters.

A pass for each list would cost more than all that is then read from the few sentences found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import ahocorasick

from loaders.tables.words import entries, spoken

# Lists of which it is asked which sentences hold a word, in the language of the sentence.
SPOKEN = (
    "gist.ready", "gist.protest", "gist.end", "gist.count", "gist.proclaim", "gist.founding",
    "gist.adopt", "gist.won", "gist.declare", "relations.called", "figures.count", "gist.pays",
    "gist.went", "gist.honorary", "gist.sign", "gist.condemn", "gist.founding-from",
    "gist.founder", "gist.founder-list", "gist.founding-noun",
    "gist.carries", "gist.counted-not", "gist.budget", "gist.body-again",
    "roles.given", "roles.run", "roles.comes",
    "gist.tie", "gist.carry", "gist.pay", "gist.we-belong",
    "roles.label-run", "roles.label-given", "roles.label-end",
    "gist.belong-count", "gist.employ", "gist.such-as", "gist.these-are",
)  # fmt: skip
# The same (or the words of one value of a list), without the short words of which nearly every
# sentence has the letters.
LONG = (
    "gist.there", "relations.again=practice", "relations.again=kind", "relations.again=event",
    "relations.again=city",
)  # fmt: skip
# Lists of which it is asked where their words stand, in whatever language the text is there.
PLACED = (
    "relations.haven", "acts.opens", "references.forthcoming", "persons.from", "governments.after",
    "bodies.label-of", "dates.source", "relations.hall",
)  # fmt: skip

# Those of them whose words are looked for whole, and those that are asked of in one language.
_WHOLE = frozenset({"persons.from"})
_OF = {"governments.after": ("en",)}

_LEAST = 4
# So many automata are kept, one for all the languages of a text.
_KEPT = 32
# Small letters that stand for others where cases do not count.
_FOLDED = (("ſ", "s"), ("ı", "i"))


class Stems:
    """Where the stems of the lists stand in a text in small letters."""

    def __init__(
        self,
        lower: str,
        starts: Sequence[int],
        languages: Sequence[str | None],
        blanks: Iterable[str] = "\n",
    ) -> None:
        """Look for them; ``starts`` and ``languages`` are those of the sentences.

        ``blanks`` are the characters that part words in the text beside a plain blank.
        """
        self._starts = starts
        self._numbers: dict[str, set[int]] = {name: set() for name in (*SPOKEN, *LONG)}
        self._begins: dict[str, list[int]] = {}
        self._unions: dict[tuple[str, ...], set[int]] = {}
        self._places: dict[str, list[tuple[int, str]]] = {name: [] for name in PLACED}
        for blank in blanks:
            lower = lower.replace(blank, " ")
        for letter, plain in _FOLDED:
            lower = lower.replace(letter, plain)
        spoken_there = frozenset(language for language in languages if language is not None)
        for last, (stem, placed, said) in _automaton(spoken_there).iter(lower):
            at = last - len(stem) + 1
            for name in placed:
                self._places[name].append((at, stem))
            if said and not (at and lower[at - 1].isalnum()):
                number = bisect_right(starts, at) - 1
                if number >= 0:
                    for name in said.get(languages[number], ()):
                        self._numbers[name].add(number)

    def numbers(self, name: str) -> set[int]:
        """Return the numbers of the sentences that may hold a word of a list of their language."""
        return self._numbers[name]

    def of_any(self, names: tuple[str, ...]) -> set[int]:
        """Return the numbers of the sentences that may hold a word of one of some lists."""
        found = self._unions.get(names)
        if found is None:
            found = self._unions[names] = set().union(*(self._numbers[name] for name in names))
        return found

    def among(self, name: str, start: int) -> bool:
        """Tell whether the sentence at an offset may hold a (long) word of a list.

        It may hold one of every list that was not looked for.
        """
        numbers = self._numbers.get(name)
        return numbers is None or bisect_right(self._starts, start) - 1 in numbers

    def among_any(self, names: tuple[str, ...], start: int) -> bool:
        """Tell whether the sentence at an offset may hold a word of one of some lists."""
        return bisect_right(self._starts, start) - 1 in self.of_any(names)

    def near(self, name: str, start: int, end: int) -> bool:
        """Tell whether a stem of a list begins in a stretch of the text."""
        found = self._begins.get(name)
        if found is None:
            found = self._begins[name] = sorted(at for at, _ in self._places[name])
        index = bisect_left(found, start)
        return index < len(found) and found[index] < end

    def places(self, name: str) -> Sequence[tuple[int, str]]:
        """Return where the stems of a list begin, in the order in which they end."""
        return self._places[name]


def is_short(word: str) -> bool:
    """Tell whether a word of the lists ``LONG`` is not looked for."""
    return len(_stem(word)) < _LEAST


def _by_language(name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a list, or of one value of it, by language."""
    name, _, value = name.partition("=")
    found = entries(name)
    return {
        language: tuple(word for word, kind in words if value in {"", kind})
        for language, words in found.items()
    }


def _stem(word: str) -> str:
    return word.partition("*")[0]


@cache
def _lists() -> tuple[dict[str, list[str]], dict[str, dict[str, list[str]]]]:
    """Return the lists that each stem is in: of the placed ones, and of the spoken by language."""
    placed: dict[str, list[str]] = {}
    said: dict[str, dict[str, list[str]]] = {}
    for name in PLACED:
        form = " {} " if name in _WHOLE else "{}"
        every = spoken(name, *_OF.get(name, ()))
        for stem in {form.format(word.strip("*").lower()) for word in every}:
            placed.setdefault(stem, []).append(name)
    for name in (*SPOKEN, *LONG):
        for language, words in _by_language(name).items():
            kept = [word for word in words if name in SPOKEN or not is_short(word)]
            stems = {_stem(word).lower() for word in kept}
            for stem in stems | {stem.replace("'", "’") for stem in stems}:
                said.setdefault(stem, {}).setdefault(language, []).append(name)
    return placed, said


@lru_cache(maxsize=_KEPT)
def _automaton(languages: frozenset[str]) -> ahocorasick.Automaton:
    """Return the automaton of all placed stems, and of the spoken ones of some languages.

    A text has one or two languages: what stands in no other is not looked for.
    """
    placed, said = _lists()
    spoken_here = {stem for stem, found in said.items() if not languages.isdisjoint(found)}
    automaton = ahocorasick.Automaton()
    for stem in sorted({*placed, *spoken_here}):
        automaton.add_word(stem, (stem, placed.get(stem, ()), said.get(stem, {})))
    automaton.make_automaton()
    return automaton
