"""The page of one claim: what it says, its sentence, and what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from endpoint.site.claims import evidence
from endpoint.site.claims.model import ClaimPage, Decided, Triple
from endpoint.site.claims.terms import last, predicate_label, record_path, text, viewer, written
from endpoint.site.core.state import Release
from endpoint.site.describe import gather, records
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.sparql.backend import Row
from loaders.iris import is_claims_graph
from loaders.vocabulary import DCTERMS, PROV, RDF, SKOS

PARTS = ("subject", "predicate", "object")


def statements(release: Release, claim: NamedNode) -> list[Quad]:
    """Return everything that is said of a claim, reviewed or not, in the graph that says it."""
    rows = release.queries.select("claim", claim=[claim])
    return [
        Quad(claim, cast(NamedNode, row["property"]), row["value"], cast(NamedNode, row["graph"]))
        for row in rows
    ]


def triple(shown: Viewer, row: Row) -> Triple:
    """Show what a claim says; ``row`` has subject, predicate, object and perhaps a date.

    A date that is the object already is not said again.
    """
    value, date = row["object"], row.get("date")
    again = isinstance(value, Literal) and isinstance(date, Literal) and value.value == date.value
    return Triple(
        shown.view(row["subject"]),
        predicate_label(shown, row["predicate"], row.get("held")),
        shown.view(value),
        "" if again else written(date),
    )


def different(shown: Viewer, read: Row, says: Triple) -> Triple | None:
    """Return what a machine had read where it reads otherwise than what a person made of it."""
    before = triple(shown, read)
    return None if before.reads_like(says) else before


def revisions(release: Release, claims: list[NamedNode]) -> dict[NamedNode, Row]:
    """Return what claims say after a person corrected them, those that were."""
    found: dict[NamedNode, Row] = {}
    for batch in gather.batches(claims):
        for row in release.queries.select("claim-revisions", claim=batch):
            found.setdefault(cast(NamedNode, row["claim"]), row)
    return found


def claim(release: Release, key: str) -> ClaimPage | None:
    """Return the page of one claim, reviewed or not; None when this release has none of that key.

    The claim as read stands in one graph: that of its source's open claims, or that of its record.
    """
    iri = release.iris.thing("claim", key)
    rows = release.queries.select("claim", claim=[iri])
    if not rows:
        return None
    graph = cast(NamedNode, rows[0]["graph"])
    said = {cast(NamedNode, row["property"]): row["value"] for row in rows}
    report, urb = said.get(DCTERMS.source), release.urb
    found = evidence.find(release, {iri: cast(NamedNode, report)} if report else {})
    if not report:
        found = evidence.find(release, {iri: iri})
    read = _read(said, release)
    revised = revisions(release, [iri]).get(iri)
    named = [row["named"] for row in found.mentions.get(iri, ()) if "named" in row]
    parts = [row[name] for row in (read, revised or {}) for name in PARTS if row]
    stem = graph.value.rsplit("/", 2)[1]
    source = release.iris.source(stem)
    shown = viewer(release, [source, *parts, *named, *([report] if report else [])])
    says = triple(shown, revised or read)
    return ClaimPage(
        key=key,
        iri=iri.value,
        stem=stem,
        source=shown.thing(source),
        status=last(said[urb.claimStatus]),
        subject=says.subject,
        predicate=says.predicate,
        object=says.object,
        date=says.date,
        confidence=text(said.get(urb.confidence)),
        method=text(said.get(urb.method)),
        report=shown.view(report) if report else None,
        sentence=found.sentence(iri),
        mentions=tuple(found.named(iri, shown)),
        decided=_decided(release, said, graph),
        record=None
        if is_claims_graph(graph.value)
        else TermView(shown.fallback(graph), record_path(release, graph)),
        read=different(shown, read, says) if revised else None,
    )


def _read(said: Mapping[NamedNode, object], release: Release) -> Row:
    named = {"subject": RDF.subject, "predicate": RDF.predicate, "object": RDF.object}
    dated = {"date": release.urb.dateText, "held": release.urb.status}
    found = {name: said[property_] for name, property_ in (named | dated).items()
             if property_ in said}  # fmt: skip
    return cast(Row, found)


def _decided(
    release: Release, said: Mapping[NamedNode, object], graph: NamedNode
) -> Decided | None:
    """Return the decision: beside the claim when it was rejected, else in the catalogue."""
    values = dict(said)
    for statement in records.catalogue(release, [graph]).get(graph, ()):
        values.setdefault(statement.predicate, statement.value)
    reviewer = values.get(PROV.wasAttributedTo)
    if not isinstance(reviewer, NamedNode | Literal):
        return None
    known = [reviewer] if isinstance(reviewer, NamedNode) else []
    shown = Viewer(release, gather.labels(release, known))
    date = written(values.get(release.urb.dateReviewed))
    return Decided(shown.view(reviewer), date, text(values.get(SKOS.note)))
