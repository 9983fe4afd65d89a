"""Reads who founded an organisation or network, and when."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract import lexicon
from loaders.extract.claim_actors import BY, LOOSE, distance, enumeration, is_place_of_action
from loaders.extract.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.view import Cue, View

_ACTIVE = lexicon.literal("claims_active_founding")
_NEAR, _NEAR_LOOSE = 70, 160


def foundings(
    view: View, clause: Clause, cue: Cue
) -> Iterator[tuple[Mention, Mention, Mention | None]]:
    """Yield what was founded, by whom (or when, if nobody is named), and the date.

    "X was founded by Y in DATE", "Y founded X", "X was founded in DATE".
    """
    words = view.text[cue.start : cue.end].split()
    active = words[0] in _ACTIVE and words[-1] in _ACTIVE
    founded = _founded(clause, cue, active=active)
    near = _NEAR_LOOSE if clause.language in LOOSE else _NEAR
    if founded is None or distance(founded, cue) > near:
        return
    date = nearest_date(clause, cue)
    founders = _before(view, clause, cue) if active else _after_by(view, clause, cue)
    founders = [m for m in founders if m.end <= founded.start or m.start >= founded.end]
    for founder in founders:
        yield founded, founder, date
    if not founders and not active and date is not None and _dates(founded, date, cue, clause):
        yield founded, date, date


def nearest_date(clause: Clause, cue: Cue) -> Mention | None:
    """Return the date with a year that stands nearest to the verb, or None."""
    dates = [m for m in clause.of("DATE") if m.value and not m.value.startswith("X")]
    return min(dates, key=lambda m: distance(m, cue), default=None)


def _founded(clause: Clause, cue: Cue, *, active: bool) -> Mention | None:
    """Return the organisation: after an active verb, else before it (or after, in free order)."""
    leading = [m for m in clause.of("ORG") if m.end <= cue.start]
    following = [m for m in clause.of("ORG") if m.start >= cue.end]
    if active:
        return following[0] if following else None
    if leading:
        return leading[0] if clause.language in {"de", "nl"} else leading[-1]
    return following[0] if following else None


def _after_by(view: View, clause: Clause, cue: Cue) -> list[Mention]:
    """Return the founders named after "by"."""
    actors = _founders(clause)
    by_verb = BY.search(view.text[cue.start : cue.end]) is not None
    for index, actor in enumerate(actors):
        if actor.start < cue.end:
            continue
        if BY.search(view.text[max(0, actor.start - 8) : actor.start]) or (
            by_verb and actor.start - cue.end < 12
        ):
            return enumeration(view, actors[index:], actor)
    return []


def _before(view: View, clause: Clause, cue: Cue) -> list[Mention]:
    """Return the founders right before an active verb."""
    leading = [
        m
        for m in _founders(clause)
        if m.end <= cue.start
        and m.type != "ORG"
        and not is_place_of_action(view, m, clause.language, m)
    ]
    if leading and len(view.text[leading[-1].end : cue.start].split()) <= 3:
        return enumeration(view, leading, leading[-1])
    return []


def _founders(clause: Clause) -> list[Mention]:
    governments = clause.of("GOVERNMENT")
    return [
        m
        for m in clause.of("GOVERNMENT", "CITY", "PERSON", "ORG")
        if m.type == "GOVERNMENT"
        or not any(g.start <= m.start and m.end <= g.end for g in governments)
    ]


def _dates(founded: Mention, date: Mention, cue: Cue, clause: Clause) -> bool:
    """Tell whether a date is that of the founding: it stands by the verb."""
    if clause.language in {"de", "nl"}:
        return date.start >= founded.end and distance(date, cue) < 120
    return 0 <= date.start - cue.end < 45 or distance(date, cue) < 12
