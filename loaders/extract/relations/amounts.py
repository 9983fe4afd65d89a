"""Reads amounts of money: "£240,000", "1,4 milioni di euro", "750 000 zł"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.dates.figures import SCALES
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import named
from loaders.tables.patterns import any_of, one_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

_UNIT = any_of("columns.unit")
_NUMBER = r"\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+(?![\d.,]?\d)|\d+(?:[.,]\d{1,2})?"
_SCALE = rf"(?:\s(?P<scale>{one_of(SCALES)}))?(?:\s(?:di|de|d['’]))?"
_SIGN = r"(?:[A-Z]{1,2})?[£€$]"
_BEFORE = re.compile(rf"(?<!\w)(?P<unit>{_SIGN}|CHF|EUR|GBP)\s?(?P<number>{_NUMBER}){_SCALE}")
_AFTER = re.compile(
    rf"(?<![\w.,])(?P<number>{_NUMBER}){_SCALE}\s?(?P<unit>{_UNIT})(?!\w)", re.IGNORECASE
)
_UNITS = list(spoken("columns.unit"))
_MARKS = re.compile(
    rf"[A-Za-z](?<!\w.)[A-Za-z]?[£€$]|[£€$]|"
    rf"{quick_words([*_UNITS, *map(str.upper, _UNITS)])}",
)
# Where no sign stands: quicker, since the search leaps to letters that may begin a unit.
_SIGNS = "£€$"
_WORDS = re.compile(quick_words(w for u in _UNITS if u not in _SIGNS for w in (u, u.upper())))
# How far from a figure its unit ends or begins.
_REACH, _NEAR = 40, 64


def amounts(view: View, start: int, end: int) -> Iterator[Mention]:
    """Yield the amounts in a stretch of the text; their value is in whole units of the currency."""
    found = view.sums.get((start, end))
    if found is None:  # several rules ask for those of a sentence
        found = view.sums[start, end] = list(_amounts(view, start, end))
    yield from found


def _amounts(view: View, start: int, end: int) -> Iterator[Mention]:
    figures = view.marks.between_digits(start, end)
    if figures is None:
        return
    start, end = max(start, figures[0] - _NEAR), min(end, figures[1] + _NEAR)
    position = start
    signed = view.marks.any(_SIGNS, start, end)
    for mark in (_MARKS if signed else _WORDS).finditer(view.text, start, end):
        if mark.start() < position:
            continue
        low = max(position, mark.start() - _REACH)
        found = _BEFORE.match(view.text, mark.start(), end) or next(
            (m for m in _AFTER.finditer(view.text, low, mark.end()) if m.end() == mark.end()), None
        )
        number = _value(found["number"], found["scale"]) if found else None
        if found is None or number is None:
            continue
        position = found.end()
        detail = (("measure", "budget"), ("qualifier", "exactly"), ("unit", found["unit"]))
        yield named(view, "FIGURE", found.start(), found.end(), value=number, detail=detail)


def _value(number: str, scale: str | None) -> str | None:
    """Return the digits of a number, None when they are not a whole one."""
    if scale is None:
        if re.fullmatch(r"\d{1,3}(?:\D\d{3})+", number):
            return re.sub(r"\D", "", number)
        return number if number.isdigit() else None
    plain = re.sub(r"[^\d.,]", "", number).replace(",", ".")
    if plain.count(".") > 1:
        return None
    whole, _, part = plain.partition(".")
    noughts = SCALES[scale]
    return str(int(whole) * 10**noughts + (int(part) * 10 ** (noughts - len(part)) if part else 0))
