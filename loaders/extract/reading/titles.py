"""Tells titles in quotes from the sentence around them: the signs inside them end nothing."""

from __future__ import annotations

import re

from loaders.extract.reading.marks import Marks

Span = tuple[int, int]

_LONGEST = 90
# It begins with a set of signs, so that the search is quick; the one before is looked at after.
_TITLE = re.compile(
    rf"[„“«\"‘](?:(?<=„)[^„“”\"\n]{{2,{_LONGEST}}}[“”\"]|(?<=“)[^“”\n]{{2,{_LONGEST}}}”|"
    rf"(?<=«)[^«»\n]{{2,{_LONGEST}}}»|(?<=\")(?<![^\s(\[].)(?!\s)[^\"\n]{{2,{_LONGEST}}}\"(?!\w)|"
    rf"(?<=‘)(?<![^\s(\[].)[^‘\n]{{2,{_LONGEST}}}?’(?!\w))"
)
_SIGNS = '„“«"‘'


def titles(text: str, start: int, end: int, marks: Marks) -> list[Span]:
    """Return the stretches in quotes on one line that are no longer than titles are."""
    if not marks.any(_SIGNS, start, end):
        return []
    return [match.span() for match in _TITLE.finditer(text, start, end)]


def inside_title(text: str, start: int, offset: int, marks: Marks) -> bool:
    """Tell whether quotes that open not long before an offset close not long after it."""
    low = max(start, offset - _LONGEST)
    if not marks.any(_SIGNS, low, offset):
        return False
    found = titles(text, low, offset + _LONGEST, marks)
    return any(first < offset < last - 1 for first, last in found)
