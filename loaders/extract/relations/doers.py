"""Finds who runs or pays for a project: several bodies after "by", or before and after a verb."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.claims.actors import distance
from loaders.extract.model import Mention
from loaders.extract.reading.tongues import DROPPING
from loaders.extract.relations.agents import agent_after, agent_of, and_others, by_behind, says_by
from loaders.extract.relations.frame import BESIDE, LIKELY, NEAR, Frame
from loaders.extract.relations.memory import says_city
from loaders.extract.relations.relative import doer_of_relative

_CONTRACTED, _ARTICLE = 6, 30


def agents(frame: Frame) -> list[Mention]:
    """Return by whom something is done: the first named, and those joined to it by "and"."""
    first = agent_of(frame.view, frame.clause, frame.cue)
    if first is None:
        home = _city_again(frame)
        return [home] if home is not None else []
    if first.start < frame.cue.end:
        return [first]
    return and_others(frame.view, frame.clause, first, frame.clause.end)


def _city_again(frame: Frame) -> Mention | None:
    """Return the city that "by the city" speaks of, when that follows the verb at once."""
    start = frame.cue.end
    return frame.memory.speaks_of_city_at(
        frame.view, frame.clause, start, start + BESIDE, frame.finds
    )


def doing(frame: Frame) -> Iterator[tuple[Mention, Mention, float]]:
    """Yield who does something, with the project it is done with and how sure that is."""
    found = doer_of_relative(frame)
    for actor in found[0] if found is not None else ():
        yield actor, found[1] if found is not None else actor, LIKELY
    if found is not None:
        return
    after = [m for m in frame.of_type("PRACTICE") if m.start >= frame.cue.end]
    near = after[0] if after and distance(after[0], frame.cue) < BESIDE else None
    if near is not None:
        for actor in frame.actors("ORG"):
            if actor.end <= near.start or actor.start >= near.end:
                yield actor, near, LIKELY
        return
    before = frame.thing_before()
    if before is None or frame.clause.language not in DROPPING | {"de", "nl"}:
        return
    following = frame.following("ORG") if frame.clause.language in DROPPING else []
    by = agent_after(frame.view, frame.clause, frame.cue.end) if not following else None
    for actor in following or ([by] if by is not None and _close(frame, by) else []):
        if actor.start != before[0].start:
            yield actor, before[0], LIKELY


def _close(frame: Frame, by: Mention) -> bool:
    return by.start - frame.cue.end < BESIDE // 2 and by.method != "relation"


def maker(frame: Frame) -> Mention | None:
    """Return by whom a project was started, when no other verb stands before the name."""
    if frame.clause.language == "el" or not says_by(frame.view, frame.cue, NEAR):
        return None
    by = agent_of(frame.view, frame.clause, frame.cue) or _city_again(frame)
    other = by is not None and any(frame.cue.end <= at < by.start for at in frame.view.deed_starts)
    return None if other else by


def by_another(frame: Frame) -> bool:
    """Tell whether "by" stands behind a verb, with somebody who is not "the city" after it."""
    start = by_behind(frame.view, frame.cue, NEAR)
    if start is None:
        return False
    return not says_city(frame.view, frame.clause, start - _CONTRACTED, start + _ARTICLE)
