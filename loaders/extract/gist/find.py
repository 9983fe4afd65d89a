"""Adds to the claims of a text those that its topics give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.aspects import of_itself
from loaders.extract.gist.belonging import belonging
from loaders.extract.gist.chronology import dated_by_lines
from loaders.extract.gist.endings import endings
from loaders.extract.gist.gatherings import gatherings
from loaders.extract.gist.honours import declarations, honours
from loaders.extract.gist.offers import offers
from loaders.extract.gist.projects import projects
from loaders.extract.gist.protests import protests
from loaders.extract.gist.signing import signing
from loaders.extract.gist.sizes import sizes
from loaders.extract.gist.spots import Spots
from loaders.extract.model import Claim, Mention, claim_key
from loaders.extract.reading.view import View
from loaders.extract.relations.making import term


def find_gist(view: View, finds: Finds, known: Sequence[Claim], spots: Spots) -> tuple[Claim, ...]:
    """Return the claims of a text with those that its topics give beside them, in order."""
    known = [_of_city(view, finds, one) for one in known]
    more = [_of_city(view, finds, one) for one in _read(view, finds, known, spots)]
    signed = {(c.start, c.object) for c in more if c.predicate == "signature"}
    known = [c for c in known if not (_by_person(c) and (c.start, c.object) in signed)]
    offered = {c.start for c in more if c.predicate == "offer" and c.subject_type != "PERSON"}
    known = [c for c in known if not (_offered_by_person(c) and c.start in offered)]
    counted = {(c.start, c.subject) for c in more if c.predicate == "offer"}
    known = [c for c in known if not (_offers_whom(c) and (c.start, c.subject) in counted)]
    known = [c for c in known if not _ended_otherwise(c, more)]
    found = dated_by_lines(view, finds, [*known, *new_beside(known, iter(more))])
    found = [c for c in found if of_itself(view, c)]
    return tuple(sorted(found, key=lambda c: (c.start, c.predicate, c.key)))


def _read(view: View, finds: Finds, known: Sequence[Claim], spots: Spots) -> Iterator[Claim]:
    yield from belonging(view, finds, known)
    yield from gatherings(view, finds)
    yield from honours(view, finds)
    yield from signing(view, finds, known)
    yield from projects(view, finds)
    yield from offers(view, finds, spots)
    yield from protests(view, finds, spots)
    yield from endings(view, finds, spots)
    yield from sizes(view, finds, spots)
    yield from declarations(view, finds, spots)


def _by_person(one: Claim) -> bool:
    """Tell whether a claim says that a person signed: for a city, where the sentence says so."""
    return one.predicate == "signature" and one.subject_type == "PERSON"


def _offered_by_person(one: Claim) -> bool:
    """Tell whether a claim says that a person offered what the sentence says a city did."""
    return one.predicate == "offer" and one.subject_type == "PERSON"


def _offers_whom(one: Claim) -> bool:
    """Tell whether a claim says whom somebody offers to take in, and not how many."""
    return one.predicate == "offer" and not one.object.isdigit()


def _ended_otherwise(one: Claim, more: Sequence[Claim]) -> bool:
    """Tell whether a sentence says of the same project, or with the same date, another end."""
    return one.predicate == "end" and any(
        c.predicate == "end"
        and c.start == one.start
        and (c.subject == one.subject or c.object == one.object)
        for c in more
    )


def new_beside(known: Sequence[Claim], more: Iterator[Claim]) -> Iterator[Claim]:
    """Yield the claims that say what no claim says yet."""
    said = {(c.predicate, c.subject, c.object) for c in known}
    taken = {one for c in known for one in _parts(c)}
    for claim in more:
        pair = (claim.predicate, claim.subject, claim.object)
        if pair not in said and taken.isdisjoint(_parts(claim)):
            said.add(pair)
            taken |= _parts(claim) if claim.predicate in _ONCE else set()
            yield claim


# One award of a sentence has one winner, one number one bearer, one city declares one thing.
_ONCE = frozenset({"recognition", "figure", "declaration"})
_BODIES = frozenset({"carrier", "support"})


def _parts(claim: Claim) -> set[tuple[str, int]]:
    """Return the mentions that may say one thing only, by what they say and where they stand."""
    if claim.predicate in {"recognition", "figure"}:
        return {(claim.predicate, claim.evidence[1].start)}
    if claim.predicate == "offer":
        return {("figure", claim.evidence[1].start)}
    if claim.predicate == "declaration":
        return {(claim.predicate, claim.evidence[0].start)}
    if claim.predicate == "protest":
        return {(f"protest {claim.subject}", claim.start)}
    if claim.predicate in _BODIES:
        body = claim.evidence[claim.predicate == "carrier"]
        return {("body", body.start), ("body", body.end)}
    return set()


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
