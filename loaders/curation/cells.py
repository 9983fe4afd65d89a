"""Checks one cell against the type of its column; says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from babel import Locale

from loaders.curation import grades
from loaders.curation.registry import Registry
from loaders.curation.spec import Column
from loaders.edtf import reading
from loaders.iris import KEY

# Spreadsheets run a cell that begins like this; a number or a lone dash is not a formula.
FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?!\s*[\d.,]+\s*%?$|$))")
# What is said of the dates that a column may have.
DATES = (
    "2019, 2019-06, 2019-06-12, 2019-06-12T14:30, a season from 2019-21 (spring) to 2019-24 "
    "(winter), 2019~ for about, 2019? for uncertain, 201X for the decade"
)
# Region codes of Unicode CLDR that are not countries or territories of ISO 3166-1.
NO_COUNTRY = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)


@dataclass(frozen=True)
class CellChecks:
    """Checks cells; references are looked up in the registry."""

    registry: Registry

    def problem(self, column: Column, value: str) -> str | None:
        """Return what is wrong with a cell, or None."""
        if not value:
            return "the cell is empty" if column.required else None
        if FORMULA.match(value):
            return f"{value[:40]!r} looks like a formula of a spreadsheet"
        if column.type == "choice":
            return None if value in column.options else _not_one_of(value, column.options)
        if column.type == "evidence":
            return grades.problem(value, column.options)
        if column.type == "reference":
            return self._reference(column, value)
        check = CHECKS.get(column.type)
        return check(value) if check else None

    def remedy(self, column: Column, value: str) -> str:
        """Return what to type instead of a wrong cell."""
        if FORMULA.match(value):
            return "write it without the sign at its beginning"
        if column.type == "choice":
            return f"write {_nearest(value, column.options) or column.options[0]}"
        if column.type == "evidence":
            return grades.remedy(value, column.options)
        if column.type == "reference":
            known = [key for kind in column.options for key in self.registry.keys(kind)]
            near = _nearest(value, known)
            other = f"register it in data/registry/{column.options[0]}.csv"
            return f"write {near}, or {other}" if near else other
        return f"write {TYPED.get(column.type, 'a text')}"

    def _reference(self, column: Column, value: str) -> str | None:
        if any(value in self.registry.keys(kind) for kind in column.options):
            return None
        return f"unknown {' or '.join(column.options)} {value!r}"


@cache
def countries() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes (and XK, which GeoNames uses for Kosovo)."""
    regions = map(str, Locale("en").territories)
    return frozenset(code for code in regions if re.fullmatch("[A-Z]{2}", code)) - NO_COUNTRY


def partial_date(value: str) -> tuple[date, date]:
    """Return the first and last day that a date of a column means; raise ValueError.

    A column has EDTF (levels 0 and 1): a year, month, day, time or season, or what is known of it.
    """
    known = reading.point(value)
    if known is not None and known.earliest and known.latest:
        return known.earliest, known.latest
    if reading.is_iso_shaped(value):
        raise ValueError(f"{value!r} is an impossible date: the calendar does not have it")
    raise ValueError(f"{value!r} is not a date ({DATES})")


def _nearest(value: str, known: Iterable[str]) -> str:
    """Return the known word that is most like a mistyped one, '' for none."""
    return next(iter(get_close_matches(value[:60].casefold(), known, n=1, cutoff=0.7)), "")


def _not_one_of(value: str, options: tuple[str, ...]) -> str:
    return f"{value!r} is not one of {', '.join(options)}"


def _date(value: str) -> str | None:
    try:
        partial_date(value)
    except ValueError as error:
        return str(error)
    return None


def _country(value: str) -> str | None:
    return None if value in countries() else f"unknown country code {value!r} (ISO 3166 alpha-2)"


def _key(value: str) -> str | None:
    return (
        None if KEY.fullmatch(value) else f"{value!r} is not a key (lower-case ASCII and hyphens)"
    )


def _integer(value: str) -> str | None:
    return None if re.fullmatch(r"-?\d+", value) else f"{value!r} is not a whole number"


def _url(value: str) -> str | None:
    good = re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value)
    return None if good else f"{value!r} is not a web address"


def _degrees(limit: int) -> Callable[[str], str | None]:
    def check(value: str) -> str | None:
        if not re.fullmatch(r"-?\d+(\.\d+)?", value) or abs(float(value)) > limit:
            return f"{value!r} is not a number of degrees between -{limit} and {limit}"
        return None

    return check


# What to type into a column of each type.
TYPED = {
    "country": "two letters, as IT or DE",
    "date": "a year, month or day, as 2019, 2019-06 or 2019-06-12",
    "integer": "digits only, as 1200",
    "key": "lower-case letters, digits and hyphens, as palermo or new-york",
    "latitude": "degrees north, as 38.12",
    "longitude": "degrees east, as 13.36",
    "url": "a whole address, as https://example.org/page",
}
CHECKS: dict[str, Callable[[str], str | None]] = {
    "country": _country,
    "date": _date,
    "integer": _integer,
    "key": _key,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "url": _url,
}
