"""Reads dates told by another: "the same year", "a year later", "last Friday", "in spring"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from loaders.edtf import writing
from loaders.extract.dates.heads import first_date, month_in, page_date
from loaders.extract.dates.partial import Items
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import by_language

_REACH, _NEAR, _AHEAD, _BACK, _FEW = 400, 4, 160, 60, 3
# What a value of the list begins with: dates of the text, of the last one told, of the next one.
_OF_TEXT, _DAY = "text", "day"
_MONTHS, _WEEKS = "months", "weeks"
_WEEKDAY, _SEASON = "weekday", "season"
_SAME_MONTH, _TOLD_DAY, _NEXT = "same-month", "told-day", "after"
_BY_TEXT = (_OF_TEXT, _MONTHS, _WEEKS, _DAY, _WEEKDAY, _SEASON)
#: "today" may mean nowadays: it is a date only of what somebody did (``times``).
TODAY = "today"
_YEAR = re.compile(r"\d{4}")
_start = attrgetter("start")
_SIGN = re.compile(r"[,.;:!?()\n–—]")
_NOUN = {
    language: re.compile(rf"\s{one_of(words)}(?:(?<=')|(?<=’)|\s)", re.IGNORECASE)
    for language, words in by_language("dates.after-noun").items()
}
_SOURCE = re.compile(
    rf"(?<!\w){any_of('dates.source')}(?:\s[^\W\d]+){{0,5}}(?:\s|(?<=['’]))$", re.IGNORECASE
)
_EVERY = lexicon.words("dates.every")
# "im November des vergangenen Jahres", "πέρυσι τον Μάιο": between a month and what tells its year.
_OF_YEAR = re.compile(rf",?\s(?:{any_of('dates.year-joint')}\s)*", re.IGNORECASE)


def with_relative_dates(view: View, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions in order with the years that words like "a year later" mean.

    These are dates of claims only: the text's own list of dates holds what is written as one.
    """
    dates = [m for m in mentions if m.type == "DATE"]
    said = [m for m in dates if m.has_year and (m.value or "")[:4].isdigit()]
    found: list[Mention] = []
    instead: dict[Mention, Mention | None] = {}
    text = _Text.of(view, said)
    end = -1
    mentions = [m for m in mentions if m.type != "DATE" or not _of_source(view, m)]
    for cue in sorted(view.cues.get("relative_date", ()), key=lambda cue: (cue.start, -cue.end)):
        if cue.start < end or cue.trigger.language != view.language_at(cue.start):
            continue
        at = bisect_left(said, cue.end, key=_start)
        if any(m.end > cue.start for m in said[max(0, at - _FEW) : at]):
            continue
        value = text.meant(view, cue, dates) or _told(view, cue, said, found)
        if value is not None and _ends(view.text, cue.end):
            month = _month_beside(view.text, cue, dates) if _YEAR.fullmatch(value) else None
            if month is not None:
                instead[month] = None
            found.append(_mention(view, cue, value, month))
            end = cue.end
            if month is None and value.isdigit():
                instead.update(_joined(view, cue, value, dates))
    if not found:
        return tuple(mentions)
    kept = [one for m in mentions if (one := instead.get(m, m)) is not None]
    return tuple(sorted([*kept, *found], key=lambda m: (m.start, -m.end, m.type)))


def _of_source(view: View, date_: Mention) -> bool:
    """Tell whether a date is that of a report that is cited: "according to a report of 2021"."""
    low = max(0, date_.start - _BACK)
    if view.stems is not None and not view.stems.near("dates.source", low, date_.start):
        return False
    return _SOURCE.search(view.text, low, date_.start) is not None


def day_of_text(view: View, mentions: Sequence[Mention]) -> Mention | None:
    """Return the day of a text that "today" means, or None."""
    said = [m for m in mentions if m.has_year and m.method != "date-relative"]
    head = page_date(view.text, said)
    return head if head is not None and writing.day_of(head.value or "") is not None else None


def _ends(text: str, offset: int) -> bool:
    """Tell whether a word ends at an offset."""
    return not text[offset : offset + 1].isalnum()


def _month_beside(text: str, cue: Cue, dates: Sequence[Mention]) -> Mention | None:
    """Return the day or month without a year whose year words beside it mean."""
    at = bisect_left(dates, cue.start, key=_start)
    for date_ in dates[max(0, at - 1) : at + 1]:
        low, high = sorted((date_.end, cue.start)) if date_.start < cue.start else (
            cue.end, date_.start,
        )  # fmt: skip
        partial = month_in(date_.value or "") is not None and _YEAR.search(date_.text) is None
        if partial and low <= high and _OF_YEAR.fullmatch(text, low, high):
            return date_
    return None


