"""Frames JSON-LD: one thing at the root, what it points to inside it, each node told once.

What points to the root stands under ``@reverse``, what is connected with nothing under
``@included``, so that the document holds every triple
(https://www.w3.org/TR/json-ld11/#reverse-properties, #included-blocks).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from loaders.rdf import jsonld
from loaders.rdf.compaction import Compaction, Term, Vocabulary, reference
from loaders.vocabulary import RDF

Node = NamedNode | BlankNode
DEEPEST = 100  # nodes inside each other: readers are recursive


def write(triples: Iterable[Triple], vocabulary: Vocabulary, address: str, about: str) -> bytes:
    """Return triples as a document under the context at ``address``, with ``about`` at its root.

    Raise UnwritableError for triple terms. A document with an IRI that the context would read as
    another one carries its context and is not framed.
    """
    every = list(triples)
    read_as_compact = tuple(f"{name}:" for name in vocabulary.prefixes)
    if any(iri.startswith(read_as_compact) for iri in jsonld.iris(every)):
        return jsonld.write(every, vocabulary.prefixes, vocabulary.terms)
    root = Frame(vocabulary, _statements(every)).document(NamedNode(about))
    document = {"@context": address, **root}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _statements(triples: Iterable[Triple]) -> dict[Node, list[tuple[NamedNode, Term]]]:
    found: dict[Node, list[tuple[NamedNode, Term]]] = {}
    for triple in triples:
        subject, value = jsonld.node(triple.subject), jsonld.value(triple.object)
        found.setdefault(subject, []).append((triple.predicate, value))
    return found


@dataclass
class Frame:
    """The statements by subject, and which subjects the document holds already."""

    vocabulary: Vocabulary
    statements: dict[Node, list[tuple[NamedNode, Term]]]
    told: set[Node] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Sort out who points to whom."""
        self.pointing: dict[Node, list[tuple[NamedNode, Node]]] = {}
        for subject, said in self.statements.items():
            for predicate, value in said:
                if not isinstance(value, Literal) and predicate != RDF.type:
                    self.pointing.setdefault(value, []).append((predicate, subject))
        prefixes, terms = self.vocabulary.prefixes, self.vocabulary.terms
        self.compaction = Compaction(prefixes, terms, native=True, names=self.vocabulary.names)

    def document(self, root: Node) -> dict[str, Any]:
        """Return the root with everything in it."""
        found = self.node(root, 0)
        reverse: dict[str, list[Any]] = {}
        for predicate, subject in self.pointing.get(root, ()):
            if subject not in self.told:
                term = self.compaction.relation(predicate)
                inside = self.node(subject, 1, without=(predicate, root))
                reverse.setdefault(term, []).append(inside)
        if reverse:
            found["@reverse"] = reverse
        if rest := list(self._rest()):
            found["@included"] = rest
        return found

    def _rest(self) -> Iterator[dict[str, Any]]:
        """Yield what is left: first what nothing left points to, so that it holds the others."""
        left = [subject for subject in self.statements if subject not in self.told]
        among = set(left)
        inner = {subject for subject in left if self._pointed(subject, among)}
        for subject in (*(one for one in left if one not in inner), *left):
            if subject not in self.told:
                yield self.node(subject, 1)

    def _pointed(self, subject: Node, among: set[Node]) -> bool:
        pointing = (other for _, other in self.pointing.get(subject, ()))
        return any(other in among for other in pointing if other != subject)

    def node(
        self, subject: Node, depth: int, without: tuple[NamedNode, Node] | None = None
    ) -> dict[str, Any]:
        """Return a node object; nodes it points to that were not told yet are told inside it."""
        self.told.add(subject)
        found: dict[str, Any] = {"id": reference(subject)}
        for predicate, value in self.statements.get(subject, ()):
            if (predicate, value) == without:
                continue
            if isinstance(value, Literal) or predicate == RDF.type or not self._new(value, depth):
                self.compaction.add(found, predicate, value)
            else:
                self.compaction.put(found, predicate, value, self.node(value, depth + 1))
        return found

    def _new(self, value: Node, depth: int) -> bool:
        return value in self.statements and value not in self.told and depth < DEEPEST
