"""Reads when a project ended, by words of closing beside its name and a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.gist.spots import Spots
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.making import claim

ENDED = 0.72
_PART = re.compile(r",\s")
_NEAR, _REACH = 45, 160


def endings(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield when the one project that a sentence names before a word of closing ended."""
    numbers = {one.start: number for number, one in enumerate(view.sentences)}
    for sentence, words in spots.words_with(finds, "gist.end"):
        named = view.named.get(numbers[sentence.start], ())
        for word, clause in words:
            thing = _thing(view, finds, clause, named, word[0])
            when = _when(view, clause, word)
            if thing is None or when is None:
                continue
            clause.names = [thing]
            if clause.doubted(*word, passive=True):
                continue
            yield claim(view, "end", (thing, when, when), (sentence.start, sentence.end),
                        ENDED * min(1.0, when.confidence), method="gist:end")  # fmt: skip
            break


def _thing(
    view: View, finds: Finds, clause: Clause, named: Sequence[Mention], word: int
) -> Mention | None:
    """Return the one project before a word, as it is called in the claims of its sentence."""
    start = clause.sentence.start
    known = [m for m in finds.between(start, word) if m.type == "PRACTICE"]
    found = [m for m in named if m.type == "PRACTICE" and m.end <= word] or known
    found = [m for m in found if not by_whom(view, m) and word - m.end < _REACH]
    return found[0] if len({m.text for m in found}) == 1 else None


def _when(view: View, clause: Clause, word: tuple[int, int]) -> Mention | None:
    """Return the date nearest to a word, between the same commas before all others."""
    start, end = clause.start, clause.end
    for sign in _PART.finditer(view.text, clause.start, clause.end):
        if sign.end() <= word[0]:
            start = sign.end()
        elif sign.start() >= word[1]:
            end = sign.start()
            break
    near = [m for m in clause.dates() if start <= m.start < end and _apart(m, word) < _NEAR]
    return min(near, key=lambda m: _apart(m, word), default=None)


def _apart(date: Mention, word: tuple[int, int]) -> int:
    return max(0, date.start - word[1], word[0] - date.end)
