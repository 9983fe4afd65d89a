"""Writes dates that a text tells piece by piece: year, month, day or season, the year unknown too.

A year that the text leaves out is written ``XXXX``, as EDTF level 2 has it, until another date of
the text completes it.
"""

from __future__ import annotations

import re
from datetime import date

from loaders.edtf import partial

UNKNOWN = "XXXX"
#: A year in which every day of the calendar occurs.
_LEAP = 2000
_DAY_LENGTH = len("2000-01-01")
_MONTH = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<month>0[1-9]|1[0-2])(?:-\d\d)?")


def day(year: str, month: int, number: int) -> str | None:
    """Return a day, None when the calendar has no such day; ``year`` may be ``UNKNOWN``."""
    try:
        known = partial.day(number, month, _LEAP if year == UNKNOWN else int(year))
    except ValueError:
        return None
    return _with(year, known.value)


def month(year: str, number: int) -> str | None:
    """Return a month, None when there is none of that number; ``year`` may be ``UNKNOWN``."""
    try:
        known = partial.month(number, _LEAP if year == UNKNOWN else int(year))
    except ValueError:
        return None
    return _with(year, known.value)


def season(year: str, number: int) -> str:
    """Return a season, 1 spring to 4 winter; ``year`` may be ``UNKNOWN``."""
    known = partial.season(partial.SPRING + number - 1, _LEAP if year == UNKNOWN else int(year))
    return _with(year, known.value)


def stretch(first: str | None, last: str | None) -> str | None:
    """Return the interval of two dates, None when one of them is missing."""
    return f"{first}/{last}" if first and last else None


def month_of(value: str) -> tuple[str, int] | None:
    """Return the year (or ``UNKNOWN``) and the month of a day or month, None for other dates."""
    match = _MONTH.fullmatch(value)
    return (match["year"], int(match["month"])) if match else None


def day_of(value: str) -> date | None:
    """Return the day that a date is, None for months, years and stretches."""
    try:
        return date.fromisoformat(value) if len(value) == _DAY_LENGTH else None
    except ValueError:
        return None


def completed(value: str, year: int) -> str | None:
    """Return a date without a year with this one, None when it has no such day (29 February)."""
    known = value.replace(UNKNOWN, f"{year:04d}")
    parts = [int(part) for part in known.split("-")]
    return day(f"{year:04d}", *parts[1:]) if len(parts) == 3 else known


def _with(year: str, value: str) -> str:
    return year + value[4:] if year == UNKNOWN else value
