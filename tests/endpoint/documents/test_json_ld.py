"""JSON-LD as web developers like it, and as true as Turtle."""

from __future__ import annotations

import json
from collections import defaultdict
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rdflib
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from loaders.rdf import framing
from loaders.rdf.compaction import vocabulary_of
from loaders.vocabulary import RDF, RDFS, SKOS, XSD

BASE = "https://w3id.org/urban-solidarity/"
ADDRESS = f"{BASE}context.jsonld"
CONTEXT = json.loads(
    (Path(__file__).parents[3] / "ontology" / "context.jsonld").read_text(encoding="utf-8")
)["@context"]
PATHS = ["/doc/city/palermo", "/doc/network/net", "/browse/city", "/dataset", "/graph/t/palermo"]


def whole(data: bytes) -> bytes:
    """Put the context in the place of its address, for a reader that fetches none."""
    document = json.loads(data)
    if document["@context"] == ADDRESS:
        document["@context"] = CONTEXT
    return json.dumps(document).encode()


@pytest.mark.parametrize("path", PATHS)
def test_the_document_is_the_graph_of_its_turtle(described_client: FlaskClient, path: str) -> None:
    data = described_client.get(f"{path}.jsonld").data
    assert json.loads(data)["@context"] == ADDRESS
    ours = {quad.triple for quad in parse(whole(data), format=RdfFormat.JSON_LD)}
    turtle = described_client.get(f"{path}.ttl").data
    assert ours == {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_rdflib_reads_it_with_the_context_this_site_serves(
    described_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rdflib.plugins.shared.jsonld import context as reader

    def fetch(source: str, *_: object, **__: object) -> tuple[Any, None]:
        assert source == ADDRESS
        return json.load(BytesIO(described_client.get("/context.jsonld").data)), None

    monkeypatch.setattr(reader, "source_to_json", fetch)
    data = described_client.get("/doc/city/palermo.jsonld").data
    turtle = described_client.get("/doc/city/palermo.ttl").data
    found = rdflib.Graph().parse(data=data, format="json-ld")
    assert len(found) > 20
    assert isomorphic(found, rdflib.Graph().parse(data=turtle, format="turtle"))


def test_the_thing_is_the_root_and_its_values_are_those_of_json(
    described_client: FlaskClient,
) -> None:
    city = json.loads(described_client.get("/doc/city/palermo.jsonld").data)
    assert city["id"] == f"{BASE}id/city/palermo"
    assert city["type"] == ["City", "Place"]
    assert city["label"] == {"@none": "Palermo"}
    assert city["prefLabel"] == {"fr": "Palerme", "it": "Palermo"}
    assert city["altLabel"] == {"@none": ["Balarm"], "la": ["Paliemmu", "Panormus"]}
    assert city["population"] == 648260
    assert city["country"] == {"id": f"{BASE}id/country/it", "label": {"en": "Italy"}}
    (network,) = city["inNetwork"]
    assert network["label"] == {"en": "Net"}
    assert city["sameAs"] == ["http://www.wikidata.org/entity/Q2656"]
    (membership,) = city["@reverse"]["place"]
    assert (membership["label"], membership["organization"]) == (
        {"en": "Palermo in Net"},
        [f"{BASE}id/network/net"] if "@set" in str(CONTEXT["organization"]) else network["id"],
    )


def test_a_value_that_json_would_change_keeps_its_form() -> None:
    network = NamedNode(f"{BASE}id/network/net")
    predicate = NamedNode(f"{BASE}ontology#memberCount")
    count = Triple(network, predicate, Literal("05", datatype=XSD.integer))
    data = framing.write([count], vocabulary_of(CONTEXT), ADDRESS, network.value)
    assert json.loads(data)["memberCount"] == "05"


def test_todays_keys_stay_behind_a_profile(described_client: FlaskClient) -> None:
    accept = f'application/ld+json;profile="{BASE}docs/uris#flat"'
    answer = described_client.get("/doc/city/palermo", headers={"Accept": accept})
    document = json.loads(answer.data)
    assert answer.mimetype == "application/ld+json"
    city = next(one for one in document["@graph"] if one["@id"] == f"{BASE}id/city/palermo")
    assert city["label"] == "Palermo"
    assert city["@type"] == ["urb:City", "urb:Place"]
    assert isinstance(document["@context"], dict)
    framed = whole(described_client.get("/doc/city/palermo.jsonld").data)
    assert {q.triple for q in parse(answer.data, format=RdfFormat.JSON_LD)} == {
        q.triple for q in parse(framed, format=RdfFormat.JSON_LD)
    }


NODES = st.sampled_from(
    [NamedNode(f"{BASE}id/city/{name}") for name in "abcd"] + [BlankNode("x"), BlankNode("y")]
)
LITERALS = st.one_of(
    st.builds(Literal, st.text(max_size=5)),
    st.builds(
        lambda text, tag: Literal(text, language=tag),
        st.text(max_size=5),
        st.sampled_from(["en", "x-none"]),
    ),
    st.builds(
        lambda text, kind: Literal(text, datatype=kind),
        st.sampled_from(["1", "01", "-0", "-7", "true", "1.5", "1E3", "9" * 20, "2018", "x"]),
        st.sampled_from([XSD.integer, XSD.boolean, XSD.decimal, XSD.double, XSD.gYear, XSD.date]),
    ),
)
PREDICATES = st.sampled_from(
    [
        RDFS.label,
        SKOS.altLabel,
        RDF.type,
        NamedNode(f"{BASE}ontology#place"),
        NamedNode(f"{BASE}ontology#population"),
        NamedNode(f"{BASE}ontology#start"),
        NamedNode("https://example.org/own"),
    ]
)
TRIPLES = st.lists(st.builds(Triple, NODES, PREDICATES, st.one_of(NODES, LITERALS)), max_size=12)


@given(TRIPLES)
def test_whatever_points_where_every_triple_is_read_back(triples: list[Triple]) -> None:
    """Cycles, nodes nothing leads to, values that do not fit their term."""
    data = framing.write(triples, vocabulary_of(CONTEXT), ADDRESS, f"{BASE}id/city/a")
    found = {quad.triple for quad in parse(whole(data), format=RdfFormat.JSON_LD)}
    assert shape(found) == shape(set(triples))


def shape(triples: set[Triple]) -> set[str]:
    """Return triples with blank nodes named by what is said of them, deep enough for two."""
    names: dict[str, str] = defaultdict(str)
    for _ in range(3):
        names = {
            name: str(sorted(line(one, names, name) for one in triples if name in str(one)))
            for name in {str(t) for one in triples for t in one if isinstance(t, BlankNode)}
        }
    return {line(one, names) for one in triples}


def line(triple: Triple, names: dict[str, str], here: str = "") -> str:
    known = {**names, here: "SELF"} if here else names
    parts = (str(term) for term in triple)
    return " ".join(known.get(part, part) if part[:2] == "_:" else part for part in parts)


def test_a_long_chain_is_written_and_read() -> None:
    nodes = [NamedNode(f"{BASE}id/city/n{number}") for number in range(1000)]
    place = NamedNode(f"{BASE}ontology#place")
    triples = [Triple(one, place, other) for one, other in pairwise(nodes)]
    data = framing.write(triples, vocabulary_of(CONTEXT), ADDRESS, nodes[0].value)
    assert {q.triple for q in parse(whole(data), format=RdfFormat.JSON_LD)} == set(triples)


def test_an_iri_that_looks_compact_keeps_its_meaning() -> None:
    odd = Triple(NamedNode("skos:x"), RDFS.label, Literal("odd"))
    data = framing.write([odd], vocabulary_of(CONTEXT), ADDRESS, "skos:x")
    assert {q.triple for q in parse(whole(data), format=RdfFormat.JSON_LD)} == {odd}


def test_what_has_many_values_in_the_data_is_a_list(shipped_release: Path) -> None:
    """A key that is a list for one thing is a list for all."""
    terms = vocabulary_of(CONTEXT).terms
    bounded = {one.iri for one in terms.values() if not one.container}
    first: dict[tuple[str, str], str] = {}
    many = set()
    for quad in parse(
        path=str(shipped_release / "dumps" / "urban-solidarity.nq"), format=RdfFormat.N_QUADS
    ):
        if quad.predicate.value in bounded:
            key, value = (str(quad.subject), quad.predicate.value), str(quad.object)
            if first.setdefault(key, value) != value:
                many.add(quad.predicate.value)
    assert first
    assert not many, f'give these "@container": "@set" in ontology/context.jsonld: {sorted(many)}'
