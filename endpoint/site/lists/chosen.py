"""Which things a list shows, which it leaves out as undated, and the counts of its facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.site.core.periods import Days
from endpoint.site.core.relations import Relation, declared
from endpoint.site.lists.asked import Asked
from endpoint.site.lists.index import Held, Index, key_of

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
    facets = declared(asked.kind).facets
    counts: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    found, undated = [], 0
    tests = _Tests(known, asked)
    for thing in known.ordered():
        failed, without_date = tests.failed(thing)
        if not failed:
            found.append(thing)
        elif without_date:
            undated += 1
        for facet in facets:
            rest = failed - {facet.name} - ({LIVING} if facet.tie else set())
            if not rest:
                counts[facet.name].update(_keys(known, facet, thing, asked.days))
    return Chosen(tuple(found), undated, counts)


def _keys(known: Index, facet: Relation, thing: NamedNode, days: Days | None) -> frozenset[str]:
    if days is None or not facet.tie:
        return known.keys(facet).get(thing, frozenset())
    base = known.release.info.base
    holding = (one for one in known.of(facet).get(thing, ()) if one.during(days))
    return frozenset(key for one in holding if (key := key_of(facet, one.term, base)))


class _Tests:
    """What a thing must be to stand in a list."""

    def __init__(self, known: Index, asked: Asked) -> None:
        self.known, self.days = known, asked.days
        self.fitting = known.names.find(asked.q) if asked.q else None
        self.chosen = asked.chosen
        dated = any(relation.tie for relation, _ in asked.chosen)
        self.living = declared(asked.kind).living if self.days and not dated else None

    def failed(self, thing: NamedNode) -> tuple[frozenset[str], bool]:
        """Return the names of what a thing fails, and whether only missing dates are the reason."""
        failed, late = set(), []
        if self.fitting is not None and thing not in self.fitting:
            failed.add("q")
        for relation, key in self.chosen:
            group = self._fitting(relation, key, thing)
            if not group:
                failed.add(relation.name)
            elif self.days and relation.tie and not _any(group, self.days):
                failed.add(relation.name)
                late.append((relation.name, group))
        if self.living is not None and self.days:
            group = self.known.of(self.living).get(thing, ())
            if not group:
                failed.add(LIVING)
            elif not _any(group, self.days):
                failed.add(LIVING)
                late.append((LIVING, group))
        days = self.days
        undated = {n for n, group in late if days and any(one.undated(days) for one in group)}
        return frozenset(failed), bool(failed) and failed == undated

    def _fitting(self, relation: Relation, key: str, thing: NamedNode) -> Sequence[Held]:
        if key not in self.known.keys(relation).get(thing, ()):
            return ()
        base = self.known.release.info.base
        every = self.known.of(relation).get(thing, ())
        return [one for one in every if key_of(relation, one.term, base) == key]


def _any(group: Sequence[Held], days: Days) -> bool:
    return any(one.during(days) for one in group)
