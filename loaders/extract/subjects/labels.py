"""Finds the numbers that labels before a colon name: "Volunteers: 44", "Annual cost: £61,300"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.topics import topic
from loaders.extract.model import Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.amounts import amounts
from loaders.extract.relations.making import named
from loaders.extract.subjects.counting import DIGITS
from loaders.tables.patterns import any_of
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

_ABOUT = rf"(?:(?:{any_of('figures.qualifier')})\s)?"
_FIRST = re.compile(rf"\s?{_ABOUT}(?P<number>{DIGITS})(?![\w%]|\s?%|[.,:]\d)", re.IGNORECASE)
_MORE = re.compile(rf"[,;]\s{_ABOUT}(?P<number>{DIGITS})\s(?=[^\W\d_]{{3,}})", re.IGNORECASE)
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENS = re.compile(r"[.;|·•!?]\s")
_SIGNS = " \t*_•–—-"
_LONGEST, _WORDS, _SHORT, _SUM = 60, 7, 2, 40


@dataclass(frozen=True)
class Labelled:
    """The numbers behind a label, with where the label and its value stand, and their date."""

    start: int
    colon: int
    end: int
    figures: tuple[Mention, ...]
    date: Mention | None


@cache
def _counts(language: str) -> re.Pattern[str]:
    return re.compile(
        quick_words([*spoken("gist.label-count", language), *spoken("gist.counted", language)])
    )


def labelled(view: View, finds: Finds) -> Iterator[Labelled]:
    """Yield the labels of a text whose values begin with a number, in order."""
    text = view.text
    for colon in view.marks.places(":"):
        after = text[colon + 1 : colon + 2]
        if after not in " \u00a0\t" or view.marks.digit(colon, colon + _SUM) is None:
            continue
        start = _start(text, colon)
        label = text[start:colon]
        if not label or len(label.split()) > _WORDS or "»" in label or "“" in label:
            continue
        end = _end(view, colon)
        language = view.language_at(start) or view.document.language or ""
        figures = tuple(_figures(view, (start, colon, end), language))
        dates = [m for m in finds.between(start, end) if m.type == "DATE" and m.has_year]
        dates = [m for m in dates if not any(m.start < f.end and f.start < m.end for f in figures)]
        if figures:
            yield Labelled(start, colon, end, figures, dates[0] if len(dates) == 1 else None)


def _start(text: str, colon: int) -> int:
    """Return where the label before a colon begins: at its line's start, or behind a sign."""
    low = max(text.rfind("\n", 0, colon) + 1, colon - _LONGEST)
    for sign in _OPENS.finditer(text, low, colon):
        low = sign.end()
    while low < colon and text[low] in _SIGNS:
        low += 1
    return low


def _end(view: View, colon: int) -> int:
    """Return where the value behind a colon ends: with its line, or its sentence."""
    line = view.text.find("\n", colon)
    sentence = view.sentence_at(colon)
    stops = [line if line >= 0 else len(view.text)]
    stops += [sentence.end] if sentence is not None else []
    sign = _OPENS.search(view.text, colon + 1, min(stops))
    return sign.start() if sign is not None else min(stops)


def _figures(view: View, span: tuple[int, int, int], language: str) -> Iterator[Mention]:
    """Yield the sum, or the counted numbers, that the value of a label begins with."""
    start, colon, end = span
    text = view.text
    if topic("gist.label-not", language).match(text, start, colon) is not None:
        return
    sums = [m for m in amounts(view, colon, end) if m.start - colon < _SUM]
    if topic("gist.label-sum", language).search(text, start, colon) is not None and sums:
        if not text[colon + 1 : sums[0].start].strip(" ~"):
            yield sums[0]
        return
    first = _FIRST.match(text, colon + 1, end)
    if first is None or sums or _counts(language).search(text, start, colon) is None:
        return
    yield _figure(view, first)
    for more in _MORE.finditer(text, first.end(), end):
        yield _figure(view, more)


def _figure(view: View, found: re.Match[str]) -> Mention:
    value = re.sub(r"\D", "", found["number"])
    detail = (("measure", "people"), ("qualifier", "exactly"))
    return named(view, "FIGURE", *found.span("number"), value=value, detail=detail)
