"""Reads who started a project, and when: a body that is named, else the city where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import distance
from loaders.extract.claims.recall import is_network
from loaders.extract.model import Claim, Mention
from loaders.extract.relations.doers import by_another, maker
from loaders.extract.relations.frame import BESIDE, FAR, LIKELY, Frame
from loaders.extract.relations.relative import doer_of_relative, is_active
from loaders.tables.patterns import any_of, whole_word

# Languages whose verbs of starting that say nothing of a body say something of one as well.
_FINITE = frozenset({"el"})
_HAS_BODY = frozenset({"ORG"})
_SINCE = re.compile(any_of("claims.since"), re.IGNORECASE)
_HAVEN_ONLY = re.compile(rf"(?:\w+\s)?{whole_word('relations.haven')}", re.IGNORECASE)


def starts(frame: Frame) -> Iterator[Claim]:
    """Yield who starts the project behind a verb: "X launched the project"."""
    found = doer_of_relative(frame)
    if found is not None:
        yield from _started_by(frame, *found)
        return
    after = [m for m in frame.of_type("PRACTICE") if m.start >= frame.cue.end]
    if not after or distance(after[0], frame.cue) > BESIDE:
        return
    for actor in frame.actors("ORG"):
        yield frame.make("practice", actor, after[0], LIKELY, when=frame.date())


def started(frame: Frame) -> Iterator[Claim]:
    """Yield who started a project, else the city where it did: "launched in 2018 (by X)"."""
    found = doer_of_relative(frame)
    if found is not None and (is_active(frame) or frame.clause.language in _FINITE):
        yield from _started_by(frame, *found)
        return
    if is_active(frame) and _HAS_BODY.intersection(m.type for m in frame.clause.mentions):
        return
    thing, city, when = frame.thing_beside(), frame.home(), frame.date()
    if thing is None or _is_network(frame, thing[0]) or _is_haven(frame, thing[0]):
        return
    by = maker(frame)
    if by is not None and by.start != thing[0].start:
        yield frame.make("practice", by, thing[0], thing[1], when=when)
        return
    if city is None or by_another(frame) or _started_by_body(frame, thing[0]):
        return
    if when is not None and distance(when, frame.cue) <= BESIDE:
        yield frame.make("practice", city, thing[0], thing[1], when=when)


def _started_by(frame: Frame, actors: Sequence[Mention], thing: Mention) -> Iterator[Claim]:
    for actor in actors:
        yield frame.make("practice", actor, thing, LIKELY, when=frame.date())


def _is_network(frame: Frame, thing: Mention) -> bool:
    """Tell whether what seems to be a project is a network: it is founded, not started."""
    return any(m.end > thing.start and is_network(m)
               for m in frame.finds.between(thing.start - FAR, thing.end))  # fmt: skip


def _is_haven(frame: Frame, thing: Mention) -> bool:
    """Tell whether a name says what a city has been since some year: "seit 2019 „Hafen“"."""
    since = _SINCE.fullmatch(frame.view.text, frame.cue.start, frame.cue.end)
    return since is not None and _HAVEN_ONLY.fullmatch(thing.text) is not None


def _started_by_body(frame: Frame, thing: Mention) -> bool:
    """Tell whether a body stands before a verb that a project follows: it is no city's then."""
    if thing.start < frame.cue.end:
        return False
    return any(m.end <= frame.cue.start for m in frame.clause.of("ORG"))
