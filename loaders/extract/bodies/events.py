"""Finds conferences, summits and other events by the shape of their names."""

from __future__ import annotations

import re

from loaders.extract.reading.shapes import UPPER, run_left
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of

_TOPIC = re.compile(
    rf"(?:\s[a-zà-ÿα-ωά-ώąęółśżźćń]+){{0,2}}\s(?:{any_of('events.topic')}\s){{1,3}}"
    rf"[{UPPER}]\w+(?:\s{any_of('events.inside')}?\s?[{UPPER}]\w+){{0,4}}"
)


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
