"""Puts the bounded description of a thing together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from endpoint.site.core.relations import facet_of
from endpoint.site.core.state import Release
from endpoint.site.describe import gather, records
from endpoint.site.describe import rest as resting
from endpoint.site.describe.model import Description, Incoming, Statement
from loaders import kinds
from loaders.kinds import PARTS, kind_in
from loaders.vocabulary import GEO

# What pages say of no part; the data has it, and so has the page of the part itself.
UNSHOWN = (
    "rdf:type", "rdfs:label", "skos:prefLabel", "skos:note", "skos:editorialNote",
    "dcterms:source", "urb:citedPage", "urb:dateText", "urb:inCountry", "urb:startYear",
    "urb:statedDate", "urb:statedText", "urb:hasPhase",
)  # fmt: skip
NAMED = {"act", "commitment"}  # kinds whose things are all named in groups above their table
LONG = 2  # groups full of rows from which on a page is long
RECORD_CAP = 2000  # records whose provenance one description tells


def describe(
    release: Release,
    thing: NamedNode,
    statement_cap: int,
    incoming_cap: int,
    shown: int | None = None,
) -> Description | None:
    """Return the description of a thing, or None when nothing is said of it.

    ``statement_cap`` bounds its own statements, ``incoming_cap`` each group of what points to it:
    with 0 nothing of that is gathered.
    Where at most so many of a group are ``shown``, of the rest of it is told when they held and
    what they are about, without sources. A long page shows half as many.
    """
    own, truncated = gather.statements(release, thing, statement_cap)
    if not own:
        return None
    incoming = gather.incoming(release, thing, incoming_cap) if incoming_cap else ()
    shown = _fitting(release, incoming, shown)
    kept = {s.subject for g in incoming for s in first(release, g, shown)}
    pointing = {iri: kind_of(release, iri) for iri in kept}
    pointed = {s.value: kind_of(release, s.value) for s in own if isinstance(s.value, NamedNode)}
    geometry = {s.value for s in own if s.predicate == GEO.hasGeometry}
    told = {**pointing, **{iri: kind for iri, kind in pointed.items() if kind in PARTS}}
    parts = frozenset(iri for iri, kind in told.items() if kind in PARTS)
    parts |= frozenset(iri for iri in geometry if isinstance(iri, NamedNode))
    every = {s.subject for g in incoming for s in g.statements}
    rest = every - kept
    cells = (
        gather.cells(release, parts) if shown is None else _brief(release, parts, told, incoming)
    )
    brief, named = resting.told(release, incoming, rest)
    cells |= brief
    cells |= gather.columns(
        release, told.keys() - parts, _columns(release, {*told.values()} - PARTS, incoming)
    )
    return _complete(
        release,
        Description(
            thing=thing,
            statements=own,
            truncated=truncated,
            incoming=tuple(_with_graphs(group, cells) for group in incoming),
            cells=cells,
            parts=parts,
            rest=frozenset(rest),
            labels=gather.labels(release, ()),
            provenance={},
            sources={},
        ),
        named,
        paged=shown is not None,
    )


def _fitting(release: Release, incoming: Sequence[Incoming], shown: int | None) -> int | None:
    """Return how many rows a group has: half as many where all of them would be a long page."""
    if shown is None or sum(len(first(release, one, shown)) for one in incoming) < LONG * shown:
        return shown
    return -(-shown // 2)


def first(release: Release, group: Incoming, shown: int | None) -> tuple[Statement, ...]:
    """Return those of a group that have a row: all where they fit, else the first ones.

    Half as many as fit are enough where all stand in a list or by name above the table.
    """
    if shown is None or len(group.statements) <= shown:
        return group.statements
    whole = facet_of(group.kind, release.compact(group.predicate)) or (
        group.kind in NAMED and resting.shown(release, group)
    )
    return group.statements[: -(-shown // 2) if whole else shown]


def _brief(
    release: Release,
    parts: Iterable[NamedNode],
    told: Mapping[NamedNode, str],
    incoming: Sequence[Incoming],
) -> dict[NamedNode, tuple[Statement, ...]]:
    """Return of parts what a page may show, which is about half of what is said of them."""
    left = {release.expand(name) for name in UNSHOWN} - _columns(release, told.values(), incoming)
    return gather.columns(release, parts, left, without=True)


def _columns(release: Release, of: Iterable[str], incoming: Sequence[Incoming]) -> set[NamedNode]:
    """Return what tables show of things of some kinds, and what ties them to the thing."""
    shown = {name for kind in set(of) for name in kinds.kind(kind).shown}
    return {release.expand(name) for name in shown} | {one.predicate for one in incoming}


def _complete(
    release: Release, found: Description, named: set[NamedNode], *, paged: bool
) -> Description:
    """Add labels and provenance, which depend on everything gathered before.

    ``named`` are further things whose labels are needed.
    """
    incoming = [s for g in found.incoming for s in g.statements if s.subject not in found.rest]
    cells = [s for one, many in found.cells.items() if one not in found.rest for s in many]
    every = [*found.statements, *incoming, *cells]
    graphs = sorted({graph for s in _shown(every, found) for graph in s.graphs}, key=str)
    read = records.origins if paged else records.provenance
    provenance = read(release, graphs[:RECORD_CAP])
    sources = {p.source for p in provenance.values() if p.source}
    cited = {iri for p in provenance.values() for iri in p.cited}
    written = {
        *(s.value for s in found.statements if isinstance(s.value, NamedNode)),
        *(s.subject for s in incoming),
        *(v for s in _of_parts(found) if isinstance(v := s.value, NamedNode)),
        *cited,
        *sources,
    }
    shown = {v for s in every if isinstance(v := s.value, NamedNode)} | named
    own = [
        iri for iri in written | shown | {found.thing} if iri.value.startswith(release.info.base)
    ]
    return replace(
        found,
        labels=gather.labels(release, own),
        provenance=provenance,
        sources=records.sources(release, sources),
        label_terms=frozenset(written),
    )


def _shown(every: Iterable[Statement], found: Description) -> Iterable[Statement]:
    """Yield the statements whose source is told: cells only where they are of parts."""
    for statement in every:
        if statement.subject in found.parts or found.thing in (statement.subject, statement.value):
            yield statement


def _of_parts(found: Description) -> Iterable[Statement]:
    return (s for part in found.parts for s in found.cells.get(part, ()))


def _with_graphs(group: Incoming, cells: dict[NamedNode, tuple[Statement, ...]]) -> Incoming:
    """Give what points to the thing the graphs that the cells of its subject were found in."""
    known = {s[:3]: s.graphs for one in group.statements for s in cells.get(one.subject, ())}
    return replace(
        group,
        statements=tuple(s._replace(graphs=known.get(s[:3], ())) for s in group.statements),
    )


def kind_of(release: Release, iri: object) -> str:
    """Return the kind in an ``id/{kind}/…`` IRI of this dataset, '' for any other term."""
    return kind_in(iri.value, f"{release.info.base}id/") if isinstance(iri, NamedNode) else ""
