"""Adds to the claims of a text those that the words of deeds give."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.deeds.adopting import adopting
from loaders.extract.deeds.examples import examples
from loaders.extract.deeds.founding import founding
from loaders.extract.deeds.laurels import laurels
from loaders.extract.deeds.ours import belonging
from loaders.extract.deeds.posts import posts
from loaders.extract.deeds.prizes import prizes
from loaders.extract.deeds.protesting import protesting
from loaders.extract.deeds.signatures import signatures
from loaders.extract.deeds.signed_posts import signed_posts
from loaders.extract.gist.chronology import dated_by_lines
from loaders.extract.gist.spots import Spots
from loaders.extract.model import Claim
from loaders.extract.others.in_office import in_office
from loaders.extract.others.likewise import likewise
from loaders.extract.others.networks import AND_ALSO, in_networks, more_networks
from loaders.extract.reading.view import View


def with_deeds(view: View, finds: Finds, known: Sequence[Claim], spots: Spots) -> tuple[Claim, ...]:
    """Return the claims of a text with those on deeds of bodies beside them, in order.

    A founding by somebody stands for one that only says when.
    """
    read = [*founding(view, finds, spots, known), *adopting(view, finds, spots)]
    read += [*belonging(view, finds), *examples(view, finds, spots)]
    read += [*posts(view, finds), *prizes(view, finds, spots, known)]
    read += laurels(view, finds, spots, [*known, *read])
    read += signed_posts(view, finds)
    read += signatures(view, finds, spots, known)
    read += protesting(view, finds, spots, known)
    more = dated_by_lines(view, finds, read)
    founded = {c.start: c for c in more if c.predicate == "founding"}
    kept = [c for c in known if not (c.start in founded and _worse(c, founded[c.start]))]
    dated = {(c.subject, c.date) for c in founded.values()}
    kept = [c for c in kept if not (_only_when(c) and (c.subject, c.date) in dated)]
    said = {_pair(c) for c in kept}
    adopted = [c for c in kept if c.predicate == "adoption"]
    more = [c for c in more if not any(_once_more(c, other) for other in adopted)]
    new = {_pair(c): c for c in reversed(more)}
    kept += [c for pair, c in new.items() if pair not in said]
    kept = list({c.key: c for c in in_office(view, kept)}.values())
    kept += _unsaid(kept, [*in_networks(view, finds)])
    kept = _first([*more_networks(view, finds, kept)])
    kept += _unsaid(kept, [*likewise(view, finds, kept)])
    return tuple(sorted(kept, key=lambda c: (c.start, c.predicate, c.key)))


def _unsaid(known: Sequence[Claim], more: Sequence[Claim]) -> list[Claim]:
    """Return the claims that say what no known one says, of the same two the last."""
    said = {_pair(c) for c in known}
    return [c for pair, c in {_pair(c): c for c in more}.items() if pair not in said]


def _first(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those on further networks only where no other says the same."""
    pairs = {_pair(one) for one in claims if one.method != AND_ALSO}
    found = {c.key: c for c in claims if c.method != AND_ALSO or _pair(c) not in pairs}
    return list(found.values())


def _pair(one: Claim) -> tuple[str, str, str]:
    return one.predicate, one.subject, one.object


def _only_when(one: Claim) -> bool:
    return one.predicate == "founding" and one.object_type == "DATE"


def _worse(one: Claim, other: Claim) -> bool:
    """Tell whether a claim on a founding only says when, or of part of a name, beside another."""
    if one.predicate != "founding":
        return False
    first, second = one.evidence[0], other.evidence[0]
    part = second.start <= first.start and first.end <= second.end and one.subject != other.subject
    return one.object_type == "DATE" or (part and "://" not in one.subject)


def _once_more(one: Claim, other: Claim) -> bool:
    """Tell whether an adoption is that of a known claim, of part of a name or all of it."""
    first, second = one.evidence[1], other.evidence[1]
    return one.predicate == "adoption" and first.start < second.end and second.start < first.end
