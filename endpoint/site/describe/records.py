"""Asks where things were read: records behind named graphs, and the sources they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from pyoxigraph import NamedNode

from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.describe.gather import batches
from endpoint.site.describe.model import Provenance, Source, Statement, Term
from endpoint.sparql.backend import Row
from loaders.vocabulary import DCTERMS

SOURCES = 1_000  # sources whose description is kept
ORIGINS = 40_000  # records of which is kept where they were read: a kilobyte each


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
    kept = release.once("kept origins", lambda: Kept[NamedNode, Provenance](ORIGINS))
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


def counted(release: Release) -> Mapping[NamedNode, int]:
    """Return all sources with the number of their records, counted once a release."""

    def count() -> dict[NamedNode, int]:
        rows = release.queries.select("sources")
        return {cast(NamedNode, row["source"]): int(row["count"].value) for row in rows}

    return release.once("counted sources", count)


def sources(release: Release, iris: Iterable[NamedNode]) -> dict[NamedNode, Source]:
    """Return what the catalogue says of sources."""
    kept = release.once("kept sources", lambda: Kept[NamedNode, Source](SOURCES))
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
