"""Adds to the claims of a text what its sentences say of the project that they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.aspects import of_itself
from loaders.extract.gist.find import new_beside
from loaders.extract.gist.topics import topic
from loaders.extract.model import Claim
from loaders.extract.reading.view import View
from loaders.extract.subjects.backing import backing, labelled
from loaders.extract.subjects.bodies import body_counts, own_counts
from loaders.extract.subjects.closing import closing
from loaders.extract.subjects.counting import counts
from loaders.extract.subjects.matters import matters
from loaders.extract.subjects.roles import roles
from loaders.extract.subjects.sheets import labelled_claims
from loaders.extract.subjects.starting import starting
from loaders.extract.subjects.tied import things_of

# Which part of a claim a sentence says of the project that it speaks of.
_ROLES = frozenset({"carrier", "support"})
_NEW = {"figure": 1, "carrier": 1, "support": 0, "practice": 1, "end": 0}


def with_subjects(view: View, finds: Finds, known: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a text with those on the projects its sentences speak of, in order."""
    known = [c for c in known if not _of_body(finds, c) and not _reopened(view, c)]
    started = frozenset(c.object for c in known if c.predicate == "practice")
    heads: set[int] = set()
    more = [c for c in _read(view, finds, started, heads) if of_itself(view, c)]
    known = [c for c in known if c.start not in heads or not _of_entry(c, more)]
    said: dict[tuple[str, int], list[Claim]] = {}
    for one in known:
        said.setdefault((one.predicate, one.start), []).append(one)
    found = [*known, *new_beside(known, (c for c in more if not _told(c, said)))]
    return tuple(sorted(found, key=lambda c: (c.start, c.predicate, c.key)))


def _of_entry(one: Claim, more: Sequence[Claim]) -> bool:
    """Tell whether a sentence of an entry was taken to speak of a project named elsewhere."""
    if one.predicate not in _ROLES or one.start <= one.evidence[1 - _NEW[one.predicate]].start:
        return False
    return any(c.start == one.start and _told(c, {(one.predicate, one.start): [one]}) for c in more)


def _of_body(finds: Finds, one: Claim) -> bool:
    """Tell whether what is paid for is the name of a body: "the Oranje Fonds" pays itself."""
    if one.predicate != "support" or one.object_type != "PRACTICE" or "://" in one.object:
        return False
    thing = one.evidence[1]
    if topic("gist.fund", one.language or "").search(thing.text) is None:
        return False
    return any(
        m.type == "ORG" and m.start == thing.start and m.end == thing.end
        for m in finds.between(thing.start, thing.start + 1)
    )


def _reopened(view: View, one: Claim) -> bool:
    """Tell whether what a sentence says to have closed did so for a time only."""
    reopen = topic("roles.reopen", one.language or "")
    return one.predicate == "end" and reopen.search(view.text, one.start, one.end) is not None


def _told(one: Claim, said: Mapping[tuple[str, int], Sequence[Claim]]) -> bool:
    """Tell whether a claim of the sentence says the same of a body or number with another end."""
    part = _NEW[one.predicate]
    mine = one.evidence[part]
    return any(
        other.evidence[part].start < mine.end and mine.start < other.evidence[part].end
        for other in said.get((one.predicate, one.start), ())
    )


def _read(view: View, finds: Finds, started: frozenset[str], heads: set[int]) -> Iterator[Claim]:
    """Yield what sentences say; those that stand under the name of an entry go to ``heads``."""
    things = things_of(view, finds)
    yield from labelled_claims(view, finds, things.named)
    yield from own_counts(view, finds)
    yield from body_counts(view, finds, things.named)
    for matter in matters(view, finds, things):
        if matter.entry and matter.age:
            heads.add(matter.sentence.start)
        for one in starting(view, finds, matter, started):
            started |= {one.object}
            yield one
        yield from counts(view, finds, matter)
        yield from closing(view, finds, matter)
        yield from labelled(view, finds, matter)
        backed = list(backing(view, finds, matter))
        yield from backed
        carried = any(one.predicate == "carrier" for one in backed)
        yield from (
            one
            for one in roles(view, finds, matter)
            if not (carried and one.predicate == "carrier")
        )
