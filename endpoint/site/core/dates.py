"""Writes dates the way people do, as precisely as they are known."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from loaders.vocabulary import EDTF, XSD

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
DATES = {XSD.gYear, XSD.gYearMonth, XSD.date, XSD.dateTime}
SHAPE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)


def is_date(literal: Literal) -> bool:
    """Tell whether a literal is a date of any precision."""
    datatype = literal.datatype
    return datatype in DATES or datatype.value.startswith(EDTF.value.removesuffix("/EDTF"))


def human(literal: Literal) -> str:
    """Return ``2018-03`` as ``March 2018``; what has no shape known here is returned as it is."""
    match = SHAPE.fullmatch(literal.value)
    if not match:
        return literal.value
    year, month, day, time, _ = match.groups()
    if month in SEASONS:
        return f"{SEASONS[month]} {year}"
    if month is not None and not 1 <= int(month) <= 12:
        return literal.value
    parts = [day and str(int(day)), month and MONTHS[int(month) - 1], year]
    text = " ".join(part for part in parts if part)
    return f"{text}, {time}" if time else text


def machine(literal: Literal) -> str | None:
    """Return the value for the ``datetime`` attribute, None when HTML has no form."""
    match = SHAPE.fullmatch(literal.value)
    if not match or match[2] in SEASONS:
        return None
    return literal.value
