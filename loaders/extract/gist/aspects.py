"""Tells whether a sentence says something of a project itself, or only of its contract or phase."""

from __future__ import annotations

import re

from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View

_PLACE = {"practice": 1, "end": 0, "carrier": 0, "support": 1}
_NOUNS = frozenset({"runs", "run-by"})  # "gestore"
_SIGN = re.compile(r"[,;:()|–—]\s")
_REACH, _FIRST, _LAST, _SMALL = 110, 4, 3, 3
_OF_FORM = ("relation:row", "relation:label", "relation:act", "relation:motion")


def of_itself(view: View, claim: Claim) -> bool:
    """Tell whether a claim about a project was not read from words about its contract or funds.

    "The contract with the operator of X ended in May" says nothing of the end of X.
    """
    place = _PLACE.get(claim.predicate)
    if place is None or claim.method in _OF_FORM:
        return True
    thing = claim.evidence[place]
    inside = claim.start <= thing.start < claim.end
    start, end = _before(view, thing) if inside else (claim.start, claim.end)
    if claim.predicate in {"end", "practice"} and _opens(view, "gist.means", start, end):
        return False
    return not _opens(view, "gist.aspect", start, end)


def _before(view: View, thing: Mention) -> tuple[int, int]:
    """Return the words before a project, in its part of the sentence."""
    sentence = view.sentence_at(thing.start)
    start = max(sentence.start if sentence else 0, thing.start - _REACH)
    signs = list(_SIGN.finditer(view.text, start, thing.start))
    return (signs[-1].end() if signs else start), thing.start


def _opens(view: View, name: str, start: int, end: int) -> bool:
    """Tell whether one of the first or last words of a stretch is on a list, no verb after it."""
    for said in topic(name, view.language_at(start) or "").finditer(view.text, start, end):
        first = len(view.text[start : said.start()].split()) < _FIRST
        last = len(view.text[said.end() : end].split()) < _LAST
        if not first and not last:
            continue
        if not _verb_in(view, said.end(), end):
            return True
    return False


def _verb_in(view: View, start: int, end: int) -> bool:
    """Tell whether a verb stands in a stretch; "with the operator of" holds none."""
    language = view.language_at(start)
    return any(
        cue.trigger.language == language
        and cue.trigger.value not in _NOUNS
        and cue.end - cue.start > _SMALL
        for cue in view.cues_in("deed", start, end)
    )
