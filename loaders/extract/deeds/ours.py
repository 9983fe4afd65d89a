"""Reads which networks the body of a page says that it belongs to: "we joined the X Alliance"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.bodies.networks import unknown_networks
from loaders.extract.claims.clauses import Clause, Finds, clause_at
from loaders.extract.claims.recall import is_network
from loaders.extract.deeds.phrases import names_after
from loaders.extract.deeds.speaker import own_body
from loaders.extract.gist.topics import sought, topic, until
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.relations.making import claim

BELONGS = 0.66
_NEAR, _RIGHT, _BESIDE = 70, 14, 6


def belonging(view: View, finds: Finds) -> Iterator[Claim]:
    """Yield the networks that the body of a page says it belongs to: "we joined the X Alliance"."""
    body = own_body(view, finds)
    if body is None:
        return
    for sentence in view.sentences:
        words = sought("gist.we-belong", view, sentence)
        tie = words.search(view.text, sentence.start, sentence.end) if words else None
        clause = clause_at(view, *tie.span(), finds) if tie is not None else None
        if tie is None or clause is None or not _by_us(view, clause, tie.start(), body):
            continue
        for network in _networks(view, finds, clause, tie):
            if until(clause, network).doubted(*tie.span(), passive=True):
                break
            when = clause.only_date()
            yield claim(view, "membership", (body, network, when), (sentence.start, sentence.end),
                        BELONGS, method="deeds:membership")  # fmt: skip


def _networks(view: View, finds: Finds, clause: Clause, tie: re.Match[str]) -> list[Mention]:
    """Return the networks beside words of belonging, or the bodies enumerated behind them."""
    one = _network(view, clause, tie)
    listed = names_after(view, finds, tie.end(), clause.end)
    bodies = [
        m for m in listed if m.type == "ORG" and (" " in m.text or m.link or m.text.isupper())
    ]
    if len(bodies) != len(listed) or (one is not None and one.start > tie.end() + _RIGHT):
        bodies = []
    if one is None or any(m.start <= one.start < m.end for m in bodies):
        return bodies
    return [one]


def _network(view: View, clause: Clause, tie: re.Match[str]) -> Mention | None:
    """Return the one network named beside words of belonging, or the body right behind them."""
    found = [m for m in clause.of("ORG") if is_network(m)]
    found += unknown_networks(view, clause.mentions, clause.start, clause.end)
    near = [m for m in found if 0 <= m.start - tie.end() < _NEAR]
    near += [m for m in clause.of("ORG") if 0 <= m.start - tie.end() < _RIGHT]
    if clause.language in {"de", "nl"}:  # the verb ends the sentence
        near += [m for m in clause.of("ORG") if 0 < tie.start() - m.end < _BESIDE]
    return min(near, key=lambda m: m.start, default=None)


def _by_us(view: View, clause: Clause, offset: int, body: Mention) -> bool:
    """Tell whether "we" or "our association" is who belongs: no other body stands before."""
    others = clause.of("CITY", "GOVERNMENT", "ORG", "PERSON")
    if any(m.end <= offset and m.text != body.text for m in others):
        return False
    if any(m.text == body.text and m.end <= offset for m in others):
        return True
    low, high = clause.start, clause.end
    said = topic("gist.ours", clause.language).search(view.text, low, min(high, offset + _NEAR))
    bound = topic("gist.we-belong-us", clause.language).match(view.text, offset, high)
    return said is not None or bound is not None
