"""A date as far as it is known: its own precision, its bounds, and the words it was read from."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from pyoxigraph import Literal, NamedNode

from loaders.vocabulary import EDTF, XSD


class Precision(Enum):
    """How far a date is known; ``BOUND`` means that only a limit is known, no date."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"
    EDTF = "edtf"
    BOUND = "bound"


DATATYPES: dict[Precision, NamedNode] = {
    Precision.YEAR: XSD.gYear,
    Precision.MONTH: XSD.gYearMonth,
    Precision.DAY: XSD.date,
    Precision.TIME: XSD.dateTime,
    Precision.EDTF: EDTF,
}


#: The codes of seasons in EDTF: spring, summer, autumn, winter.
SPRING, WINTER = 21, 24
SEASONS = range(SPRING, WINTER + 1)


@dataclass(frozen=True)
class PartialDate:
    """A point in time: ``value`` in its own precision ('' when only a limit is known).

    ``earliest`` and ``latest`` bound the day (None: open, or outside the years 1 to 9999),
    ``qualifier`` is '', by, before, after, about, uncertain, begin, middle or end; ``text`` holds
    the words as they stood.
    """

    value: str
    precision: Precision
    earliest: date | None
    latest: date | None
    qualifier: str = ""
    text: str = ""

    @property
    def season(self) -> int | None:
        """Return the EDTF code of a season (21 spring to 24 winter), None for other dates."""
        code = self.value[5:].rstrip("?~%")
        return int(code) if code.isdigit() and int(code) in SEASONS else None

    @property
    def literal(self) -> Literal | None:
        """Return the date as an RDF literal of its precision, None when only a limit is known."""
        datatype = DATATYPES.get(self.precision)
        return None if datatype is None else Literal(self.value, datatype=datatype)

    def stated(self, text: str) -> PartialDate:
        """Return the same date with the words it was read from."""
        return replace(self, text=text)


@dataclass(frozen=True)
class Interval:
    """A stretch of time; None on a side means that this side is open or unknown."""

    start: PartialDate | None
    end: PartialDate | None
    text: str = ""


When = PartialDate | Interval


def year(number: int) -> PartialDate:
    """Return a year; outside 1 to 9999 it has no bounds (``datetime.date`` ends there)."""
    known = 1 <= number <= 9999
    first, last = (date(number, 1, 1), date(number, 12, 31)) if known else (None, None)
    value = f"{number:05d}" if number < 0 else f"{number:04d}"
    return PartialDate(value, Precision.YEAR, first, last)


def month(number: int, of_year: int) -> PartialDate:
    """Return a month; raise ValueError when there is none of that number."""
    last = calendar.monthrange(of_year, number)[1]
    first, until = date(of_year, number, 1), date(of_year, number, last)
    return PartialDate(f"{of_year:04d}-{number:02d}", Precision.MONTH, first, until)


def day(number: int, of_month: int, of_year: int) -> PartialDate:
    """Return a day; raise ValueError when the calendar has no such day."""
    known = date(of_year, of_month, number)
    return PartialDate(known.isoformat(), Precision.DAY, known, known)


def season(code: int, of_year: int) -> PartialDate:
    """Return a season (EDTF 21 spring to 24 winter) of the northern or unknown hemisphere.

    The bounds hold the meteorological and the astronomical season; those of a winter also hold the
    turn of the year before, because people name a winter after either year.
    """
    limits = {
        21: (date(of_year, 3, 1), date(of_year, 6, 21)),
        22: (date(of_year, 6, 1), date(of_year, 9, 23)),
        23: (date(of_year, 9, 1), date(of_year, 12, 22)),
        24: (date(of_year - 1, 12, 1), date(of_year + 1, 3, 21)),
    }
    first, last = limits[code]
    return PartialDate(f"{of_year:04d}-{code}", Precision.EDTF, first, last)


def about(known: PartialDate) -> PartialDate:
    """Return the date as an approximate one (EDTF ``~``); the bounds are those of the words."""
    value = known.value.removesuffix("~") + "~"
    return replace(known, value=value, precision=Precision.EDTF, qualifier="about")


def part(known: PartialDate, name: str) -> PartialDate:
    """Narrow the bounds of a year or month to its begin, middle or end (halves, and the inner)."""
    first, last = known.earliest, known.latest
    if first is None or last is None:
        return replace(known, qualifier=name)
    if known.precision is Precision.YEAR:
        halves = (date(first.year, 6, 30), date(first.year, 7, 1))
        inner = (date(first.year, 4, 1), date(first.year, 9, 30))
    elif known.precision is Precision.MONTH:
        halves = (first.replace(day=15), first.replace(day=15))
        inner = (first.replace(day=8), first.replace(day=23))
    else:
        return replace(known, qualifier=name)
    bounds = {"begin": (first, halves[0]), "middle": inner, "end": (halves[1], last)}
    earliest, latest = bounds[name]
    return replace(known, earliest=earliest, latest=latest, qualifier=name)


def limit(known: PartialDate, qualifier: str) -> PartialDate:
    """Return what *by*, *before* or *after* a date leaves known: one bound and no date."""
    one = timedelta(days=1)
    earliest, latest = None, None
    if qualifier == "by":
        latest = known.latest
    elif qualifier == "before":
        latest = known.earliest - one if known.earliest else None
    elif qualifier == "after":
        earliest = known.latest + one if known.latest else None
    return PartialDate("", Precision.BOUND, earliest, latest, qualifier, known.text)
