"""Counts what a dataset holds in one pass over its sorted lines; keeps what the search needs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from loaders.iris import is_claims_graph
from loaders.rdf.nquads import iri, split
from loaders.release.searchable.facts import telling
from loaders.vocabulary import OWL, RDF, RDFS, SKOS, urb

TYPE = str(RDF.type).encode()
LINKS = frozenset(
    str(term).encode()
    for term in (
        OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch,
        SKOS.relatedMatch, RDFS.seeAlso,
    )
)  # fmt: skip
# Datasets we link to: where their IRIs begin, and their names.
TARGETS = {
    b"<https://sws.geonames.org/": "geonames",
    b"<http://www.wikidata.org/entity/": "wikidata",
    b"<http://eurovoc.europa.eu/": "eurovoc",
    b"<http://metadata.un.org/sdg/": "sdg",
    b"<https://metadata.un.org/sdg/": "sdg",
}


@dataclass
class Survey:
    """What was counted; triples, classes, properties and links are those of the reviewed union."""

    base: str
    quads: int = 0
    triples: int = 0
    subjects: int = 0
    entities: int = 0
    graphs: Counter[bytes] = field(default_factory=Counter)
    classes: Counter[bytes] = field(default_factory=Counter)
    examples: dict[bytes, bytes] = field(default_factory=dict)
    properties: Counter[bytes] = field(default_factory=Counter)
    property_subjects: Counter[bytes] = field(default_factory=Counter)
    links: Counter[tuple[bytes, str]] = field(default_factory=Counter)
    searched: list[bytes] = field(default_factory=list)
    # What a rule says of the properties of each class.
    partitions: list[bytes] = field(default_factory=list)
    _triple: tuple[bytes, bytes, bytes] = (b"", b"", b"")
    _reviewed: dict[bytes, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember where our own things begin, and which properties the search index needs."""
        self._own = f"<{self.base}id/".encode()
        self._telling = telling(self.base)
        self._partitions = f"<{self.base}graph/rules/partitions>".encode()
        self._links = LINKS | {str(urb(self.base).likelySameAs).encode()}

    def take(self, line: bytes) -> None:
        """Count one line; lines come in canonical order, so a triple's repeats are neighbours."""
        subject, predicate, value, graph = split(line)
        self.quads += 1
        self.graphs[graph] += 1
        if graph == self._partitions:
            self.partitions.append(line)
        if graph not in self._reviewed:
            self._reviewed[graph] = not is_claims_graph(iri(graph))
        triple = (subject, predicate, value)
        if self._reviewed[graph] and triple != self._triple:
            self._take_triple(triple, line)

    def _take_triple(self, triple: tuple[bytes, bytes, bytes], line: bytes) -> None:
        subject, predicate, value = triple
        if subject != self._triple[0]:
            self.subjects += 1
            self.entities += subject.startswith(self._own)
            self.property_subjects[predicate] += 1
        elif predicate != self._triple[1]:
            self.property_subjects[predicate] += 1
        self._triple = triple
        self.triples += 1
        self.properties[predicate] += 1
        if predicate == TYPE:
            self.classes[value] += 1
            self.examples.setdefault(value, subject)
        elif predicate in self._telling:
            self.searched.append(line)
        if predicate in self._links:
            self._take_link(predicate, value)

    def _take_link(self, predicate: bytes, value: bytes) -> None:
        for start, target in TARGETS.items():
            if value.startswith(start):
                self.links[predicate, target] += 1

    def graph_counts(self) -> dict[str, int]:
        """Return the number of quads of each named graph by IRI."""
        return {iri(graph): count for graph, count in sorted(self.graphs.items())}

    def class_counts(self) -> dict[str, int]:
        """Return the number of instances of each class by IRI."""
        return {iri(name): count for name, count in sorted(self.classes.items())}
