"""Finds the cities that do what a word of a sentence says: named before it, meant, or after it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.gist.topics import groups
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom
from loaders.extract.relations.memory import Memory

_NEAR, _BESIDE = 130, 30
_INVERTED = frozenset({"de", "nl", "es", "it", "pl", "el"})
_FREE = Memory()  # what "the city" means is looked up in the text, not remembered


def doers(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], beside: Sequence[Mention] = ()
) -> list[Mention]:
    """Return the cities that do something: nearest before its word, else "the city", else after.

    A city that is only where it happens, or in whose words it is told, does it not.
    """
    found = [g for g in groups(view, clause, beside) if _acts(view, clause, g[0])]
    before = [g for g in found if g[-1].end <= word[0]]
    again = _FREE.speaks_of_city(view, clause, word[0], finds)
    if again is not None and all(g[0].end <= again[1] and not g[-1].link for g in before):
        return [again[0]]
    if before:
        end = before[-1][-1].end
        told = any(end <= m.start and m.end <= word[0] for m in speakers(view, clause))
        return before[-1] if word[0] - end < _NEAR and not told else []
    if again is not None:
        return [again[0]]
    return _behind(view, finds, clause, word[1], found) if clause.language in _INVERTED else []


def _behind(
    view: View, finds: Finds, clause: Clause, end: int, found: Sequence[list[Mention]]
) -> list[Mention]:
    """Return who is named right behind a word, or meant there by "the city"."""
    after = [g for g in found if g[0].start >= end]
    if after or clause.of("PERSON", "ORG"):
        return after[0] if after and _beside(view, end, after[0][0].start) else []
    later = _FREE.speaks_of_city_at(view, clause, end, end + _BESIDE, finds)
    return [later] if later is not None else []


def speakers(view: View, clause: Clause) -> list[Mention]:
    """Return the persons of a clause by whom nothing was done: "then led by X"."""
    return [m for m in clause.of("PERSON") if not by_whom(view, m)]


def _beside(view: View, start: int, end: int) -> bool:
    """Tell whether nothing but a few words stands between a word and who does it."""
    return end - start < _BESIDE and "," not in view.text[start:end]


def _acts(view: View, clause: Clause, city: Mention) -> bool:
    return not by_whom(view, city) and not is_place_of_action(view, city, clause.language, city)
