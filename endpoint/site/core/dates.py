"""Writes dates the way people do, as precisely as they are known."""

from __future__ import annotations

from pyoxigraph import Literal

from loaders.edtf import reading
from loaders.edtf.partial import SPRING, Interval, PartialDate, Precision
from loaders.vocabulary import EDTF, XSD

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
DATES = {XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime}


def is_date(literal: Literal) -> bool:
    """Tell whether a literal is a date of any precision."""
    datatype = literal.datatype
    return datatype in DATES or datatype.value.startswith(EDTF.value.removesuffix("/EDTF"))


def human(literal: Literal) -> str:
    """Return ``2018-03`` as ``March 2018``; what is not a date is returned as it is."""
    known = reading.point(literal.value)
    if known is not None:
        return _words(known)
    stretch = reading.interval(literal.value)
    return _stretch(stretch) if stretch else literal.value


def machine(literal: Literal) -> str | None:
    """Return the value for the ``datetime`` attribute, None when HTML has no form."""
    known = reading.point(literal.value)
    if known is None or known.precision in {Precision.EDTF, Precision.BOUND} or not known.earliest:
        return None
    return literal.value


def _words(known: PartialDate) -> str:
    value = known.value.rstrip("?~%")
    if value != known.value:
        plain = reading.point(value)
        words = _words(plain) if plain else value
        about = f"about {words}" if known.value[-1] in "~%" else words
        return f"{about} (uncertain)" if known.value[-1] in "?%" else about
    if known.season:
        return f"{SEASONS[known.season - SPRING]} {value[:4]}"
    first = known.earliest
    if first is None or known.precision is Precision.YEAR:
        return value
    if "X" in value:
        return _unspecified(value)
    month = f"{MONTHS[first.month - 1]} {first.year:04d}"
    if known.precision is Precision.MONTH:
        return month
    clock = f", {value[11:16]}" if known.precision is Precision.TIME else ""
    return f"{first.day} {month}{clock}"


def _unspecified(value: str) -> str:
    """Return ``201X`` as ``2010s`` and ``2004-XX`` as ``2004``: what is known of it."""
    years, *rest = value.split("-")
    if "X" in years:
        return f"{years.replace('X', '0')}s"
    month = next((part for part in rest if part != "XX"), None)
    return f"{MONTHS[int(month) - 1]} {years}" if month else years


def _stretch(stretch: Interval) -> str:
    start, end = (_words(side) if side else "" for side in (stretch.start, stretch.end))
    if start and end:
        return f"{start} – {end}"
    return f"since {start}" if start else f"until {end}"
