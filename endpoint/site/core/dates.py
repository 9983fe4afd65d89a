"""Writes dates the way people do, as precisely as they are known."""

from __future__ import annotations

import datetime

from pyoxigraph import Literal

from endpoint.languages import forms
from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from loaders.edtf import reading
from loaders.edtf.partial import SPRING, Interval, PartialDate, Precision
from loaders.vocabulary import EDTF, XSD

SEASONS = (
    N_("spring %(year)s"), N_("summer %(year)s"), N_("autumn %(year)s"), N_("winter %(year)s"),
)  # fmt: skip
DATES = {XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime}


def is_date(literal: Literal) -> bool:
    """Tell whether a literal is a date of any precision."""
    datatype = literal.datatype
    return datatype in DATES or datatype.value.startswith(EDTF.value.removesuffix("/EDTF"))


def day_of(term: object) -> datetime.date | None:
    """Return the day of a term; None for none, and for what is not a day (years before 1)."""
    try:
        return datetime.date.fromisoformat(str(getattr(term, "value", ""))[:10])
    except ValueError:
        return None


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
        about = _("about %(date)s", date=words) if known.value[-1] in "~%" else words
        return _("%(date)s (uncertain)", date=about) if known.value[-1] in "?%" else about
    if known.season:
        return _(SEASONS[known.season - SPRING], year=value[:4])
    first = known.earliest
    if first is None or known.precision is Precision.YEAR:
        return value
    if "X" in value:
        return _unspecified(value)
    if known.precision is Precision.MONTH:
        return forms.month(first)
    clock = f", {value[11:16]}" if known.precision is Precision.TIME else ""
    return f"{forms.day(first)}{clock}"


def _unspecified(value: str) -> str:
    """Return ``201X`` as ``2010s`` and ``2004-XX`` as ``2004``: what is known of it."""
    years, *rest = value.split("-")
    if "X" in years:
        return _("%(year)ss", year=years.replace("X", "0"))
    month = next((part for part in rest if part != "XX"), None)
    return forms.month(datetime.date(int(years), int(month), 1)) if month else years


def _stretch(stretch: Interval) -> str:
    start, end = (_words(side) if side else "" for side in (stretch.start, stretch.end))
    if start and end:
        return f"{start} – {end}"
    return _("since %(date)s", date=start) if start else _("until %(date)s", date=end)
