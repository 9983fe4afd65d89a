"""The pages about claims: what machines read in reports, and what people decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from flask import request, url_for
from pyoxigraph import Literal, NamedNode, Quad

from endpoint.languages.speaking import N_, language
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.site.pages.model import Link
from endpoint.sparql.backend import Row
from loaders.iris import is_claims_graph
from loaders.vocabulary import DCTERMS, PROV, RDF, SKOS

PAGE_SIZE = 50
STATUSES = (N_("unreviewed"), N_("accepted"), N_("corrected"), N_("rejected"))
COUNTS = "claim-counts"
HEADINGS = {
    "unreviewed": N_("Unreviewed claim"),
    "accepted": N_("Accepted claim"),
    "corrected": N_("Corrected claim"),
    "rejected": N_("Rejected claim"),
}


@dataclass(frozen=True)
class Choice:
    """A value that narrows the list: its key, what it is called, and whether it is chosen."""

    key: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class SourceClaims:
    """A source with the number of its claims by status."""

    stem: str
    title: TermView
    counts: tuple[int, ...]
    review_href: str


@dataclass(frozen=True)
class ClaimLine:
    """A claim in a list."""

    href: str
    claim: NamedNode
    quads: tuple[Quad, ...]
    status: str
    subject: TermView
    predicate: str
    object: TermView
    date: str
    source: str


@dataclass(frozen=True)
class ClaimsPage:
    """The list of claims, narrowed or not."""

    statuses: tuple[str, ...]
    sources: tuple[SourceClaims, ...]
    by_source: tuple[Choice, ...]
    by_status: tuple[Choice, ...]
    claims: tuple[ClaimLine, ...]
    shown: int
    first: int
    page: int
    last: int
    previous: str | None
    next: str | None


@dataclass(frozen=True)
class Evidence:
    """A stretch of a report: where it stands, and its words where they may be told."""

    characters: str
    page: str
    cell: str
    exact: str
    prefix: str
    suffix: str
    named: TermView | None = None
    method: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Decided:
    """What a person decided: who, when and why."""

    reviewer: TermView
    date: str
    reason: str


@dataclass(frozen=True)
class ClaimPage:
    """One claim with its evidence and the decision about it."""

    key: str
    iri: str
    stem: str
    status: str
    subject: TermView
    predicate: str
    object: TermView
    date: str
    confidence: str
    method: str
    report: TermView | None
    sentence: Evidence | None
    mentions: tuple[Evidence, ...]
    decided: Decided | None
    record: Link | None

    @property
    def heading(self) -> str:
        """Return what the page is called."""
        return _(HEADINGS[self.status])


@dataclass(frozen=True)
class ReviewPage:
    """How the claims of one source are reviewed."""

    source: SourceClaims
    statuses: tuple[str, ...]
    sheet: str | None
    open_href: str


def counts(release: Release) -> tuple[SourceClaims, ...]:
    """Return the sources that have claims, counted once a release."""
    key = f"{COUNTS} {language().code} {request.script_root}"  # they hold names and links
    if key not in release.listings:
        release.listings[key] = tuple(_counts(release))
    return cast("tuple[SourceClaims, ...]", release.listings[key])


def _counts(release: Release) -> Iterable[SourceClaims]:
    found: dict[NamedNode, dict[str, int]] = {}
    for row in release.queries.select("claim-counts"):
        by_status = found.setdefault(cast(NamedNode, row["source"]), {})
        by_status[_last(row["status"])] = int(row["count"].value)
    viewer = Viewer(release, gather.labels(release, found))
    for source, by_status in found.items():
        stem = _last(source)
        numbers = tuple(by_status.get(status, 0) for status in STATUSES)
        href = url_for("claims.review", stem=stem)
        yield SourceClaims(stem, viewer.thing(source), numbers, href)


def build(release: Release, stem: str, status: str, number: int) -> ClaimsPage | None:
    """Return a page of the list, counted from 1; None when there is none of that number."""
    sources = counts(release)
    chosen = [source for source in sources if stem in {"", source.stem}]
    wanted = [place for place, name in enumerate(STATUSES) if status in {"", name}]
    total = sum(source.counts[place] for source in chosen for place in wanted)
    last = max(1, -(-total // PAGE_SIZE))
    if not 1 <= number <= last or (stem and not chosen) or not wanted:
        return None
    first = (number - 1) * PAGE_SIZE
    bound: dict[str, Sequence[NamedNode]] = {}
    if stem:
        bound["source"] = [release.iris.source(stem)]
    if status:
        bound["status"] = [release.iris.concept("claim-status", status)]
    rows = release.queries.select("claims", limit=PAGE_SIZE, offset=first, **bound)

    def href(other: int) -> str | None:
        if not 1 <= other <= last:
            return None
        return url_for(
            "claims.index",
            source=stem or None,
            status=status or None,
            page=other if other > 1 else None,
        )

    return ClaimsPage(
        statuses=STATUSES,
        sources=sources,
        by_source=tuple(Choice(s.stem, s.title.text, s.stem == stem) for s in sources),
        by_status=tuple(Choice(name, _(name), name == status) for name in STATUSES),
        claims=_lines(release, rows),
        shown=total,
        first=first + 1,
        page=number,
        last=last,
        previous=href(number - 1),
        next=href(number + 1),
    )


def _lines(release: Release, rows: Sequence[Row]) -> tuple[ClaimLine, ...]:
    terms = [row[name] for row in rows for name in ("subject", "object")]
    viewer = _viewer(release, terms)
    return tuple(
        ClaimLine(
            href=url_for("claims.claim", key=_last(row["claim"])),
            claim=cast(NamedNode, row["claim"]),
            quads=tuple(_said(release, row)),
            status=_last(row["status"]),
            subject=viewer.view(row["subject"]),
            predicate=_property(release, row["predicate"]),
            object=viewer.view(row["object"]),
            date=str(row["date"].value) if "date" in row else "",
            source=_last(row["source"]),
        )
        for row in rows
    )


def _said(release: Release, row: Row) -> Iterable[Quad]:
    """Yield what the list says of a claim, as data."""
    urb, node = release.urb, cast(NamedNode, row["claim"])
    names = {
        urb.claimStatus: "status",
        RDF.subject: "subject",
        RDF.predicate: "predicate",
        RDF.object: "object",
        urb.statedDate: "date",
        DCTERMS.isPartOf: "source",
    }
    yield Quad(node, RDF.type, urb.Claim)
    for predicate, name in names.items():
        if name in row:
            yield Quad(node, predicate, row[name])


def statements(release: Release, claim: NamedNode) -> list[Quad]:
    """Return everything that is said of a claim, reviewed or not, in the graph that says it."""
    rows = release.queries.select("claim", claim=[claim])
    return [
        Quad(claim, cast(NamedNode, row["property"]), row["value"], cast(NamedNode, row["graph"]))
        for row in rows
    ]


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
    mentions = release.queries.select("claim-mentions", claim=[iri])
    named = [row["named"] for row in mentions if "named" in row]
    subject, value = said[RDF.subject], said[RDF.object]
    report = said.get(DCTERMS.source)
    viewer = _viewer(release, [subject, value, *named, *([report] if report else [])])
    places = _places(release, [iri, *(row["mention"] for row in mentions)])
    open_ = is_claims_graph(graph.value)
    urb = release.urb
    return ClaimPage(
        key=key,
        iri=iri.value,
        stem=graph.value.rsplit("/", 2)[1],
        status=_last(said[urb.claimStatus]),
        subject=viewer.view(subject),
        predicate=_property(release, said[RDF.predicate]),
        object=viewer.view(value),
        date=_text(said.get(urb.statedDate)),
        confidence=_text(said.get(urb.confidence)),
        method=_text(said.get(urb.method)),
        report=viewer.view(report) if report else None,
        sentence=next((one for one in map(_evidence, places.get(iri, ()))), None),
        mentions=tuple(_mentions(mentions, places, viewer)),
        decided=_decided(release, said, graph),
        record=None if open_ else Link(viewer.fallback(graph), _path(release, graph)),
    )


def _mentions(
    rows: Sequence[Row], places: dict[NamedNode, list[Row]], viewer: Viewer
) -> Iterable[Evidence]:
    for row in rows:
        for place in places.get(cast(NamedNode, row["mention"]), ()):
            named = viewer.view(row["named"]) if "named" in row else None
            yield replace(
                _evidence(place),
                named=named,
                method=_text(row.get("method")),
                confidence=_text(row.get("confidence")),
            )


def _places(release: Release, nodes: Iterable[object]) -> dict[NamedNode, list[Row]]:
    found: dict[NamedNode, list[Row]] = {}
    for batch in gather.batches(cast("Iterable[NamedNode]", nodes)):
        for row in release.queries.select("selectors", node=batch):
            found.setdefault(cast(NamedNode, row["node"]), []).append(row)
    return found


def _evidence(row: Row) -> Evidence:
    return Evidence(
        characters=f"{row['start'].value}–{row['end'].value}",
        page=_text(row.get("page")),
        cell=_text(row.get("cell")),
        exact=_text(row.get("exact")),
        prefix=_text(row.get("prefix")),
        suffix=_text(row.get("suffix")),
    )


def _decided(
    release: Release, said: Mapping[NamedNode, object], graph: NamedNode
) -> Decided | None:
    """Return the decision: beside the claim when it was rejected, else in the catalogue."""
    values = dict(said)
    for statement in gather.catalogue(release, [graph]).get(graph, ()):
        values.setdefault(statement.predicate, statement.value)
    reviewer = values.get(PROV.wasAttributedTo)
    if not isinstance(reviewer, NamedNode | Literal):
        return None
    known = [reviewer] if isinstance(reviewer, NamedNode) else []
    viewer = Viewer(release, gather.labels(release, known))
    date = _text(values.get(release.urb.dateReviewed))
    return Decided(viewer.view(reviewer), date, _text(values.get(SKOS.note)))


def review(release: Release, stem: str) -> ReviewPage | None:
    """Return how the claims of a source are reviewed, None when it has none."""
    source = next((one for one in counts(release) if one.stem == stem), None)
    if source is None:
        return None
    has_sheet = sheet_path(release, stem) is not None
    return ReviewPage(
        source,
        STATUSES,
        url_for("claims.sheet", stem=stem) if has_sheet else None,
        url_for("claims.index", source=stem, status="unreviewed"),
    )


def sheet_path(release: Release, stem: str) -> Path | None:
    """Return the review sheet of a source in the release folder, None when there is none."""
    path = release.folder / "reports" / "review" / f"{stem}.csv"
    return path if path.is_file() else None


def _viewer(release: Release, terms: Iterable[object]) -> Viewer:
    own = [t for t in terms if isinstance(t, NamedNode) and t.value.startswith(release.info.base)]
    return Viewer(release, gather.labels(release, own))


def _property(release: Release, term: object) -> str:
    return release.term_label(release.compact(cast(NamedNode, term)))


def _path(release: Release, graph: NamedNode) -> str:
    stem, _, name = graph.value.removeprefix(f"{release.info.base}graph/").partition("/")
    return url_for("graphs.record", stem=stem, name=name)


def _last(term: object) -> str:
    return str(cast(NamedNode, term).value).rsplit("/", 1)[-1]


def _text(term: object) -> str:
    return str(cast(Literal, term).value) if term is not None else ""
