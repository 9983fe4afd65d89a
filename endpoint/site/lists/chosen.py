"""Which things a list shows, which it leaves out as undated, and the counts of its facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from endpoint.site.core.periods import Days
from endpoint.site.core.relations import Relation, declared
from endpoint.site.lists.asked import Asked
from endpoint.site.lists.index import Index

LIVING = ""  # the name under which the time of a list without dated facets narrows it


@dataclass(frozen=True)
class Chosen:
    """The things of a list by name, the number left out as undated, and counts by facet and key."""

    things: tuple[NamedNode, ...]
    undated: int
    counts: Mapping[str, Counter[str]]


def choose(known: Index, asked: Asked) -> Chosen:
    """Return what a list shows."""
    return _dated(known, asked) if asked.days else _timeless(known, asked)


def _timeless(known: Index, asked: Asked) -> Chosen:
    """Return what a list shows of all times: what is in the sets of all that narrows it.

    A facet counts what all the others leave, so that it tells what another choice would give.
    """
    sets = {relation.name: known.having(relation, key) for relation, key in asked.chosen}
    if asked.q:
        sets["q"] = known.names.find(asked.q)
    counts = {}
    for facet in declared(asked.kind).facets:
        others = [one for name, one in sets.items() if name != facet.name]
        counts[facet.name] = _counts(known, facet, others)
    return Chosen(known.sorted(_common(sets.values())) if sets else known.ordered(), 0, counts)


def _common(sets: Collection[frozenset[NamedNode]]) -> frozenset[NamedNode]:
    """Return what is in all sets, the smallest first."""
    return frozenset.intersection(*sorted(sets, key=len))


def _counts(
    known: Index, facet: Relation, others: Collection[frozenset[NamedNode]]
) -> Counter[str]:
    if not others:
        return known.totals(facet)
    keys = known.keys(facet)
    return Counter(key for thing in _common(others) for key in keys.get(thing, ()))


def _dated(known: Index, asked: Asked) -> Chosen:
    """Return what a list shows at a time; what has no date for what is asked is counted apart."""
    tests = list(_tests(known, asked))
    found = _of_all(known, [one.passing for one in tests])
    unless_undated = _of_all(known, [one.passing | one.undated for one in tests])
    counts = {}
    for facet in declared(asked.kind).facets:
        apart = {facet.name, LIVING} if facet.tie else {facet.name}
        others = [one.passing for one in tests if one.name not in apart]
        counts[facet.name] = _counts_of(known, facet, asked.days, _of_all(known, others))
    return Chosen(known.by_name(found), len(unless_undated) - len(found), counts)


def _of_all(known: Index, sets: Collection[frozenset[int]]) -> frozenset[int]:
    """Return the numbers that are in all sets; all there are where there is no set."""
    every = frozenset(known.numbers.values())
    return frozenset.intersection(*sorted(sets, key=len)) if sets else every


def _counts_of(
    known: Index, facet: Relation, days: Days | None, among: frozenset[int]
) -> Counter[str]:
    """Return how many of some things have each key of a facet, at a time where it is dated."""
    if days and facet.tie:
        during = known.spells(facet).during(days)
        return Counter(key for number, key in during if key and number in among)
    keys = known.numbered(facet)
    return Counter(key for number in among for key in keys.get(number, ()))


class _Test(NamedTuple):
    """What a list is narrowed by: which things pass, and which fail for want of a date alone."""

    name: str
    passing: frozenset[int]
    undated: frozenset[int] = frozenset()


def _tests(known: Index, asked: Asked) -> Iterator[_Test]:
    """Yield what a thing must pass to stand in a list at a time."""
    numbers, days = known.numbers, asked.days
    if asked.q:
        yield _Test("q", frozenset(map(numbers.__getitem__, known.names.find(asked.q))))
    for relation, key in asked.chosen:
        if days and relation.tie:
            yield _at(known, relation, days, key)
        else:
            having = known.having(relation, key)
            yield _Test(relation.name, frozenset(map(numbers.__getitem__, having)))
    living = declared(asked.kind).living
    if living and days and not any(relation.tie for relation, _ in asked.chosen):
        yield _at(known, living, days)


def _at(known: Index, relation: Relation, days: Days, key: str = "") -> _Test:
    """Return the test of a relation at a time: of one key, or of any."""
    spells = known.spells(relation)
    passing = frozenset(number for number, one in spells.during(days) if not key or one == key)
    late = frozenset(number for number, one in spells.undated(days) if not key or one == key)
    return _Test(relation.name if key else LIVING, passing, late - passing)
