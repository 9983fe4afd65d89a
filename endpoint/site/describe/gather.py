"""Asks the backend for the parts of a description."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, cast

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.core.wording import DERIVED, REIFIED
from endpoint.site.describe.model import Incoming, Labels, Statement, Term
from endpoint.sparql.backend import Row
from loaders.kinds import kind_in
from loaders.vocabulary import RDFS

BATCH = 400  # terms in one VALUES block: small enough for every server's query length
CROWDED = 1000  # things from which on those that point to one are kept
AWAITED = 500  # things of which that is kept: about 100 kilobytes each
LABELLED = 100_000  # things whose labels are kept: half a kilobyte each


class Labelled(NamedTuple):
    """The labels of one thing, and those of them that are ``rdfs:label``."""

    every: tuple[Literal, ...]
    plain: tuple[Literal, ...]


def batches(terms: Iterable[NamedNode]) -> Iterable[list[NamedNode]]:
    """Cut terms into lists of at most BATCH, each term once, in a stable order."""
    rest = iter(sorted(set(terms), key=str))
    while batch := list(islice(rest, BATCH)):
        yield batch


def statements(release: Release, thing: NamedNode, cap: int) -> tuple[tuple[Statement, ...], bool]:
    """Return at most ``cap`` statements of a thing, and whether there are more."""
    rows = release.queries.select("statements", limit=cap * 3 + 1, thing=[thing])
    found = fold({**row, "subject": thing} for row in rows)
    return found[:cap], len(found) > cap or len(rows) > cap * 3


def fold(rows: Iterable[Row]) -> tuple[Statement, ...]:
    """Turn rows of subject, property, value and graph into statements, each once."""
    graphs: dict[tuple[Term, Term, Term], list[NamedNode]] = defaultdict(list)
    for row in rows:
        key = (row["subject"], row["property"], row["value"])
        graph = cast(NamedNode, row["graph"])
        if graph not in graphs[key]:
            graphs[key].append(graph)
    return tuple(
        Statement(
            cast(NamedNode, s),
            cast(NamedNode, p),
            o,
            tuple(where) if len(where) == 1 else tuple(sorted(where, key=str)),
        )
        for (s, p, o), where in graphs.items()
    )


def incoming(release: Release, thing: NamedNode, cap: int) -> tuple[Incoming, ...]:
    """Return what points to a thing, by property and kind, at most ``cap`` of each, with counts.

    What rules derive from the other direction, or as a short cut, would only say it twice.
    Where very many things point to one, they are counted and put in order once a release.
    """
    kept = release.once("kept incoming", dict[tuple[NamedNode, int], tuple[Incoming, ...]])
    found = kept.get((thing, cap))
    if found is None:
        found = _incoming(release, thing, cap)
        if len(kept) < AWAITED and sum(one.count for one in found) >= CROWDED:
            kept[thing, cap] = found
    return found


def _incoming(release: Release, thing: NamedNode, cap: int) -> tuple[Incoming, ...]:
    ids = [Literal(f"{release.info.base}id/")]
    counts = {
        (predicate, row["kind"].value): int(row["count"].value)
        for row in release.queries.select("incoming-counts", thing=[thing], ids=ids)
        if release.compact(predicate := cast(NamedNode, row["property"])) not in DERIVED | REIFIED
    }
    totals = Counter[NamedNode]()
    for (predicate, _), count in counts.items():
        totals[predicate] += count
    few = _few(release, thing, [one for one, total in totals.items() if total <= cap])
    found = []
    for (predicate, kind), count in counts.items():
        subjects = few.get((predicate, kind))
        if subjects is None:
            subjects = _of_one_kind(release, thing, predicate, kind, cap)
        statements = tuple(Statement(one, predicate, thing, ()) for one in subjects)
        found.append(Incoming(predicate, kind, count, statements))
    return tuple(found)


def _few(
    release: Release, thing: NamedNode, predicates: Sequence[NamedNode]
) -> dict[tuple[NamedNode, str], list[NamedNode]]:
    """Return what points to a thing by properties of which each has few, asked for at once."""
    start = f"{release.info.base}id/"
    found: dict[tuple[NamedNode, str], list[NamedNode]] = defaultdict(list)
    for row in release.queries.select("incoming-few", thing=[thing], property=predicates):
        subject = row["subject"]
        if isinstance(subject, NamedNode):
            predicate = cast(NamedNode, row["property"])
            found[predicate, kind_in(subject.value, start)].append(subject)
    return found


def _of_one_kind(
    release: Release, thing: NamedNode, predicate: NamedNode, kind: str, cap: int
) -> list[NamedNode]:
    rows = release.queries.select(
        "incoming",
        limit=cap,
        thing=[thing],
        property=[predicate],
        ids=[Literal(f"{release.info.base}id/")],
        kind=[Literal(kind)],
    )
    return [cast(NamedNode, row["subject"]) for row in rows]


def cells(
    release: Release, subjects: Iterable[NamedNode]
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return the statements of several things."""
    found: dict[NamedNode, list[Statement]] = defaultdict(list)
    for batch in batches(subjects):
        for statement in fold(release.queries.select("cells", subject=batch)):
            found[statement.subject].append(statement)
    return _in_order(found)


