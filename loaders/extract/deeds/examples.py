"""Reads which cities a network has by a few of them: "bringing together cities such as A and B".

The names may be told in full, too, right behind the network: "These are the municipalities: A, B".
An item that names no known town, brackets and a second name behind a slash end no list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network, network_again, network_before
from loaders.extract.gist.spots import Spots
from loaders.extract.gist.topics import topic
from loaders.extract.knowledge.haystack import lower_class
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.shapes import UPPER
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.making import claim
from loaders.tables.patterns import any_of
from loaders.tables.words import by_language, literal

NAMED, AGAIN = 0.8, 0.74
_LEAST, _NEAR, _FAR = 2, 60, 110
_ITEM = re.compile(
    rf"(?:[,;]\s?(?:{any_of('text.and')}\s)?|\s(?:{any_of('text.and')}|{any_of('gist.or')})\s)"
    r"(?![^()]{0,60}\))"
)
_LEAD = re.compile(
    rf"[\s:„“«\"]*(?P<words>(?:[{lower_class()}]{{1,4}}(?:\s|['’])){{0,2}})(?=[{UPPER}])"
)
_MEMBER = re.compile(any_of("claims.member-word"), re.IGNORECASE)
_IS = re.compile(rf"(?<!\w){any_of('claims.being')}(?!\w)", re.IGNORECASE)
_OF = literal("claims.of")
_LOCAL = {language: frozenset(words) for language, words in by_language("claims.locative").items()}


def examples(view: View, finds: Finds, spots: Spots) -> Iterator[Claim]:
    """Yield the members that are told by example, or in full behind what a network is."""
    for name in ("gist.such-as", "gist.these-are"):
        for sentence, words in spots.words_with(finds, name):
            for word, clause in words:
                named = _named(view, finds, sentence, word[1])
                if len(named) < _LEAST:
                    continue
                listed = (word[0], named[-1].end)
                if _denied(clause, *listed):
                    continue
                if name == "gist.these-are":
                    network = _told_of(view, finds, clause)
                elif _shown(view, sentence, listed):
                    network = _network(view, finds, sentence, listed)
                else:
                    network = None
                if network is not None:
                    yield from _members(view, sentence, network, named)


def _named(view: View, finds: Finds, sentence: Sentence, start: int) -> list[Mention]:
    """Return the towns that the items of a list begin with, up to one that is not a name."""
    text, found = view.text, []
    local = _LOCAL.get(sentence.language or "", frozenset()) - _OF
    cuts = [*_ITEM.finditer(text, start, sentence.end), None]
    for cut in cuts:
        lead = _LEAD.match(text, start, sentence.end)
        if lead is None or not local.isdisjoint(lead["words"].split()):
            break
        stop = cut.start() if cut is not None else sentence.end
        inside = [m for m in finds.between(lead.end(), stop) if m.start == lead.end()]
        if any(m.type not in {"CITY", "GOVERNMENT", "PLACE"} for m in inside):
            break
        towns = [m for m in inside if m.type in {"GOVERNMENT", "CITY"}]
        found += towns[:1]
        start = cut.end() if cut is not None else stop
    return found


def _denied(clause: Clause, low: int, high: int) -> bool:
    """Tell whether words before or behind a list say that it is not so ("czy" in it is "or")."""
    return any(
        Clause(start, end, clause.language, clause.text, clause.sentence, []).denied()
        for start, end in ((clause.start, low), (high, clause.end))
        if start < end
    )


def _shown(view: View, sentence: Sentence, listed: tuple[int, int]) -> bool:
    """Tell whether the list shows towns that belong: "cities such as", and a word of belonging."""
    language, (low, high) = sentence.language or "", listed
    begin, end = max(sentence.start, low - _FAR), min(sentence.end, high + _NEAR)
    nouns = list(topic("gist.towns", language).finditer(view.text, max(begin, low - _NEAR), low))
    if not nouns or not _LOCAL.get(language, frozenset()).isdisjoint(
        word.lower() for word in view.before(nouns[-1].start(), 2)
    ):
        return False
    found = topic("gist.tie", language).finditer(view.text, begin, end)
    ties = [m for m in found if m.end() <= low or m.start() >= high]
    if all(_MEMBER.fullmatch(tie.group()) for tie in ties):
        return bool(ties) and _IS.search(view.text, begin, end) is not None
    return True


def _network(
    view: View, finds: Finds, sentence: Sentence, listed: tuple[int, int]
) -> Mention | None:
    """Return the one network that a sentence names, else the one that it speaks of again."""
    inside = [m for m in finds.between(sentence.start, sentence.end) if m.type == "ORG"]
    networks = [m for m in inside if is_network(m)]
    if inside:
        return networks[0] if len({m.link or m.text for m in inside}) == 1 and networks else None
    clause = clause_at(view, *listed, finds)
    return None if clause is None else network_again(view, clause, finds)


def _told_of(view: View, finds: Finds, clause: Clause) -> Mention | None:
    """Return the network of the sentence before that has members there, none named in this."""
    if any(m.type == "ORG" for m in finds.between(clause.sentence.start, clause.sentence.end)):
        return None
    number = bisect_right(view.starts, clause.sentence.start) - 2
    before = view.sentences[number] if number >= 0 else None
    tie = topic("gist.tie", clause.language)
    if before is None or tie.search(view.text, before.start, before.end) is None:
        return None
    return network_before(view, clause, finds)


def _members(
    view: View, sentence: Sentence, network: Mention, named: list[Mention]
) -> Iterator[Claim]:
    inside = sentence.start <= network.start < sentence.end
    for city in named:
        sure = (NAMED if inside else AGAIN) * city.confidence
        yield claim(view, "membership", (city, network, None), (sentence.start, sentence.end),
                    sure, method="deed:example")  # fmt: skip
