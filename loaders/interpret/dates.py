"""Reads dates and stretches of time as people write them, in the languages of the sources.

Nothing is guessed: what has no single reading gives None, and the caller keeps the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.edtf import reading as edtf
from loaders.edtf.partial import (
    Interval,
    PartialDate,
    When,
    about,
    day,
    limit,
    month,
    part,
    season,
    year,
)
from loaders.interpret.calendar import (
    MONTH_NUMBERS,
    PART_NAMES,
    SEASON_CODES,
    fold,
    month_number,
    season_code,
)
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import values

_MONTH = rf"(?P<month>{one_of(MONTH_NUMBERS)})\.?"
_OF = rf"(?:\s+{any_of('dates.of-year')})?\s*,?\s+"
_DAY = rf"(?P<day>\d{{1,2}}){any_of('dates.ordinal-suffix')}?"
_YEAR = r"(?P<year>\d{4})"
# What a date is the limit of: by, before, after.
_LIMITS = {fold(word): limit_ for word, limit_ in values("dates.limit").items()}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_DAY_FIRST = _pattern(rf"{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}")
_MONTH_FIRST = _pattern(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}")
_MONTH_YEAR = _pattern(rf"{_MONTH}{_OF}{_YEAR}")
_NUMERIC = _pattern(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_SEASON = _pattern(rf"(?P<season>{one_of(SEASON_CODES)}){_OF}{_YEAR}")
_PART = _pattern(rf"(?P<part>{one_of(PART_NAMES)})\s*(?P<rest>.+)")
_LIMIT = _pattern(rf"(?P<limit>{one_of(_LIMITS)})\s+(?P<rest>.+)")
_APPROXIMATE = _pattern(rf"{any_of('dates.about', 'dates.about-or-count')}\s+(?P<rest>.+)")


def point(text: str) -> PartialDate | None:
    """Return the date that a text is, with its precision and bounds; None when it is not one.

    >>> point("Sept 2017").value
    '2017-09'
    """
    words = " ".join(text.split())
    for reading in (_edtf, _named, _limited, _partly, _approximate):
        try:
            known = reading(words)
        except ValueError:  # the calendar has no such day: not a date
            continue
        if known is not None:
            return known.stated(words)
    return None


def when(text: str) -> When | None:
    """Return the point or the stretch of time that a text is; a point wins (``2018-21``)."""
    return point(text) or interval(text)


def interval(text: str) -> Interval | None:
    """Return the stretch of time that a text is, None when it is not one.

    >>> interval("July-December 2020").end.value
    '2020-12'
    """
    words = " ".join(text.split())
    for reading in _INTERVALS:
        try:
            known = reading(words)
        except ValueError:
            continue
        if known is not None:
            return Interval(known.start, known.end, words)
    return None


def _edtf(text: str) -> PartialDate | None:
    return edtf.point(text)


def _named(text: str) -> PartialDate | None:
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        if match := pattern.fullmatch(text):
            return day(int(match["day"]), month_number(match["month"]) or 0, int(match["year"]))
    if match := _NUMERIC.fullmatch(text):
        return day(int(match["day"]), int(match["month"]), int(match["year"]))
    if match := _MONTH_YEAR.fullmatch(text):
        return month(month_number(match["month"]) or 0, int(match["year"]))
    if match := _SEASON.fullmatch(text):
        return season(season_code(match["season"]) or 0, int(match["year"]))
    return None


def _limited(text: str) -> PartialDate | None:
    match = _LIMIT.fullmatch(text)
    known = point(match["rest"]) if match else None
    return limit(known, _LIMITS[fold(match["limit"])]) if known and match else None


def _partly(text: str) -> PartialDate | None:
    match = _PART.fullmatch(text)
    known = point(match["rest"]) if match else None
    return part(known, PART_NAMES[fold(match["part"])]) if known and match else None


def _approximate(text: str) -> PartialDate | None:
    match = _APPROXIMATE.fullmatch(text)
    known = point(match["rest"]) if match else None
    return about(known) if known else None


_DASH = r"\s*(?:-|–|—|/)\s*"
_AND = rf"(?:\s*(?:-|–|—|/)\s*|\s+{any_of('dates.to')}\s+)"
_YEARS = _pattern(rf"(?:{any_of('dates.span-from')}\s+)?(\d{{4}}){_AND}(\d{{4}})")
_YEAR_PAIR = re.compile(r"(\d{2})(\d{2})(?:-|–|/)(\d{2})")
_MONTHS = _pattern(
    rf"(?P<first>{one_of(MONTH_NUMBERS)})\.?{_AND}"
    rf"(?P<last>{one_of(MONTH_NUMBERS)})\.?{_OF}{_YEAR}"
)
_DAYS = _pattern(rf"(?P<first>\d{{1,2}})\.?{_AND}{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}")
_BETWEEN = _pattern(rf"(?P<first>.+?)(?:\s+(?:[-–—]|{any_of('dates.span-to')})\s+)(?P<last>.+)")
_SINCE = _pattern(rf"{any_of('dates.from')}\s+(?P<rest>.+)")
_UNTIL = _pattern(rf"{any_of('dates.until')}\s+(?P<rest>.+)")


def _years(text: str) -> Interval | None:
    if match := _YEARS.fullmatch(text):
        return Interval(
            _stated(year(int(match[1])), match[1]), _stated(year(int(match[2])), match[2])
        )
    return None


def _year_pair(text: str) -> Interval | None:
    """Read ``2016/17`` and ``2018-19``; a second number up to 12 would be a month (ISO 8601)."""
    match = _YEAR_PAIR.fullmatch(text)
    if match is None or not max(12, int(match[2])) < int(match[3]):
        return None
    return Interval(year(int(match[1] + match[2])), year(int(match[1] + match[3])))


def _months(text: str) -> Interval | None:
    if match := _MONTHS.fullmatch(text):
        first, last = month_number(match["first"]) or 0, month_number(match["last"]) or 0
        return Interval(month(first, int(match["year"])), month(last, int(match["year"])))
    return None


def _days(text: str) -> Interval | None:
    if match := _DAYS.fullmatch(text):
        of_month, of_year = month_number(match["month"]) or 0, int(match["year"])
        first, last = int(match["first"]), int(match["day"])
        return Interval(day(first, of_month, of_year), day(last, of_month, of_year))
    return None


def _between(text: str) -> Interval | None:
    match = _BETWEEN.fullmatch(text)
    start, end = (point(match["first"]), point(match["last"])) if match else (None, None)
    return Interval(start, end) if start and end else None


def _since(text: str) -> Interval | None:
    match = _SINCE.fullmatch(text)
    start = point(match["rest"]) if match else None
    return Interval(start, None) if start else None


def _until(text: str) -> Interval | None:
    match = _UNTIL.fullmatch(text)
    end = point(match["rest"]) if match else None
    return Interval(None, end) if end else None


def _stated(known: PartialDate, text: str) -> PartialDate:
    return known.stated(text)


_INTERVALS: tuple[Callable[[str], Interval | None], ...] = (
    edtf.interval, _years, _year_pair, _months, _days, _between, _since, _until,
)  # fmt: skip
