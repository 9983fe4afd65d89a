"""Says where a record was read: its file and row, and the publications its source column cites."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode, Quad

from loaders.curation.registry import Registry
from loaders.curation.sources import Source
from loaders.iris import Iris
from loaders.vocabulary import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD
from loaders.vocabulary import urb as urb_namespace

REPORT = re.compile(r"^report\s+([a-z0-9-]+)(?:\s*\((.*)\))?(\s.*)?$")
ADDRESS = re.compile(r"^(https?://[^\s<>\"{}|\\^`]+)(?:\s*\((.*)\))?$")
SITE = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?$")
# A semicolon ends a citation only before white space: URLs hold semicolons too.
SEPARATOR = re.compile(r";\s+")


@dataclass(frozen=True)
class Citation:
    """One publication a source column cites.

    ``kind`` is its concept of the scheme ``publication-type``, empty when unknown; ``url`` is empty
    for a publication that is known by its key or its words only, ``label`` for one that the
    publications describe; ``comment`` is what stood in brackets behind the address; ``cut_short``
    tells that the table gives only a part of the address.
    """

    iri: NamedNode
    kind: str = ""
    url: str = ""
    label: str = ""
    comment: str = ""

    @property
    def cut_short(self) -> bool:
        """Tell whether the table abbreviates the address."""
        return self.label.startswith("http") and "..." in self.label and not self.url

    def describe(self, iris: Iris, record: NamedNode) -> list[Quad]:
        """Return the statements of the catalogue: the record's source, and the page itself."""
        graph, terms = iris.catalogue(), urb_namespace(iris.base)
        quads = [Quad(record, DCTERMS.source, self.iri, graph)]
        if self.label:
            quads.append(Quad(self.iri, RDF.type, terms.Publication, graph))
            quads.append(Quad(self.iri, RDFS.label, Literal(self.label), graph))
        if self.kind:
            kind = iris.concept("publication-type", self.kind)
            quads.append(Quad(self.iri, terms.publicationType, kind, graph))
        if self.url:
            quads.append(Quad(self.iri, terms.website, NamedNode(self.url), graph))
        if self.comment:
            quads.append(Quad(record, SKOS.note, Literal(f"{self.label}: {self.comment}"), graph))
        return list(dict.fromkeys(quads))


def describe_record(
    iris: Iris, record: NamedNode, *, stem: str, file: str, row: int, evidence: str
) -> list[Quad]:
    """Return what the catalogue says of a record: source, file, row (header is 1), evidence."""
    graph, terms = iris.catalogue(), urb_namespace(iris.base)
    quads = [
        Quad(record, RDF.type, terms.Record, graph),
        Quad(record, DCTERMS.isPartOf, iris.source(stem), graph),
        Quad(record, terms.file, Literal(file), graph),
        Quad(record, terms.row, Literal(str(row), datatype=XSD.integer), graph),
    ]
    if evidence:
        quads.append(Quad(record, terms.evidence, iris.concept("evidence", evidence), graph))
    return quads


def describe_source(source: Source, iris: Iris) -> list[Quad]:
    """Return what the catalogue says of a source: title, publisher, licence, date, checksum."""
    graph, terms, dataset = iris.catalogue(), urb_namespace(iris.base), iris.source(source.stem)
    values: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, terms.Source),
        (RDFS.label, Literal(source.title, language="en")),
        (DCTERMS.title, Literal(source.title, language="en")),
        (DCTERMS.license, NamedNode(source.license)),
        (DCTERMS.isPartOf, iris.dataset()),
        (terms.dateRead, Literal(source.date_read.isoformat(), datatype=XSD.date)),
        (terms.checksum, Literal(source.checksum)),
        (terms.loaderVersion, Literal(version("urban-solidarity-graph"))),
        (terms.expectedMin, Literal(str(source.minimum), datatype=XSD.integer)),
        *((terms.website, NamedNode(url)) for url in source.urls),
    ]
    if source.titled:
        preferred = (("en", source.title), *source.titled)
        values += [(SKOS.prefLabel, Literal(text, language=tag)) for tag, text in preferred]
        values += [(DCTERMS.title, Literal(text, language=tag)) for tag, text in source.titled]
    if source.description:
        described = (("en", source.description), *source.described)
        values += [(DCTERMS.description, Literal(text, language=tag)) for tag, text in described]
    if source.maximum is not None:
        maximum = Literal(str(source.maximum), datatype=XSD.integer)
        values.append((terms.expectedMax, maximum))
    quads = [Quad(dataset, predicate, value, graph) for predicate, value in values]
    return [*quads, *_publisher(source, iris), *_rights(source, iris)]


