"""Adds to the claims of a text what its sentences say of the project that they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders.extract.claims.clauses import Finds
from loaders.extract.gist.aspects import of_itself
from loaders.extract.gist.find import new_beside
from loaders.extract.model import Claim, Mention
from loaders.extract.reading.view import View
from loaders.extract.subjects.counting import counts
from loaders.extract.subjects.matters import matters
from loaders.extract.subjects.roles import roles

# Which part of a claim a sentence says of the project that it speaks of.
_NEW = {"figure": 1, "carrier": 1, "support": 0}


def with_subjects(
    view: View, mentions: Sequence[Mention], known: Sequence[Claim]
) -> tuple[Claim, ...]:
    """Return the claims of a text with those on the projects its sentences speak of, in order."""
    finds = Finds.of(mentions)
    said: dict[tuple[str, int], list[Claim]] = {}
    for one in known:
        said.setdefault((one.predicate, one.start), []).append(one)
    more = (c for c in _read(view, finds) if of_itself(view, c) and not _told(c, said))
    found = [*known, *new_beside(known, more)]
    return tuple(sorted(found, key=lambda c: (c.start, c.predicate, c.key)))


def _told(one: Claim, said: Mapping[tuple[str, int], Sequence[Claim]]) -> bool:
    """Tell whether a claim of the sentence says the same of a body or number with another end."""
    part = _NEW[one.predicate]
    mine = one.evidence[part]
    return any(
        other.evidence[part].start < mine.end and mine.start < other.evidence[part].end
        for other in said.get((one.predicate, one.start), ())
    )


def _read(view: View, finds: Finds) -> Iterator[Claim]:
    for matter in matters(view, finds):
        yield from counts(view, finds, matter)
        yield from roles(view, finds, matter)
