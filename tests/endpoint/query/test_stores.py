"""The default graph answers by itself what all graphs would answer, and nothing else."""

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from endpoint.workers.frames import Task
from endpoint.workers.stores import Stores, may_name_graphs

EX = "http://example.org/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ASKED_OF_DEFAULT = [
    "SELECT * { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    f"SELECT ?a ?c {{ ?a <{EX}knows> ?b . ?b <{EX}knows> ?c . ?c <{LABEL}> ?l }}",
    "SELECT ?p (COUNT(*) AS ?n) (SAMPLE(?p) AS ?q) { ?s ?p ?o } GROUP BY ?p",
    f"SELECT ?x {{ <{EX}0> (<{EX}knows>/<{EX}knows>)* ?x }}",
    f"SELECT ?s {{ ?s <{LABEL}> ?l FILTER NOT EXISTS {{ ?s <{EX}knows> ?o }} }}",
    f"SELECT ?s {{ ?s <{LABEL}> ?l MINUS {{ ?s <{EX}knows> ?o }} }}",
    f"SELECT ?s ?o {{ ?s <{LABEL}> ?l OPTIONAL {{ ?s <{EX}knows> ?o }} }}",
    f"ASK {{ <{EX}claimed> ?p ?o }}",
    f"ASK {{ <{EX}word> ?p ?o }}",
    f"DESCRIBE <{EX}0>",
    f"DESCRIBE <{EX}claimed>",
    f"CONSTRUCT {{ ?o <{EX}known> ?s }} WHERE {{ ?s <{EX}knows> ?o }}",
]
ASKED_OF_GRAPHS = [
    "SELECT ?g { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g { graph ?g { ?s ?p ?o } }",
    "SELECT ?g { ?s ?p 1GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <urn:a> { ?s ?p ?o }",
    "SELECT * from named <urn:a> { ?s ?p ?o }",
    r"SELECT ?g { \u0047RAPH ?g { ?s ?p ?o } }",
    r"SELECT ?g { \U00000047RAPH ?g { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def stores(release):
    return Stores.in_memory(release)


def task(text, default=(), named=()):
    return Task("q", text, "", default, named, 0.0, 0.0)


def answer(store, query):
    """Return an answer in a form that does not tell the order of its parts."""
    found = store.query(query)
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return sorted(map(str, found))
    assert isinstance(found, QuerySolutions)
    return sorted(str(list(solution)) for solution in found)


@pytest.mark.parametrize("query", ASKED_OF_DEFAULT)
def test_the_default_graph_alone_answers_as_all_graphs_do(stores, query):
    assert stores.of(task(query)) is stores.default
    assert answer(stores.default, query) == answer(stores.everything, query)


@pytest.mark.parametrize("query", ASKED_OF_GRAPHS)
def test_what_may_ask_other_graphs_is_asked_of_all(stores, query):
    assert may_name_graphs(query)
    assert stores.of(task(query)) is stores.everything


@pytest.mark.parametrize(("default", "named"), [(("urn:a",), ()), ((), ("urn:a",))])
def test_so_is_what_the_request_names_graphs_for(stores, default, named):
    assert stores.of(task("ASK {}", default, named)) is stores.everything


def test_the_default_graph_has_no_claims(stores):
    claimed = f"ASK {{ <{EX}claimed> ?p ?o }}"
    assert not answer(stores.default, claimed)
    assert answer(stores.everything, f"ASK {{ GRAPH ?g {{ <{EX}claimed> ?p ?o }} }}")


def test_each_graph_is_in_the_store_of_all(stores):
    named = answer(stores.everything, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert len(named) == 10
    assert list(stores.default.named_graphs()) == []
