"""Reads what a page recommends to read: "Ann Hill, Tom Ward: Open Quays", "Open Quays, by …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Claim
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.extract.structure.front import NAMES, author, person_spans
from loaders.extract.structure.title import main_title
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import by_language, spoken

_HEADING = re.compile(rf"[ \t#*_]*(?i:{any_of('front.reading')})[ \t:*_]*$", re.MULTILINE)
_SIGNS = frozenset(" \t#*_:")
_WIDEST = max(map(len, spoken("front.reading")))
_TITLED = re.compile(r"\s?(?:\(\d{4}\))?\s?:\s(?P<title>[^\n:]{4,160}?)(?=[.!?]?$|\.\s)")
_BY = re.compile(rf"(?P<title>[^\n:]{{4,120}}?),?\s(?:{followed('front.by')})")
# "Read on: Ann Hill, «Open Quays», London 2022", "A tip: Ann Hill, Open Quays, Quay Press, 2020"
_BULLETS = "•–- *\t"
_NAMED = re.compile(
    r",\s[„“«\"‘]\s?(?P<quoted>[^„“”«»\"\n]{4,160}?)\s?[“”»\"’]|,\s(?P<plain>[^,.\n]{4,120})(?=[,.])"
)
_BY_ONE = {
    language: re.compile(
        r"[„“«\"‘]\s?(?P<title>[^„“”«»\"\n]{4,120}?)\s?[“”»\"’],?\s"
        rf"(?:{followed('front.by', languages=(language,))}){NAMES.pattern}\s?$"
    )
    for language in by_language("front.by")
}
_IN_BRACKETS = re.compile(r"\((?:19|20)\d\d\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TITLE_YEAR = 60
_BULLET = re.compile(r"[\W\d_]*")
_MOST, _LONGEST, _BACK, _SURE = 8, 400, 240, 0.8


def recommended_claims(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield who wrote the works that stand under a heading such as "Further reading"."""
    for heading in _headings(view):
        position = heading.end() + 1
        for count in range(_MOST):
            end = view.text.find("\n", position)
            end = end if end >= 0 else len(view.text)
            if end <= position:
                if count or end >= len(view.text):
                    break
            elif end - position <= _LONGEST:
                yield from _work(view, finds, position, end)
            position = end + 1

    yield from _inline(view, finds)


def _inline(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the author of a work that one line recommends, or that stands with author and year."""
    language = view.document.language or ""
    labels = [*spoken("front.reading", language), *spoken("front.reading-inline", language)]
    for start, end in _lines_with(view, labels) if language else ():
        names = NAMES.match(view.text, start, end)
        titled = _NAMED.match(view.text, names.end(), end) if names else None
        if names is not None and titled is not None:
            span = titled.span("quoted" if titled["quoted"] else "plain")
            yield from _written(view, finds, names.span("names"), span, end)
    pattern = _BY_ONE.get(language)
    for year in _IN_BRACKETS.finditer(view.text) if pattern is not None else ():
        low = max(view.text.rfind("\n", 0, year.start()) + 1, year.start() - _BACK)
        titled = pattern.search(view.text, low, year.start()) if pattern is not None else None
        if titled is not None:
            names_at = titled.span("names")
            yield from _written(view, finds, names_at, titled.span("title"), year.end())


def _lines_with(view: View, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a line goes on behind a label and its colon, and where it ends: label by label.

    The colons are few, so that it is looked for what stands before them.
    """
    text, found, ends = view.text, [], tuple(labels)
    for colon in view.marks.places(":"):
        last = colon - (text[max(0, colon - 1) : colon] in {"\u00a0", " "})
        if text[colon + 1 : colon + 2] == " " and text.endswith(ends, 0, last):
            found += [(n, last - len(one), colon) for n, one in enumerate(labels)
                      if text.endswith(one, 0, last)]  # fmt: skip
    for _, at, colon in sorted(found):
        before = text[max(0, at - 3) : at].rstrip(_BULLETS)
        if not before or before[-1] in "\n.":
            end = text.find("\n", colon)
            yield colon + 2, end if end >= 0 else len(text)


def _written(
    view: View, finds: Finds, names: tuple[int, int], title: tuple[int, int], end: int
) -> Iterator[Claim]:
    """Yield who wrote a work, with the year that stands behind its title and author."""
    work = named(view, "WORK", *title)
    low = max(names[1], title[1])
    year = _YEAR.search(view.text, low, min(end, low + _TITLE_YEAR))
    when = named(view, "DATE", *year.span(), value=year.group()) if year is not None else None
    for start, stop in person_spans(view, finds, *names):
        person = author(view, finds, start, stop)
        span = (min(start, title[0]), max(stop, title[1]))
        yield claim(view, "authorship", (person, work, when), span, _SURE,
                    method="relation:recommended")  # fmt: skip


def _headings(view: View) -> Iterator[re.Match[str]]:
    """Yield such headings; a line that is longer than they are begins or ends with a sign."""
    text, start = view.text, 0
    for end in (*view.marks.places("\n"), len(text)):
        short = end - start <= _WIDEST or text[start] in _SIGNS or text[end - 1] in _SIGNS
        if short and start < end and (heading := _HEADING.match(text, start)) is not None:
            yield heading
        start = end + 1


def _work(view: View, finds: Finds, start: int, end: int) -> Iterator[Claim]:
    bullet = _BULLET.match(view.text, start, end)
    start = bullet.end() if bullet else start
    names = NAMES.match(view.text, start, end)
    titled = _TITLED.match(view.text, names.end(), end) if names else None
    if titled is None:
        titled = _BY.match(view.text, start, end)
        names = NAMES.match(view.text, titled.end(), end) if titled else None
    if titled is None or names is None:
        return
    work = named(view, "WORK", *main_title(view.text, titled.span("title"), finds.between))
    for low, high in person_spans(view, finds, *names.span()):
        person = author(view, finds, low, high)
        yield claim(view, "authorship", (person, work, None), (start, end), _SURE,
                    method="relation:recommended")  # fmt: skip
