"""Gives days and months without a year that of their line ("2019 – On 4 May …") or of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.edtf import writing
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import whole_word

_LEAST, _HEAD = 600, 500
_APART = 8  # months: more of them apart, the date is one of the year after or before
_LINES = 2  # one line alone that begins with a year is no chronology
_BULLET = re.compile(r"[ \t]*(?:[-–—•*·☞][ \t]*)?")
_HEADS = re.compile(r"[ \t]*(?:[–—:]|-(?=[ \t]))[ \t]*(?=[^\s\d])")
# After the date of a piece of news: its heading behind a bar, or nothing.
_ITEM = re.compile(r"[ \t]*(?:[|·]|$|(?=\n))", re.MULTILINE)
_YEAR = re.compile(r"\d{4}")
_SEASON = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<season>2[1-4])")
_MIDDLE = {"21": 4, "22": 7, "23": 10, "24": 12}
_PLANS = lexicon.words("claims.uncertain")
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
    written = [view.mentions[i] for i in dates]
    lines, items = headed_lines(view.text, written), Items.of(view.text, written)
    years = Years.of(view.text, written)
    head = min(months.keys() - partial.keys(), key=lambda i: view.mentions[i].start, default=None)
    if head is not None and (len(view.text) < _LEAST or view.mentions[head].start > _HEAD):
        head = None
    titled = _titled(view, written) if head is None else None
    for i, month in partial.items():
        mention = view.mentions[i]
        line = lines.get(view.text.rfind("\n", 0, mention.start) + 1)
        line = line or years.entry(mention.start)
        item = items.before(mention.start)
        if line is not None:
            of_year = int((line.value or "")[:4])
        elif item is not None:
            of_year = _beside(writing.month_of(item.value or "") or months[i], month)
        elif head is not None:
            told = writing.day_of(view.mentions[head].value or "") is not None
            past = told and not _to_come(view, mention)
            of_year = _beside(months[head], month, 0 if past else _APART)
        elif titled is not None:
            of_year = int(titled.value or "")
        else:
            continue
        value = None if _yearly(view, mention) else _completed(mention.value or "", of_year)
        if value is not None:
            view.mentions[i] = replace(mention, value=value, confidence=0.8)


def _titled(view: View, dates: Sequence[Mention]) -> Mention | None:
    """Return the one year in the first lines of a longer text: "Annual report 2022"."""
    if len(view.text) < _LEAST:
        return None
    end = -1
    for _ in range(_LINES):
        end = view.text.find("\n", end + 1, _HEAD)
        if end < 0:
            return None
    found = {m.value: m for m in dates if m.start < end}
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only is not None and _YEAR.fullmatch(only.value or "") else None


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


def _beside(known: tuple[str, int], month: int, most: int = _APART) -> int:
    """Return the year of a month: that of a known one, or the one beside it for a far month.

    ``most``: so many months may the text tell of that come after the known one.
    """
    apart = month - known[1]
    return int(known[0]) + (apart < -_APART) - (apart > most)


def _completed(value: str, year: int) -> str | None:
    """Return a date, or the stretch of two, with a year; None when it has no such day."""
    first, slash, last = value.partition("/")
    if not slash:
        return writing.completed(value, year)
    return writing.stretch(writing.completed(first, year), writing.completed(last, year))


@dataclass(frozen=True)
class Items:
    """The dates that head the news of a page, each in a line of its own or before a heading."""

    dates: Sequence[Mention]

    @classmethod
    def of(cls, text: str, dates: Sequence[Mention]) -> Items:
        """Take the dates that head news: one alone is the date of a text."""
        found = [m for m in dates if writing.month_of(m.value or "") and _heads_item(text, m)]
        found = [m for m in found if not (m.value or "").startswith(writing.UNKNOWN)]
        found.sort(key=lambda m: m.start)
        return cls(found if len(found) >= _LINES else ())

    def before(self, offset: int) -> Mention | None:
        """Return the date of the news that an offset stands in, or None."""
        at = bisect_left(self.dates, offset, key=lambda m: m.start)
        return self.dates[at - 1] if at else None


@dataclass(frozen=True)
class Years:
    """The years that stand alone in a line, as the entries of a chronology are headed."""

    text: str
    dates: Sequence[Mention]

    @classmethod
    def of(cls, text: str, dates: Sequence[Mention]) -> Years:
        """Take the years that head entries: one alone is no chronology."""
        found = [m for m in dates if _YEAR.fullmatch(m.value or "") and _alone(text, m)]
        found.sort(key=lambda m: m.start)
        return cls(text, found if len(found) >= _LINES else ())

    def entry(self, offset: int) -> Mention | None:
        """Return the year that heads the entry at an offset, in the block below it."""
        at = bisect_left(self.dates, offset, key=lambda m: m.start)
        year = self.dates[at - 1] if at else None
        if year is None:
            return None
        start = year.end + 1
        while self.text[start : start + 1] in {"\n", ":", " "}:
            start += 1
        return year if "\n\n" not in self.text[start:offset] else None


def _alone(text: str, date: Mention) -> bool:
    start, end = text.rfind("\n", 0, date.start) + 1, text.find("\n", date.end)
    line = text[start : end if end >= 0 else len(text)]
    return end > 0 and line.strip(" :\t") == date.text


def _heads_item(text: str, date: Mention) -> bool:
    start = text.rfind("\n", 0, date.start) + 1
    return (
        _BULLET.fullmatch(text, start, date.start) is not None
        and _ITEM.match(text, date.end) is not None
    )


def _month_of(value: str) -> tuple[str, int] | None:
    """Return the year of a day, month or season, and its month (of a season the middle one)."""
    value = value.partition("/")[0]
    if season := _SEASON.fullmatch(value):
        return season["year"], _MIDDLE[season["season"]]
    return writing.month_of(value)


def _to_come(view: View, mention: Mention) -> bool:
    """Tell whether a sentence speaks of what will, or may, be: "They meet again on 8 April"."""
    sentence = view.sentence_at(mention.start)
    words = view.text[sentence.start : sentence.end].lower().split() if sentence else ()
    return not _PLANS.isdisjoint(words)


def _yearly(view: View, mention: Mention) -> bool:
    sentence = view.sentence_at(mention.start)
    return sentence is not None and bool(_YEARLY.search(view.text, sentence.start, sentence.end))
