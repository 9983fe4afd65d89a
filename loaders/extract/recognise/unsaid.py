"""Tells which claims a sentence only hopes, asks for, doubts or reports as a rumour.

"We hope that Cardiff will offer 50 places", "la Fondation soutiendrait le projet, dit-on",
"she had to cancel her speech", "the motion was rejected": nothing was done.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim
from loaders.extract.reading.shapes import between_signs
from loaders.extract.reading.view import View
from loaders.tables.patterns import one_of
from loaders.tables.words import by_language

_THAT = by_language("relations.hoped-that")
_HOPED = by_language("relations.hoped")
_PART = re.compile(r"[,;·–—]")


@cache
def _hope(language: str) -> re.Pattern[str]:
    """Return a word of hope or demand with the word that opens what is hoped."""
    hoped, that = one_of(_HOPED.get(language, ())), one_of(_THAT.get(language, ()))
    return re.compile(
        rf"(?<!\w){hoped}(?!\w)(?:[\s,]+[^\W\d_]+){{0,4}}?[\s,]+{that}(?:\s|(?<=['’]))",
        re.IGNORECASE,
    )


def unsaid(view: View, one: Claim) -> bool:
    """Tell whether a sentence does not state what a claim took from it."""
    language = one.language or ""
    if topic("relations.untrue", language).search(view.text, one.start, one.end) is not None:
        return True
    inside = [m for m in one.evidence[:2] if one.start <= m.start < one.end]
    if not inside:
        return False
    hope = _hope(language).search(view.text, one.start, max(m.end for m in inside))
    if hope is not None and hope.end() <= min(m.start for m in inside):
        return True
    if one.predicate == "protest":
        voted = topic("relations.voted-down", language)
        return voted.search(view.text, one.start, one.end) is not None
    return one.predicate == "participation" and _stayed_away(view, one, language)


def _stayed_away(view: View, one: Claim, language: str) -> bool:
    """Tell whether the part of a sentence about somebody says that they did not come."""
    subject = one.evidence[0]
    if not one.start <= subject.start < one.end:
        return False
    said = (subject.start, subject.end)
    part = between_signs(view.text, _PART, (one.start, one.end), said)
    return topic("relations.stayed-away", language).search(view.text, *part) is not None
