"""Tells whether the words that open a sentence speak of something else than the one before did.

"The hospital has 300 beds" says nothing of the shelter named before; "The cost is 30,000 euros",
"In the first year 300 people came" do.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.extract.reading.shapes import UPPER
from loaders.tables.quick import quick_words
from loaders.tables.words import spoken

# How many words may stand before the article, and how many of those after it say what is meant.
_BEFORE = r"(?:[^\W\d_]+[,\s]\s?){0,2}?"
_WORD = r"[^\W\d_][\w’-]*"


@cache
def _opening(language: str) -> re.Pattern[str]:
    """Return the pattern for an article near the start, with the words that follow it."""
    leads = quick_words(spoken("gist.leads", language))
    noun = rf"(?:[^\W\d_{UPPER}]\w*\s){{0,2}}[{UPPER}]\w+" if language == "de" else _WORD
    more = "" if language == "de" else rf"(?:\s{_WORD})?"
    return re.compile(rf"\W*{_BEFORE}{leads}[\s]?(?P<noun>{noun}{more})")


@cache
def _own(language: str) -> re.Pattern[str]:
    return re.compile(
        quick_words([*spoken("gist.own", language), *spoken("gist.counted", language)])
    )


def opens_with_other(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a noun that no project has stands with its article between two offsets."""
    if not language:
        return False
    found = _opening(language).match(text, start, end)
    return found is not None and _own(language).search(text, start, found.end("noun")) is None
