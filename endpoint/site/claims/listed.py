"""The list of claims, narrowed or not, and how those of a source are reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from flask import request, url_for
from pyoxigraph import NamedNode, Quad

from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.claims import evidence
from endpoint.site.claims.model import (
    STATUSES,
    Choice,
    ClaimLine,
    ClaimsPage,
    ReviewPage,
    SourceClaims,
    Triple,
)
from endpoint.site.claims.one import PARTS, revisions, triple
from endpoint.site.claims.terms import last, viewer
from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.describe.terms import TermView, Viewer
from endpoint.sparql.backend import Row
from loaders.vocabulary import DCTERMS, RDF

PAGE_SIZE = 50
COUNTS = "claim-counts"


def counts(release: Release) -> tuple[SourceClaims, ...]:
    """Return the sources that have claims, counted once a release."""
    key = f"{COUNTS} {language().code} {request.script_root}"  # they hold names and links
    return release.once(key, lambda: tuple(_counts(release)))


def _counts(release: Release) -> Iterable[SourceClaims]:
    found: dict[NamedNode, dict[str, int]] = {}
    for row in release.queries.select("claim-counts"):
        by_status = found.setdefault(cast(NamedNode, row["source"]), {})
        by_status[last(row["status"])] = int(row["count"].value)
    shown = Viewer(release, gather.labels(release, found))
    for source, by_status in found.items():
        stem = last(source)
        numbers = tuple(by_status.get(status, 0) for status in STATUSES)
        href = url_for("claims.review", stem=stem)
        yield SourceClaims(stem, shown.thing(source), numbers, href)


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
    claims = [cast(NamedNode, row["claim"]) for row in rows]
    revised = revisions(release, claims)
    says = [revised.get(claim, row) for claim, row in zip(claims, rows, strict=True)]
    shown = viewer(release, [row[name] for row in says for name in PARTS])
    reports = {c: cast(NamedNode, row["report"]) for c, row in zip(claims, rows, strict=True)
               if "report" in row}  # fmt: skip
    found = evidence.find(release, reports)
    titles = {source.stem: source.title for source in counts(release)}
    return tuple(
        _line(release, row, triple(shown, said), found, titles)
        for row, said in zip(rows, says, strict=True)
    )


def _line(
    release: Release, row: Row, says: Triple, found: evidence.Found, titles: Mapping[str, TermView]
) -> ClaimLine:
    claim, stem = cast(NamedNode, row["claim"]), last(row["source"])
    return ClaimLine(
        href=url_for("claims.claim", key=last(claim)),
        claim=claim,
        quads=tuple(_said(release, row)),
        status=last(row["status"]),
        subject=says.subject,
        predicate=says.predicate,
        object=says.object,
        date=says.date,
        source=titles.get(stem) or TermView(stem),
        sentence=found.href(claim),
    )


def _said(release: Release, row: Row) -> Iterable[Quad]:
    """Yield what the list says of a claim, as data."""
    urb, node = release.urb, cast(NamedNode, row["claim"])
    names = {
        urb.claimStatus: "status",
        RDF.subject: "subject",
        RDF.predicate: "predicate",
        RDF.object: "object",
        urb.dateText: "date",
        DCTERMS.isPartOf: "source",
    }
    yield Quad(node, RDF.type, urb.Claim)
    for predicate, name in names.items():
        if name in row:
            yield Quad(node, predicate, row[name])


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
