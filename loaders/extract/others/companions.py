"""Reads who did what a claim says together with its city, like it, or some time before or after.

"Together with A and B, C signed X", "C joined X in 2019, a year after A", "C, wie A und B, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.extract.claims.actors import actors, enumeration
from loaders.extract.claims.clauses import LONGEST, Clause, Finds
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim
from loaders.tables.patterns import in_tongue

SURE = 0.72
DONE = frozenset({"membership", "signature", "adoption", "declaration"})
CITIES = frozenset({"CITY", "GOVERNMENT"})
_AND = in_tongue("text.and", r"(?<!\w){}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+['’]?")
_APART, _CLOSED = re.compile(r"[;:·]|[.!?]\s"), re.compile(r"\s*[,.;:)–—!?»”\"]|\s*$")
_BEFORE, _AFTER, _LEAD, _OPENING, _LITTLE = 4, 6, 4, 4, 2


class _Said(NamedTuple):
    """A claim in its sentence: who it says did something, and what stands around."""

    view: View
    one: Claim
    clause: Clause
    anchors: Sequence[Mention]
    actor: Mention
    thing: Mention


def companions(view: View, finds: Finds, one: Claim) -> Iterator[Claim]:
    """Yield the claims on those of whom a sentence says by the way that they did the same."""
    said = _said(view, finds, one)
    if said is None:
        return
    for name, reads in _KINDS:
        for word in topic(name, said.clause.language).finditer(view.text, one.start, one.end):
            group = _behind(said, word.end())
            if not group or not reads(said, word, group):
                continue
            shared = name != "gist.beside-time" and not _own(view, one)
            when = one.evidence[2] if shared and len(one.evidence) > 2 else None
            for city in group:
                yield done_too(view, one, city, when)


def done_too(view: View, one: Claim, city: Mention, when: Mention | None) -> Claim:
    """Return a claim of what another says, of another city at another time."""
    founded = one.predicate == "founding"
    pair = (one.evidence[0], city) if founded else (city, one.evidence[1])
    sure = min(SURE, one.confidence) * city.confidence
    return claim(view, one.predicate, (*pair, when), (one.start, one.end), sure,
                 method=f"deeds:{one.predicate}-too")  # fmt: skip


def actor_of(one: Claim) -> Mention | None:
    """Return the city that a claim says did something together with others, if it says that."""
    if len(one.evidence) < 2:
        return None
    actor = one.evidence[one.predicate == "founding"]
    fits = one.predicate in DONE or one.predicate == "founding"
    return actor if fits and actor.type in CITIES else None


def _said(view: View, finds: Finds, one: Claim) -> _Said | None:
    actor = actor_of(one)
    sentence = view.sentence_at(one.start)
    if actor is None or sentence is None or sentence.language is None:
        return None
    if one.end - one.start > LONGEST:
        return None
    clause = Clause(one.start, one.end, sentence.language, view.text, sentence,
                    finds.between(one.start, one.end))  # fmt: skip
    anchors = sorted((m for m in one.evidence if one.start <= m.start < one.end),
                     key=lambda m: m.start)  # fmt: skip
    thing = one.evidence[0 if one.predicate == "founding" else 1]
    return _Said(view, one, clause, anchors, actor, thing)


def _own(view: View, one: Claim) -> bool:
    """Tell whether the date of a claim stands in brackets: it is that of its city alone."""
    if len(one.evidence) < 3:
        return False
    date = one.evidence[2]
    return view.text[date.end : date.end + 1] == ")"


def _behind(said: _Said, start: int) -> list[Mention]:
    """Return the cities enumerated behind a word, with small words between: "the mayors of"."""
    found = actors(said.view, said.clause)
    first = next((m for m in found if m.start >= start), None)
    if first is None or not is_lead(said.view.text[start : first.start], said.clause.language):
        return []
    group = enumeration(said.view, [m for m in found if m.start >= start], first)
    known = {said.actor.link or said.actor.text}
    return [] if any((m.link or m.text) in known for m in group) else group


def is_lead(words: str, language: str) -> bool:
    """Tell whether words may stand before the cities that something is said of."""
    found = _WORD.findall(words)
    lead = topic("gist.beside-lead", language)
    return (
        len(found) <= _LEAD
        and words.strip(" „“\"'’") == words.strip(" „“\"'’,;:.")
        and all(lead.fullmatch(word) for word in found)
    )


def _around(said: _Said, word: re.Match[str], group: Sequence[Mention]) -> tuple[str, str | None]:
    """Return the words before a group's word up to an anchor, and behind it to the next one."""
    text = said.view.text
    before = [m.end for m in said.anchors if m.end <= word.start()]
    after = [m.start for m in said.anchors if m.start >= group[-1].end]
    low = max(before, default=said.one.start)
    return text[low : word.start()], text[group[-1].end : min(after)] if after else None


def _together(said: _Said, word: re.Match[str], group: Sequence[Mention]) -> bool:
    """Tell whether those beside do what the claim says, and nothing else of the sentence."""
    before, after = _around(said, word, group)
    opened = not any(m.end <= word.start() for m in said.anchors)
    most = _LITTLE if after is None else _OPENING if opened else _BEFORE
    if _APART.search(before) or _example(said, before) or len(_words(said, before)) > most:
        return False
    if not opened and _AND(said.clause.language).search(before):  # "is in X and, like A, in Y"
        return False
    if after is None:  # all is said before: "joined X in 2019 alongside A and B"
        return _CLOSED.match(said.view.text, group[-1].end) is not None
    if _APART.search(after) or len(_WORD.findall(after)) > _AFTER:
        return False
    between = said.view.text[said.actor.end : said.thing.start]
    return not (opened and _AND(said.clause.language).search(between))


def _words(said: _Said, words: str) -> list[str]:
    months = [m.text for m in said.clause.of("DATE")]
    for month in months:
        words = words.replace(month, " ")
    return _WORD.findall(words)


def _example(said: _Said, before: str) -> bool:
    """Tell whether cities are only examples: "cities like A and B"."""
    last = _words(said, before)[-1:]
    return (
        bool(last)
        and topic("gist.beside-cities", said.clause.language).fullmatch(last[0]) is not None
    )


def _with(said: _Said, word: re.Match[str], group: Sequence[Mention]) -> bool:
    """Tell whether a bare "with" stands between commas, or opens the sentence."""
    text, start, end = said.view.text, word.start(), group[-1].end
    closed = text[end : end + 1] in {",", ")"}
    opened = text[max(0, start - 2) : start] in {", ", " ("} or start == said.one.start
    return opened and closed and _together(said, word, group)


def _later(said: _Said, word: re.Match[str], group: Sequence[Mention]) -> bool:
    """Tell whether "a year after A" ends a part of the sentence."""
    before, _ = _around(said, word, group)
    if not any(m.end <= word.start() for m in said.anchors) or _APART.search(before):
        return False
    if _CLOSED.match(said.view.text, group[-1].end) is None or _AND(said.clause.language).search(
        before
    ):
        return False
    words = _words(said, before)
    years = topic("gist.beside-years", said.clause.language)
    timed = any(years.fullmatch(one) for one in words) or " " in word.group()
    return len(words) <= _BEFORE and (timed or (not words and "," in before))


_KINDS = (("gist.beside", _together), ("gist.beside-with", _with), ("gist.beside-time", _later))
