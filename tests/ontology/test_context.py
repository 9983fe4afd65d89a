"""A JSON-LD document of each class, written with the context, means the same to two readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph
from rdflib.compare import to_isomorphic

from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import prefixes, urb

ROOT = Path(__file__).parent.parent.parent
CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
FIXTURES = sorted((ROOT / "tests" / "shapes" / "valid").glob("*.ttl"))
SETTINGS = Settings.from_environment({})


def triples_of(data: str, format_: RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in parse(data.encode(), format=format_)}


def classes() -> dict[str, Path]:
    """Return for each class a fixture whose node <#x> is one."""
    found = {}
    for path in FIXTURES:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri="https://example.org/"):
            name = str(quad.object).strip("<>").removeprefix(urb(DEFAULT_BASE).iri)
            if str(quad.subject).endswith("#x>") and str(quad.predicate).endswith("#type>"):
                found.setdefault(name, path)
    return {name: path for name, path in found.items() if CONTEXT.get(name) == f"urb:{name}"}


def compacted(graph: Graph) -> str:
    """Write a graph with rdflib under the context of the project."""
    return graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)


def test_every_class_and_property_is_a_term() -> None:
    names = {
        line.split()[0].removeprefix("urb:")
        for line in (ROOT / "ontology" / "urban-solidarity.ttl").read_text("utf-8").splitlines()
        if line.startswith("urb:")
    }
    assert len(names) > 120
    assert names <= set(CONTEXT)


def test_the_prefixes_are_those_of_the_project() -> None:
    for name, namespace in prefixes(DEFAULT_BASE).items():
        assert CONTEXT[name] == namespace


# rdflib's own reader of JSON-LD still uses what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("name", sorted(classes()))
def test_a_document_of_each_class_makes_the_round_trip(name: str) -> None:
    text = classes()[name].read_text(encoding="utf-8")
    turtle = Graph().parse(data=text, format="turtle", publicID="https://example.org/doc")
    document = compacted(turtle)
    assert f'"{name}"' in document or f"urb:{name}" in document
    again = Graph().parse(data=document, format="json-ld")
    assert to_isomorphic(again) == to_isomorphic(turtle)
    ours = triples_of(turtle.serialize(format="nt"), RdfFormat.N_TRIPLES)
    assert triples_of(document, RdfFormat.JSON_LD) == ours


def test_all_classes_have_a_document() -> None:
    assert len(classes()) >= 33


def test_values_take_their_types_from_the_context() -> None:
    document = {
        "@context": CONTEXT,
        "@id": "https://example.org/figure",
        "@type": "Figure",
        "value": "9.5",
        "about": "https://example.org/network",
        "earliestDate": "2018-01-01",
    }
    quads = parse(json.dumps(document).encode(), format=RdfFormat.JSON_LD)
    text = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    assert b'"9.5"^^<http://www.w3.org/2001/XMLSchema#decimal>' in text
    assert b"<https://example.org/network>" in text
    assert b'"2018-01-01"^^<http://www.w3.org/2001/XMLSchema#date>' in text
