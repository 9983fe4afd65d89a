"""The shipped graph uses the ontology as the ontology says it is used."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import RDF, RDFS, SCHEMA, SKOS, urb

NAMESPACE = urb(DEFAULT_BASE).iri


class Usage:
    """What the shipped graph says, indexed by what the tests ask."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = list(quads)
        self.types = self.pairs(RDF.type)
        self.supers = self.pairs(RDFS.subClassOf)

    def pairs(self, *predicates: NamedNode) -> dict[object, set[object]]:
        found: dict[object, set[object]] = defaultdict(set)
        for quad in self.quads:
            if quad.predicate in predicates:
                found[quad.subject].add(quad.object)
        return found

    @cached_property
    def statements(self) -> list[Quad]:
        """The statements with a property of ours, without those of the ontology itself."""
        own = f"<{DEFAULT_BASE}graph/ontology>"
        return [
            quad
            for quad in self.quads
            if quad.predicate.value.startswith(NAMESPACE) and str(quad.graph_name) != own
        ]

    def kinds(self, term: object) -> set[object]:
        """The datatype of a literal; the classes of a thing with all superclasses."""
        if isinstance(term, Literal):
            return {term.datatype}
        found, todo = set[object](), list(self.types[term])
        while todo:
            kind = todo.pop()
            found.add(kind)
            todo += self.supers[kind] - found
        return {*found, RDFS.Resource}


@pytest.fixture(scope="module")
def usage(shipped_release: Path) -> Usage:
    dump = shipped_release / "dumps" / "urban-solidarity.nq"
    return Usage(parse(path=str(dump), format=RdfFormat.N_QUADS))


def test_only_declared_terms_are_used(usage: Usage) -> None:
    declared = set(usage.pairs(RDFS.isDefinedBy))
    terms = {quad.predicate for quad in usage.quads} | set().union(*usage.types.values())
    used = {term for term in terms if str(term).startswith(f"<{NAMESPACE}")}
    assert len(used) > 100
    assert used <= declared


def test_subjects_are_in_the_domain(usage: Usage) -> None:
    domains = usage.pairs(RDFS.domain, SCHEMA.domainIncludes)
    wrong = Counter(
        (str(quad.predicate), str(sorted(map(str, usage.types[quad.subject]))))
        for quad in usage.statements
        if not usage.kinds(quad.subject) & domains[quad.predicate]
    )
    assert not wrong


def test_objects_are_in_the_range(usage: Usage) -> None:
    ranges = usage.pairs(RDFS.range, SCHEMA.rangeIncludes)
    wrong = Counter(
        (str(quad.predicate), str(sorted(map(str, usage.kinds(quad.object)))))
        for quad in usage.statements
        if not usage.kinds(quad.object) & {*ranges[quad.predicate]}
    )
    assert not wrong


def test_no_concept_is_missing(usage: Usage) -> None:
    schemes = {str(iri)[1:-1] for iri, kinds in usage.types.items() if SKOS.ConceptScheme in kinds}
    starts = tuple(f"{scheme}/" for scheme in schemes if scheme.startswith(DEFAULT_BASE))
    assert len(starts) >= 24
    used = {
        quad.object
        for quad in usage.quads
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(starts)
    }
    assert len(used) > 200
    assert {concept for concept in used if SKOS.Concept not in usage.types[concept]} == set()


def test_there_are_no_blank_nodes(usage: Usage) -> None:
    assert not [q for q in usage.quads if BlankNode in {type(q.subject), type(q.object)}]


# The shipped graph has no assessments, and claims only where reports were loaded.
NOT_SHIPPED = {"assessment", "claim", "mention"}


def test_examples_of_the_ontology_name_things_that_exist(usage: Usage) -> None:
    example = re.compile(rf"<({re.escape(DEFAULT_BASE)}(?:id|graph)/([a-z-]+)/[^>]+)>")
    known = {str(quad.subject)[1:-1] for quad in usage.quads}
    texts = [str(value) for values in usage.pairs(SKOS.example).values() for value in values]
    named = [match for text in texts for match in example.finditer(text)]
    assert len(named) > 60
    missing = {m[1] for m in named if m[1] not in known and m[2] not in NOT_SHIPPED}
    assert missing == set()
