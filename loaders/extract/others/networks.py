"""Reads memberships without a verb of their own: "… and since 2003 of Y", "is in the network X"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.extract.claims.actors import actors, enumeration, is_place_of_action
from loaders.extract.claims.clauses import LONGEST, Clause, Finds
from loaders.extract.claims.recall import is_network
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim, Mention
from loaders.extract.others.companions import CITIES
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim
from loaders.tables.patterns import in_tongue

AND_ALSO = "deeds:membership-and"
SURE = 0.74
_WORD = re.compile(r"[^\W\d_]+['’]?")
_SIGNS = re.compile(r"[;:.!?]")
_BEHIND = re.compile(r"[\s(]*(?:[^\W\d_]+\s){0,2}$")
_FAR, _NEAR, _MOST = 70, 16, 6
_LABELLED = "relation:"  # a labelled line says of each network what it says
# What parts two networks.
_AND = in_tongue("text.and", r"(?:,|(?<!\w){}(?!\w))")


def more_networks(view: View, finds: Finds, known: Sequence[Claim]) -> Iterator[Claim]:
    """Yield known claims with the networks that follow that of a membership in its verb's list.

    A date that goes with one of those is not that of the first.
    """
    for one in known:
        city, network = one.evidence[0], one.evidence[min(1, len(one.evidence) - 1)]
        told = one.predicate == "membership" and not one.method.startswith(_LABELLED)
        fits = told and is_network(network) and city.type in CITIES
        if not fits or network.start < one.start:
            yield one
            continue
        more = list(_followed(view, finds, one, city, network))
        theirs = {c.evidence[2].start for c in more if len(c.evidence) > 2}
        if len(one.evidence) > 2 and one.evidence[2].start in theirs:
            yield claim(view, "membership", (city, network, None), (one.start, one.end),
                        one.confidence, method=one.method)  # fmt: skip
        else:
            yield one
        yield from more


def _followed(
    view: View, finds: Finds, one: Claim, city: Mention, network: Mention
) -> Iterator[Claim]:
    language = one.language or ""
    inside = [m for m in finds.between(network.end, one.end) if m.type != "FIGURE"]
    last = network
    for following in [m for m in inside if is_network(m)][:_MOST]:
        gap = _gap(view, inside, last.end, following.start)
        if not _small("gist.and-networks", language, gap) or _AND(language).search(gap) is None:
            return
        when = _before(view, inside, last, following) or _behind(view, inside, following, one.end)
        yield claim(view, "membership", (city, following, when), (one.start, one.end),
                    min(SURE, one.confidence), method=AND_ALSO)  # fmt: skip
        last = following


def _gap(view: View, inside: Sequence[Mention], start: int, end: int) -> str:
    """Return the words of a stretch without its dates; of names that stand in it, too much."""
    words, position = "", start
    for date in inside:
        if start <= date.start and date.end <= end and date.type == "DATE":
            words += f"{view.text[position : date.start]} "
            position = date.end
    return words + view.text[position:end]


def _small(name: str, language: str, gap: str) -> bool:
    """Tell whether a stretch is short and holds words of a list only."""
    if len(gap) > _FAR or _SIGNS.search(gap) or not language:
        return False
    rest = topic(name, language).sub(" ", gap)
    return _WORD.search(rest) is None


def _before(
    view: View, inside: Sequence[Mention], last: Mention, following: Mention
) -> Mention | None:
    """Return the date between two networks that goes with the second: it stands behind "and"."""
    language = view.language_at(last.start) or ""
    joint = _AND(language).search(view.text, last.end, following.start) if language else None
    start = joint.end() if joint is not None else following.start
    dates = [m for m in inside if m.type == "DATE" and start <= m.start < following.start]
    return dates[0] if len(dates) == 1 and dates[0].has_year else None


def _behind(view: View, inside: Sequence[Mention], network: Mention, stop: int) -> Mention | None:
    """Return the date right behind a network: "depuis 2004", "(2012)"."""
    for date in inside:
        if date.type != "DATE" or not network.end <= date.start < min(stop, network.end + _NEAR):
            continue
        near = _BEHIND.fullmatch(view.text, network.end, date.start) is not None
        return date if near and date.has_year else None
    return None


def in_networks(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the cities that are told to be in a network: "Larissa is in the network since 2018"."""
    for network in finds.mentions:
        sentence = view.sentence_at(network.start) if is_network(network) else None
        if sentence is None or not sentence.language or sentence.end - sentence.start > LONGEST:
            continue
        inside = finds.between(sentence.start, sentence.end)
        clause = Clause(
            sentence.start, sentence.end, sentence.language, view.text, sentence, inside
        )
        before = [m for m in actors(view, clause) if m.end <= network.start]
        if not before or network.start - before[-1].end > _FAR:
            continue
        gap = _gap(view, inside, before[-1].end, network.start)
        if not _says_in(gap, sentence.language) or clause.denied() or ")" in gap:
            continue
        group = enumeration(view, before, before[-1])
        if is_place_of_action(view, group[0], sentence.language, group[0]):
            continue
        dates = [m for m in inside if m.type == "DATE" and m.has_year]
        since = [m for m in dates if before[-1].end <= m.start < network.start] or dates
        when = since[0] if len(since) == 1 else None
        for city in group:
            yield claim(view, "membership", (city, network, when), (sentence.start, sentence.end),
                        SURE * city.confidence, method="deeds:membership-in")  # fmt: skip


def _says_in(gap: str, language: str) -> bool:
    """Tell whether words say that something is in what follows, and nothing else."""
    said = [topic(name, language).search(gap) for name in ("gist.being", "gist.being-in")]
    return None not in said and _small("gist.is-in", language, gap)
