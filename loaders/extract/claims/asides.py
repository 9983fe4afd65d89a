"""Reads what is said of a city by the way: "X, member of Y since 2015,", "X, which joined Y,"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.extract.claims.actors import actors, enumeration, member_linked
from loaders.extract.claims.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language

_OPENING = re.compile(r"(?:\s\([^()]{2,25}\))?(?:,\s|\s\(|\s[–—]\s)")
_COMMA = re.compile(
    rf"(?:\s{any_of('claims.since')}\s(?:[\w_]+))?,\s(?:{any_of('claims.fronted')}\s){{0,3}}"
)
_FEW, _IN_BRACKETS, _HALL_REACH, _STANDS_REACH = 3, 9, 40, 70
_HALL = re.compile(rf"(?<!\w){any_of('relations.hall')}(?!\w)", re.IGNORECASE)
_WITHIN = re.compile(rf"(?<!\w){any_of('relations.within')}(?:\s|(?<=['’]))$", re.IGNORECASE)
# What stands between such words and whom they speak of: articles, "the mayor of", "the city of".
_BETWEEN = (
    rf"(?:[\s'’]+(?:{any_of('text.article', 'persons.office-of', 'persons.mayor')}|"
    rf"{any_of('places.town-noun', 'relations.beside-noun')}))*[\s'’]+"
)
_STANDS_BY = {
    language: re.compile(rf"(?<!\w){one_of(words)}{_BETWEEN}$", re.IGNORECASE)
    for language, words in by_language("relations.bystander").items()
}
_WHOSE = re.compile(rf"\s(?:{any_of('persons.office-of')}\s)?(?:{any_of('text.article')}\s)?")
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


def stands_by(view: View, mention: Mention, low: int, language: str) -> bool:
    """Tell whether words say that somebody only stands beside what is done: "unlike X".

    ``low`` is where the part of the text begins in which they are looked for.
    """
    words, start = _STANDS_BY.get(language), max(low, mention.start - _STANDS_REACH)
    return words is not None and words.search(view.text, start, mention.start) is not None


def in_hall(view: View, mention: Mention, low: int) -> bool:
    """Tell whether a name is a building in which something happens, or the city whose it is.

    "Im Rathaus von Kassel erhielt …", "in the town hall of Leeds, X …". ``low`` is where its part
    of the text begins.
    """
    if _HALL.match(view.text, mention.start, mention.end) is not None:
        return _WITHIN.search(view.text, low, mention.start) is not None
    if mention.type == "ORG":
        return False
    low_hall = max(low, mention.start - _HALL_REACH)
    if view.stems is not None and not view.stems.near("relations.hall", low_hall, mention.start):
        return False  # much quicker than the pattern
    halls = _HALL.finditer(view.text, low_hall, mention.start)
    return any(
        _WHOSE.fullmatch(view.text, hall.end(), mention.start)
        and _WITHIN.search(view.text, low, hall.start())
        for hall in halls
    )
