"""Tells which claims of participation are none: where somebody works, a place, who stayed away."""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, followed

_OF = re.compile(rf",?\s{followed('persons.of-body')}[„“\"«]?\s?")
# "the director of the X", "dyrektorka X", "Leiterin des X": up to where the name begins.
_HEADED = re.compile(
    rf"(?<!\w){any_of('persons.head-of')}(?:\s[^\W\d_]+){{0,2}}?"
    rf"\s(?:{followed('persons.of-body')})?(?:{followed('text.article')})?[„“\"«»]?\s?$",
    re.IGNORECASE,
)
_BEHALF = re.compile(
    rf"(?<!\w){followed('persons.on-behalf')}(?:[^\W\d_]+\s){{0,2}}?[„“\"«»]?\s?$", re.IGNORECASE
)
_ABOUT = re.compile(rf"(?<!\w){any_of('gist.about')}(?:[\s'’]+[^\W\d_]+){{0,2}}[\s'’„“\"«»‘]+$")
_BRACKET = re.compile(r"\s?[”“\"»«’]?\s?\(")
_SIGNS = ",;:.()–—"
_REACH, _BACK = 24, 70
_PLACES = frozenset({"CITY", "GOVERNMENT"})


def only_affiliated(view: View, finds: Finds, one: Claim) -> bool:
    """Tell whether a claim takes the body of a speaker for who was there, or for the event.

    Nor does somebody take part who stayed away, who only speaks of an event, or a city in brackets
    behind it, where it was held.
    """
    if one.predicate != "participation":
        return False
    subject, event = one.evidence[:2]
    asked = [event] if event.type == "EVENT" else []
    asked += [subject] if subject.type == "ORG" else []
    if any(_of_person(view, finds, m.start, one) or _headed(view, m) for m in asked):
        return True
    if subject.type == "ORG" and _found(_BEHALF, view, subject.start):
        return True
    if subject.type in _PLACES and _BRACKET.fullmatch(view.text, event.end, subject.start):
        return True
    if one.method.startswith("gist") and _found(_ABOUT, view, event.start):
        return True
    return _stayed_away(view, subject)


def _headed(view: View, mention: Mention) -> bool:
    """Tell whether words for who leads it stand before a body: "the director of the X"."""
    return not mention.link and _found(_HEADED, view, mention.start)


def _found(pattern: re.Pattern[str], view: View, end: int) -> bool:
    return pattern.search(view.text[max(0, end - _BACK) : end]) is not None


def _stayed_away(view: View, subject: Mention) -> bool:
    """Tell whether the part between signs that a name stands in says that somebody did not come."""
    sentence = view.sentence_at(subject.start)
    if sentence is None:
        return False
    text = view.text
    low = max([sentence.start, *(text.rfind(s, sentence.start, subject.start) for s in _SIGNS)])
    ends = [at for s in _SIGNS if (at := text.find(s, subject.end, sentence.end)) >= 0]
    away = topic("gist.stayed-away", sentence.language or "")
    return away.search(text, low, min([sentence.end, *ends])) is not None


def _of_person(view: View, finds: Finds, start: int, one: Claim) -> bool:
    """Tell whether a person and "of" stand right before an offset of the claim's sentence."""
    if not one.start <= start < one.end:
        return False
    before = finds.between(max(one.start, start - _BACK), start)
    persons = [m.end for m in before if m.type == "PERSON" and start - _REACH < m.end <= start]
    return any(_OF.fullmatch(view.text, end, start) for end in persons)
