"""Reads the public offices of a person: ``mayor of Palermo 1985-1990, 1993-2000, 2012-2022``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.edtf.partial import Interval, PartialDate, limit
from loaders.interpret import dates
from loaders.interpret.text import split_outside
from loaders.interpret.words import Words

_DEATH = re.compile(r"(?:killed|died)\s+(?P<date>.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Tenure:
    """A stay in an office.

    ``office`` is a concept of the scheme ``role``, ``place`` the name of the place whose government
    it belongs to ('' for none), ``former`` tells that it is stated to be over without a date.
    """

    office: str
    place: str
    start: PartialDate | None
    end: PartialDate | None
    former: bool
    text: str


@dataclass(frozen=True)
class Offices:
    """The tenures of a text in its order, and the parts that could not be read."""

    tenures: tuple[Tenure, ...]
    uninterpreted: tuple[str, ...] = ()


def offices(text: str, words: Words) -> Offices:
    """Read the offices of a text; a part without an office repeats the one before it.

    ``words`` are the labels of public offices.
    """
    found: list[Tenure] = []
    left: list[str] = []
    for part in split_outside(text, ";,"):
        read = _office(part, found[-1] if found else None, words)
        if read is None and (death := _DEATH.fullmatch(part)) and found:
            read = _ended_by(found[-1], death["date"], part)
            found[-1:] = [] if read else found[-1:]
        found += [read] if read else []
        left += [] if read else [part]
    return Offices(tuple(found), tuple(left))


def _office(part: str, before: Tenure | None, words: Words) -> Tenure | None:
    if match := words.office_pattern.fullmatch(part):
        office = words.offices[match["office"].casefold()]
        place = match["place"] or (before.place if before and office != "mep" else "")
        stay = _stay(match["dates"]) if match["dates"] else Interval(None, None)
        former = bool(match["former"])
    elif before is not None:
        office, place, former, stay = before.office, before.place, False, _stay(part)
    else:
        return None
    return Tenure(office, place, stay.start, stay.end, former, part) if stay else None


def _stay(text: str) -> Interval | None:
    if known := dates.interval(text):
        return known
    point = dates.point(text)
    return Interval(point, point, text) if point else None


def _ended_by(tenure: Tenure, date: str, text: str) -> Tenure | None:
    """Return the tenure of someone who died: it ended by then at the latest."""
    known = dates.point(date)
    if known is None:
        return None
    end = limit(known, "by").stated(text)
    return Tenure(tenure.office, tenure.place, tenure.start, end, tenure.former, tenure.text)
