"""Reads against what associations, groups and "we" protest, whatever they are called."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import Clause, Finds
from loaders.extract.deeds.phrases import before_gap, name_before
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.protests import matter
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import date_with, topic, until
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import View
from loaders.extract.relations.agents import by_whom, stands_aside
from loaders.extract.relations.making import claim, named, sureness

SAID, OURS = 0.66, 0.64
_DOERS = ("ORG", "PERSON", "GOVERNMENT")
_REACH, _LEAST, _MOST = 90, 4, 40
_CAPITAL = re.compile(rf"(?:\w['’])?[{UPPER}]")
_QUOTED = re.compile(r"[„“\"«»‘]\s?(?P<name>[^„“”\"«»‘’\n]{3,60}?)\s?[“”\"»«’](?!\w)")


def protesting(view: View, finds: Finds, spots: Spots, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield who protests against what in the sentences of which no claim says it yet."""
    told = {c.start for c in known if c.predicate == "protest"}
    for name in ("gist.protest", "gist.condemn"):
        for sentence, words in spots.words_with(finds, name):
            if sentence.start in told:
                continue
            for word, clause in words:
                what = matter(view, clause, word, direct=name == "gist.condemn")
                if what is None or until(clause, what).doubted(*word, passive=True):
                    continue
                who, sure = _who(view, finds, clause, word, what)
                if who is not None and (who.end <= what.start or who.start >= what.end):
                    told.add(sentence.start)
                    when = date_with(view, clause, [who], many=False)
                    yield claim(view, "protest", (who, what, when), (sentence.start, sentence.end),
                                sure * sureness(who), method="deeds:protest")  # fmt: skip
                    break


def _who(
    view: View, finds: Finds, clause: Clause, word: tuple[int, int], what: Mention
) -> tuple[Mention | None, float]:
    """Return who protests, and how surely: named before the word, or "we"."""
    stop = min(word[0], what.start) if what.start < word[0] else word[0]
    bodies = [m for m in clause.of(*_DOERS) if m.end <= stop and _acts(view, clause, m, stop)]
    quoted = _last_quoted(view, clause, stop)
    if quoted is not None and not any(m.end > quoted.start for m in bodies):
        return quoted, SAID
    if _by_us(view, clause, word, bodies):
        return own_body(view, finds), OURS
    end, _ = before_gap(view, finds, stop, clause.start, clause.language)
    name = name_before(view, finds, end, clause.start)
    if name is not None and _is_name(view, clause, name):
        within = [m for m in bodies if name.start <= m.start and m.type == "GOVERNMENT"]
        return (within[-1] if within else name), SAID
    if bodies and stop - bodies[-1].end < _REACH:
        return bodies[-1], SAID
    return _remembered(view, finds, clause, stop), SAID


def _acts(view: View, clause: Clause, one: Mention, stop: int) -> bool:
    """Tell whether somebody named before a word may be who does it: no place, nobody aside."""
    if by_whom(view, one) or is_place_of_action(view, one, clause.language, one):
        return False
    return one.type != "ORG" or not stands_aside(view, clause, one, stop)


def _last_quoted(view: View, clause: Clause, stop: int) -> Mention | None:
    """Return the name in quotes that stands last before an offset of a clause, and close to it."""
    found = list(_QUOTED.finditer(view.text, max(clause.start, stop - _REACH), stop))
    if not found or stop - found[-1].end() > _MOST or not found[-1]["name"][0].isupper():
        return None
    return named(view, "ORG", *found[-1].span("name"))


def _by_us(view: View, clause: Clause, word: tuple[int, int], bodies: Sequence[Mention]) -> bool:
    """Tell whether "we" protest: a word for us stands in the clause, or ends the verb."""
    if topic("gist.we-do", clause.language).search(view.text, clause.start, word[1]):
        return True
    if bodies:
        return False
    return (
        topic("gist.ours", clause.language).search(view.text, clause.start, clause.end) is not None
    )


def _is_name(view: View, clause: Clause, name: Mention) -> bool:
    """Tell whether capitalised words before a verb are a name: no common noun, no opening word."""
    if name.type not in {"ORG", "PERSON"} or len(name.text) < _LEAST or by_whom(view, name):
        return False
    if clause.language == "de" or (view.starts_sentence(name.start) and " " not in name.text):
        return name.method != "relation"
    before = view.text[max(clause.start, name.start - _MOST) : name.start].split()
    return not (before and before[-1][-1] not in ",;:" and _CAPITAL.match(before[-1]))


def _remembered(view: View, finds: Finds, clause: Clause, stop: int) -> Mention | None:
    """Return the project or body that the page named before and that stands again before a word."""
    number = bisect_right(view.starts, clause.start) - 1
    known = finds.once("first named", lambda: _first_named(view))
    before = bisect_left(known, number, key=itemgetter(0))
    own = own_body(view, finds)
    names = [name for _, name in known[max(0, before - _MOST) : before]]
    words = [*names, *([own.text] if own is not None else [])][-_MOST:]
    for name in sorted((w for w in words if len(w) >= _LEAST), key=len, reverse=True):
        at = view.text.rfind(name, max(clause.start, stop - _REACH), stop)
        if at >= 0:
            return named(view, "ORG", at, at + len(name))
    return None


def _first_named(view: View) -> Sequence[tuple[int, str]]:
    """Return the names of projects with the number of the sentence that names each first."""
    found: dict[str, int] = {}
    for number in sorted(view.named):
        for mention in view.named[number]:
            if mention.type == "PRACTICE" and mention.text[:1].isupper():
                found.setdefault(mention.text, number)
    return [(number, name) for name, number in found.items()]
