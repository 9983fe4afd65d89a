"""The parts a description is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import language
from loaders.vocabulary import RDFS

Term = NamedNode | Literal | BlankNode


class Statement(NamedTuple):
    """One statement and the named graphs that make it.

    A page reads a thousand: a tuple is made in a fifth of the time of a frozen dataclass.
    """

    subject: NamedNode
    predicate: NamedNode
    value: Term
    graphs: tuple[NamedNode, ...]

    def quads(self) -> Iterator[Quad]:
        """Yield the statement once a graph; in none when its graphs were not asked for."""
        for graph in self.graphs or (DefaultGraph(),):
            yield Quad(self.subject, self.predicate, self.value, graph)


@dataclass(frozen=True)
class Incoming:
    """The things of one kind that point to the thing by one property.

    ``count`` is the number of all, ``statements`` the first of them. ``kind`` is '' for what has
    no ``id/`` IRI: records and terms of the ontology.
    """

    predicate: NamedNode
    kind: str
    count: int
    statements: tuple[Statement, ...]

    @property
    def truncated(self) -> bool:
        """Tell whether there are more than are listed."""
        return self.count > len(self.statements)


@dataclass(frozen=True)
class Source:
    """A source: the dataset that records are part of."""

    iri: NamedNode
    statements: Mapping[NamedNode, tuple[Term, ...]]


@dataclass(frozen=True)
class Provenance:
    """What the catalogue says of a record: where it was read."""

    record: NamedNode
    source: NamedNode | None
    cited: tuple[NamedNode, ...]
    file: str
    row: str
    evidence: str
    columns: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Labels:
    """The labels of many things in all languages.

    ``plain`` are those among them that are ``rdfs:label``: one of each thing.
    """

    by_thing: Mapping[NamedNode, tuple[Literal, ...]]
    plain: Mapping[NamedNode, Sequence[Literal]] = field(default_factory=dict)

    def best(self, thing: NamedNode) -> Literal | None:
        """Return the label in the language spoken, else one without a tag, or English, or any."""
        labels = self.by_thing.get(thing, ())
        if len(labels) == 1:
            return labels[0]
        ranks = {SOURCE.code: 2, None: 1, language().code: 0}
        return min(labels, key=lambda one: (ranks.get(one.language, 3), one.value), default=None)


@dataclass(frozen=True)
class Description:
    """Everything a page or an RDF document tells of one thing.

    ``truncated`` says that there are more statements of the thing than the cap allows. ``cells``
    are the statements of what points to it or belongs to it, ``parts`` those of them that have no
    life of their own, so that they are told in full in the RDF documents too. Of ``rest`` little is
    told: they point here too, but are not shown.
    """

    thing: NamedNode
    statements: tuple[Statement, ...]
    truncated: bool
    incoming: tuple[Incoming, ...]
    cells: Mapping[NamedNode, tuple[Statement, ...]]
    parts: frozenset[NamedNode]
    labels: Labels
    provenance: Mapping[NamedNode, Provenance]
    sources: Mapping[NamedNode, Source]
    label_terms: frozenset[NamedNode] = field(default_factory=frozenset)
    rest: frozenset[NamedNode] = field(default_factory=frozenset)

    def quads(self) -> Iterator[Quad]:
        """Yield the description as quads: the statements in their graphs, labels in none."""
        catalogue: list[Statement] = []
        for statement in self.statements:
            yield from statement.quads()
        for group in self.incoming:
            for statement in group.statements:
                yield from statement.quads()
        for part in sorted(self.parts, key=str):
            for statement in self.cells.get(part, ()):
                yield from statement.quads()
        for record in self.provenance.values():
            catalogue += record.statements
        for statement in catalogue:
            yield from statement.quads()
        yield from self._label_quads()

    def _label_quads(self) -> Iterator[Quad]:
        said = {self.thing, *self.parts}
        for thing, labels in self.labels.plain.items():
            if thing not in said and thing in self.label_terms:
                for label in labels:
                    yield Quad(thing, RDFS.label, label, DefaultGraph())
