"""The pages of sources and records: where statements come from, and what a record says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from sys import intern
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.site.claims import reading
from endpoint.site.core import links
from endpoint.site.core.state import Release
from endpoint.site.describe import gather, named
from endpoint.site.describe.describe import kind_of
from endpoint.site.describe.model import Description, Labels, Term
from endpoint.site.describe.terms import TermView, Viewer, literal, sort_key
from endpoint.site.pages import thing
from endpoint.site.pages.model import Link, ThingPage
from endpoint.site.pages.tables import READ
from loaders.iris import is_claims_graph
from loaders.vocabulary import DCTERMS

Recorded = tuple[str, str, str]  # the IRI of a record, its file and its row
STATEMENT_CAP = 300
PAGE_SIZE = 200
SHOWN = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license)


@dataclass(frozen=True)
class Said:
    """What a record says of one thing."""

    subject: TermView
    facts: tuple[tuple[str, tuple[TermView, ...]], ...]


@dataclass(frozen=True)
class GraphPage:
    """A named graph: where it was read, and its statements."""

    iri: str
    title: str
    about: ThingPage | None
    said: tuple[Said, ...]
    truncated: bool
    unreviewed: bool
    claims: tuple[TermView, ...]
    all_href: str
    formats: tuple[Link, ...]


@dataclass(frozen=True)
class RecordLine:
    """A record in the list of its source."""

    record: TermView
    file: str
    row: str


@dataclass(frozen=True)
class SourcePage:
    """A source: what the catalogue says of it, and its records."""

    about: ThingPage
    records: tuple[RecordLine, ...]
    total: int
    page: int
    previous: str | None
    next: str | None
    reading: reading.Reading | None = None


def source(
    release: Release, description: Description, document: str, number: int
) -> SourcePage | None:
    """Return a page of a source's records, counted from 1; None when there is no such page."""
    rows = recorded(release, description.thing)
    last = max(1, -(-len(rows) // PAGE_SIZE))
    if not 1 <= number <= last:
        return None
    part = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    viewer = Viewer(release, Labels({}))
    called = named.names(release, [NamedNode(record) for record, *_where in part])
    lines = []
    for record, *where in part:
        view = viewer.thing(NamedNode(record))
        lines.append(RecordLine(_renamed(view, called.get(NamedNode(record))), *where))
    return SourcePage(
        about=thing.build(release, description, document),
        records=tuple(lines),
        total=len(rows),
        page=number,
        previous=f"{document}?page={number - 1}" if number > 1 else None,
        next=f"{document}?page={number + 1}" if number < last else None,
        reading=reading.of(release, source=description.thing) if number == 1 else None,
    )


def _renamed(view: TermView, name: str | None) -> TermView:
    return view if name is None else view._replace(text=name, dir="auto")


def recorded(release: Release, source: NamedNode) -> tuple[Recorded, ...]:
    """Return the records of a source with their file and row; read once, for a page shows few."""
    return release.once(f"records {source.value}", lambda: _recorded(release, source))


def _recorded(release: Release, source: NamedNode) -> tuple[Recorded, ...]:
    return tuple(
        (
            str(row["record"].value),
            intern(str(row["file"].value)) if "file" in row else "",
            str(row["row"].value) if "row" in row else "",
        )
        for row in release.queries.select("records", source=[source])
    )


def graph(
    release: Release, iri: NamedNode, description: Description | None, document: str
) -> GraphPage:
    """Return the page of a named graph with at most STATEMENT_CAP of its statements."""
    rows = release.queries.select("graph", limit=STATEMENT_CAP + 1, graph=[iri])
    found: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in rows[:STATEMENT_CAP]:
        subject, predicate = cast(NamedNode, row["subject"]), cast(NamedNode, row["property"])
        found[subject][predicate].append(row["value"])
    mentioned = {*found, *(v for s in found.values() for many in s.values() for v in many)}
    own = [t for t in mentioned if isinstance(t, NamedNode)]
    base = release.info.base
    labels = gather.labels(release, [t for t in own if t.value.startswith(base)])
    viewer = Viewer(release, labels)
    return GraphPage(
        iri=iri.value,
        title=(named.names(release, [iri]).get(iri) if description else "") or viewer.fallback(iri),
        about=thing.build(release, description, document) if description else None,
        said=tuple(
            _said(viewer, subject, facts)
            for subject, facts in found.items()
            if kind_of(release, subject) not in READ
        ),
        truncated=len(rows) > STATEMENT_CAP,
        unreviewed=is_claims_graph(iri.value),
        claims=tuple(_claims(viewer, found)),
        all_href=links.sparql_href(release.queries.shown("show-graph", graph=[iri])),
        formats=thing.format_links(document),
    )


def _claims(viewer: Viewer, found: Iterable[NamedNode]) -> Iterable[TermView]:
    """Yield the claims that a graph holds, as links to what they say and their sentences."""
    release = viewer.release
    for subject in found:
        if kind_of(release, subject) == "claim" and "#" not in subject.value:
            key = subject.value.rsplit("/", 1)[-1]
            yield TermView(viewer.fallback(subject), url_for("claims.claim", key=key))


def _said(viewer: Viewer, subject: NamedNode, facts: dict[NamedNode, list[Term]]) -> Said:
    release = viewer.release
    lines = [
        (
            release.term_label(release.compact(predicate)),
            tuple(viewer.view(value) for value in sorted(values, key=_rank)),
        )
        for predicate, values in facts.items()
    ]
    return Said(viewer.thing(subject), tuple(sorted(lines, key=lambda line: sort_key(line[0]))))


def _rank(value: Term) -> tuple[bool, str]:
    return not isinstance(value, Literal), literal(value).text if isinstance(
        value, Literal
    ) else str(value)
