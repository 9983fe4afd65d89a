"""Turns one report into quads, ``extracted.jsonl`` and a validation report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from loaders.curation import canonical
from loaders.curation.sources import Source, SourceFile
from loaders.documents.model import Document
from loaders.documents.sandbox.read import read_document
from loaders.errors import UsageError
from loaders.iris import KEY
from loaders.mapping.base import Context, Mapped
from loaders.mapping.provenance import describe_source
from loaders.rdf.ontology import ontology_quads
from loaders.reports.citations import with_citations, with_own_title
from loaders.reports.extracted import lines_of_report
from loaders.reports.structured.mapping import Origin, map_with_proposals
from loaders.reports.structured.model import StructuredReport
from loaders.reports.structured.read import is_structured, read_structured
from loaders.reports.structured.values import address
from loaders.settings import Settings
from loaders.text import key_of
from loaders.validation.shacl import ValidationReport, validate_graph
from loaders.vocabulary import RDF, RDFS

if TYPE_CHECKING:
    from loaders.extract.knowledge.resources import Resources
    from loaders.reports.colophon import Front

DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RIGHTS = "Names, positions and claims only: the text of the report belongs to its publisher."
CLASSES = {
    "city": ("City", "Place"), "place": ("Place",), "country": ("Country", "Place"),
    "government": ("Government", "Actor"), "organisation": ("Organisation", "Actor"),
    "person": ("Person", "Actor"), "network": ("Network", "Actor"), "list": ("List",),
    "charter": ("Charter",), "practice": ("Practice",), "event": ("Event",),
    "publication": ("Publication",),
}  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """What the caller says of a report: it wins over what the file says."""

    city: str = ""
    title: str = ""
    stem: str = ""
    publisher: str = ""
    licence: str = ""
    url: str = ""
    author: str = ""
    date: str = ""
    type: str = ""
    series: str = ""
    doi: str = ""

    def front(self) -> dict[str, str]:
        """Return what was given of the fields that a report says of itself."""
        names = {"authors": self.author, "type": self.type, "series": self.series}
        return names | {
            "title": self.title, "date": self.date, "publisher": self.publisher, "doi": self.doi,
        }  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """A report that was read: its quads, the lines of ``extracted.jsonl``, the validation.

    ``proposed`` names what the registry does not know, ``counts`` says how much was found.
    """

    stem: str
    path: Path
    document: Document
    structured: bool
    mapped: Mapped
    lines: tuple[str, ...]
    validation: ValidationReport
    proposed: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    source: Source | None = None
    front: tuple[str, ...] = ()


@dataclass
class Loader:
    """Loads reports one after the other; what they share is read once, when first needed."""

    settings: Settings

    @cached_property
    def context(self) -> Context:
        """Return the registry."""
        return Context.load(self.settings)

    @cached_property
    def resources(self) -> Resources:
        """Return what recognition needs (a few seconds the first time)."""
        from loaders.extract.knowledge.resources import load_resources  # noqa: PLC0415 - structured reports need none

        return load_resources(self.settings)

    @cached_property
    def ontology(self) -> list[Quad]:
        """Return the ontology and the concept schemes, which validation needs."""
        return ontology_quads(self.settings)

    def load(self, path: Path, wishes: Wishes) -> Loaded:
        """Load one report; raise DataError or GroupedError saying where what is wrong."""
        document = read_document(path)
        stem = wishes.stem or key_of(path.stem)
        if not KEY.fullmatch(stem):
            raise UsageError(
                f"{stem!r} is not a stem", "use lower-case letters, digits and hyphens"
            )
        if is_structured(document):
            return self._structured(path, document, stem, wishes)
        return self._narrative(path, document, stem, wishes)

    def _structured(self, path: Path, document: Document, stem: str, wishes: Wishes) -> Loaded:
        report = with_wishes(read_structured(document, str(path)), wishes)
        key = report.head.values.get("key") or stem
        origin = Origin(stem, str(path), key, document.sha256)
        found, proposed = map_with_proposals(report, origin, self.context)
        source = describe(path, stem, document, wishes, report.head.values)
        mapped = with_source(found, source, self.context)
        things = (f"{p.kind}/{p.key}: {p.label} ({p.at})" for p in proposed)
        return Loaded(
            stem, path, document, True, mapped,
            tuple(lines_of_report(document, report, proposed)),
            self.validate(list(mapped.quads())),
            tuple(things),
            {"entries": len(report.entries), "records": len(mapped.records)},
            source,
        )  # fmt: skip

    def _narrative(self, path: Path, document: Document, stem: str, wishes: Wishes) -> Loaded:
        # Recognition is heavy: reports after the template never load it.
        from loaders.extract.recognise.pipeline import extract  # noqa: PLC0415
        from loaders.reports import narrative  # noqa: PLC0415
        from loaders.reports.colophon import read_front  # noqa: PLC0415
        from loaders.reports.placeless import placeless_rows  # noqa: PLC0415

        extraction = extract(document, self.resources)
        origin = Origin(stem, path.name, stem, document.sha256)
        front = read_front(document, extraction, wishes.front())
        described = narrative.Described.of(document, wishes.title, wishes.city, front)
        source = describe(path, stem, document, wishes, front=front)
        own = with_own_title(extraction, stem, described.title, self.context)
        cited = with_citations(own, stem, self.context)
        found = narrative.map_narrative(described, cited, origin, replace(self.context, missing=[]))
        mapped = with_source(found, source, self.context)
        return Loaded(
            stem, path, document, False, mapped,
            tuple(narrative.lines_of(document, extraction, wishes.city, self.settings.base, front)),
            self.validate(list(mapped.quads())),
            tuple(narrative.proposals_of(cited)),
            narrative.counts_of(cited),
            source,
            (*_front_lines(front), *placeless_rows(extraction)),
        )  # fmt: skip

    def validate(self, quads: list[Quad]) -> ValidationReport:
        """Validate the quads of a report beside the ontology and what the registry knows."""
        # What the report describes itself; things it only refers to are described elsewhere.
        subjects = frozenset(str(quad.subject) for quad in quads if quad.predicate == RDF.type)
        known = known_things(quads, self.context)
        data = [*quads, *known, *self.ontology]
        report = validate_graph(data, self.settings.shapes, base=self.settings.base)
        return report.about(subjects, self.settings.base) if report.results else report


def describe(
    path: Path,
    stem: str,
    document: Document,
    wishes: Wishes,
    head: Mapping[str, str] | None = None,
    *,
    front: Front | None = None,
) -> Source:
    """Return what is said of the report as a source: by the caller, else by the report itself.

    The licence is that of the data made from the report.  Raises UsageError when an address is
    none.
    """
    given, metadata = head or {}, document.metadata
    said = front.get if front is not None else metadata.get
    author = given.get("authors") or said("authors") or metadata.get("author", "")
    publisher = wishes.publisher or given.get("publisher") or said("publisher") or author
    url = wishes.url or given.get("website") or metadata.get("url", "")
    try:
        licence = address(wishes.licence or given.get("licence") or DATA_LICENCE).value
        urls = tuple(address(part).value for part in url.split("; ") if part)
    except ValueError as error:
        raise UsageError(str(error), "give --licence and --url as https://…") from error
    return Source(
        stem,
        path.parent,
        title=wishes.title or given.get("title") or said("title") or document.title or stem,
        publisher=publisher or "unknown publisher",
        license=licence,
        date_read=date.today(),
        files=(SourceFile(f"raw/{path.name}", canonical.checksum(path), committed=bool(given)),),
        urls=urls,
        attribution="" if given else RIGHTS,
        mapper="report",
    )


def _front_lines(front: Front) -> Iterator[str]:
    """Yield what a report says of itself, where, and what was not found."""
    for name, told in front.told.items():
        where = "given" if told.where == "given" else f"read in {told.where}"
        yield f"{name}: {told.value} ({where})"
    yield from (f"warning: {line}" for line in front.warnings())


def with_source(mapped: Mapped, source: Source, context: Context) -> Mapped:
    """Return the records with the description of their source."""
    return replace(mapped, source=tuple(describe_source(source, context.iris)))


def with_wishes(report: StructuredReport, wishes: Wishes) -> StructuredReport:
    """Return the report with the city and title that the caller gave."""
    given = {"city": wishes.city, "title": wishes.title}
    values = dict(report.head.values) | {name: text for name, text in given.items() if text}
    return replace(report, head=replace(report.head, values=values))


def known_things(quads: list[Quad], context: Context) -> list[Quad]:
    """Return class, label and country of every registered thing that the quads name."""
    pattern = re.compile(re.escape(f"{context.settings.base}id/") + r"([a-z-]+)/([a-z0-9-]+)")
    named = {term for quad in quads for term in (quad.subject, quad.object)}
    labelled = {quad.subject for quad in quads if quad.predicate == RDFS.label}
    found: list[Quad] = []
    for thing in sorted((t for t in named if isinstance(t, NamedNode)), key=str):
        match = pattern.fullmatch(thing.value)
        entry = context.registry.entry(match[1], match[2]) if match else None
        if entry is None:
            continue
        found += [Quad(thing, RDF.type, context.urb(name)) for name in CLASSES.get(entry.kind, ())]
        if thing not in labelled:
            found.append(Quad(thing, RDFS.label, Literal(entry.label)))
        if entry.country and entry.kind in {"city", "place"}:
            country = context.iris.thing("country", entry.country.lower())
            found.append(Quad(thing, context.urb.country, country))
            found.append(Quad(country, RDF.type, context.urb.Country))
    return found