def _joined(
    view: View, cue: Cue, year: str, dates: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """Yield the months of a sentence behind "last year" with that year: "… and in December"."""
    sentence = view.sentence_at(cue.start)
    if sentence is None:
        return
    at = bisect_left(dates, cue.end, key=_start)
    for date_ in dates[at : at + 1]:
        partial = month_in(date_.value or "") is not None and _YEAR.search(date_.text) is None
        if date_.end <= sentence.end and partial:
            value = writing.completed(f"XXXX{(date_.value or '')[4:]}", int(year))
            yield date_, replace(date_, value=value or date_.value)


@dataclass(frozen=True)
class _Text:
    """The date of a text, and those of the news in it, from which days and years are counted."""

    head: Mention | None
    items: Items

    @classmethod
    def of(cls, view: View, said: Sequence[Mention]) -> _Text:
        head = page_date(view.text, said) or first_date(said)
        return cls(head, Items.of(view.text, said))

    def meant(self, view: View, cue: Cue, dates: Sequence[Mention]) -> str | None:
        """Return the year or day that words mean by the date of the text, or None."""
        base, said = self.items.before(cue.start) or self.head, cue.trigger.value
        if base is None or not said.startswith(_BY_TEXT):
            return None
        if said.startswith(_OF_TEXT):
            return str(_of(base, int(said[len(_OF_TEXT) :])))
        if said.startswith(_MONTHS):
            return _months(base, int(said[len(_MONTHS) :]))
        if said.startswith(_SEASON):
            return _season(base, int(said[len(_SEASON) :]))
        if said.startswith(_WEEKDAY) and _EVERY.intersection(view.before(cue.start, 1)):
            return None
        at = bisect_left(dates, cue.end - _NEAR + 1, key=_start)  # "on Friday, 3 May"
        beside = at < len(dates) and dates[at].start < cue.end + _NEAR
        day = writing.day_of(base.value or "")
        return _day(day, said) if day is not None and not beside else None


def _day(day: date, said: str) -> str | None:
    """Return the day that "yesterday" or "last Friday" means on a day."""
    if said.startswith(_DAY):
        return (day + timedelta(int(said[len(_DAY) :]))).isoformat()
    if said.startswith(_WEEKS):
        return _in_week(day + timedelta(7 * int(said[len(_WEEKS) :])))
    number, before = int(said[len(_WEEKDAY)]), said.endswith("-")
    back = (day.isoweekday() - number) % 7 or 7 * before
    return (day - timedelta(back)).isoformat()


def _in_week(day: date) -> str:
    """Return the month, else the year, in which all days of the week of a day lie."""
    first = day - timedelta(day.isoweekday() - 1)
    last = first + timedelta(6)
    return f"{day:%Y-%m}" if first.month == last.month else f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"


def _months(base: Mention, later: int) -> str | None:
    """Return the month so many months after (or before) that of a day or month."""
    known = writing.month_of((base.value or "").partition("/")[0])
    if known is None:
        return None
    year, month = divmod(int(known[0]) * 12 + known[1] - 1 + later, 12)
    return writing.month(f"{year:04d}", month + 1)


def _season(base: Mention, number: int) -> str | None:
    """Return the last season of this number that began before a date."""
    known = month_in(base.value or "")
    if known is None:
        return None
    begins = number * 3
    year = int(known[0]) - (begins > known[1])
    return writing.season(f"{year:04d}", number)


def _told(view: View, cue: Cue, said: Sequence[Mention], found: Sequence[Mention]) -> str | None:
    """Return the date that is meant, counted from the last one told, or from the one behind."""
    value = cue.trigger.value
    if value == TODAY or value.startswith(_BY_TEXT):
        return None
    at = bisect_left(said, cue.start, key=_start)
    if value.startswith(_NEXT):  # "a year after the council had adopted the plan in 2015"
        behind = said[at] if at < len(said) else None
        value = value[len(_NEXT) :]
        if behind is not None and _leads(view.text, cue.end, behind.start):
            return str(_of(behind, int(value)))
        if not _is_adverb(view.text, cue):
            return None
    before = [*said[max(0, at - _FEW) : at], *(m for m in found[-1:] if m.end <= cue.start)]
    before = [m for m in before if cue.start - m.end <= _REACH and "/" not in (m.value or "")]
    before.sort(key=lambda m: -m.start)
    if value.startswith(_TOLD_DAY):
        days = (day for m in before if (day := writing.day_of(m.value or "")) is not None)
        day = next(days, None)
        later = timedelta(int(value[len(_TOLD_DAY) :]))
        return (day + later).isoformat() if day is not None else None
    if value.startswith(_SAME_MONTH):
        months = (_months(m, int(value[len(_SAME_MONTH) :])) for m in before)
        return next((month for month in months if month is not None), None)
    return str(_of(before[0], int(value))) if before else None


def _leads(text: str, start: int, end: int) -> bool:
    """Tell whether no sign stands between "after" and the date that it counts from."""
    return end - start < _AHEAD and _SIGN.search(text, start, end) is None


def _is_adverb(text: str, cue: Cue) -> bool:
    """Tell whether "after" means after the date told before, not after what follows it."""
    if _SIGN.match(text, cue.end) is not None:
        return True
    noun = _NOUN.get(cue.trigger.language)
    return noun is not None and noun.match(text, cue.end) is None


def _of(date_: Mention, later: int) -> int:
    return int((date_.value or "")[:4]) + later


def counts_from_next(date_: Mention) -> bool:
    """Tell whether a date is counted from the one told behind it: "a year after … in 2015, X"."""
    return date_.get("from") == "next"


def _mention(view: View, cue: Cue, value: str, month: Mention | None) -> Mention:
    start, end = cue.start, cue.end
    if month is not None:
        start, end = min(start, month.start), max(end, month.end)
        value = writing.completed(f"XXXX{(month.value or '')[4:]}", int(value)) or value
    return Mention(
        "DATE", start, end, view.text[start:end], None, None, value,
        cue.trigger.language, "date-relative", 0.85, view.locator_at(start),
        (("from", "next"),) if cue.trigger.value.startswith(_NEXT) else (),
    )  # fmt: skip
