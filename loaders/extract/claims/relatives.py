"""Reads who belongs to a network that a relative clause tells of: "X, to which Y and Z belong"."""

from __future__ import annotations

import re

from loaders.extract.claims.actors import actors, enumeration
from loaders.extract.claims.clauses import Clause
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, whole_word

# What refers back to the network or charter right before it.
_WHICH = re.compile(rf"(?:\s\([^()]{{2,25}}\))?[»”\"*]*,?\s{any_of('claims.whose')}\s?(?!\w['’])")
_STOP = re.compile(r"[,;](?!\s?_)|[()–—:]")
# What may stand between the verb and those who follow it: "à laquelle appartiennent aussi".
_FILLING = re.compile(rf"(?:\s|{whole_word('claims.filling')}|(?<!\w)_+(?!\w)|[.,\d])*")


def related(
    view: View, clause: Clause, cue: Cue, thing: Mention
) -> tuple[list[Mention], int, int] | None:
    """Return those of whom a relative clause after a thing says a verb, and where it stands.

    None when no relative clause opens between the thing and the verb, or it names nobody.
    """
    if thing.end > cue.start:
        return None
    opening = _WHICH.match(view.text, thing.end)
    if opening is None or opening.end() > cue.start:
        return None
    start = opening.end()
    if _STOP.search(clause.words, start - clause.start, cue.start - clause.start):
        return None
    stop = _STOP.search(clause.words, cue.end - clause.start)
    end = clause.start + stop.start() if stop else clause.end
    inside = [m for m in actors(view, clause) if start <= m.start < clause.end]
    before = [m for m in inside if m.end <= cue.start]
    if before:
        return enumeration(view, before, before[-1]), start, end
    after = [m for m in inside if m.start >= cue.end]
    if after and _filled(clause, cue.end, after[0].start):
        group = enumeration(view, after, after[0])
        return group, start, max(end, group[-1].end)
    return None


def relates(view: View, thing: Mention, cue: Cue) -> bool:
    """Tell whether a verb stands in the relative clause that opens right after a thing."""
    opening = _WHICH.match(view.text, thing.end)
    return (
        opening is not None
        and opening.end() <= cue.end
        and _STOP.search(view.text, opening.end(), cue.start) is None
    )


def _filled(clause: Clause, start: int, end: int) -> bool:
    return _FILLING.fullmatch(clause.words, start - clause.start, end - clause.start) is not None
