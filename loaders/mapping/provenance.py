"""Says where a record was read: its file and row, and the publications its source column cites."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode, Quad

from loaders.iris import Iris
from loaders.registry import Registry
from loaders.sources import Source
from loaders.vocabulary import DCTERMS, RDF, RDFS, SKOS, XSD
from loaders.vocabulary import urb as urb_namespace

REPORT = re.compile(r"^report\s+([a-z0-9-]+)$")
ADDRESS = re.compile(r"^(https?://\S+?)(?:\s*\((.*)\))?$")
SITE = re.compile(r"^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?$")
# A semicolon ends a citation only before white space: URLs hold semicolons too.
SEPARATOR = re.compile(r"\s*;\s+")


@dataclass(frozen=True)
class Citation:
    """One publication a source column cites.

    ``url`` is empty for a publication of the registry and for one known by its words only;
    ``comment`` is what stood in brackets behind the address.
    """

    iri: NamedNode
    url: str = ""
    label: str = ""
    comment: str = ""

    def describe(self, iris: Iris, record: NamedNode) -> list[Quad]:
        """Return the statements of the catalogue: the record's source, and the page itself."""
        graph, terms = iris.catalogue(), urb_namespace(iris.base)
        quads = [Quad(record, DCTERMS.source, self.iri, graph)]
        if self.url:
            quads += [
                Quad(self.iri, RDF.type, terms.WebPage, graph),
                Quad(self.iri, RDFS.label, Literal(self.url), graph),
                Quad(self.iri, terms.website, NamedNode(self.url), graph),
            ]
        elif self.label:
            quads += [
                Quad(self.iri, RDF.type, terms.Publication, graph),
                Quad(self.iri, RDFS.label, Literal(self.label), graph),
            ]
        if self.comment:
            quads.append(Quad(record, SKOS.note, Literal(f"{self.url}: {self.comment}"), graph))
        return quads


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
        (DCTERMS.publisher, Literal(source.publisher)),
        (DCTERMS.license, NamedNode(source.license)),
        (DCTERMS.isPartOf, iris.dataset()),
        (terms.dateRead, Literal(source.date_read.isoformat(), datatype=XSD.date)),
        (terms.checksum, Literal(source.checksum)),
        (terms.loaderVersion, Literal(version("urban-solidarity-graph"))),
        (terms.expectedMin, Literal(str(source.minimum), datatype=XSD.integer)),
        *((terms.website, NamedNode(url)) for url in source.urls),
    ]
    if source.description:
        values.append((DCTERMS.description, Literal(source.description, language="en")))
    if source.attribution:
        values.append((DCTERMS.rights, Literal(source.attribution, language="en")))
    if source.maximum is not None:
        maximum = Literal(str(source.maximum), datatype=XSD.integer)
        values.append((terms.expectedMax, maximum))
    return [Quad(dataset, predicate, value, graph) for predicate, value in values]


def read_citations(text: str, iris: Iris, registry: Registry) -> tuple[Citation, ...]:
    """Read a source column: addresses, ``report KEY`` of the publications, or words."""
    parts = [part.strip().rstrip(";") for part in SEPARATOR.split(text.strip()) if part.strip()]
    return tuple(_citation(part, iris, registry) for part in parts)


def _citation(part: str, iris: Iris, registry: Registry) -> Citation:
    if (report := REPORT.match(part)) and report[1] in registry.keys("publication"):
        return Citation(iris.thing("publication", report[1]))
    if part in registry.keys("publication"):
        return Citation(iris.thing("publication", part))
    if address := ADDRESS.match(part):
        return Citation(iris.page(address[1]), url=address[1], comment=address[2] or "")
    if SITE.match(part):
        return Citation(iris.page(f"https://{part}"), url=f"https://{part}")
    digest = hashlib.sha256(part.encode()).hexdigest()[:12]
    return Citation(iris.thing("publication", f"cited-{digest}"), label=part)
