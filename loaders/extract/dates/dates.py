"""Finds dates as people write them in eight languages and gives them as EDTF (levels 0 and 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.edtf import writing
from loaders.extract.dates.numeric import YEAR, Found, number, numbers, part_of
from loaders.extract.dates.partial import complete_dates
from loaders.extract.dates.rough import century, of_century
from loaders.extract.knowledge.haystack import plain
from loaders.extract.reading.view import Cue, View
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import literal, values

_ORDINAL = f"{any_of('dates.ordinal-suffix')}?"
_LINK = rf"(?:\s+{any_of('dates.of-year')}|,)?\s+"
_OF_DAY = rf"(?:\s+{any_of('dates.of-day')})?"
_DASH = r"\s*[-–—/]\s*"
_TO = rf"(?:{_DASH}|\s+{any_of('dates.to')}\s*(?:{any_of('dates.to-article')}\s+)?)"
_DAY_LEFT = re.compile(
    rf"(?<![\d./,])(?:(?P<first>[0-3]?\d){_ORDINAL}(?P<to>{_TO}))?(?P<day>[0-3]?\d){_ORDINAL}"
    rf"{_OF_DAY}\s*(?:{any_of('dates.day-of')}\s+)?$"
)
_FIRST_LEFT = re.compile(rf"(?<!\w){any_of('dates.first-day')}\s+$", re.IGNORECASE)
_MONTH_LEFT = re.compile(
    rf"(?P<month>[^\W\d_]{{3,}})\.?(?P<year>\s+{YEAR})?{_TO}(?:[0-3]?\d\.?\s+)?$"
)
_DAY_BEFORE = re.compile(
    rf"(?<![\d./,])(?P<day>[0-3]?\d){_ORDINAL}{_OF_DAY}\s+(?P<month>[^\W\d_]{{3,}})\.?{_TO}$"
)
_NEXT_DAY = re.compile(rf"{_TO}[0-3]?\d{_ORDINAL}{_OF_DAY}\s+(?P<month>[^\W\d_]{{3,}})")
_NEXT_MONTH = re.compile(rf"{_TO}(?P<month>[^\W\d_]{{3,}})\.?\s+{YEAR}")
_YEAR_RIGHT = re.compile(rf"\.?(?:{_LINK}|\s*[-/,]?\s*)(?P<year>{YEAR})(?![\d%]|[.,]\d)")
_DAY_RIGHT = re.compile(
    rf"\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:{_DASH}(?P<last>[0-3]?\d)(?:st|nd|rd|"
    rf"th)?)?(?!\d|[.,:]\d)(?:,?\s+(?P<year>{YEAR})(?!\d))?"
)
_TWO = re.compile(r"\s+['’‘]?(?P<num>(?:1[89]|20)?\d0)(?:\.(?=\s*[^\sA-ZŁŚŻ]|$)|s\b)?(?!\d)")
_GERMAN_TWO = re.compile(r"(?<!\d)(?P<num>[2-9]0)er[-\s]$")
# The numerals of decades by their stems.
_TENS = {stem.rstrip("*"): int(digit) for stem, digit in values("dates.tens").items()}
_WORDED = re.compile(
    rf"\s(?:{any_of('dates.decade-worded')}\s)?(?P<name>{one_of(_TENS)})\w*", re.IGNORECASE
)
_DECADE_THE = re.compile(rf"\b{any_of('dates.decade-article')}[\s-]['’‘]?$", re.IGNORECASE)
_ENDS = re.compile(rf"\s*(?:[.,;:)»”]|$)|\s{any_of('dates.decade-behind')}\b")
_DIGIT = re.compile(r"\d")
# What makes a season without a year a time: "since the spring", "last summer", "l'été dernier".
_SINCE = literal("dates.since")
_THE = literal("dates.since-article")
_LAST = re.compile(rf"\s{any_of('dates.season-after')}\b")
_NO_SEASON = re.compile(rf"[\w-]|\s{any_of('dates.season-of')}\b")
_TURN = re.compile(r"[/–-](?:20)?\d\d(?!\d)")
# In Polish "summer" (in the genitive) is "years" too.
_YEARS = re.compile(r"[Ll]ata\s\d{4}\s?[–—-]\s?\d")
_FULL_ALONE = re.compile(rf"\b{any_of('dates.before-month')}\s*$", re.IGNORECASE)
_SURELY_MONTH = re.compile(rf"\b{any_of('dates.before-doubtful-month')}\s$", re.IGNORECASE)
_NOT_ALONE = literal("dates.month-or-word")
_SHORT = literal("dates.short-month")
# Days, and months and seasons of a year: what a line of navigation may hold beside its links.
_WHOLE = (len("2000-01-01"), len("2000-01"))


def find_dates(view: View) -> None:
    """Add every date of the text; what an earlier find covers is not read twice."""
    skipped = [(b.start, b.end) for b in view.document.blocks if b.kind == "navigation"]
    for found in _in_order(view, again=bool(skipped)):
        if (
            skipped
            and len(found.value) in _WHOLE
            and "X" not in found.value
            and view.text[found.start - 1 : found.start] not in {"/", "-", "_", "="}
            and any(low <= found.start < high for low, high in skipped)
        ):  # "Published: 3 May 2021 | Share": the line is skipped, its date is not
            view.taken[found.start : found.end] = bytes(found.end - found.start)
        if view.free(found.start, found.end):
            view.take(found.start, found.end)
            view.add("DATE", found.start, found.end, value=found.value, method="date-rule",
                     confidence=0.97)  # fmt: skip
    complete_dates(view)


def _in_order(view: View, *, again: bool) -> Iterator[Found]:
    """Yield the dates by kinds; ``again`` also those at words that an earlier find covers."""
    cues = view.cues
    months = sorted(cues.get("month", ()), key=lambda cue: (cue.start, -cue.end))
    for read, words in (
        (_month, months),
        (_season, cues.get("season", ())),
        (_decade, cues.get("decade", ())),
        (_named_decade, cues.get("decade_name", ())),
        (_century, cues.get("century", ())),
    ):
        for cue in words:
            if again or view.free(cue.start, cue.end):
                found = read(view, cue)
                if found is not None:
                    yield found
    for match in numbers(view):
        if again or view.free(*match.span()):
            found = number(view, match)
            if found is not None:
                yield found


def _month(view: View, cue: Cue) -> Found | None:
    text, month = view.text, int(cue.trigger.value)
    left = text[max(0, cue.start - 30) : cue.start]
    right = text[cue.end : cue.end + 24]
    year = _YEAR_RIGHT.match(right)
    if (
        cue.end - cue.start < 4
        and text[cue.start].islower()
        and cue.trigger.language != view.language_at(cue.start)
    ):
        return None  # "was wollten sie 2015": short for August in Polish only
    digit = _DIGIT.search(left)
    day = _DAY_LEFT.search(left, digit.start()) if digit else None
    if day and 1 <= int(day["day"]) <= 31 and not _decimal(left, day.start("day")):
        return _day_month(view, cue, month, day, year)
    if first := _FIRST_LEFT.search(left, left.rstrip().rfind(" ") + 1):  # it is one word
        value = writing.day(_year_of(year), month, 1)
        return Found.known(cue.start - len(left) + first.start(), _end(cue, year), value)
    if year is None and cue.trigger.language in {"en", "el"} and (after := _DAY_RIGHT.match(right)):
        return _month_day(cue, month, after)
    return _month_year(view, cue, month, left, year)


def _decimal(left: str, at: int) -> bool:
    return at > 0 and left[at - 1] in ".,:" and left[max(0, at - 2)].isdigit()


def _end(cue: Cue, year: re.Match[str] | None) -> int:
    return cue.end + (year.end("year") if year else 0)


def _day_month(
    view: View, cue: Cue, month: int, day: re.Match[str], year: re.Match[str] | None
) -> Found | None:
    if year is None and _month_of(view, _NEXT_DAY.match(view.text, cue.end)):
        return None  # the day after it, which has the year, is read with it
    stem = _year_of(year)
    value = writing.day(stem, month, int(day["day"]))
    start = max(0, cue.start - 30) + day.start("day")
    if day["first"] and 1 <= int(day["first"]) <= int(day["day"]):
        value = writing.stretch(writing.day(stem, month, int(day["first"])), value)
        start = max(0, cue.start - 30) + day.start("first")
    earlier = _DAY_BEFORE.search(view.text, max(0, start - 28), start)
    number = _month_of(view, earlier)
    if earlier and number and not day["first"] and 1 <= int(earlier["day"]) <= 31:
        since = str(int(stem) - (number > month)) if year else stem
        value = writing.stretch(writing.day(since, number, int(earlier["day"])), value)
        start = earlier.start("day")
    return Found.known(start, _end(cue, year), value)


def _year_of(match: re.Match[str] | None) -> str:
    """Return the year that a match holds, or that it is unknown."""
    return match["year"] or writing.UNKNOWN if match else writing.UNKNOWN


def _month_of(view: View, match: re.Match[str] | None) -> int:
    """Return the number of the month that a match names, 0 for none."""
    senses = view.resources.senses(plain(match["month"])) if match else None
    numbers = [t.value for t in senses.triggers if t.kind == "month"] if senses else []
    return int(numbers[0]) if numbers else 0


def _month_day(cue: Cue, month: int, after: re.Match[str]) -> Found | None:
    if not 1 <= int(after["day"]) <= 31 or (cue.trigger.language == "el"):
        return None
    stem = _year_of(after)
    value = writing.day(stem, month, int(after["day"]))
    if after["last"]:
        value = writing.stretch(value, writing.day(stem, month, int(after["last"])))
    return Found.known(cue.start, cue.end + after.end(), value)


def _month_year(
    view: View, cue: Cue, month: int, left: str, year: re.Match[str] | None
) -> Found | None:
    if year is None:
        return _month_alone(view, cue, month, left)
    value, start = writing.month(year["year"], month), cue.start
    earlier = _MONTH_LEFT.search(left)
    senses = view.resources.senses(earlier["month"]) if earlier else None
    numbers = [t.value for t in senses.triggers if t.kind == "month"] if senses else []
    if earlier and numbers and int(numbers[0]) < month and not earlier["year"]:
        value = writing.stretch(writing.month(year["year"], int(numbers[0])), value)
        start = cue.start - len(left) + earlier.start("month")
    elif (part := part_of(left)) is not None:
        start = cue.start - len(left) + part
    return Found.known(start, _end(cue, year), value)


def _month_alone(view: View, cue: Cue, month: int, left: str) -> Found | None:
    word = view.text[cue.start : cue.end]
    doubtful = word.casefold() in _NOT_ALONE and cue.trigger.language in {"en", "de", "el"}
    if len(word) < 4 and word not in _SHORT:
        return None
    if doubtful and (not word[0].isupper() or not _SURELY_MONTH.search(left)):
        return None
    if (
        cue.trigger.language in {"en", "de", "nl"}
        and not word[0].isupper()
        and cue.trigger.language != "nl"
    ):
        return None
    language = view.language_at(cue.start)
    if _before_month(view, cue.end):
        return None
    if language != cue.trigger.language or not _FULL_ALONE.search(left):
        return None
    return Found.known(cue.start, cue.end, writing.month(writing.UNKNOWN, month))


def _before_month(view: View, end: int) -> bool:
    """Tell whether another month follows, which has the year: "March and April 2020"."""
    return _month_of(view, _NEXT_MONTH.match(view.text, end)) > 0


def _season(view: View, cue: Cue) -> Found | None:
    """Read "summer 2018", "winter 2015/16", and without a year "since the spring"."""
    number = int(cue.trigger.value)
    year = _YEAR_RIGHT.match(view.text[cue.end : cue.end + 24])
    if year is None or "," in year.group():
        if cue.trigger.language != view.language_at(cue.start):
            return None
        told = _since(view, cue.start) or _LAST.match(view.text, cue.end) is not None
        if told and _NO_SEASON.match(view.text, cue.end):
            return None
        season = writing.season(writing.UNKNOWN, number)
        return Found(cue.start, cue.end, season) if told else None
    end = _end(cue, year)
    if number == 2 and cue.trigger.language == "pl" and _YEARS.match(view.text, cue.start):
        return None  # "na lata 2024–2030"
    if turn := _TURN.match(view.text, end):
        end = turn.end()
    return Found(cue.start, end, writing.season(year["year"], number))


def _since(view: View, start: int) -> bool:
    """Tell whether "since the", "last" or the like goes before."""
    left = view.text[max(0, start - 24) : start].lower().replace("’", "'").replace("'", "' ")
    words = left.rsplit(None, 2)
    if len(words) > 1 and words[-1] in _THE:
        return words[-2] in _SINCE
    return bool(words) and words[-1] in _SINCE


def _named_decade(view: View, cue: Cue) -> Found | None:
    """Read "the nineties", "Neunzigerjahre", "en los noventa": one word that names a decade."""
    language = cue.trigger.value[:2]
    if language == "en" and not _DECADE_THE.search(view.text, max(0, cue.start - 10), cue.start):
        return None
    if language == "es" and not _ENDS.match(view.text, cue.end):
        return None
    return Found(cue.start, cue.end, f"19{cue.trigger.value[-1]}X")


def _decade(view: View, cue: Cue) -> Found | None:
    """Read "années 80", "anni Ottanta", "80er Jahre" at their word for years."""
    if cue.trigger.value == "before":
        left = _GERMAN_TWO.search(view.text, max(0, cue.start - 6), cue.start)
        return Found(left.start(), cue.end, f"19{left['num'][0]}X") if left else None
    if worded := _WORDED.match(view.text, cue.end):
        digit = _TENS[worded["name"].lower()]
        value = f"{19 if digit else 20}{digit}X"
        return Found(cue.start, *of_century(view.text, worded.end(), value))
    match = _TWO.match(view.text, cue.end)
    if match is None:
        return None
    number = match["num"]
    tens = number[:3] if len(number) == 4 else f"{'20' if number[0] in '01' else '19'}{number[0]}"
    return Found(cue.start, *of_century(view.text, match.end(), f"{tens}X"))


def _century(view: View, cue: Cue) -> Found | None:
    told = century(view.text, cue.start, cue.end)
    return None if told is None else Found(*told)
