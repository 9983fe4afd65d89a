"""Compacted JSON-LD reads back as the same triples, in two parsers, without any network."""

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from rdflib.compare import isomorphic

from endpoint import jsonld
from loaders.vocabulary import RDF, RDFS, SKOS, XSD

EX = "https://example.org/"
CONTEXT = {
    "@context": {
        "@version": 1.1,
        "ex": EX,
        "xsd": XSD.iri,
        "City": {"@id": "ex:City"},
        "label": {"@id": str(RDFS.label.value)},
        "name": {"@id": SKOS.prefLabel.value, "@container": "@language"},
        "place": {"@id": "ex:place", "@type": "@id"},
        "start": {"@id": "ex:start", "@type": "xsd:gYear"},
        "parts": {"@id": "ex:parts", "@type": "@id", "@container": "@set"},
        "by": {"@reverse": "ex:place"},
    }
}


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


TRIPLES = [
    Triple(node("a"), RDF.type, node("City")),
    Triple(node("a"), RDF.type, node("Other")),
    Triple(node("a"), RDFS.label, Literal('A "quoted" \\ back\nslash')),
    Triple(node("a"), RDFS.label, Literal("Ä", language="de")),
    Triple(node("a"), SKOS.prefLabel, Literal("one", language="en")),
    Triple(node("a"), SKOS.prefLabel, Literal("two", language="en")),
    Triple(node("a"), SKOS.prefLabel, Literal("مدينة", language="ar")),
    Triple(node("a"), SKOS.prefLabel, Literal("untagged")),
    Triple(node("a"), node("place"), node("b")),
    Triple(node("a"), node("place"), Literal("words")),
    Triple(node("a"), node("start"), Literal("2018", datatype=XSD.gYear)),
    Triple(node("a"), node("start"), Literal("2018-03", datatype=XSD.gYearMonth)),
    Triple(node("a"), node("parts"), node("c")),
    Triple(node("a"), node("n"), Literal("+01", datatype=XSD.integer)),
    Triple(node("a"), node("n"), Literal("1.50", datatype=XSD.decimal)),
    Triple(node("a"), node("n"), Literal("true", datatype=XSD.boolean)),
    Triple(
        NamedNode("urn:x:y"),
        NamedNode("https://example.org/with//slashes"),
        NamedNode("https://example.org/"),
    ),
]


def written() -> bytes:
    prefixes = {"ex": EX, "rdfs": RDFS.iri, "skos": SKOS.iri, "xsd": XSD.iri}
    return jsonld.write(TRIPLES, prefixes, jsonld.read_context(CONTEXT))


def test_oxigraph_reads_the_same_triples() -> None:
    read = {q.triple for q in parse(written(), format=RdfFormat.JSON_LD)}
    assert read == set(TRIPLES)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own use
def test_rdflib_reads_the_same_triples() -> None:
    expected = rdflib.Graph().parse(
        data=serialize(TRIPLES, format=RdfFormat.N_TRIPLES), format="nt"
    )
    assert isomorphic(rdflib.Graph().parse(data=written(), format="json-ld"), expected)


def test_terms_are_used_and_only_what_is_used_is_in_the_context() -> None:
    document = json.loads(written())
    a = document["@graph"][0]
    assert a["@type"] == ["ex:City", "ex:Other"]
    assert a["name"] == {"en": ["one", "two"], "ar": "مدينة"}
    assert a["parts"] == [f"{EX}c"]
    assert a["start"] == "2018"
    assert set(document["@context"]) == {
        "ex",
        "label",
        "name",
        "parts",
        "place",
        "rdfs",
        "skos",
        "start",
        "xsd",
    }


def test_without_context_and_triples() -> None:
    assert json.loads(jsonld.write([], {}, {})) == {"@context": {}, "@graph": []}
    assert jsonld.read_context({"@context": ["https://example.org/remote"]}) == {}
