"""HermiT finds the ontology, its neighbours and a sample of the graph free of contradictions."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import Dataset, NamedNode, RdfFormat, Triple, parse, serialize

from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import ORG, OWL, RDF, RDFS, SKOS, XSD, urb

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")

HERE = Path(__file__).parent
SETTINGS = Settings.from_environment({})
TERMS = urb(DEFAULT_BASE)
NEIGHBOURS = HERE / "reasoning" / "neighbours.ttl"
# A city with all that is around it, and one thing of every other kind.
SAMPLE = ("city/palermo", "city/berlin", "network/anvita", "list/icc-index", "event/aquarius-2018",
          "publication/rls-2019-ch-naples", "practice/zurich-city-id-card",
          "conflict/alliance-coordinator", "organisation/seebruecke", "person/leoluca-orlando",
          "charter/palermo-declaration-2021")  # fmt: skip
# What OWL 2 DL does not let data say: reification is of the claims alone.
RESERVED = {RDF.subject, RDF.predicate, RDF.object}

Reasoner = Callable[[Iterable[Triple]], set[str] | None]
"""Of which classes nothing can be, given more statements; None where these are contradictory."""
DISJOINT = [
    ("City", "Government"), ("City", "Actor"), ("Network", "List"), ("Act", "Membership"),
    ("Act", "Signature"), ("Designation", "Membership"), ("Person", "Organisation"),
    ("Person", "Network"),
]  # fmt: skip
TOGETHER = [("Network", "Actor"), ("Person", "Actor"), ("City", "Place")]


def thing(path: str) -> NamedNode:
    return NamedNode(f"{DEFAULT_BASE}id/{path}")


@pytest.fixture(scope="module")
def model() -> list[Triple]:
    own = [quad.triple for quad in ontology_quads(SETTINGS)]
    return [*own, *(q.triple for q in parse(path=str(NEIGHBOURS), format=RdfFormat.TURTLE))]


@pytest.fixture(scope="module")
def reasoned(model: list[Triple], tmp_path_factory: pytest.TempPathFactory) -> Reasoner:
    """Return what HermiT concludes from the ontology with more statements."""
    owlready2 = pytest.importorskip("owlready2", reason="owlready2 is not installed")
    folder = tmp_path_factory.mktemp("reasoning")

    def ask(more: Iterable[Triple]) -> set[str] | None:
        path = folder / "all.nt"
        path.write_bytes(serialize([*model, *more], format=RdfFormat.N_TRIPLES) or b"")
        world = owlready2.World()
        ontology = world.get_ontology(path.as_uri()).load()
        try:
            with ontology:
                owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return None
        return {one.iri for one in world.inconsistent_classes()} - {OWL.Nothing.value}

    return ask


@pytest.fixture(scope="module")
def sample(shipped_release: Path) -> list[Triple]:
    """What the graph says of some things, and of what points to them or is pointed to."""
    dump = shipped_release / "dumps" / "urban-solidarity.nq"
    graph = Dataset(
        q for q in parse(path=str(dump), format=RdfFormat.N_QUADS)
        if not str(q.graph_name).strip("<>").endswith(("/claims", "graph/ontology"))
    )  # fmt: skip
    chosen = {thing(path) for path in SAMPLE}
    around = {q.subject for node in chosen for q in graph.quads_for_object(node)}
    around |= {q.object for node in chosen for q in graph.quads_for_subject(node)}
    nodes = chosen | {node for node in around if isinstance(node, NamedNode)}
    triples = {q.triple for node in nodes for q in graph.quads_for_subject(node)}
    return [one for one in triples if one.predicate not in RESERVED]


@needs_java
def test_the_ontology_and_a_sample_of_the_graph_are_consistent(
    reasoned: Reasoner, sample: list[Triple]
) -> None:
    """A person may be the member of a network, too."""
    assert len(sample) > 2500
    classes = {one.object for one in sample if one.predicate == RDF.type}
    assert {TERMS(name) for name in ("City", "Government", "Membership", "Act", "Signature",
                                     "Designation", "Practice", "Person")} <= classes  # fmt: skip
    membership, person, network = thing("membership/x"), thing("person/x"), thing("network/x")
    member = [
        Triple(person, RDF.type, TERMS.Person),
        Triple(network, RDF.type, TERMS.Network),
        Triple(membership, RDF.type, TERMS.Membership),
        Triple(membership, ORG.member, person),
        Triple(membership, ORG.organization, network),
        Triple(person, ORG.memberOf, network),
    ]
    assert reasoned([*sample, *member]) == set()


def both(one: str, other: str) -> NamedNode:
    """Return a class of what is of both classes."""
    return NamedNode(f"{DEFAULT_BASE}id/tests#{one}And{other}")


@needs_java
def test_nothing_is_of_two_disjoint_classes(reasoned: Reasoner) -> None:
    """A place is no actor and no member, a network no list, an act no membership."""
    made = [Triple(both(*pair), RDF.type, OWL.Class) for pair in (*DISJOINT, *TOGETHER)]
    above = [
        Triple(both(*pair), RDFS.subClassOf, TERMS(name))
        for pair in (*DISJOINT, *TOGETHER)
        for name in pair
    ]
    assert reasoned([*made, *above]) == {both(*pair).value for pair in DISJOINT}


@needs_java
def test_what_is_of_two_disjoint_classes_contradicts_the_ontology(reasoned: Reasoner) -> None:
    mixed = thing("city/x")
    kinds = [Triple(mixed, RDF.type, TERMS(name)) for name in ("City", "Government")]
    assert reasoned(kinds) is None


def test_every_term_that_is_used_is_one_kind_of_thing(model: list[Triple]) -> None:
    """OWL 2 DL: each class and property is declared, and a property is of one kind only."""
    kinds: dict[object, set[object]] = {}
    for triple in model:
        if triple.predicate == RDF.type:
            kinds.setdefault(triple.subject, set()).add(triple.object)
    properties = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    assert not [term for term, found in kinds.items() if len(found & properties) > 1]
    builtin = (RDF.iri, RDFS.iri, OWL.iri, XSD.iri)
    classes = {t.object for t in model if t.predicate in {RDF.type, RDFS.subClassOf}}
    used = {t.predicate for t in model}
    for term in {*classes, *used}:
        assert isinstance(term, NamedNode)
        wanted = properties if term in used else {OWL.Class}
        if not term.value.startswith(builtin):
            assert kinds.get(term, set()) & wanted, term


def test_ranges_are_in_the_datatype_map_of_owl(model: list[Triple]) -> None:
    outside = {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.time, XSD.duration}
    assert not [t for t in model if t.predicate == RDFS.range and t.object in outside]
    assert SKOS.closeMatch not in {t.predicate for t in model if t.subject in {TERMS.Act}}
