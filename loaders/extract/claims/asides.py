"""Reads what is said of a city by the way: "X, member of Y since 2015,", "X, which joined Y,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import actors, enumeration, member_linked
from loaders.extract.claims.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of

_OPENING = re.compile(r"(?:\s\([^()]{2,25}\))?(?:,\s|\s\(|\s[–—]\s)")
_COMMA = re.compile(
    rf"(?:\s{any_of('claims.since')}\s(?:[\w_]+))?,\s(?:{any_of('claims.fronted')}\s){{0,3}}"
)
_FEW, _IN_BRACKETS = 3, 9
_STOP = re.compile(r"[,;](?!\s_)|[()–—]")
_RELATIVE = re.compile(rf"{any_of('claims.relative')}(?!\w)")


@dataclass(frozen=True, slots=True)
class Aside:
    """Who is meant, and the stretch that says it of them."""

    group: list[Mention]
    start: int
    end: int


def aside(view: View, clause: Clause, cue: Cue, objects: Sequence[Mention]) -> Aside | None:
    """Return the part between commas that holds a verb and what it is about, or None."""
    return _fronted(view, clause, cue, objects) or _beside(view, clause, cue, objects)


def _beside(view: View, clause: Clause, cue: Cue, objects: Sequence[Mention]) -> Aside | None:
    """Return who is meant by a part that follows: "X, which joined Y in 2018,"."""
    if clause.words.find(",") < 0 and clause.words.find("(") < 0 and "–" not in clause.words:
        return None
    found = [
        m for m in actors(view, clause) if m.end <= cue.start and not m.method.endswith("inflected")
    ]
    for actor in reversed(found):
        opening = _OPENING.match(view.text, actor.end)
        if opening is None or opening.end() > cue.start:
            continue
        start = opening.end()
        inner = clause.words[start - clause.start : cue.start - clause.start]
        if _STOP.search(inner):
            return None
        if _RELATIVE.match(view.text, start) is None and not member_linked(inner, view.text, cue):
            return None
        last = max([cue.end, *(m.end for m in objects if m.start < clause.end)])
        stop = _STOP.search(clause.words, last - clause.start)
        end = clause.start + stop.start() if stop else clause.end
        if any(o.start >= clause.start and not start <= o.start < end for o in objects):
            return None
        return Aside(enumeration(view, found, actor), start, end)
    return None


def _fronted(view: View, clause: Clause, cue: Cue, objects: Sequence[Mention]) -> Aside | None:
    """Return who is meant by a part that goes before: "As a member of Y, X wants …"."""
    if len(view.text[clause.start : cue.start].split()) > _FEW or not objects:
        return None
    last = objects[-1].end
    if objects[0].start < cue.end or not member_linked("", view.text, cue):
        return None
    found = [m for m in actors(view, clause) if m.start >= last]
    if (
        not found
        or _COMMA.fullmatch(clause.words, last - clause.start, found[0].start - clause.start)
        is None
    ):
        return None
    return Aside(enumeration(view, found, found[0]), clause.start, last)


def own_date(view: View, clause: Clause, subject: Mention) -> Mention | None:
    """Return the date in brackets right after a city: "Kassel (2019)"; a person's is their term."""
    if subject.type == "PERSON" or view.text[subject.end : subject.end + 2] != " (":
        return None
    near = (m for m in clause.of("DATE") if subject.end < m.start <= subject.end + _IN_BRACKETS)
    date = next(near, None)
    if date is None or view.text[date.end : date.end + 1] != ")":
        return None
    return date if date.has_year else None
