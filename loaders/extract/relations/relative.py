"""Reads who does what with the project before a relative clause: "X, which Y set up"."""

from __future__ import annotations

import re

from loaders.extract.claims.actors import enumeration, is_place_of_action
from loaders.extract.model import Mention
from loaders.extract.relations.agents import agent_after, by_whom
from loaders.extract.relations.frame import BESIDE, Frame
from loaders.tables.patterns import one_of
from loaders.tables.words import by_language

_PRONOUN = {
    language: re.compile(
        rf"\s?[”“»\"’']?(?:\s\([^()]{{1,30}}\))?,?\s{one_of(words)}(?:\s|(?<=['’]))"
    )
    for language, words in by_language("relations.relative").items()
}
_HAVE = {
    language: re.compile(rf"(?<!\w){one_of(words)}\s(?:\w+\s)?$")
    for language, words in by_language("relations.have").items()
}
_HAVE_BEHIND = {
    language: re.compile(rf"\s(?:\w+\s)?{one_of(words)}(?!\w)")
    for language, words in by_language("relations.have").items()
    if language in {"de", "nl"}
}
_REACH, _BODIES = 90, ("ORG", "GOVERNMENT", "CITY")


def doer_of_relative(frame: Frame) -> tuple[list[Mention], Mention] | None:
    """Return who does what a relative clause says, and the project right before its pronoun."""
    language, view, cue = frame.clause.language, frame.view, frame.cue
    pattern = _PRONOUN.get(language)
    for thing in reversed(frame.things):
        if thing.type != "PRACTICE" or not 0 < cue.start - thing.end < _REACH:
            continue
        pronoun = pattern.match(view.text, thing.end) if pattern is not None else None
        if (
            pronoun is None
            or "," in view.text[pronoun.end() : cue.start]
            or (pronoun.end() > cue.start)
        ):
            return None
        found = _between(frame, pronoun.end())
        return (found, thing) if found else None
    return None


def is_active(frame: Frame) -> bool:
    """Tell whether "has" or "had" makes a participle active: "which Y had set up"."""
    language, cue, text = frame.clause.language, frame.cue, frame.view.text
    before, behind = _HAVE.get(language), _HAVE_BEHIND.get(language)
    if before is not None and before.search(text, frame.clause.sentence.start, cue.start):
        return True
    return behind is not None and behind.match(text, cue.end) is not None


def _between(frame: Frame, start: int) -> list[Mention]:
    """Return the bodies or the city named between a pronoun and its verb, or right behind it."""
    view, cue, clause = frame.view, frame.cue, frame.clause
    inside = [
        m for m in frame.finds.between(start, cue.start)
        if m.type in _BODIES and m.end <= cue.start and not by_whom(view, m)
    ]  # fmt: skip
    inside = [m for m in inside if not is_place_of_action(view, m, clause.language, m)]
    if inside:
        return enumeration(view, inside, inside[0])
    city = frame.memory.speaks_of_city_at(view, clause, start, cue.start, frame.finds)
    if city is not None:
        return [city]
    if clause.language not in {"fr", "es", "it"} or cue.start - start > BESIDE // 2:
        return []
    by = agent_after(view, clause, cue.end)
    return [by] if by is not None else []
