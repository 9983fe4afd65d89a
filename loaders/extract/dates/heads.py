"""Tells of which day, month or season a page is: the date at its head, or beside its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.edtf import writing
from loaders.extract.model import Mention

HEAD, LEAST = 500, 600
_LINE, _SIGNED, _PLACE = 110, 60, 40
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
# "York, 5 May 2020. Today …", "ERLANGEN (3. Mai 2021) – …"
_DATELINE = re.compile(r"\)?(?:[.:]|\s[–—-])\s")
_SEASON = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<season>2[1-4])")
_MIDDLE = {"21": 4, "22": 7, "23": 10, "24": 12}


def page_date(text: str, dates: Sequence[Mention]) -> Mention | None:
    """Return the date of a page: at its head, else under it."""
    known = _in_order(dates)
    headed = (m for m in known if m.start < HEAD and _heads(text, m))
    signed = (m for m in reversed(known) if _signs(text, m))
    return next(headed, None) or next(signed, None)


def first_date(dates: Sequence[Mention]) -> Mention | None:
    """Return the first day, month or season that the beginning of a text tells, or None."""
    return next((m for m in _in_order(dates) if m.start < HEAD), None)


def _in_order(dates: Sequence[Mention]) -> list[Mention]:
    return sorted((m for m in dates if _known(m)), key=lambda m: m.start)


def month_in(value: str) -> tuple[str, int] | None:
    """Return the year of a day, month or season, and its month (of a season the middle one)."""
    value = value.partition("/")[0]
    if season := _SEASON.fullmatch(value):
        return season["year"], _MIDDLE[season["season"]]
    return writing.month_of(value)


def _known(date: Mention) -> bool:
    month = month_in(date.value or "")
    return month is not None and month[0] != writing.UNKNOWN


def _heads(text: str, date: Mention) -> bool:
    """Tell whether a date stands in a line that is no sentence, or opens one as its dateline."""
    start, end = _line(text, date)
    if end - start <= _LINE and _SENTENCE.search(text, start, end) is None:
        return text[end : end + 1] == "\n"
    opens = date.start - start <= _PLACE and _DATELINE.match(text, date.end) is not None
    return opens and start <= _LINE and not text[start : date.start].islower()


def _signs(text: str, date: Mention) -> bool:
    """Tell whether a date stands in the short last line of a text."""
    start, end = _line(text, date)
    return start > 0 and end - start <= _SIGNED and not text[end:].strip() and len(
        text[start:end]
    ) - len(date.text) <= _PLACE  # fmt: skip


def _line(text: str, date: Mention) -> tuple[int, int]:
    start, end = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.end)
    return start, end if end >= 0 else len(text)
