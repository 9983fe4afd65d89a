"""Adds to the claims of a text those that its topics give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.belonging import belonging
from loaders.extract.gist.gatherings import gatherings
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import View
from loaders.extract.relations.making import term


def find_gist(view: View, mentions: Sequence[Mention], known: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a text with those that its topics give beside them, in order."""
    finds = Finds.of(mentions)
    known = [_of_city(view, finds, one) for one in known]
    more = (_of_city(view, finds, one) for one in _read(view, finds, known))
    found = [*known, *_new(known, more)]
    return tuple(sorted(found, key=lambda c: (c.start, c.predicate, c.key)))


def _read(view: View, finds: Finds, known: Sequence[Claim]) -> Iterator[Claim]:
    yield from belonging(view, finds, known)
    yield from gatherings(view, finds)


def _new(known: Sequence[Claim], more: Iterator[Claim]) -> Iterator[Claim]:
    """Yield the claims whose subject and object no claim of that kind joins yet."""
    said = {(c.predicate, c.subject, c.object) for c in known}
    for claim in more:
        pair = (claim.predicate, claim.subject, claim.object)
        if pair not in said:
            said.add(pair)
            yield claim


def _of_city(view: View, finds: Finds, one: Claim) -> Claim:
    """Return a claim that calls a government nobody registered by its city, as others do."""
    subject = _city_inside(finds, one.evidence[0], one.subject)
    object_ = _city_inside(finds, one.evidence[1], one.object) if len(one.evidence) > 1 else None
    if subject is None and object_ is None:
        return one
    first, second = subject or one.subject, object_ or one.object
    words = view.text[one.start : one.end]
    key = claim_key(one.predicate, first, second, one.date, words)
    return replace(one, key=key, subject=first, object=second)


def _city_inside(finds: Finds, mention: Mention, said: str) -> str | None:
    """Return what the one city in the name of an unregistered government is called."""
    if mention.type != "GOVERNMENT" or mention.link or "://" in said:
        return None
    cities = [m for m in finds.between(mention.start, mention.end) if m.type == "CITY"]
    return term(cities[0]) if len(cities) == 1 else None
