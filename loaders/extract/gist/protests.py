"""Reads which cities protest against what, by words of protest and of what they are against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.gist.doers import doers
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import date_with, topic, until
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.against import NOT_PROTESTED, trimmed
from loaders.extract.relations.making import claim, named
from loaders.tables.patterns import any_of, followed
from loaders.tables.words import by_language

PROTESTED = 0.72
_PHRASE = re.compile(r"\s*(?P<words>[^,;:.!?()\n“”„«»]{4,90})")
_THEN = re.compile(rf"\s{any_of('relations.then')}(?!\w)")
_REACH = 70
_QUOTES = frozenset('„“«"‘')
_TO = frozenset(by_language("gist.against-to"))
_MANNER = re.compile(rf"\s(?:{any_of('relations.manner')}\s)*")
_ARTICLE = re.compile(followed("text.article"), re.IGNORECASE)
_LEAST = 4


def protests(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield what cities protest against: the words behind "against" beside a word of protest."""
    for sentence, words in spots.words_with(finds, "gist.protest"):
        for word, clause in words:
            what = matter(view, clause, word)
            if what is None or until(clause, what).doubted(*word, passive=True):
                continue
            group = [
                m for m in doers(view, finds, clause, word)
                if m.end <= what.start or m.start >= what.end
            ]  # fmt: skip
            for one in group:
                when = date_with(view, clause, [one], many=False)
                yield claim(view, "protest", (one, what, when), (sentence.start, sentence.end),
                            PROTESTED * one.confidence, method="gist:protest")  # fmt: skip
            if group:
                break


def matter(
    view: View, clause: Clause, word: tuple[int, int], *, direct: bool = False
) -> Mention | None:
    """Return the words of what a protest is against: behind "against", after or before its word.

    ``direct``: they stand right behind a verb that needs no "against": "condemned the closure".
    """
    if direct:
        manner = _MANNER.match(view.text, word[1], clause.end)
        at = manner.end() if manner is not None else word[1]
        opens = _ARTICLE.match(view.text, at, clause.end) is not None
        what = _phrase(view, clause, at, clause.end) if opens else None
        cut = what is not None and view.text[what.end : what.end + 5].strip()[:1] in _QUOTES
        return None if cut else what  # "le coût des « Assises … »": what it names is cut off
    against = topic("gist.against", clause.language)
    stop = min(clause.end, word[1] + _REACH)
    after = topic("gist.against-only", clause.language).search(view.text, word[1], stop)
    if after is None and _takes_to(view, clause, word):
        after = against.search(view.text, word[1], stop)
    if after is not None:
        elided = max(after.group().rfind(sign) for sign in "'’")  # "à l'expulsion"
        start = after.start() + elided + 1 if elided > 0 else after.end()
        return _phrase(view, clause, start, clause.end)
    if clause.language not in {"de", "nl"}:
        return None
    before = against.search(view.text, clause.start, word[0])
    return _phrase(view, clause, before.end(), word[0]) if before is not None else None


def _takes_to(view: View, clause: Clause, word: tuple[int, int]) -> bool:
    """Tell whether a word of protest goes with "to" as well: "s'oppose à", not "manifeste à"."""
    if clause.language not in _TO:
        return True
    return topic("gist.against-to", clause.language).fullmatch(view.text, *word) is not None


def _phrase(view: View, clause: Clause, start: int, end: int) -> Mention | None:
    """Return the words from an offset to the next sign, date, city that acts, or new verb."""
    match = _PHRASE.match(view.text, start, end)
    if match is None:
        return None
    low, high = match.span("words")
    stops = [m.start for m in clause.of("DATE") if low < m.start < high]
    cut = _THEN.search(view.text, low, high)
    high = min([high, *stops, *([cut.start()] if cut is not None else [])])
    words = view.text[low:high].rstrip()
    if len(words) < _LEAST or NOT_PROTESTED.match(words):
        return None
    return trimmed(view, named(view, "WORK", low, low + len(words)))
