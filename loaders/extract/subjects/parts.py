"""Cuts a clause to the part between signs that a word stands in: doubt elsewhere is not here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import in_tongue

_SIGN = re.compile(r"[,;:()–—]\s|\s(?=[(–—])")
_AND = in_tongue("text.and", r"\s{}\s")


def part_at(view: View, finds: Finds, low: int, high: int) -> Clause | None:
    """Return the part of a clause between signs that holds a stretch, as a clause of its own."""
    clause = clause_at(view, low, high, finds)
    if clause is None:
        return None
    return _cut(clause, _SIGN, low, high)


def between_joints(part: Clause, low: int, high: int) -> Clause:
    """Return the stretch of a part between "and" that holds two offsets."""
    return _cut(part, _AND(part.language), low, high)


def _cut(clause: Clause, sign: re.Pattern[str], low: int, high: int) -> Clause:
    start, end = clause.stretch(sign, low, high)
    inside = [m for m in clause.mentions if start <= m.start < end]
    return Clause(start, end, clause.language, clause.text, clause.sentence, inside)


def date_of(view: View, part: Clause, beside: Sequence[Mention]) -> Mention | None:
    """Return the one date of a part, if no "and" parts it from what it dates."""
    first, last = min(m.start for m in beside), max(m.end for m in beside)
    dates = part.dates_at(first, last)
    if len(dates) != 1:
        return None
    date = dates[0]
    low, high = sorted((date.end, first)) if date.end <= first else (last, date.start)
    parted = low < high and _AND(part.language).search(view.text, low, high) is not None
    return None if parted else date


def doubted(
    view: View,
    finds: Finds,
    part: Clause,
    names: Sequence[Mention],
    word: tuple[int, int] = (0, 0),
) -> bool:
    """Tell whether words in a part, or before it in its clause, make it no statement.

    What stands between the offsets ``word`` does not count: "made possible by".
    """
    clause = clause_at(view, part.start, part.end, finds)
    if clause is None:
        return True
    inside = [m for m in clause.mentions if m.start < part.end]
    said = Clause(clause.start, part.end, part.language, part.text, part.sentence, inside)
    said.names = names
    return said.doubted(*word, passive=True)
