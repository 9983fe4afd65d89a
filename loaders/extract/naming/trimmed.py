"""Cuts off names what only says when or where something was: "Vera Institute in Denver in May"."""

from __future__ import annotations

import re

from loaders.extract.claims.clauses import Finds
from loaders.extract.model import Mention
from loaders.extract.reading.shapes import ARTICLES, UPPER
from loaders.extract.reading.view import View
from loaders.tables.patterns import any_of
from loaders.tables.words import literal

_TYPES = frozenset({"ORG", "PRACTICE", "EVENT", "AWARD", "WORK"})
_TAIL = re.compile(r"\s(?P<word>[^\W\d_]{1,6})$")
# Small words before a day or a place; behind "of" a place is of the name.
_WHEN = literal("relations.within") | literal("claims.date-before") | literal("relations.name-when")
_WHERE = literal("relations.name-where")
# In German an article right behind a capital word opens another noun, unless it is a genitive.
_NEXT_NOUN = re.compile(
    rf"(?<!\w)[{UPPER}][\w-]*(?P<gap>\s)"
    rf"{any_of('relations.name-next', languages=('de',))}\s[{UPPER}]"
)
_LEAST = 4


def trimmed(view: View, finds: Finds, mention: Mention) -> int:
    """Return where a name ends without the days and places behind it: its own end mostly."""
    end = mention.end
    if mention.link or mention.type not in _TYPES or " " not in mention.text:
        return end
    if view.language_at(mention.start) == "de":
        noun = _NEXT_NOUN.search(view.text, mention.start, end)
        if noun is not None:  # "die Schuckert-Stiftung die Miete"
            return noun.start("gap")
    for other in finds.between(mention.start + 1, mention.end):
        if other.type not in {"DATE", "CITY", "COUNTRY", "EVENT"} or other.start >= end:
            continue
        words = _WHEN if other.type in {"DATE", "EVENT"} else _WHERE
        cut = _before(view, mention.start, other.start, words)
        if cut is not None:
            end = cut
            break
    return end


def _before(view: View, start: int, end: int, words: frozenset[str]) -> int | None:
    """Return where a name ends before the small words that lead to something else."""
    cut, led, finish = end - 1, False, end - 1
    while (tail := _TAIL.search(view.text, start + _LEAST, finish)) is not None:
        word = tail["word"].lower()
        if word not in words and word not in ARTICLES:
            break
        led = led or word in words
        cut = finish = tail.start()
    return cut if led else None
