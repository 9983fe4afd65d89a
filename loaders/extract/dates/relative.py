"""Reads dates told by another: "the same year", "a year later", "last Friday", "in spring"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.edtf import writing
from loaders.extract.dates.partial import Items
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View

_HEAD, _REACH, _NEAR = 500, 400, 4
_OF_TEXT, _DAY, _WEEKDAY, _SEASON = "text", "day", "weekday", "season"


def with_relative_dates(view: View, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions in order with the years that words like "a year later" mean.

    These are dates of claims only: the text's own list of dates holds what is written as one.
    """
    dates = [m for m in mentions if m.type == "DATE"]
    said = [m for m in dates if m.has_year and (m.value or "")[:4].isdigit()]
    found: list[Mention] = []
    text = _Text.of(view, said)
    end = -1
    for cue in sorted(view.cues.get("relative_date", ()), key=lambda cue: (cue.start, -cue.end)):
        if cue.start < end or cue.trigger.language != view.language_at(cue.start):
            continue
        if any(m.start < cue.end and cue.start < m.end for m in said):
            continue
        value = text.meant(cue, dates) or _year(cue, said, found)
        if value is not None and _ends(view.text, cue.end):
            found.append(_mention(view, cue, value))
            end = cue.end
    if not found:
        return tuple(mentions)
    return tuple(sorted([*mentions, *found], key=lambda m: (m.start, -m.end, m.type)))


def _ends(text: str, offset: int) -> bool:
    """Tell whether a word ends at an offset."""
    return not text[offset : offset + 1].isalnum()


@dataclass(frozen=True)
class _Text:
    """The date of a text, and those of the news in it, from which days and years are counted."""

    head: Mention | None
    items: Items

    @classmethod
    def of(cls, view: View, said: Sequence[Mention]) -> _Text:
        first = (m for m in said if m.start < _HEAD and writing.month_of(m.value or ""))
        return cls(next(first, None), Items.of(view.text, said))

    def meant(self, cue: Cue, dates: Sequence[Mention]) -> str | None:
        """Return the year or day that words mean by the date of the text, or None."""
        base, said = self.items.before(cue.start) or self.head, cue.trigger.value
        if base is None:
            return None
        if said.startswith(_OF_TEXT):
            return str(_of(base, int(said[len(_OF_TEXT) :])))
        if said.startswith(_SEASON):
            return _season(base, int(said[len(_SEASON) :]))
        beside = any(-_NEAR < m.start - cue.end < _NEAR for m in dates)  # "on Friday, 3 May"
        day = writing.day_of(base.value or "")
        return _day(day, said) if day is not None and not beside else None


def _day(day: date, said: str) -> str | None:
    """Return the day that "yesterday" or "last Friday" means on a day."""
    if said.startswith(_DAY):
        return (day + timedelta(int(said[len(_DAY) :]))).isoformat()
    if not said.startswith(_WEEKDAY):
        return None
    number, before = int(said[len(_WEEKDAY)]), said.endswith("-")
    back = (day.isoweekday() - number) % 7 or 7 * before
    return (day - timedelta(back)).isoformat()


def _season(base: Mention, number: int) -> str | None:
    """Return the last season of this number that began before a date."""
    known = writing.month_of(base.value or "")
    if known is None:
        return None
    begins = number * 3
    year = int(known[0]) - (begins > known[1])
    return writing.season(f"{year:04d}", number)


def _year(cue: Cue, said: Sequence[Mention], found: Sequence[Mention]) -> str | None:
    """Return the year that is meant, counted from the last one told."""
    value = cue.trigger.value
    if value.startswith((_OF_TEXT, _DAY, _WEEKDAY, _SEASON)):
        return None
    at = bisect_left(said, cue.start, key=lambda m: m.start)
    before = [*said[max(0, at - 1) : at], *(m for m in found[-1:] if m.end <= cue.start)]
    last = max(before, key=lambda m: m.start, default=None)
    if last is None or cue.start - last.end > _REACH:
        return None
    return str(_of(last, int(value)))


def _of(date: Mention, later: int) -> int:
    return int((date.value or "")[:4]) + later


def _mention(view: View, cue: Cue, value: str) -> Mention:
    return Mention(
        "DATE", cue.start, cue.end, view.text[cue.start : cue.end], None, None, value,
        cue.trigger.language, "date-relative", 0.85, view.locator_at(cue.start),
    )  # fmt: skip