def values(
    release: Release, subjects: Sequence[NamedNode], properties: Iterable[NamedNode]
) -> list[Row]:
    """Return rows of subject, property and value: what some properties say of several things."""
    return release.queries.select("values", subject=subjects, property=list(properties))


def named(properties: Iterable[NamedNode]) -> list[Literal]:
    """Return properties as the one text that queries look for them in."""
    return [Literal(" ".join(sorted(str(one) for one in set(properties))))]


def columns(
    release: Release,
    subjects: Iterable[NamedNode],
    properties: Iterable[NamedNode],
    *,
    without: bool = False,
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return what is said of several things by some properties, or by all ``without`` them."""
    wanted = named(properties)
    found: dict[NamedNode, list[Statement]] = defaultdict(list)
    query = "cells-without" if without else "cells-of"
    for batch in batches(subjects):
        for statement in fold(release.queries.select(query, subject=batch, properties=wanted)):
            found[statement.subject].append(statement)
    return _in_order(found)


def told(
    release: Release, subjects: Iterable[NamedNode], properties: Iterable[NamedNode]
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return what is said of several things by some properties, without where it was read."""
    wanted = named(properties)
    found: dict[NamedNode, list[Statement]] = defaultdict(list)
    for batch in batches(subjects):
        for row in release.queries.select("cells-told", subject=batch, properties=wanted):
            subject, predicate = cast(NamedNode, row["subject"]), cast(NamedNode, row["property"])
            found[subject].append(Statement(subject, predicate, row["value"], ()))
    return _in_order(found)


def _in_order(
    found: Mapping[NamedNode, Iterable[Statement]],
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return statements by thing, those of each by property and value."""
    return {
        subject: tuple(sorted(every, key=lambda s: (s.predicate.value, str(s.value))))
        for subject, every in found.items()
    }


def labels(release: Release, things: Iterable[NamedNode]) -> Labels:
    """Return the labels of several things in all languages."""
    kept = release.once("kept labels", lambda: Kept[NamedNode, Labelled](LABELLED))
    found = kept.many(things, lambda missing: _labelled(release, missing))
    return Labels(
        {thing: one.every for thing, one in found.items() if one.every},
        {thing: one.plain for thing, one in found.items() if one.plain},
    )


def _labelled(release: Release, things: Sequence[NamedNode]) -> dict[NamedNode, Labelled]:
    """Read the labels of things; of each, also of one that has none."""
    found: dict[NamedNode, set[Literal]] = {thing: set() for thing in things}
    plain: dict[NamedNode, list[Literal]] = defaultdict(list)
    for batch in batches(things):
        for row in release.queries.select("labels", thing=batch):
            thing = cast(NamedNode, row["thing"])
            if isinstance(label := row["label"], Literal):
                found[thing].add(label)
                if row["property"] == RDFS.label:
                    plain[thing].append(label)
    return {
        thing: Labelled(tuple(sorted(many, key=str)), tuple(plain.get(thing, ())))
        for thing, many in found.items()
    }
