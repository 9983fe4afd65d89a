"""Reads who did the same as a claim says of another: "A did so in 2019", "B l'a fait un an après".

A sentence says it behind what the claim was read from, or the next one begins with it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import actors, enumeration
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.others.companions import actor_of, companions, done_too, is_lead
from loaders.extract.reading.shapes import between_signs
from loaders.extract.reading.view import Sentence, View

_SIGN = re.compile(r"[,;:·()]\s?|\s[–—]\s|[.!?]$")
_WORD = re.compile(r"[^\W\d_]+")
_REACH, _MOST, _FEW, _CLOSE = 70, 12, 2, 3
_OTHERS = frozenset({"ORG", "CHARTER", "EVENT", "PERSON", "PRACTICE", "AWARD"})
_LONG, _FAR = 200, 90


def likewise(view: View, finds: Finds, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what known claims say of a city, of those that did it with, like or after it."""
    acts = [one for one in known if actor_of(one) is not None]
    for one in acts:
        yield from companions(view, finds, one)
        if one.predicate != "founding" and _is_last(one, acts):
            yield from _same(view, finds, one, acts)


def _is_last(one: Claim, acts: Sequence[Claim]) -> bool:
    """Tell whether no other act is told in a sentence behind that of a claim."""
    return not any(
        other.start == one.start and other.evidence[1].start > one.evidence[1].start
        for other in acts
    )


def _same(view: View, finds: Finds, one: Claim, acts: Sequence[Claim]) -> Iterator[Claim]:
    number = bisect_right(view.starts, one.start) - 1
    last = max(m.end for m in one.evidence if m.start < one.end)
    parts: list[Sentence] = [view.sentences[number]._replace(start=last, end=one.end)]
    if number + 1 < len(view.sentences) and one.end - last < _REACH:
        after = view.sentences[number + 1]
        near = after.end - after.start < _LONG and "\n\n" not in view.text[one.end : after.start]
        if near and not any(after.start <= other.start < after.end for other in acts):
            parts.append(after)
    for part in parts:
        if part.language == view.language_at(one.start):
            yield from _told(view, finds, one, part)


def _told(view: View, finds: Finds, one: Claim, part: Sentence) -> Iterator[Claim]:
    """Yield who (the rest of) a sentence says did the same."""
    low, high, language = part.start, part.end, part.language or ""
    for word in topic("gist.same", language).finditer(view.text, low, high):
        if word.start() - low > _FAR:
            return
        start, end = between_signs(view.text, _SIGN, (low, high), word.span())
        clause = Clause(start, end, language, view.text, part, finds.between(start, end))
        group = _who(view, clause, word)
        actor = actor_of(one)
        if not group or actor is None or any(_alike(m, actor) for m in group):
            continue
        if clause.doubted(*word.span()) or clause.denied("ended"):
            return
        if _says_more(clause, word, group):
            continue
        dates = clause.dates()
        when = dates[0] if len(dates) == 1 else None
        for city in group:
            yield done_too(view, one, city, when)
        return


def _alike(one: Mention, other: Mention) -> bool:
    return (one.link or one.text) == (other.link or other.text)


def _who(view: View, clause: Clause, word: re.Match[str]) -> list[Mention]:
    """Return the cities right before words of doing the same, or right behind them."""
    found = actors(view, clause)
    before = [m for m in found if m.end <= word.start()]
    if before and len(_WORD.findall(view.text[before[-1].end : word.start()])) <= _CLOSE:
        return enumeration(view, found, before[-1])
    after = [m for m in found if m.start >= word.end()]
    gap = view.text[word.end() : after[0].start] if after else ""
    if after and not before and (is_lead(gap, clause.language) or _small(gap)):
        return enumeration(view, found, after[0])
    return []


def _small(gap: str) -> bool:
    words = _WORD.findall(gap)
    return len(words) <= _CLOSE and all(word.islower() for word in words) and "," not in gap


def _says_more(clause: Clause, word: re.Match[str], group: Sequence[Mention]) -> bool:
    """Tell whether a part names something else, or says more than that somebody did the same."""
    inside = [m for m in clause.mentions if m not in group]
    if any(m.type in _OTHERS or (m.type == "FIGURE") for m in inside):
        return True
    words = _WORD.findall(clause.words.replace("_", " "))
    weak = topic("gist.same-weak", clause.language).fullmatch(word.group()) is not None
    return len(words) - len(_WORD.findall(word.group())) > (_FEW if weak else _MOST)
