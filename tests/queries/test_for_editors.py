"""Editors of other projects find prefixes, examples and what each class has by asking us."""

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import VOID, prefixes, urb

HEAD = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX ext: <http://ldf.fi/void-ext#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
"""
OF_CLASS = """?of void:class ?class ; void:propertyPartition ?part .
?part void:property ?property ; void:triples ?triples ."""


@pytest.fixture(scope="module")
def store(shipped_release: Path) -> Store:
    return Store.read_only(str(shipped_release / "store"))


def rows(store: Store, query: str) -> set[tuple[str, ...]]:
    found = store.query(HEAD + query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return {tuple(one[name].value if one[name] else "" for name in names) for one in found}


def test_the_prefixes_are_declared_as_editors_look_for_them(store: Store) -> None:
    found = rows(store, "SELECT ?prefix ?space { [] sh:prefix ?prefix ; sh:namespace ?space }")
    assert dict(found) == prefixes(DEFAULT_BASE)


def test_each_example_has_a_comment_a_query_an_endpoint_and_prefixes(store: Store) -> None:
    whole = """SELECT ?one { ?one a sh:SPARQLExecutable ; rdfs:comment ?comment ; schema:target [] ;
    sh:select|sh:ask|sh:construct|sh:describe ?query ; sh:prefixes/sh:declare/sh:prefix "urb" }"""
    found = rows(store, whole)
    assert found == rows(store, "SELECT ?one { ?one a urb:Query }")
    assert len(found) > 20
    assert rows(store, "SELECT ?word { [] a sh:SPARQLExecutable ; schema:keywords ?word }")


@pytest.mark.parametrize("name", ["City", "Network", "Practice", "Signature"])
def test_the_properties_of_a_class_are_counted_as_they_are_in_the_data(
    store: Store, name: str
) -> None:
    stated = rows(store, f"SELECT ?property ?triples {{ {OF_CLASS} FILTER(?class = urb:{name}) }}")
    counted = rows(
        store, f"SELECT ?p (COUNT(*) AS ?n) {{ ?one a urb:{name} ; ?p ?value }} GROUP BY ?p"
    )
    assert stated == counted
    assert len(counted) > 5


def test_it_is_said_what_properties_lead_to(store: Store) -> None:
    other = f"""SELECT ?property ?other {{ {OF_CLASS} FILTER(?class = urb:City)
    ?part void:classPartition/void:class ?other }}"""
    country = str(urb(DEFAULT_BASE)("country").value)
    assert (country, str(urb(DEFAULT_BASE)("Country").value)) in rows(store, other)
    kinds = f"""SELECT ?property ?kind {{ {OF_CLASS} FILTER(?class = urb:City)
    ?part ext:datatypePartition/ext:datatype ?kind }}"""
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert {kind for name, kind in rows(store, kinds) if name == label} <= {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "http://www.w3.org/2001/XMLSchema#string",
    }


def test_the_description_of_the_dataset_says_the_same(shipped_release: Path, store: Store) -> None:
    document = parse(path=str(shipped_release / "dumps" / "void.ttl"), format=RdfFormat.TURTLE)
    parts = {(q.subject.value, q.object.value) for q in document if q.predicate == VOID.property}
    asked = rows(store, "SELECT ?part ?property { ?part void:property ?property }")
    assert asked <= parts
