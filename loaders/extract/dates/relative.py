"""Reads years told by another date: "the same year", "a year later", "last year"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from loaders.edtf import writing
from loaders.extract.model import Mention
from loaders.extract.reading.view import Cue, View

_HEAD, _REACH, _OF_TEXT = 500, 400, "text"


def with_relative_dates(view: View, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return mentions in order with the years that words like "a year later" mean.

    These are dates of claims only: the text's own list of dates holds what is written as one.
    """
    said = [
        m for m in mentions if m.type == "DATE" and m.has_year and (m.value or "")[:4].isdigit()
    ]
    found: list[Mention] = []
    end = -1
    for cue in sorted(view.cues.get("relative_date", ()), key=lambda cue: (cue.start, -cue.end)):
        if cue.start < end or cue.trigger.language != view.language_at(cue.start):
            continue
        if any(m.start < cue.end and cue.start < m.end for m in said):
            continue
        year = _year(cue, said, found)
        if year is not None and _ends(view.text, cue.end):
            found.append(_mention(view, cue, year))
            end = cue.end
    if not found:
        return tuple(mentions)
    return tuple(sorted([*mentions, *found], key=lambda m: (m.start, -m.end, m.type)))


def _ends(text: str, offset: int) -> bool:
    """Tell whether a word ends at an offset."""
    return not text[offset : offset + 1].isalnum()


def _year(cue: Cue, said: Sequence[Mention], found: Sequence[Mention]) -> int | None:
    """Return the year that is meant: counted from the text's date, or the last one told."""
    value = cue.trigger.value
    if value.startswith(_OF_TEXT):
        head = next((m for m in said if m.start < _HEAD and writing.month_of(m.value or "")), None)
        return _of(head, int(value[len(_OF_TEXT) :])) if head is not None else None
    at = bisect_left(said, cue.start, key=lambda m: m.start)
    before = [*said[max(0, at - 1) : at], *(m for m in found[-1:] if m.end <= cue.start)]
    last = max(before, key=lambda m: m.start, default=None)
    if last is None or cue.start - last.end > _REACH:
        return None
    return _of(last, int(value))


def _of(date: Mention, later: int) -> int:
    return int((date.value or "")[:4]) + later


def _mention(view: View, cue: Cue, year: int) -> Mention:
    return Mention(
        "DATE", cue.start, cue.end, view.text[cue.start : cue.end], None, None, str(year),
        cue.trigger.language, "date-relative", 0.85, view.locator_at(cue.start),
    )  # fmt: skip
