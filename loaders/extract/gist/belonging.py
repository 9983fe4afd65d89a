"""Reads which cities belong to a network that a sentence names with them, and who followed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import is_place_of_action
from loaders.extract.claims.clauses import LONGEST, Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import date_with, groups, led_by, says, speaks, topic
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import Sentence, View
from loaders.extract.relations.making import claim
from loaders.tables.patterns import any_of, whole_word
from loaders.tables.quick import loose_words
from loaders.tables.words import spoken

BELONGS, FOLLOWED = 0.8, 0.8
_NEAR, _BESIDE, _WORDS = 60, 25, 9
_LIKE = re.compile(
    rf"[\s,(]{any_of('claims.like-them')}\s(?:{any_of('claims.like-them-article')}\s)?$",
    re.IGNORECASE,
)
# To decide on joining, to apply for it or to look into it is not to belong.
_DECIDING = re.compile(loose_words(spoken("claims.deciding")))
_MEMBER = re.compile(any_of("claims.member-word"), re.IGNORECASE)
_IS = re.compile(whole_word("claims.being", "claims.listing-verb", "claims.as"), re.IGNORECASE)
# "trat … aus": the verb's second half at the end of the clause says that it is over.
_AWAY = re.compile(rf"\s{any_of('gist.away')}\W*$")
_OTHERWISE = frozenset({"founding", "signature", "hosts", "protests", "condemns", "offers"})
_SPLIT = re.compile(r"[,;·]\s|\s[–—]\s")


def belonging(view: View, finds: Finds, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield memberships by the words of belonging beside a network and cities.

    ``known`` are the claims of the text that are read already.
    """
    said = {(c.subject, c.object) for c in known if c.predicate == "membership"}
    said |= {(c.object, c.subject) for c in known if c.predicate == "founding"}
    made: list[Claim] = []
    for network in finds.mentions:
        if is_network(network):
            made += [c for c in _members(view, finds, network) if (c.subject, c.object) not in said]
    yield from made
    members = [c for c in known if c.predicate == "membership"]
    for one in (*members, *made):
        yield from _followers(view, finds, one)


def _readable(view: View, offset: int) -> Sentence | None:
    sentence = view.sentence_at(offset)
    if sentence is None or sentence.language is None or sentence.end - sentence.start > LONGEST:
        return None
    return None if view.text.count(" | ", sentence.start, sentence.end) > 1 else sentence


def _members(view: View, finds: Finds, network: Mention) -> Iterator[Claim]:
    sentence = _readable(view, network.start)
    if sentence is None or not speaks("gist.tie", view, sentence):
        return
    clause = clause_at(view, network.start, network.end, finds)
    if clause is None or not says("gist.tie", clause):
        return
    networks = [m for m in clause.of("ORG") if is_network(m)]
    if len({m.link for m in networks}) != 1 or clause.denied():
        return
    if _DECIDING.search(clause.words):
        return
    found = list(groups(view, clause, networks))
    for group in found:
        if _behind_others(clause, found, group, network):
            continue
        if _tied(view, clause, group, network) and _acts(view, clause, group[0]):
            when = date_with(view, clause, group, len(found) > 1)
            for city in group:
                span = (clause.sentence.start, clause.sentence.end)
                yield claim(
                    view, "membership", (city, network, when), span, BELONGS * city.confidence,
                    method="gist:membership",
                )  # fmt: skip


def _tied(view: View, clause: Clause, group: Sequence[Mention], network: Mention) -> bool:
    """Tell whether a word of belonging stands between cities and a network, or right beside.

    A verb of another act beside them says that they did that.
    """
    low, high = min(group[-1].end, network.end), max(group[0].start, network.start)
    pattern = topic("gist.tie", clause.language)
    if high - low > _NEAR:
        return False
    begin = max(clause.start, min(group[0].start, network.start) - _BESIDE)
    end = min(clause.end, max(group[-1].end, network.end) + _BESIDE)
    if _AWAY.search(clause.words) or _otherwise(view, clause, begin, end):
        return False
    ties = list(pattern.finditer(clause.words, begin - clause.start, end - clause.start))
    if not all(_MEMBER.fullmatch(tie.group()) for tie in ties):
        return True
    # "The members of X met in Y": the noun alone says who they are of a verb that is more.
    return bool(ties) and (_IS.search(clause.words) is not None)


def _behind_others(
    clause: Clause, found: Sequence[list[Mention]], group: Sequence[Mention], network: Mention
) -> bool:
    """Tell whether cities only follow a network that others before it belong to.

    "A is in X and, beside B, runs Y" says nothing of B and X: a word of belonging must follow.
    """
    if group[0].start < network.end or not any(g[-1].end <= network.start for g in found):
        return False
    between = (network.end - clause.start, group[-1].end + _BESIDE - clause.start)
    return topic("gist.tie", clause.language).search(clause.words, *between) is None


def _otherwise(view: View, clause: Clause, begin: int, end: int) -> bool:
    """Tell whether a verb of a stretch says that somebody does something else."""
    return any(
        cue.trigger.language == clause.language and cue.trigger.value in _OTHERWISE
        for kind in ("verb", "deed")
        for cue in view.cues_in(kind, begin, end)
    )


def _acts(view: View, clause: Clause, first: Mention) -> bool:
    """Tell whether a city is no place of action: nothing makes it one, or it is with the others."""
    if not is_place_of_action(view, first, clause.language, first):
        return True
    return _LIKE.search(view.text, max(0, first.start - 40), first.start) is not None


def _followers(view: View, finds: Finds, one: Claim) -> Iterator[Claim]:
    """Yield who joined later, in the rest of a sentence or in the next: "Graz folgte 2006"."""
    network = next((m for m in one.evidence if is_network(m)), None)
    if network is None:
        return
    number = bisect_right(view.starts, one.start) - 1
    last = max(m.end for m in one.evidence if m.end <= one.end)
    parts = list(_parts(view, last, one.end))
    if number + 1 < len(view.sentences):
        after = view.sentences[number + 1]
        parts += list(_parts(view, after.start, after.end, whole=True))[:1]
    for start, end in parts:
        yield from _followed(view, finds, network, start, end)


def _parts(view: View, start: int, end: int, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch that begin at a sign (and the first, where ``whole``)."""
    low = start if whole else None
    for sign in _SPLIT.finditer(view.text, start, end):
        if low is not None:
            yield low, sign.start()
        low = sign.end()
    if low is not None:
        yield low, end


def _followed(view: View, finds: Finds, network: Mention, start: int, end: int) -> Iterator[Claim]:
    clause = clause_at(view, start, end, finds)
    if clause is None:
        return
    pattern = topic("gist.follow", clause.language)
    inside = finds.between(start, end)
    part = Clause(start, end, clause.language, view.text, clause.sentence, inside)
    if pattern.search(part.words) is None or part.denied():
        return
    others = {"ORG", "PERSON", "CHARTER", "EVENT", "FIGURE"}
    if any(m.type in others for m in inside) or len(part.words.split()) > _WORDS:
        return
    found = list(groups(view, part, ()))
    if len(found) != 1 or is_place_of_action(view, found[0][0], part.language, found[0][0]):
        return
    when = date_with(view, part, found[0], many=False)
    if when is None and not led_by(view, "gist.follow", part.language, found[0][0]):
        return
    for city in found[0]:
        span = (clause.sentence.start, clause.sentence.end)
        yield claim(view, "membership", (city, network, when), span, FOLLOWED * city.confidence,
                    method="gist:followed")  # fmt: skip
