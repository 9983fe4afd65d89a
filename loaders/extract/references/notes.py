"""Tells the entries that stand in notes: "[2] Bianchi L., Città aperte, Milano, 2019, p. 8."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.reading.shapes import UPPER
from loaders.tables.patterns import any_of

_MARK = r"(?P<mark>\[?\^?\d{1,3}(?:\]:?|[.):]{1,2})?\s+)"
_SEE = rf"(?:{any_of('references.note-see')}\s(?:{any_of('references.note-see-also')}\s)?)?"
_SURNAME = (
    rf"(?:{any_of('references.particle')}\s){{0,2}}[{UPPER}][\w’'\-]+(?:\s[{UPPER}][\w’'\-]+)?"
)
_INITIALS = rf"[{UPPER}]\.(?:[\s-]?[{UPPER}]\.){{0,2}}"
_AND = rf"(?:,\s|\s{any_of('references.and')}\s|\s?/\s?)"
_INVERTED = rf"{_SURNAME},?\s{_INITIALS}"
_STRAIGHT = rf"{_INITIALS}\s{_SURNAME}"
_ONE = rf"(?:{_INVERTED}|{_STRAIGHT})"
_BY_INITIALS = rf"{_ONE}(?:{_AND}{_ONE}){{0,4}}(?:\s\([^)]{{2,12}}\))?,\s"
_GIVEN = rf"[{UPPER}][\w’'\-]+"
_BY_NAME = rf"(?:{_SURNAME},\s{_GIVEN}[:.]\s|{_GIVEN}\s{_SURNAME}(?:\s\([^)]{{2,12}}\))?,\s)"
_PAGE = rf"{any_of('references.page')}\.\s?\d+(?:\s?[–-]\s?\d+)?"
_VOLUME = rf"(?:,\s{any_of('references.volume')}\.?\s[\d()]+)*"
_TAIL = rf"(?:,\s|\s|\()(?:1[89]|20)\d\d\)?{_VOLUME}(?P<page>,\s{_PAGE})?\.?$"
_SHORT = re.compile(rf"{_MARK}?{_SEE}(?:{_BY_INITIALS}).{{6,320}}{_TAIL}")
_LONG = re.compile(rf"{_MARK}{_SEE}(?:{_BY_NAME}).{{6,320}}{_TAIL}")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_PUBLISHED = re.compile(rf"[{UPPER}][^\W\d_]+:\s[{UPPER}]|„|«|“|‘")
_PAPER = re.compile(r"^[^,]{4,60},\s\d{1,2}\.?\s[^\W\d_]+\.?\s\d{4},")  # one number of a newspaper
_END = 60


def noted_entries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the entries among the lines of ``text[start:end]``, their marks left out.

    Without initials a note needs its mark, and its pages or a publisher after a colon.
    """
    for line in text[start:end].split("\n"):
        if 30 < len(line) < 420 and _YEAR.search(line, max(0, len(line) - _END)):
            match = _SHORT.match(line)
            if match is None and (match := _LONG.match(line)) is not None:
                match = match if match["page"] or _PUBLISHED.search(line) else None
            if match is not None and line.count(",") > 1 and not _PAPER.search(line):
                low = start + (match.end("mark") if match["mark"] else 0)
                yield low, start + match.end()
        start += len(line) + 1
