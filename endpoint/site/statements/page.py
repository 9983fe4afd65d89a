"""The page of one statement: in words, where it was read, what else is said, how to cite it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from flask import url_for
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import gettext as _
from endpoint.site.claims import evidence
from endpoint.site.claims.model import Evidence
from endpoint.site.core.state import Release, current
from endpoint.site.describe import gather, records
from endpoint.site.describe.model import Labels, Provenance, Source, Statement, Term
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.statements import address, correct, corrected, health, rows
from endpoint.site.statements.correct import Wrong
from endpoint.site.statements.corrected import CorrectionView
from endpoint.site.statements.first import First, first
from endpoint.site.statements.health import Cited, Known
from endpoint.site.statements.rows import Row
from loaders.iris import is_claims_graph
from loaders.vocabulary import DCTERMS, PROV, SKOS

MOST = 20_000  # statements of a graph among which one is looked for
SHOWN = 12  # records and other values


@dataclass(frozen=True)
class Stated:
    """A record that makes the statement: its place in a source, and what it was read from."""

    record: TermView
    source: TermView | None
    publisher: tuple[TermView, ...]
    file: str
    number: str
    evidence: str
    columns: tuple[str, ...]
    date_read: str
    license: TermView | None
    cited: tuple[Cited, ...]
    row: Row
    row_href: str
    quote: Evidence | None
    review: Reviewed | None


@dataclass(frozen=True)
class Reviewed:
    """What a person decided on what a machine or a reader found: when, who, why, and the claim."""

    day: str
    reviewer: tuple[TermView, ...]
    reason: str
    claim: TermView | None


@dataclass(frozen=True)
class Other:
    """Another value of the same property, with the page of that statement."""

    value: TermView
    href: str | None


@dataclass(frozen=True)
class StatementPage:
    """One statement."""

    subject: TermView
    property: TermView
    value: TermView
    stated: tuple[Stated, ...]
    more: int
    others: tuple[Other, ...]
    address: str
    citation: str
    correct_href: str
    release: str
    first: First | None
    corrections: tuple[CorrectionView, ...] = ()


def find(release: Release, name: str, key: str) -> Statement | None:
    """Return the statement of a graph that has a hash; None for graphs nobody has reviewed."""
    graph = NamedNode(f"{release.info.base}graph/{name}")
    if is_claims_graph(graph.value):
        return None
    for row in release.queries.select("graph", limit=MOST, graph=[graph]):
        subject, predicate = row["subject"], cast(NamedNode, row["property"])
        value = row["value"]
        if isinstance(subject, NamedNode) and address.digest(subject, predicate, value) == key:
            return Statement(subject, predicate, value, (graph,))
    return None


def build(release: Release, found: Statement, path: str) -> StatementPage:
    """Return the page of a statement; ``path`` is its address on this host."""
    said = release.queries.select("said-of", subject=[found.subject], property=[found.predicate])
    reviewed = [row for row in said if not is_claims_graph(str(row["graph"].value))]
    record = found.graphs[0]
    graphs = [cast(NamedNode, row["graph"]) for row in reviewed if row["value"] == found.value]
    graphs.sort(key=lambda graph: (graph != record, graph.value))
    provenance = records.provenance(release, graphs[:SHOWN])
    sources = records.sources(release, {p.source for p in provenance.values() if p.source})
    known = health.known(release, {page for p in provenance.values() for page in p.cited})
    labels = _labels(release, found, reviewed, provenance.values(), sources, more=known.shown())
    viewer = Viewer(release, labels)
    graphs = [graph for graph in graphs if graph in provenance]
    quotes = _quotes(release, (provenance[graph] for graph in graphs))
    subject, value = viewer.thing(found.subject), viewer.view(found.value)
    label = release.term_label(release.compact(found.predicate))
    whole = correct.here(path)
    return StatementPage(
        subject=subject,
        property=TermView(label, viewer.thing(found.predicate).href),
        value=value,
        stated=tuple(
            _stated(viewer, provenance[graph], sources, quotes, known) for graph in graphs
        ),
        more=max(0, len(graphs) - SHOWN),
        others=tuple(_others(viewer, found, reviewed)),
        address=whole,
        citation=_("%(statement)s. Urban Solidarity Graph, release %(version)s, %(address)s",
            statement=f"{subject.text} – {label} – {value.text}",
            version=release.info.version,
            address=whole,
        ),
        correct_href=correct.href(
            current().config.corrections,
            Wrong(
                thing=found.subject.value,
                name=f"{subject.text} – {label}",
                record=record.value,
                property=release.compact(found.predicate),
                value=value.text,
                release=release.info.version,
                page=whole,
            ),
        ),
        release=release.info.version,
        first=first(release.folder, found) if release.kept_here else None,
        corrections=corrected.of_value(release, found.subject, found.predicate),
    )  # fmt: skip


def _labels(
    release: Release,
    found: Statement,
    said: Iterable[dict[str, Term]],
    records: Iterable[Provenance],
    sources: dict[NamedNode, Source],
    *,
    more: Iterable[Term],
) -> Labels:
    shown: set[object] = {found.subject, found.value, found.predicate, *sources, *more}
    shown |= {row["value"] for row in said}
    for record in records:
        shown |= {*record.cited, *_values(record, PROV.wasAttributedTo)}
    for source in sources.values():
        shown |= set(source.statements.get(DCTERMS.publisher, ()))
    return gather.labels(release, [one for one in shown if isinstance(one, NamedNode)])


def _values(known: Provenance, predicate: NamedNode) -> list[Term]:
    return [one.value for one in known.statements if one.predicate == predicate]


def _claim(known: Provenance) -> NamedNode | None:
    """Return the claim that a record was accepted from; None for what tables say."""
    derived = _values(known, PROV.wasDerivedFrom)
    found = (one for one in derived if isinstance(one, NamedNode) and "/id/claim/" in one.value)
    return next(found, None)


def _quotes(release: Release, records: Iterable[Provenance]) -> dict[NamedNode, Evidence]:
    """Return the sentences of the claims behind records, with their addresses on the web."""
    reports = {
        claim: known.cited[0] for known in records if (claim := _claim(known)) and known.cited
    }
    found = evidence.find(release, reports) if reports else evidence.Found()
    every = ((claim, found.sentence(claim)) for claim in reports)
    return {claim: sentence for claim, sentence in every if sentence}


def _reviewed(viewer: Viewer, known: Provenance) -> Reviewed | None:
    """Return what a person decided; None where nobody had to."""
    days = _values(known, viewer.release.urb.dateReviewed)
    claim = _claim(known)
    if not days and claim is None:
        return None
    return Reviewed(
        day=next((viewer.view(one).text for one in days), ""),
        reviewer=tuple(viewer.view(one) for one in _values(known, PROV.wasAttributedTo)),
        reason=" ".join(str(one.value) for one in _values(known, SKOS.note)),
        claim=viewer.thing(claim) if claim else None,
    )


def _stated(
    viewer: Viewer,
    known: Provenance,
    sources: dict[NamedNode, Source],
    quotes: dict[NamedNode, Evidence],
    pages: Known,
) -> Stated:
    release = viewer.release
    source = sources.get(known.source) if known.source else None

    def of_source(predicate: NamedNode) -> tuple[Term, ...]:
        return source.statements.get(predicate, ()) if source else ()

    checksums = {str(one.value) for one in of_source(release.urb.checksum)}
    row = rows.row(current().config.settings.root, known.file, known.row, checksums)
    name = known.record.value.removeprefix(f"{release.info.base}graph/")
    read = (viewer.view(one).text for one in of_source(release.urb.dateRead))
    return Stated(
        record=viewer.thing(known.record),
        source=viewer.thing(known.source) if known.source else None,
        publisher=tuple(viewer.view(one) for one in of_source(DCTERMS.publisher)),
        file=known.file,
        number=known.row,
        evidence=known.evidence,
        columns=known.columns,
        date_read=next(read, ""),
        license=next((viewer.view(one) for one in of_source(DCTERMS.license)), None),
        cited=tuple(health.cited(viewer, page, pages) for page in known.cited),
        row=row,
        row_href=url_for("statements.source_row", graph=name) if row else "",
        quote=quotes.get(claim) if (claim := _claim(known)) else None,
        review=_reviewed(viewer, known),
    )


def _others(viewer: Viewer, found: Statement, said: Iterable[dict[str, Term]]) -> Iterable[Other]:
    """Yield the other values of the property; texts in other languages are not other values."""
    language = found.value.language if isinstance(found.value, Literal) else None
    shown = {found.value}
    for row in said:
        value = row["value"]
        other = value.language if isinstance(value, Literal) else None
        if value in shown or other != language or len(shown) > SHOWN:
            continue
        shown.add(value)
        graph = cast(NamedNode, row["graph"])
        statement = Statement(found.subject, found.predicate, value, (graph,))
        yield Other(viewer.view(value), address.href(statement, viewer.release.info.base))
