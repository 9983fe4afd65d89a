"""What stands in the columns of a list, what it is sorted by, and where its things lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.periods import Days
from endpoint.site.core.relations import Column, Relation, columns, declared
from endpoint.site.describe import gather
from endpoint.site.describe.terms import NUMBERS, TermView, Viewer, sort_key
from endpoint.site.lists.asked import NAME, Asked
from endpoint.site.lists.index import Index, Values

Term = NamedNode | Literal
Point = tuple[float, float]
WHERE = "where"


def terms(values: Values, relation: Relation, thing: NamedNode, days: Days | None) -> list[Term]:
    """Return the values of a column, in a stretch of time where they are dated."""
    held = values.get(thing, ())
    if days is not None and relation.tie:
        held = tuple(one for one in held if one.during(days))
    return list(dict.fromkeys(one.term for one in held))


def viewer(
    known: Index,
    read: Mapping[Relation, Values],
    shown: Sequence[Column],
    part: Sequence[NamedNode],
) -> Viewer:
    """Return what shows some rows, with their labels and those of their values gathered."""
    own = known.release.info.base
    pointed = {
        term
        for column in shown
        if not column.counts
        for thing in part
        for term in terms(read[column.relation], column.relation, thing, None)
        if isinstance(term, NamedNode) and term.value.startswith(own)
    }
    return Viewer(known.release, gather.labels(known.release, {*pointed, *part}))


def cells(
    read: Mapping[Relation, Values],
    shown: Sequence[Column],
    view: Viewer,
    thing: NamedNode,
    days: Days | None,
) -> tuple[tuple[TermView, ...], ...]:
    """Return the cells of a row: values, or how many; empty where there are none."""
    found: list[tuple[TermView, ...]] = []
    for column in shown:
        many = terms(read[column.relation], column.relation, thing, days)
        if column.counts:
            found.append((TermView(str(len(many)), number=True),) if many else ())
        else:
            found.append(tuple(view.view(term) for term in many))
    return tuple(found)


def ordered(known: Index, asked: Asked, things: Sequence[NamedNode]) -> list[NamedNode]:
    """Return things, which come by name, in the order asked for; rows without value come last."""
    if asked.sorted_by == NAME:
        return list(reversed(things)) if asked.descending else list(things)
    column = next(one for one in columns(asked.kind) if one.relation.name == asked.sorted_by)
    key = _sort_key(known, column, asked)
    keyed = [(key(thing), thing) for thing in things]
    with_value = [(one, thing) for one, thing in keyed if one is not None]
    with_value.sort(key=lambda pair: pair[0], reverse=asked.descending)
    return [thing for _, thing in with_value] + [thing for one, thing in keyed if one is None]


def _sort_key(known: Index, column: Column, asked: Asked) -> Callable[[NamedNode], Any]:
    relation = column.relation
    values = known.of(relation)
    if column.counts:
        return lambda thing: len(terms(values, relation, thing, asked.days)) or None
    labelled = _labelled(known, column)
    pick = max if asked.descending else min

    def key(thing: NamedNode) -> Any:
        many = [labelled[term] for term in terms(values, relation, thing, asked.days)]
        return pick(many) if many else None

    return key


def _labelled(known: Index, column: Column) -> Mapping[Term, tuple[float, str]]:
    """Return what the values of a column are sorted by: numbers, then dates and names."""
    every = {held.term for many in known.of(column.relation).values() for held in many}
    named = [term for term in every if isinstance(term, NamedNode)]
    view = Viewer(known.release, gather.labels(known.release, named))
    return {term: _rank(term, view) for term in every}


def _rank(term: Term, view: Viewer) -> tuple[float, str]:
    if isinstance(term, NamedNode):
        return 0.0, view.thing(term).sort_key
    if term.datatype in NUMBERS:
        try:
            return float(term.value), ""
        except ValueError:
            return 0.0, term.value
    return 0.0, sort_key(term.value)


def places(known: Index, things: Iterable[NamedNode]) -> Mapping[NamedNode, tuple[Point, ...]]:
    """Return the points of things: their own, or those of the places they are in."""
    located, points = declared(known.kind).located, known.release.points
    if not located:
        return {}
    if located == "self":
        return {thing: (points[thing],) for thing in things if thing in points}
    where = known.of(Relation(WHERE, "", located))
    found = {}
    for thing in things:
        at = [
            points[t] for one in where.get(thing, ()) if (t := cast(NamedNode, one.term)) in points
        ]
        if at:
            found[thing] = tuple(dict.fromkeys(at))
    return found
