"""Tells the raised marks of notes behind a name, a year or a stop from units and ordinals."""

from __future__ import annotations

import re

# Behind these a raised figure is a note: not behind "km", "10" or "1er".
_BEFORE = re.compile(r"(?:[^\W\d_]{3,}|(?<!\d)(?:19|20)\d\d|[.,;:!?»”\"’)])$")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-e])[\])]?")
REACH = 40  # characters before a mark that are looked at


def is_note_mark(before: str, words: str) -> bool:
    """Tell whether raised words are the mark of a note; ``before`` is what stands before them."""
    return _MARK.fullmatch(words.strip()) is not None and _BEFORE.search(before) is not None
