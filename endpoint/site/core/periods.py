"""What an address asks of time: a day (``asof``), or the years of a period (``from``, ``to``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from endpoint.languages.forms import day
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.problems import RefusedError
from endpoint.syntax.reading import say

Days = tuple[date, date]  # the first and the last day of a stretch of time
ASOF = "asof"
YEARS: Mapping[str, str] = {"first": "from", "last": "to"}  # what years are called in an address
YEAR = re.compile("[0-9]{4}")


def lasted(begun: date | None, ended: date | None) -> Days | None:
    """Return the days on which something is certainly so; None when there are none.

    ``begun`` is the day it has certainly begun on, None when no date is stated; ``ended`` the last
    on which it certainly was, None when no end is.
    """
    if begun is None:
        return None
    last = ended or date.max
    return (begun, last) if last >= begun else None


def meet(one: Days | None, other: Days) -> bool:
    """Tell whether two stretches of time have a day in common."""
    return one is not None and one[0] <= other[1] and one[1] >= other[0]


def days_of(asof: str, first: str, last: str) -> Days | None:
    """Return the first and last day of what is asked for, None when no time is.

    An open side of a period is the first or last day that there is.
    """
    if asof:
        one = date.fromisoformat(asof)
        return one, one
    if not first and not last:
        return None
    return (
        date(int(first), 1, 1) if first else date.min,
        date(int(last), 12, 31) if last else date.max,
    )


def check(asof: str, first: str, last: str) -> None:
    """Raise RefusedError for a day or a period that there cannot be."""
    if asof and not _is_day(asof):
        raise RefusedError(say("asof is not a day"), say("write it like asof=2019-12-31"))
    for called, year in zip(YEARS.values(), (first, last), strict=True):
        if year and (not YEAR.fullmatch(year) or year == "0000"):
            raise RefusedError(
                say("%(name)s is not a year", name=called),
                say("write it like %(name)s=2019", name=called),
            )
    if first and last and first > last:
        raise RefusedError(say("from is after to"), say("write the earlier year first"))
    if asof and (first or last):
        raise RefusedError(
            say("asof asks for a day, from and to for a period"), say("leave out one of the two")
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def in_words(asof: str, first: str, last: str) -> str:
    """Return a day or a period in a few words, '' for none."""
    if asof:
        return day(date.fromisoformat(asof))
    if not first and not last:
        return ""
    if not last:
        return _("from %(year)s on", year=first)
    if not first:
        return _("up to %(year)s", year=last)
    return first if first == last else f"{first}–{last}"


def held(days: Days) -> str:
    """Say that what held in a period is shown."""
    if days[1] == date.max:
        return _(
            "Shown is what certainly held on at least one day from %(day)s on.", day=day(days[0])
        )
    if days[0] == date.min:
        return _(
            "Shown is what certainly held on at least one day up to %(day)s.", day=day(days[1])
        )
    return _(
        "Shown is what certainly held on at least one day from %(first)s to %(last)s.",
        first=day(days[0]),
        last=day(days[1]),
    )
