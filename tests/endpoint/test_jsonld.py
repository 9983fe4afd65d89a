"""Compacted JSON-LD reads back as the same triples, in two parsers, without any network."""

import io
import json

import pytest
import rdflib
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    parse,
    serialize,
)
from rdflib.compare import isomorphic

from loaders.errors import UnwritableError
from loaders.rdf import jsonld
from loaders.rdf.compaction import Definition, vocabulary_of
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
    return jsonld.write(TRIPLES, prefixes, vocabulary_of(CONTEXT["@context"]).terms)


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
    assert vocabulary_of(["https://example.org/remote"]).terms == {}


PREFIXES = {"ex": EX, "rdfs": RDFS.iri, "skos": SKOS.iri, "urn": "https://example.org/urn#"}
ODD = [
    # Written in full, this would be read as a compact IRI with the prefix ``ex``.
    Triple(NamedNode("ex:c"), RDFS.label, Literal("odd")),
    Triple(node("b"), node("see"), NamedNode("ex:c")),
    Triple(node("b"), NamedNode("ex:own"), Literal("1", datatype=NamedNode("ex:number"))),
    Triple(node("b"), RDF.type, NamedNode("ex:Thing")),
    Triple(node("b"), RDFS.label, Literal("يمين", language="ar", direction=BaseDirection.RTL)),
    Triple(BlankNode("x"), node("see"), BlankNode("y")),
]


def test_a_document_reads_back_whatever_its_iris_look_like() -> None:
    terms = {"label": Definition(RDFS.label.value, "", "@language")}
    document = jsonld.write(TRIPLES + ODD, PREFIXES, terms)
    read = [q.triple for q in parse(document, format=RdfFormat.JSON_LD)]
    named = {triple for triple in TRIPLES + ODD if not isinstance(triple.subject, BlankNode)}
    assert {one for one in read if not isinstance(one.subject, BlankNode)} == named
    assert len(read) == len(TRIPLES + ODD)


def long(triples: list[Triple]) -> bytes:
    output = io.BytesIO()
    jsonld.write_long(triples, PREFIXES, output)
    return output.getvalue()


def test_a_long_document_reads_back_whatever_its_iris_look_like() -> None:
    document = long(TRIPLES + ODD)
    read = [q.triple for q in parse(document, format=RdfFormat.JSON_LD)]
    named = [triple for triple in TRIPLES + ODD if not isinstance(triple.subject, BlankNode)]
    assert {one for one in read if not isinstance(one.subject, BlankNode)} == set(named)
    assert len(read) == len(TRIPLES + ODD)
    assert json.loads(document)["@context"] == PREFIXES


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own use
def test_rdflib_reads_a_long_document() -> None:
    # rdflib has no direction of texts.
    triples = [one for one in TRIPLES + ODD if not getattr(one.object, "direction", None)]
    expected = rdflib.Graph().parse(
        data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt"
    )
    assert isomorphic(rdflib.Graph().parse(data=long(triples), format="json-ld"), expected)


def test_a_long_document_is_compact_and_is_written_in_pieces() -> None:
    pieces: list[bytes] = []
    many = [Triple(node(f"s{n}"), RDFS.label, Literal("x" * 100)) for n in range(5000)]

    class Pieces:
        def write(self, data: bytes) -> int:
            pieces.append(data)
            return len(data)

    jsonld.write_long(many, PREFIXES, Pieces())
    assert max(map(len, pieces)) < 2 * jsonld.PIECE
    nodes = json.loads(b"".join(pieces))["@graph"]
    assert nodes[7] == {"@id": f"{EX}s7", "rdfs:label": "x" * 100}
    assert len(nodes) == len(many)
    assert json.loads(long([]))["@graph"] == []


def test_triple_terms_are_refused() -> None:
    inner = Triple(node("a"), node("b"), node("c"))
    with pytest.raises(UnwritableError, match="no JSON-LD"):
        long([Triple(node("s"), node("p"), inner)])
