"""Finds the dates that are written in figures alone: 2018-06-30, 30.6.2018, 2015–2018, in 2018."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.edtf import writing
from loaders.extract.dates.rough import roughly
from loaders.extract.knowledge import lexicon
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.words import spoken

YEAR = r"(?:1[6-9]\d\d|20[0-9]\d)"
_ISO = r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\d-])"
_NUMERIC = (
    r"(?P<n1>[0-3]?\d)(?P<sep>[./-])(?P<n2>[0-3]?\d)(?P=sep)(?P<n3>(?:19|20)?\d\d)(?!\d|[./-]\d)"
)
_RANGE = rf"(?P<r1>{YEAR})\s?[-–—/]\s?(?P<r2>{YEAR}|\d\d)(?![\d/]|[.,]\d)"
# "die 1990er-Jahre": the word for years after a German decade.
_YEARS = any_of("dates.decade", languages=("de",))
_NUMBERS = re.compile(
    rf"(?<![\w.,§€$£#/:-])(?:{_ISO}|{_NUMERIC}|{_RANGE}|"
    rf"(?P<decade>(?:1[89]|20)\d0)(?:['’]?s\b|er(?:n)?(?:[-\s]{_YEARS})?\b)|"
    rf"(?P<year>{YEAR})(?![\w%€$]|[.,:/]\d|-\d|/))"
)
_DIGITS = "0123456789"
# What makes a year or month a part of it: "early 2019", "all'inizio del 2019".
_PART = re.compile(rf"\b{any_of('dates.part')}\s*$", re.IGNORECASE)
_PART_ENDS = tuple(
    dict.fromkeys(
        end
        for part in spoken("dates.part")
        for end in (part.split()[-1], part.split()[-1].replace("'", "’"))
    )
)
_QUANTIFIERS = lexicon.exact("dates.quantifier")
# Laws that are called after a year: "Vreemdelingenwet 2000".
_LAW = re.compile(rf"[^\W\d]{any_of('dates.law')}$")
# "The places were 2000." counts; before a short year of two digits stands what leads to a day.
_COUNTING = re.compile(rf"{whole_word('dates.counting-verb')}\s$", re.IGNORECASE)
_TO_DAY = re.compile(rf"{whole_word('dates.to-day')}\s$", re.IGNORECASE)
_COUNTED = lexicon.words("dates.counted")


class Found(NamedTuple):
    """A date at ``text[start:end]`` with its EDTF value."""

    start: int
    end: int
    value: str

    @classmethod
    def known(cls, start: int, end: int, value: str | None) -> Found | None:
        """Return the date, None when the calendar does not have it."""
        return None if value is None else cls(start, end, value)


def numbers(view: View) -> Iterator[re.Match[str]]:
    """Yield the numbers that may be dates; finding digits first is what makes it quick."""
    end, last = -1, -2
    for at in view.marks.places(_DIGITS):
        begins, last = at != last + 1, at
        if begins and at >= end and (match := _NUMBERS.match(view.text, at)) is not None:
            end = match.end()
            yield match


def number(view: View, match: re.Match[str]) -> Found | None:
    """Return the date that a number is, or None."""
    if match["iso"]:
        year, month, *days = match["iso"].split("-")
        value = writing.day(year, int(month), int(days[0])) if days else match["iso"]
        return Found.known(*match.span(), value)
    if match["n1"]:
        return _numeric(view, match)
    if match["decade"]:
        return Found(*match.span(), f"{match['decade'][:3]}X")
    if match["r1"]:
        return _range(view, match)
    return _year(view, match)


def _numeric(view: View, match: re.Match[str]) -> Found | None:
    day, month, year = int(match["n1"]), int(match["n2"]), match["n3"]
    if len(year) == 2:
        led = _TO_DAY.search(view.text, max(0, match.start() - 10), match.start())
        if not led and (match["sep"] != "." or not match["n2"].startswith("0")):
            return None
        year = f"20{year}" if int(year) < 50 else f"19{year}"
    if month > 12 and match["sep"] == "/":  # as in the United States
        day, month = month, day
    return Found.known(*match.span(), writing.day(year, month, day))


def _range(view: View, match: re.Match[str]) -> Found | None:
    first, last = match["r1"], match["r2"]
    if len(last) == 2:
        last = first[:2] + last
    if not int(first) < int(last) <= int(first) + 120 or not _is_year(
        view, match.start(), match.end()
    ):
        return None
    return Found.known(*match.span(), writing.stretch(first, last))


def _year(view: View, match: re.Match[str]) -> Found | None:
    start, end = match.span()
    rough = roughly(view.text, start, end)
    if not _is_year(view, start, end, rough=rough):
        return None
    if rough:
        return Found(start, end, f"{match['year']}~")
    left = view.text[max(0, start - 22) : start]
    part = part_of(left)
    return Found(start if part is None else start - len(left) + part, end, match["year"])


def part_of(left: str) -> int | None:
    """Return where the words begin that end a stretch and make a year part of it."""
    if not left.rstrip().lower().endswith(_PART_ENDS):  # much quicker than the pattern
        return None
    part = _PART.search(left)
    return part.start() if part else None


def _is_year(view: View, start: int, end: int, *, rough: bool = False) -> bool:
    """Tell whether a number from 1600 to 2099 counts years and not people, pages or money."""
    before = view.before(start, 1)
    if not rough and before and _LAW.search(before[0]):
        return False
    if (
        not rough
        and before
        and before[0] in _QUANTIFIERS
        and view.text[start - 3 : start - 1] not in {"'s", "’s"}
    ):
        return False
    if (
        view.text[end - 2 : end] == "00"
        and view.text[end : end + 1] in {".", ",", ";"}
        and _COUNTING.search(view.text, max(0, start - 10), start)
    ):
        return False
    after = view.hay[end + 1 : end + 30].split(None, 1)
    following = after[0].lower() if after and view.text[end : end + 1] == " " else ""
    beside = view.text[max(0, start - 2) : start].strip()[-1:]
    return following not in _COUNTED and beside not in {"$", "€", "£", "§"}
