"""The shipped graph uses the ontology as the ontology says it is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import RDF, RDFS, SCHEMA, SKOS, urb
from tests.ontology.examples import UNUSED, parsed, rewrite, used_terms

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


# What every change of the data or of the loaders moves: that the thing is there is enough.
MOVING = {
    "row", "checksum", "expectedMin", "expectedMax", "loaderVersion", "dateRead", "memberCount",
    "uninterpretedText", "uninterpretedColumn",
}  # fmt: skip


def test_examples_of_the_ontology_are_statements_of_the_graph(usage: Usage) -> None:
    triples = {quad.triple for quad in usage.quads}
    statements = used_terms(triples)
    subjects = {triple.subject for triple in triples}
    command = "run: python -m tests.ontology.examples releases/current/dumps/urban-solidarity.nq"
    examples, notes = usage.pairs(SKOS.example), usage.pairs(SKOS.scopeNote)
    terms = [term for term in usage.pairs(RDFS.isDefinedBy) if isinstance(term, NamedNode)]
    assert len(terms) > 150
    for term in terms:
        found = [str(getattr(value, "value", value)) for value in examples[term]]
        if term not in statements:
            assert not found, f"{term} is not used: {command}"
            assert Literal(UNUSED, language="en") in notes[term], f"{term}: {command}"
            continue
        (example,) = found
        for triple in parsed(example):
            moving = triple.predicate.value.removeprefix(NAMESPACE) in MOVING
            known = triple.subject in subjects if moving else triple in triples
            assert known, f"{example}: {command}"
            assert term in {triple.predicate, triple.object}, f"{example}: {command}"


def test_missing_and_wrong_examples_are_made_anew() -> None:
    city, network = (urb(DEFAULT_BASE)(name) for name in ("City", "inNetwork"))
    palermo = NamedNode(f"{DEFAULT_BASE}id/city/palermo")
    anvita = NamedNode(f"{DEFAULT_BASE}id/network/anvita")
    known = used_terms([Triple(palermo, RDF.type, city), Triple(palermo, network, anvita)])
    text = (
        'urb:City a owl:Class ;\n    skos:example "<x:y> a urb:City" ;\n'
        "    rdfs:isDefinedBy <ontology> .\n\n"
        f'urb:inNetwork a rdf:Property ;\n    skos:scopeNote "{UNUSED}"@en ;\n'
        "    rdfs:isDefinedBy <ontology> .\n\n"
        "urb:Mention a owl:Class ;\n    rdfs:isDefinedBy <ontology> .\n"
    )
    made = rewrite(text, known)
    assert f'skos:example "<{palermo.value}> a urb:City" ;' in made
    assert f'skos:example "<{palermo.value}> urb:inNetwork <{anvita.value}>" ;' in made
    assert made.count(UNUSED) == 1
    assert rewrite(made, known) == made
