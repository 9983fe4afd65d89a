"""Reads which motion or resolution a council adopted: its title at the head of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loaders.extract.model import Claim
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim, named
from loaders.extract.structure.acts import Opener
from loaders.tables.patterns import any_of, one_of
from loaders.tables.words import values

_LABEL = re.compile(
    rf"^[ \t]*(?i:(?P<named>{one_of(w for w, v in values('acts.title').items() if v == 'named')})|"
    rf"(?P<titled>{one_of(w for w, v in values('acts.title').items() if v == 'titled')}))"
    r"(?:\s?(?P<sign>:)|(?=\s))[ \t]*(?P<words>[^\n]{4,240})$",
    re.MULTILINE,
)
_QUOTED = re.compile(r"[„“\"«‘»]\s?(?P<name>[^„“”\"«»‘’\n]{3,120}?)\s?[“”\"»«’]")
_MOVED = re.compile(rf"^[^\n]*(?<!\w)(?i:{any_of('acts.following')})(?!\w)", re.MULTILINE)
_HEADING = re.compile(r"(?:^|\n)[ \t]*(?:\d[\d.]*\s+)?(?P<name>[^\s\d.][^\n.!?:;]{5,100})\s*\n\s*$")
_NEAR, _SURE, _BACK = 4000, 0.8, 240


def motion_claims(view: View, opened: Iterable[Opener]) -> Iterator[Claim]:
    """Yield the adoption of the motions whose clauses were carried, by their titles."""
    seen: set[tuple[int, int]] = set()
    for way, opener, city in opened:
        if way == "granted":
            continue
        span = _title(view.text, opener[0])
        if span is None or span in seen:
            continue
        seen.add(span)
        work = named(view, "WORK", *span)
        yield claim(view, "adoption", (city, work, None), span, _SURE, method="relation:motion")


def _title(text: str, stop: int) -> tuple[int, int] | None:
    """Return the title of the motion that the words at an offset open, None when it has none."""
    low = max(0, stop - _NEAR)
    for label in reversed([*_LABEL.finditer(text, low, stop)]):
        quoted = _QUOTED.search(text, *label.span("words"))
        if quoted is not None:
            return quoted.span("name")
        if label["titled"] and label["sign"]:
            start, end = label.span("words")
            return start, start + len(text[start:end].rstrip(" ."))
    moved = [*_MOVED.finditer(text, low, stop)]
    if not moved:
        return None
    start = moved[-1].start()
    heading = _HEADING.search(text, max(0, start - _BACK), start)
    return heading.span("name") if heading else None
