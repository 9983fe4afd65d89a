"""Finds conferences, summits and other events by the shape of their names, and what is no name."""

from __future__ import annotations

import re

from loaders.extract.reading.shapes import UPPER, run_left
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import entries, spoken

_TOPIC = re.compile(
    rf"(?:\s[a-zà-ÿα-ωά-ώąęółśżźćń]+){{0,2}}\s(?:{any_of('events.topic')}\s){{1,3}}"
    rf"[{UPPER}]\w+(?:\s{any_of('events.inside')}?\s?[{UPPER}]\w+){{0,4}}"
)

_WORD = re.compile(r"[^\s,;:.()„“”\"«»!?|]+")
_GENERAL = frozenset(word.casefold() for word in spoken("relations.event-general"))
_HEADS = {
    language: frozenset(word.casefold() for word, kind in found if kind == "event")
    for language, found in entries("relations.head").items()
}
# Languages that join nouns to one word, whose last part says what it is.
_LAST = {
    language: re.compile(rf"(?P<part>.+?){one_of(_HEADS[language])}(?:e?[ns])?")
    for language in ("de", "nl")
}


def is_general(name: str, language: str) -> bool:
    """Tell whether words say only what an event is: "Jahrestagung", "Annual General Meeting".

    They name none. With a number ("Annual Conference 2021") they do.
    """
    words = [word.casefold() for word in _WORD.findall(name)]
    if len(words) != 1:
        heads = _HEADS.get(language, frozenset())
        return all(word in _GENERAL or word in heads for word in words)
    if words[0] in _GENERAL or language not in _LAST:
        return words[0] in _GENERAL
    compound = _LAST[language].fullmatch(words[0])
    return compound is not None and compound["part"] in _GENERAL


def find_events(view: View) -> None:
    """Add events: capitalised words before "Conference", "Summit" …, or a head with its topic."""
    for cue in view.cues.get("event_after", ()):
        start = run_left(view.text, cue.start, 6)
        if start < cue.start and view.free(start, cue.end):
            view.take(start, cue.end)
            view.add("EVENT", start, cue.end, method="event-shape", confidence=0.75)
    for cue in view.cues.get("event_before", ()):
        topic = _TOPIC.match(view.text, cue.end)
        if topic is not None and view.free(cue.start, topic.end()):
            view.take(cue.start, topic.end())
            view.add("EVENT", cue.start, topic.end(), method="event-shape", confidence=0.7)
