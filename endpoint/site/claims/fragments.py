"""Addresses of sentences: a page of others with the words to scroll to, or the page of a PDF.

Text fragments are those of https://wicg.github.io/scroll-to-text-fragment/: a browser that does not
know them opens the page at its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

WHOLE = 160  # characters of a sentence that are given whole; of a longer one its ends
ENDS = 5  # words of each end
_HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?)?/?", re.IGNORECASE)


def sentence_address(address: str, words: Sequence[str], page: str = "") -> str | None:
    """Return where a sentence stands on the web; None when the address is a home page only.

    ``words`` are the sentence where it may be told, else names and dates in it in their order;
    ``page`` is the page of a document that has pages.
    """
    parts = urlsplit(address)
    if _HOME.fullmatch(parts.path) and not parts.query:
        return None
    whole = address.partition("#")[0]
    if page:
        return f"{whole}#page={page}"
    found = _directive(words)
    return f"{whole}#:~:text={found}" if found else whole


def _directive(words: Sequence[str]) -> str:
    flat = [" ".join(one.split()) for one in words]
    known = [one for one in flat if one]
    if len(known) > 1:
        return f"{_encoded(known[0])},{_encoded(known[-1])}"
    if not known:
        return ""
    sentence = known[0].split(" ")
    if len(known[0]) <= WHOLE or len(sentence) <= 2 * ENDS:
        return _encoded(known[0])
    return f"{_encoded(' '.join(sentence[:ENDS]))},{_encoded(' '.join(sentence[-ENDS:]))}"


def _encoded(words: str) -> str:
    """Encode what parts a directive: a hyphen, a comma and an ampersand mean something there."""
    return quote(words, safe="").replace("-", "%2D")