def _publisher(source: Source, iris: Iris) -> list[Quad]:
    """Return the publisher of a source as an agent with a name."""
    graph, dataset = iris.catalogue(), iris.source(source.stem)
    agent = NamedNode(f"{dataset.value}#publisher")
    return [
        Quad(dataset, DCTERMS.publisher, agent, graph),
        Quad(agent, RDF.type, FOAF.Agent, graph),
        Quad(agent, FOAF.name, Literal(source.publisher), graph),
        Quad(agent, RDFS.label, Literal(source.publisher), graph),
    ]


def _rights(source: Source, iris: Iris) -> list[Quad]:
    """Return whom a source asks to be named, as a statement of rights with its words."""
    if not source.attribution:
        return []
    graph, dataset = iris.catalogue(), iris.source(source.stem)
    rights = NamedNode(f"{dataset.value}#rights")
    return [
        Quad(dataset, DCTERMS.rights, rights, graph),
        Quad(rights, RDF.type, DCTERMS.RightsStatement, graph),
        Quad(rights, RDFS.label, Literal(source.attribution, language="en"), graph),
    ]


def read_citations(text: str, iris: Iris, registry: Registry) -> tuple[Citation, ...]:
    """Read a source column: addresses, ``report KEY``, known publications, or mere words."""
    parts = (part.strip().rstrip(";") for part in _split(text))
    return tuple(_citation(part, iris, registry) for part in parts if part)


def _split(text: str) -> list[str]:
    """Cut at semicolons outside brackets."""
    parts, start = [], 0
    for match in SEPARATOR.finditer(text):
        before = text[start : match.start()]
        if before.count("(") <= before.count(")"):
            parts.append(before)
            start = match.end()
    return [*parts, text[start:]]


def _citation(part: str, iris: Iris, registry: Registry) -> Citation:
    if report := REPORT.match(part):
        return _report(report[1], "; ".join(filter(None, report.groups()[1:])), iris, registry)
    if known := registry.named(part, ("publication",)):
        return Citation(iris.thing("publication", known.key))
    address = ADDRESS.match(part)
    if address and "..." not in address[1]:
        return _page(address[1], address[2] or "", iris, registry)
    if SITE.match(part):
        # The label too: another table may cite the page by its address.
        return _page(f"https://{part}", "", iris, registry)
    digest = hashlib.sha256(part.encode()).hexdigest()[:12]
    return Citation(iris.thing("publication", f"cited-{digest}"), label=part)


def _page(url: str, comment: str, iris: Iris, registry: Registry) -> Citation:
    """Cite a web page, or the work of the tables that replaces it, for it is that work."""
    page = iris.page(url)
    entry = registry.entry("publication", page.value.rpartition("/")[2])
    if entry is not None and entry.replaced_by:
        return Citation(iris.thing(*entry.replacement), comment=comment)
    return Citation(page, "web-page", url, url, comment)


def _report(key: str, comment: str, iris: Iris, registry: Registry) -> Citation:
    """Cite a report by its key; the publications describe it, or it is only named.

    A key that was merged into another cites the other.
    """
    entry = registry.entry("publication", key)
    if entry is not None and entry.replaced_by:
        kind, key = entry.replacement
        entry = registry.entry(kind, key)
    iri = iris.thing("publication", key)
    if entry is None or entry.label == f"report {key}":
        return Citation(iri, "report", label=f"report {key}", comment=comment.strip())
    return Citation(iri, comment=comment.strip(), label="")
