"""Reads who organises, hosts, opens or takes part in an event, by the verb of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.actors import distance, enumeration
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.tongues import DROPPING
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import agent_of, and_others, says_by
from loaders.extract.relations.frame import BESIDE, LEAST, LIKELY, Frame
from loaders.extract.relations.memory import event_date
from loaders.tables.patterns import one_of
from loaders.tables.words import by_language, spoken

_JOINED = 30
_LED = 48


def _only_why(language: str) -> list[str]:
    """Return words before an event that say when or why, and not that somebody was at it."""
    words = [*spoken("gist.aftermath", language), *spoken("gist.occasion", language)]
    return [word for word in words if word not in set(spoken("gist.at", language))]


# "after the forum X", "on the eve of the forum X": only when or why something else was done.
_OCCASION = {
    language: re.compile(
        rf"(?<!\w){one_of(_only_why(language))}"
        r"(?:[\s'’]+[^\W\d_]+){0,2}[\s'’„“\"«‘]+$",
        re.IGNORECASE,
    )
    for language in by_language("gist.aftermath")
}


def takes_part(frame: Frame, role: str) -> Iterator[Claim]:
    """Yield who has a part in the event of a sentence, or in the one spoken of before."""
    events = frame.of_type("EVENT")
    event = min(events, key=lambda m: distance(m, frame.cue), default=None)
    event = event or _related_event(frame)
    if event is None:
        event = frame.memory.recalled(frame.view, frame.clause, "event", frame.clause.end)
    event = event or _just_named(frame)
    if event is None or is_occasion(frame.view, event):
        return
    cue = frame.cue
    told = role == "organiser" and says_by(frame.view, cue)
    by = agent_of(frame.view, frame.clause, cue) if told else None
    types = ("ORG",) if role == "organiser" else ("ORG", "PERSON")
    hosts = and_others(frame.view, frame.clause, by, frame.clause.end) if by is not None else None
    for actor in hosts or _taking_part(frame, event, *types):
        if actor.end <= event.start or actor.start >= event.end or event.end <= frame.clause.start:
            when = event_date(frame.view, frame.finds, event) or frame.date()
            yield frame.make("participation", actor, event, LIKELY, when=when,
                             detail=(("role", role),))  # fmt: skip


def is_occasion(view: View, event: Mention) -> bool:
    """Tell whether an event only says when or why something else was done: "after the forum X"."""
    before = _OCCASION.get(view.language_at(event.start) or "")
    low = max(0, event.start - _LED)
    return before is not None and before.search(view.text[low : event.start]) is not None


def _related_event(frame: Frame) -> Mention | None:
    """Return the event that a relative clause is about: "the congress X, which A hosted"."""
    start = frame.clause.start
    if (
        start <= frame.clause.sentence.start
        or frame.view.text[start - 1 : start + 1].strip() != ","
    ):
        return None
    events = [m for m in frame.things if m.type == "EVENT" and m.end <= start]
    return events[-1] if events and start - events[-1].end < _JOINED else None


def _just_named(frame: Frame) -> Mention | None:
    """Return the event of the sentence before one that begins with its verb: "Participaron A"."""
    opens = not frame.view.text[frame.clause.sentence.start : frame.cue.start].strip()
    near = opens and frame.clause.language in DROPPING and frame.memory.event_age <= 1
    return frame.memory.event if near else None


def _related(frame: Frame, event: Mention, *types: str) -> list[Mention]:
    """Return whom a relative clause names: "X, in which A and B met", "X, den A ausrichtete"."""
    text, cue = frame.view.text, frame.cue
    comma = text.find(",", event.end, cue.start)
    if event.start < frame.clause.start or not 0 <= comma - event.end < _JOINED:
        return []
    wanted = [m for m in frame.clause.of("CITY", "GOVERNMENT", *types) if m.start > comma]
    bodies = [m for m in wanted if m.type == "GOVERNMENT"]
    wanted = [
        m for m in wanted if m in bodies or not any(b.start <= m.start < b.end for b in bodies)
    ]
    inside = [m for m in wanted if m.end <= cue.start]
    if inside:
        ends = frame.clause.language in {"de", "nl"}  # the verb ends the relative clause
        return enumeration(frame.view, inside, inside[-1]) if ends else []
    near = wanted and distance(wanted[0], cue) < BESIDE and cue.start - comma < _JOINED
    return enumeration(frame.view, wanted, wanted[0]) if near else []


def _taking_part(frame: Frame, event: Mention, *types: str) -> list[Mention]:
    """Return who takes part; of "the mayor of X, Y" and "Y of X" the person."""
    found = _related(frame, event, *types) or frame.actors(*types) or frame.following(*types)
    persons = [m for m in found if m.type == "PERSON"]
    if persons or "PERSON" not in types or not found:
        return persons or found
    close = [m for m in frame.clause.of("PERSON") if 0 < found[0].start - m.end < LEAST]
    return close[-1:] or found
