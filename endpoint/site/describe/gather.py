"""Asks the backend for the parts of a description."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple, cast

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.core.wording import DERIVED, REIFIED
from endpoint.site.describe.model import Incoming, Labels, Provenance, Source, Statement, Term
from endpoint.sparql.backend import Row
from loaders.kinds import kind_in
from loaders.vocabulary import DCTERMS, RDFS

BATCH = 400  # terms in one VALUES block: small enough for every server's query length
LABELLED = 30_000  # things whose labels are kept: half a kilobyte each
SOURCES = 1_000  # sources whose description is kept
ORIGINS = 10_000  # records of which is kept where they were read: a kilobyte each


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
        Statement(cast(NamedNode, s), cast(NamedNode, p), o, tuple(sorted(where, key=str)))
        for (s, p, o), where in graphs.items()
    )


def incoming(release: Release, thing: NamedNode, cap: int) -> tuple[Incoming, ...]:
    """Return what points to a thing, by property and kind, at most ``cap`` of each, with counts.

    What rules derive from the other direction, or as a short cut, would only say it twice.
    """
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
    return {
        subject: tuple(sorted(every, key=lambda s: (s.predicate.value, str(s.value))))
        for subject, every in found.items()
    }


def columns(
    release: Release,
    subjects: Iterable[NamedNode],
    properties: Iterable[NamedNode],
    *,
    without: bool = False,
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return what is said of several things by some properties, or by all ``without`` them."""
    named = [Literal(" ".join(sorted(str(one) for one in set(properties))))]
    found: dict[NamedNode, list[Statement]] = defaultdict(list)
    query = "cells-without" if without else "cells-of"
    for batch in batches(subjects):
        for statement in fold(release.queries.select(query, subject=batch, properties=named)):
            found[statement.subject].append(statement)
    return {
        subject: tuple(sorted(every, key=lambda s: (s.predicate.value, str(s.value))))
        for subject, every in found.items()
    }


def labels(release: Release, things: Iterable[NamedNode]) -> Labels:
    """Return the labels of several things in all languages."""
    kept = release.once("labels", lambda: Kept[NamedNode, Labelled](LABELLED))
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


def catalogue(
    release: Release, subjects: Iterable[NamedNode]
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return what the catalogue graph says of records and sources."""
    graph = release.iris.catalogue()
    found: dict[NamedNode, list[Statement]] = defaultdict(list)
    for batch in batches(subjects):
        for row in release.queries.select("catalogue", record=batch):
            record = cast(NamedNode, row["record"])
            predicate = cast(NamedNode, row["property"])
            found[record].append(Statement(record, predicate, row["value"], (graph,)))
    return {record: tuple(every) for record, every in found.items()}


def origins(release: Release, graphs: Iterable[NamedNode]) -> dict[NamedNode, Provenance]:
    """Return where the records behind named graphs were read, without the statements that say so.

    A page needs no more, and asks for them together with those of other pages.
    """
    kept = release.once("origins", lambda: Kept[NamedNode, Provenance](ORIGINS))
    found = kept.many(graphs, lambda missing: _origins(release, missing))
    return {record: one for record, one in found.items() if one.source}


def _origins(release: Release, graphs: Sequence[NamedNode]) -> dict[NamedNode, Provenance]:
    """Read the origins of records; of each, also of one that the catalogue does not know."""
    known: dict[NamedNode, list[Row]] = {graph: [] for graph in graphs}
    for batch in batches(graphs):
        for row in release.queries.select("origins", record=batch):
            known[cast(NamedNode, row["record"])].append(row)
    return {record: _origin(record, rows) for record, rows in known.items()}


def _origin(record: NamedNode, rows: Sequence[Row]) -> Provenance:
    def values(name: str) -> list[str]:
        return sorted({str(row[name].value) for row in rows if name in row})

    def text(name: str) -> str:
        return next(iter(values(name)), "")

    return Provenance(
        record=record,
        source=NamedNode(source) if (source := text("source")) else None,
        cited=tuple(NamedNode(one) for one in values("cited")),
        file=text("file"),
        row=text("row"),
        evidence=text("evidence").rsplit("/", 1)[-1],
        columns=tuple(values("column")),
        statements=(),
    )


def provenance(release: Release, graphs: Iterable[NamedNode]) -> dict[NamedNode, Provenance]:
    """Return where the records behind named graphs were read."""
    return {
        record: _provenance(release, record, every)
        for record, every in catalogue(release, graphs).items()
    }


def _provenance(release: Release, record: NamedNode, every: Sequence[Statement]) -> Provenance:
    def values(predicate: NamedNode) -> list[Term]:
        return [one.value for one in every if one.predicate == predicate]

    def text(predicate: NamedNode) -> str:
        return next((str(value.value) for value in values(predicate)), "")

    parts = [value for value in values(DCTERMS.isPartOf) if isinstance(value, NamedNode)]
    return Provenance(
        record=record,
        source=parts[0] if parts else None,
        cited=tuple(v for v in values(DCTERMS.source) if isinstance(v, NamedNode)),
        file=text(release.urb.file),
        row=text(release.urb.row),
        evidence=text(release.urb.evidence).rsplit("/", 1)[-1],
        columns=tuple(sorted(str(v.value) for v in values(release.urb.inferredColumn))),
        statements=tuple(every),
    )


def sources(release: Release, iris: Iterable[NamedNode]) -> dict[NamedNode, Source]:
    """Return what the catalogue says of sources."""
    kept = release.once("sources", lambda: Kept[NamedNode, Source](SOURCES))
    found = kept.many(iris, lambda missing: _sources(release, missing))
    return {iri: one for iri, one in found.items() if one.statements}


def _sources(release: Release, iris: Sequence[NamedNode]) -> dict[NamedNode, Source]:
    """Read what is said of sources; of each, also of one that the catalogue does not know."""
    said: dict[NamedNode, dict[NamedNode, tuple[Term, ...]]] = {iri: {} for iri in iris}
    for iri, every in catalogue(release, iris).items():
        for statement in every:
            known = said[iri].get(statement.predicate, ())
            said[iri][statement.predicate] = (*known, statement.value)
    return {iri: Source(iri, values) for iri, values in said.items()}
