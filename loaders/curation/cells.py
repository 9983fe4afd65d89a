"""Checks one cell against the type of its column; says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from babel import Locale

from loaders.curation.registry import Registry
from loaders.curation.spec import Column
from loaders.iris import KEY

# Spreadsheets run a cell that begins like this; a number or a lone dash is not a formula.
FORMULA = re.compile(r"^(?:[=@\t\r]|[+-](?!\s*[\d.,]+\s*%?$|$))")
PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?$")
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
        if column.type == "reference":
            return self._reference(column, value)
        check = CHECKS.get(column.type)
        return check(value) if check else None

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
    """Return the first and last day of ``YYYY[-MM[-DD[Thh:mm]]]``; raise ValueError."""
    match = PARTIAL_DATE.match(value)
    if not match:
        raise ValueError(f"{value!r} is not a date (YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm)")
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:3])
    try:
        if match[4]:
            datetime.fromisoformat(value)
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        last = _month_end(year, month or 12) if day is None else first
    except ValueError as error:
        raise ValueError(f"{value!r} is an impossible date: {error}") from error
    return first, last


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date.max
    return date.fromordinal(following.toordinal() - 1)


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


CHECKS: dict[str, Callable[[str], str | None]] = {
    "country": _country,
    "date": _date,
    "integer": _integer,
    "key": _key,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "url": _url,
}
