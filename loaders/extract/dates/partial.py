"""Gives days and months without a year that of their line ("2019 – On 4 May …") or of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.edtf import writing
from loaders.extract.dates.heads import HEAD, LEAST, first_date, month_in, page_date
from loaders.extract.knowledge import lexicon
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, whole_word

_APART = 8  # months: more of them apart, the date is one of the year after or before
_LINES = 2  # one line alone that begins with a year is no chronology
_BULLET = re.compile(r"[ \t]*(?:[-–—•*·☞][ \t]*)?")
_HEADS = re.compile(r"[ \t]*(?:[–—:]|-(?=[ \t]))[ \t]*(?=[^\s\d])")
# After the date of a piece of news: its heading behind a bar, or nothing.
_ITEM = re.compile(r"[ \t]*(?:[|·]|$|(?=\n))", re.MULTILINE)
_YEAR = re.compile(r"\d{4}")
_ISSUE = re.compile(r"(?<![\d/.])\d{1,3}\s?/\s?(?P<year>20\d\d)(?![\d/])")
_ENTRY = re.compile(r"\d{4}(?:-(?:0\d|1[0-2]))?")
_TITLE = re.compile(r"[^\n.]{4,80}[\s/]\d{4}(?:\s\([^()\n]*\))?\n\n")
# "last November", "lo scorso 20 dicembre", "en mai dernier": before the date of the text.
_PAST = re.compile(
    rf"(?<!\w){any_of('dates.past')}(?:\s{any_of('dates.past-link')})?\s$", re.IGNORECASE
)
_PAST_BEHIND = re.compile(rf"\s{any_of('dates.past-behind')}(?!\w)", re.IGNORECASE)
_AROUND, _STORY = 24, 260
_AUTUMN = 10  # from this month on a month past was one of the year before that of the title
_PLANS = lexicon.words("claims.uncertain")
# What comes back every year has no year: "on 1 May, a holiday".
_YEARLY = re.compile(whole_word("dates.yearly"))


def complete_dates(view: View) -> None:
    """Complete the dates that lack a year, by the year that heads their line or their text.

    In a longer text the year is that of its head, or the one beside it for a month far from it.
    """
    dates = [i for i, mention in enumerate(view.mentions) if mention.type == "DATE"]
    months = {i: known for i in dates if (known := month_in(view.mentions[i].value or ""))}
    partial = {i: month for i, (year, month) in months.items() if year == writing.UNKNOWN}
    if not partial:
        return
    written = sorted((view.mentions[i] for i in dates), key=lambda m: m.start)
    years = _Years.of(view, written)
    for i in sorted(partial, key=lambda i: view.mentions[i].start):
        mention = view.mentions[i]
        year = years.year(view, mention, partial[i])
        if year is None or _yearly(view, mention):
            continue
        value = _completed(mention.value or "", year)
        if value is not None:
            view.mentions[i] = replace(mention, value=value, confidence=0.8)


@dataclass(frozen=True)
class _Years:
    """What tells the year of a date without one: lines, entries, news, the head, the title."""

    written: Sequence[Mention]
    lines: dict[int, Mention]
    years: Years
    items: Items
    head: Mention | None
    titled: int | None

    @classmethod
    def of(cls, view: View, written: Sequence[Mention]) -> _Years:
        head, titled = page_date(view.text, written), _titled(view, written)
        if head is None and titled is None and len(view.text) >= LEAST:
            head = first_date(written)
        return cls(
            written, headed_lines(view.text, written), Years.of(view.text, written),
            Items.of(view.text, written), head, titled,
        )  # fmt: skip

    def year(self, view: View, mention: Mention, month: int) -> int | None:
        """Return the year of a date that has only a month, or None."""
        line = self.lines.get(view.text.rfind("\n", 0, mention.start) + 1)
        line = line or self.years.entry(mention.start)
        if line is not None:
            return int((line.value or "")[:4])
        item = self.items.before(mention.start)
        base = item or self.head
        if base is not None:
            return self._counted(view, mention, month, base)
        if self.titled is not None:
            return self.titled - (_past(view.text, mention) and month >= _AUTUMN)
        return self._told(view, mention, month)

    def _counted(self, view: View, mention: Mention, month: int, base: Mention) -> int | None:
        """Return the year of a month, counted from the date of the text or of its news."""
        known = month_in(base.value or "")
        if known is None:
            return None
        year = int(known[0])
        if _past(view.text, mention):
            return year - _not_before(mention, base, month, known[1])
        told = self._told(view, mention, month)
        if told is not None and told < year:
            return told
        if base is not self.head:
            return _beside(known, month)
        to_come = _to_come(view, mention)
        most = 0 if writing.day_of(base.value or "") is not None and not to_come else _APART
        if not to_come and len(mention.value or "") < len("2000-01-01"):
            return year - (month > known[1] + most)
        return _beside(known, month, most)

    def _told(self, view: View, mention: Mention, month: int) -> int | None:
        """Return the year of a month told in a story: that of the month just before it, or on."""
        at = bisect_left(self.written, mention.start, key=lambda m: m.start)
        before = self.written[at - 1] if at else None
        known = month_in(before.value or "") if before is not None else None
        if before is None or known is None or known[0] == writing.UNKNOWN:
            return None
        between = view.text[before.end : mention.start]
        if len(between) > _STORY or "\n" in between or between.count(". ") > 1:
            return None
        if month >= known[1]:
            return int(known[0])
        return int(known[0]) + 1 if known[1] - month > _APART else None


def _past(text: str, mention: Mention) -> bool:
    """Tell whether a word beside a date says that it is the last such day or month."""
    left = _PAST.search(text, max(0, mention.start - _AROUND), mention.start)
    return left is not None or _PAST_BEHIND.match(text, mention.end) is not None


def _not_before(mention: Mention, base: Mention, month: int, of_text: int) -> bool:
    """Tell whether a day or month is not over on the day of a text: the last one is meant."""
    told, said = mention.value or "", base.value or ""
    days = len(told) == len(said) == len("2000-01-01")
    return told[4:] >= said[4:] if days else month >= of_text


def _titled(view: View, dates: Sequence[Mention]) -> int | None:
    """Return the one year in the first lines of a longer text: "Annual report 2022", "2/2022"."""
    if len(view.text) < LEAST and _TITLE.match(view.text) is None:
        return None
    end = -1
    for _ in range(_LINES):
        end = view.text.find("\n", end + 1, HEAD)
        if end < 0:
            return None
    found = {m.value or "" for m in dates if m.start < end and m.has_year}
    found |= {issue["year"] for issue in _ISSUE.finditer(view.text, 0, end)}
    only = found.pop() if len(found) == 1 else ""
    return int(only) if _YEAR.fullmatch(only) else None


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
    """The years and months alone in a line, as the entries of a chronology are headed."""

    text: str
    dates: Sequence[Mention]

    @classmethod
    def of(cls, text: str, dates: Sequence[Mention]) -> Years:
        """Take the years that head entries: one alone is no chronology."""
        found = [m for m in dates if _ENTRY.fullmatch(m.value or "") and _alone(text, m)]
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


def _to_come(view: View, mention: Mention) -> bool:
    """Tell whether a sentence speaks of what will, or may, be: "They meet again on 8 April"."""
    sentence = view.sentence_at(mention.start)
    words = view.text[sentence.start : sentence.end].lower().split() if sentence else ()
    return not _PLANS.isdisjoint(words)


def _yearly(view: View, mention: Mention) -> bool:
    sentence = view.sentence_at(mention.start)
    return sentence is not None and bool(_YEARLY.search(view.text, sentence.start, sentence.end))
