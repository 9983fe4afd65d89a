"""Reads from a verb of protest who protests against what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.frame import LIKELY, Frame
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language

_AGAINST = {
    language: re.compile(rf"(?<!\w){one_of(words)}(?!\w)\s?", re.IGNORECASE)
    for language, words in by_language("relations.against").items()
}
# Languages that put what is protested against before the verb.
_BEFORE = frozenset({"de", "nl", "el", "pl"})
_MANNER = re.compile(rf"(?:{any_of('relations.manner')}\s|,\s)*")
_YEAR_BEHIND = re.compile(rf"{any_of('persons.year-behind')}\s")
# "rejected the motion" is a vote.
NOT_PROTESTED = re.compile(
    rf"(?:[^\W\d_]{{1,10}}[\s'’]){{0,2}}{any_of('relations.not-protested')}(?!\w)", re.IGNORECASE
)
_OPENING = frozenset('„“«"‘')
_DATE_REACH, _SMALL, _LEAST = 10, 4, 4
# Languages that have an article, or another short word, before what somebody condemns.
_ARTICLED = frozenset({"fr", "it", "es"})
_WORD = re.compile(r"[^\W\d_]{6,}")

# "the barge in a letter to the minister": how somebody protests is no part of what it is against.
_TAIL = re.compile(
    rf"\s\w{{1,8}}(?:\s|['’])(?:\w+[\s'’]){{0,2}}{any_of('relations.tail-noun')}(?!\w)"
)
_LOOSE = re.compile(
    rf"(?:\s{any_of('places.preposition', 'claims.date-before', 'text.article', 'text.and')})+$"
)


def trimmed(view: View, what: Mention) -> Mention:
    """Return what a protest is against without the words on how, and small words at its end."""
    tail = _TAIL.search(what.text, _LEAST)
    words = what.text[: tail.start()] if tail is not None else what.text
    loose = _LOOSE.search(words)
    words = words[: loose.start()] if loose is not None else words
    if len(words) < _LEAST or words == what.text:
        return what
    return named(view, "WORK", what.start, what.start + len(words))


def protests(frame: Frame) -> Iterator[Claim]:
    """Yield who protests against what: the words behind "against"."""
    text, cue, clause = frame.view.text, frame.cue, frame.clause
    against = _AGAINST[clause.language]
    if against.search(text, cue.start, cue.end):
        start = cue.end + 1
    else:
        match = against.search(text, cue.end, clause.end)
        if match is None and clause.language in _BEFORE:
            match = against.search(text, clause.start, cue.start)
        if match is None:
            return
        start = match.end()
    object_ = frame.phrase(start, frame.cue.start if start < frame.cue.start else None)
    object_ = trimmed(frame.view, object_) if object_ is not None else None
    for actor in frame.actors("ORG", "PERSON") if object_ is not None else ():
        if object_ is not None and (actor.end <= object_.start or actor.start >= object_.end):
            yield frame.make("protest", actor, object_, LIKELY, when=frame.date())


def condemns(frame: Frame) -> Iterator[Claim]:
    """Yield who condemns what: the words right after the verb, when a name does not begin them."""
    start = frame.cue.end + 1
    for date in frame.clause.of("DATE"):  # "ha contestato nel 2018 la chiusura"
        if 0 <= date.start - frame.cue.end < _DATE_REACH:
            start = date.end + 1
    behind = _YEAR_BEHIND.match(frame.view.text, start)
    manner = _MANNER.match(frame.view.text, behind.end() if behind else start)
    object_ = frame.phrase(manner.end() if manner else start)
    if object_ is None or object_.text[0].isdigit() or NOT_PROTESTED.match(object_.text):
        return
    bare = (
        frame.clause.language in _ARTICLED
        and len(frame.view.text[frame.cue.start : frame.cue.end].split()[-1]) > _SMALL
    )
    if bare and _WORD.match(object_.text):
        return  # "rechazó incorporarse"
    if frame.view.text[object_.end : object_.end + 2].strip()[:1] in _OPENING:
        return  # "criticised the “Forum X”": what it names is cut off
    object_ = trimmed(frame.view, object_)
    for actor in frame.actors("ORG", "PERSON"):
        if actor.end <= frame.cue.start or actor.start >= object_.end:
            yield frame.make("protest", actor, object_, LIKELY, when=frame.date())
