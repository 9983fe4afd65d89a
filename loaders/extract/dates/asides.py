"""Tells dates of asides from those of an act: "X, founded in 1998, …", "der 2015 gewählte X"."""

from __future__ import annotations

import re

from loaders.extract.model import Mention
from loaders.tables.patterns import any_of

# Participles that have a date of their own beside them.
_SMALL = r"(?:\s[^\W\d]{1,5}){0,5}\s"
_BEFORE = re.compile(rf"(?<!\w){any_of('dates.of-other')}{_SMALL}$", re.IGNORECASE)
_BEHIND = re.compile(rf"\s{any_of('dates.of-other-behind')}(?!\w)", re.IGNORECASE)
_WHO = re.compile(rf",\s{any_of('claims.who')}\s[^,]*$")
_BACK = 30


def of_another(text: str, stretch: tuple[int, int], date: Mention, said: tuple[int, int]) -> bool:
    """Tell whether a date is that of a participle beside it that is not one of some words.

    ``stretch`` are the ends of the clause, ``said`` those of the words that tell what was done.
    """
    low = max(stretch[0], date.start - _BACK)
    found = _BEFORE.search(text, low, date.start) or _BEHIND.match(text, date.end, stretch[1])
    return found is not None and not (found.start() < said[1] and said[0] < found.end())


def in_aside(text: str, stretch: tuple[int, int], date: Mention, said: tuple[int, int]) -> bool:
    """Tell whether a date stands in an aside: ", founded in 1998,", or behind ", which"."""
    before = date.start < said[0]
    low, high = (date.end, said[0]) if before else (said[1], date.start)
    apart = "," in text[low:high]
    if apart and before and _WHO.search(text, stretch[0], date.start) is not None:
        return True
    if not of_another(text, stretch, date, said):
        return False
    return apart or _BEHIND.match(text, date.end, stretch[1]) is not None
