"""Reads EDTF levels 0 and 1 (Library of Congress, 2019; ISO 8601-2), seasons and intervals too."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from loaders.edtf.partial import (
    SEASONS,
    Interval,
    PartialDate,
    Precision,
    about,
    day,
    month,
    season,
    year,
)

YEAR = re.compile(r"-?\d{4}")
MONTH = re.compile(r"(\d{4})-(\d{2})")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2}|[+-]\d{2})?")
LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,})")
UNSPECIFIED = re.compile(r"(\d{2}XX|\d{3}X|\d{4})(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?")


def is_iso_shaped(text: str) -> bool:
    """Tell whether a text has the form of an ISO 8601 date, be it possible or not."""
    return bool(YEAR.fullmatch(text) or MONTH.fullmatch(text) or DAY.fullmatch(text)
                or TIME.fullmatch(text))  # fmt: skip


def point(text: str) -> PartialDate | None:
    """Return the date that a text means by EDTF level 0 or 1, None when it is not a real one."""
    try:
        known = _certain(text) or _qualified(text) or _unspecified(text)
    except ValueError:
        return None
    return known.stated(text) if known else None


def interval(text: str) -> Interval | None:
    """Return the interval ``A/B`` means; ``..`` is open, nothing is unknown (levels 0 and 1)."""
    sides = text.split("/")
    if len(sides) != 2 or text == "/":
        return None
    known = [None if side in {"", ".."} else point(side) for side in sides]
    if any(
        date is None and side not in {"", ".."} for date, side in zip(known, sides, strict=True)
    ):
        return None
    return Interval(known[0], known[1], text) if any(known) else None


def _certain(text: str) -> PartialDate | None:
    if YEAR.fullmatch(text):
        return year(int(text))
    if match := MONTH.fullmatch(text):
        number, of_year = int(match[2]), int(match[1])
        return season(number, of_year) if number in SEASONS else month(number, of_year)
    if match := DAY.fullmatch(text):
        return day(int(match[3]), int(match[2]), int(match[1]))
    if match := TIME.fullmatch(text):
        return _time(match)
    if match := LONG_YEAR.fullmatch(text):
        return PartialDate(match[0], Precision.EDTF, None, None)
    return None


def _time(match: re.Match[str]) -> PartialDate:
    """Return a time; xsd:dateTime has seconds, and minutes in its offset."""
    clock = f"{match[2]}:{match[3]}:{match[4] or '00'}"
    zone = match[5] or ""
    value = f"{match[1]}T{clock}{zone}{':00' if len(zone) == 3 else ''}"
    at = datetime.fromisoformat(value.replace("Z", "+00:00")).date()
    return PartialDate(value, Precision.TIME, at, at)


def _qualified(text: str) -> PartialDate | None:
    """Level 1 qualification: ``?`` uncertain, ``~`` approximate, ``%`` both."""
    if text[-1:] not in {"?", "~", "%"} or (known := _certain(text[:-1])) is None:
        return None
    if text.endswith("~"):
        return about(known)
    return replace(known, value=text, precision=Precision.EDTF, qualifier="uncertain")


def _unspecified(text: str) -> PartialDate | None:
    """Level 1 unspecified digits from the right: ``201X``, ``2004-XX``, ``1985-04-XX``."""
    match = UNSPECIFIED.fullmatch(text)
    if "X" not in text or match is None:
        return None
    years, of_month, of_day = match.groups()
    if ("X" in years and of_month) or (of_month == "XX" and of_day not in {None, "XX"}):
        return None
    first = year(int(years.replace("X", "0"))).earliest
    last = year(int(years.replace("X", "9"))).latest
    if of_month not in {None, "XX"}:
        known = month(int(of_month), int(years))
        first, last = known.earliest, known.latest
    return PartialDate(text, Precision.EDTF, first, last)
