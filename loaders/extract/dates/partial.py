"""Gives days and months without a year that of their line ("2019 – On 4 May …") or of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.edtf import writing
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import whole_word

_LEAST, _HEAD = 600, 500
_APART = 8  # months: more of them apart, the date is one of the year after or before
_LINES = 2  # one line alone that begins with a year is no chronology
_BULLET = re.compile(r"[ \t]*(?:[-–—•*·☞][ \t]*)?")
_HEADS = re.compile(r"[ \t]*(?:[–—:]|-(?=[ \t]))[ \t]*(?=[^\s\d])")
_SEASON = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<season>2[1-4])")
_MIDDLE = {"21": 4, "22": 7, "23": 10, "24": 12}
# What comes back every year has no year: "on 1 May, a holiday".
_YEARLY = re.compile(whole_word("dates.yearly"))


def complete_dates(view: View) -> None:
    """Complete the dates that lack a year, by the year that heads their line or their text.

    In a longer text the year is that of its head, or the one beside it for a month far from it.
    """
    dates = [i for i, mention in enumerate(view.mentions) if mention.type == "DATE"]
    months = {i: known for i in dates if (known := _month_of(view.mentions[i].value or ""))}
    partial = {i: month for i, (year, month) in months.items() if year == writing.UNKNOWN}
    if not partial:
        return
    lines = headed_lines(view.text, [view.mentions[i] for i in dates])
    head = min(months.keys() - partial.keys(), key=lambda i: view.mentions[i].start, default=None)
    if head is not None and (len(view.text) < _LEAST or view.mentions[head].start > _HEAD):
        head = None
    for i, month in partial.items():
        mention = view.mentions[i]
        line = lines.get(view.text.rfind("\n", 0, mention.start) + 1)
        if line is not None:
            of_year = int((line.value or "")[:4])
        elif head is not None:
            apart = month - months[head][1]
            of_year = int(months[head][0]) + (apart < -_APART) - (apart > _APART)
        else:
            continue
        value = None if _yearly(view, mention) else writing.completed(mention.value or "", of_year)
        if value is not None:
            view.mentions[i] = replace(mention, value=value, confidence=0.8)


def headed_lines(text: str, dates: Sequence[Mention]) -> dict[int, Mention]:
    """Return the dates that head the lines of a chronology ("2013 – …"), by where a line starts."""
    found: dict[int, Mention] = {}
    for date in dates:
        start = text.rfind("\n", 0, date.start) + 1
        if start not in found and (date.value or "")[:4].isdigit():
            bullet = _BULLET.fullmatch(text, start, date.start)
            if bullet is not None and _HEADS.match(text, date.end):
                found[start] = date
    return found if len(found) >= _LINES else {}


def _month_of(value: str) -> tuple[str, int] | None:
    """Return the year of a day, month or season, and its month (of a season the middle one)."""
    if season := _SEASON.fullmatch(value):
        return season["year"], _MIDDLE[season["season"]]
    return writing.month_of(value)


def _yearly(view: View, mention: Mention) -> bool:
    sentence = view.sentence_at(mention.start)
    return sentence is not None and bool(_YEARLY.search(view.text, sentence.start, sentence.end))
