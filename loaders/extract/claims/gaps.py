"""Reads what a sentence leaves out: "joined X in 2013 and Y in 2016", "… in 2015, B in 2016"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.extract.claims.actors import actors
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of

_IN = rf"\s\(?(?:{any_of('claims.date-before')}\s?{any_of('claims.date-article')}?\s?)?"
_AFTER_DATE = rf"(?:\s{any_of('claims.date-behind')}\b\.?)?\)?"
_AND = rf",?\s(?:{any_of('claims.next')}\s)?"
_TO = rf"(?:{any_of('claims.next-to')}\s?)*"
# Between two networks that were joined one after the other.
_NEXT_OBJECT = re.compile(rf"(?:{_IN}_[_\s]*{_AFTER_DATE})?{_AND}{_TO}")
_BY = rf"(?:{any_of('claims.next-by')}\s)*"
_NEXT_ACTOR = re.compile(rf"{_AFTER_DATE}{_AND}{_BY}")
_TO_DATE = re.compile(_IN)
_CLOSED = re.compile(rf"{_AFTER_DATE}(?:[,.;)]|$|\s{any_of('text.and')}\s)")
# "Utrecht, 16 November 2022: Antwerp and Pesaro sign …".
_DATELINE = re.compile(r"[\w'’()./, -]{0,40}:\s")
_BESIDE = 30


def more_objects(
    clause: Clause, objects: Sequence[Mention], fits: Sequence[Mention]
) -> list[Mention]:
    """Return the networks or charters joined by a verb with those after a date."""
    found = list(objects)
    for fit in fits:
        if fit.start < found[-1].end:
            continue
        gap = clause.words[found[-1].end - clause.start : fit.start - clause.start]
        if _NEXT_OBJECT.fullmatch(gap) is None:
            break
        found.append(fit)
    return found


def object_dates(clause: Clause, objects: Sequence[Mention]) -> dict[int, Mention]:
    """Return the date of each object (by its start) when one stands right after each of several."""
    if len(objects) < 2:
        return {}
    found: dict[int, Mention] = {}
    ends = [*(m.start for m in objects[1:]), clause.end]
    for thing, end in zip(objects, ends, strict=True):
        date = date_after(clause, thing.end)
        if date is not None and date.start < end:
            found[thing.start] = date
    return found if len(found) == len(objects) else {}


def gapped(
    view: View, clause: Clause, last: int, group: Sequence[Mention]
) -> list[tuple[Mention, Mention]]:
    """Return who does the same, with the date, in "…, B in 2016": after the first date."""
    dates = [m for m in clause.of("DATE") if m.start >= last]
    if not dates or dates[0].start - last > _BESIDE:
        return []
    found: list[tuple[Mention, Mention]] = []
    end = dates[0].end
    for actor in actors(view, clause):
        if actor.start < end or actor in group:
            continue
        gap = clause.words[end - clause.start : actor.start - clause.start]
        date = date_after(clause, actor.end)
        if _NEXT_ACTOR.fullmatch(gap) is None or date is None:
            break
        if _CLOSED.match(clause.words, date.end - clause.start) is None:
            break
        found.append((actor, date))
        end = date.end
    return found


def date_after(clause: Clause, offset: int) -> Mention | None:
    """Return the date with a year that stands right after an offset."""
    for date in clause.of("DATE"):
        if offset <= date.start <= offset + _BESIDE:
            gap = clause.words[offset - clause.start : date.start - clause.start]
            return date if date.has_year and _TO_DATE.fullmatch(gap) else None
    return None


def dateline(clause: Clause, finds: Finds) -> Mention | None:
    """Return the day that stands with a town before the colon that a clause follows."""
    low = clause.sentence.start
    if low == clause.start:
        return None
    line = finds.between(low, clause.start)
    last = line[-1] if line else None
    if last is None or last.type != "DATE" or not last.has_year:
        return None
    places = all(m.type in {"CITY", "PLACE", "DATE"} for m in line)
    rest = _DATELINE.fullmatch(clause.text, low, clause.start)
    return last if places and rest and clause.start - last.end <= len(": ") else None
