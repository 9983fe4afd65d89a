"""Terms arrive unchanged in every format, and the clients people use understand the answers."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
from collections import Counter

import pandas as pd
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from tests.endpoint.conformance import answers
from tests.endpoint.conformance.answers import Term, literal

pytestmark = pytest.mark.xdist_group("w3c-query")
XSD = "http://www.w3.org/2001/XMLSchema#"
URB = "https://w3id.org/urban-solidarity/ontology#"
EX = "http://example.org/"
HAS = f"{EX}has"
TERMS = [
    literal("Solidarity City"),
    literal(""),
    literal(" spaces around "),
    literal("Łódź, Αθήνα, Δ 𝛿 🏙️ e\u0301"),
    literal("ירושלים", "he"),
    literal("مدينة التضامن (2018)", "ar"),
    literal("\u202bقلب\u202c", "fa"),
    literal("colour", "en-gb"),
    literal("same text"),
    literal("same text", "en"),
    literal("same text", "de"),
    literal("line\nbreak"),
    literal("carriage\r\nreturn\r"),
    literal("tab\tand \\ backslash"),
    literal("quotes \" ' \"\"\" '''"),
    literal('commas, semicolons; "and, both"'),
    literal("<b>&amp; ]]> <![CDATA[ -->"),
    literal("\u00a0\u2028\u2029\u0085\ufeff"),
    literal("0", None, f"{XSD}integer"),
    literal("-12", None, f"{XSD}integer"),
    literal("12345678901234", None, f"{XSD}integer"),
    literal("1.5", None, f"{XSD}decimal"),
    literal("-0.001", None, f"{XSD}decimal"),
    literal("true", None, f"{XSD}boolean"),
    literal("2018-23", None, "http://id.loc.gov/datatypes/edtf/EDTF"),
    literal("2018", None, f"{XSD}gYear"),
    literal("2018-06", None, f"{XSD}gYearMonth"),
    literal("2018-06-30", None, f"{XSD}date"),
    literal("2018-06-30T12:00:00Z", None, f"{XSD}dateTime"),
    literal("2018-06-30T12:00:00+02:00", None, f"{XSD}dateTime"),
    literal("POINT(13.3636 38.1166)", None, "http://www.opengis.net/ont/geosparql#wktLiteral"),
    literal("about 600", None, f"{XSD}integer"),
    literal("1", None, f"{EX}own"),
    literal("12"),
    literal("true"),
    literal("http://example.org/not-an-iri"),
    Term("iri", f"{EX}Ιράν/é?a=b&c=d#e"),
    Term("iri", f"{EX}%C3%A9"),
    Term("iri", "urn:isbn:123"),
    Term("iri", "mailto:someone@example.org"),
]
TABLES = [
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/tab-separated-values",
]
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    # With nothing but a default graph they are Turtle and N-Triples.
    "application/trig": "turtle",
    "application/n-quads": "nt",
}
PREFIXED = ["text/turtle", "application/trig", "application/rdf+xml", "application/ld+json"]
SELECT = f"SELECT ?s ?o {{ ?s <{HAS}> ?o }}"


def node(term):
    if term.kind == "iri":
        return NamedNode(term.text)
    if term.language:
        return Literal(term.text, language=term.language)
    return Literal(term.text, datatype=NamedNode(term.datatype))


@pytest.fixture(scope="module")
def difficult(starter, make_release, tmp_path_factory):
    """Return a service over terms that are easily broken."""
    graph = NamedNode("https://w3id.org/urban-solidarity/graph/difficult/one")
    quads = [
        Quad(NamedNode(f"{EX}{n}"), NamedNode(HAS), node(term), graph)
        for n, term in enumerate(TERMS)
    ]
    quads.append(Quad(NamedNode(f"{EX}a"), NamedNode(f"{URB}country"), NamedNode(EX), graph))
    text = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
    lines = text.decode().splitlines(keepends=True)
    joined = "".join(lines).split(" .\n")
    release = make_release(tmp_path_factory.mktemp("d"), [f"{one} .\n" for one in joined if one])
    options = ("--query-workers=1", "--page-workers=1", "--web-processes=1")
    return starter(release, *options, "--client-queries=0", "--client-budget=0")


@pytest.mark.parametrize("accept", TABLES)
def test_terms_arrive_unchanged_in_tables(difficult, accept):
    reply = difficult.query(SELECT, accept)
    table = answers.READERS[accept](reply.body.decode(), "")
    assert table.variables == ("s", "o")
    found = {row[0].text.removeprefix(EX): row[1] for row in table.rows}
    assert found == {str(n): term for n, term in enumerate(TERMS)}


def test_texts_arrive_unchanged_in_csv(difficult):
    reply = difficult.query(SELECT, "text/csv")
    head, *rows = csv.reader(io.StringIO(reply.body.decode(), newline=""))
    assert head == ["s", "o"]
    found = {s.removeprefix(EX): o for s, o in rows}
    assert found == {str(n): term.text for n, term in enumerate(TERMS)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader of JSON-LD
@pytest.mark.parametrize("accept", GRAPHS)
def test_terms_arrive_unchanged_in_graphs(difficult, accept, monkeypatch):
    """They are read by rdflib, which shall not rewrite numbers either."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    reply = difficult.query(f"CONSTRUCT {{ ?s <{HAS}> ?o }} WHERE {{ ?s <{HAS}> ?o }}", accept)
    graph = rdflib.Graph().parse(data=reply.body.decode(), format=GRAPHS[accept])
    found = {str(s).removeprefix(EX): of_rdflib(o) for s, _, o in graph}
    assert found == {str(n): term for n, term in enumerate(TERMS)}


def of_rdflib(term):
    if isinstance(term, rdflib.URIRef):
        return Term("iri", str(term))
    return literal(str(term), term.language, str(term.datatype) if term.datatype else None)


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "application/rdf+xml"])
def test_xml_stays_well_formed_whatever_a_text_holds(difficult, accept):
    """XML has no place for most control characters, not even by reference: those are refused."""
    head = "CONSTRUCT { <urn:s> <urn:p> ?t } WHERE" if "rdf" in accept else "SELECT ?t"
    document = ET.fromstring(difficult.query(f'{head} {{ BIND("c\\r\\nd" AS ?t) }}', accept).body)
    assert "c\r\nd" in [element.text for element in document.iter()]
    assert difficult.query(f'{head} {{ BIND("a\\u0001b" AS ?t) }}', accept).status == 406


@pytest.mark.parametrize("accept", TABLES)
def test_blank_nodes_stay_the_same_within_an_answer(difficult, accept):
    query = "SELECT ?a ?b ?c { { SELECT (BNODE() AS ?a) (BNODE() AS ?c) {} } BIND(?a AS ?b) }"
    reply = difficult.query(query, accept)
    [row] = answers.READERS[accept](reply.body.decode(), "").rows
    assert {term.kind for term in row} == {"bnode"}
    assert row[0] == row[1] != row[2]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader of JSON-LD
@pytest.mark.parametrize("accept", GRAPHS)
def test_blank_nodes_stay_apart_in_graphs(difficult, accept):
    query = f"CONSTRUCT {{ _:x <{HAS}> ?o ; <{HAS}2> _:y }} WHERE {{ ?s <{HAS}> ?o }}"
    text = difficult.query(query, accept).body.decode()
    subjects = set(rdflib.Graph().parse(data=text, format=GRAPHS[accept]).subjects())
    assert len(subjects) == len(TERMS)
    assert all(isinstance(s, rdflib.BNode) for s in subjects)


@pytest.mark.parametrize("accept", PREFIXED)
def test_graphs_carry_the_prefixes_of_the_project(difficult, accept):
    text = difficult.query(f"CONSTRUCT WHERE {{ ?s <{URB}country> ?o }}", accept).text
    assert URB in text
    assert "urb:country" in text


@pytest.fixture(scope="module")
def shipped(starter, shipped_release):
    """Return a service over the shipped release."""
    options = ("--query-workers=2", "--page-workers=1", "--web-processes=1")
    return starter(shipped_release, *options, "--client-queries=0", "--client-budget=0")


@pytest.fixture(scope="module")
def dump(shipped_release):
    """Return the shipped quads, as they were written."""
    return list(pyoxigraph.parse(path=shipped_release / "dumps" / "urban-solidarity.nq"))


NAMES = f"PREFIX urb: <{URB}> SELECT ?city ?name {{ ?city a urb:City ; rdfs:label ?name }}"
CITIES = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> " + NAMES


@pytest.fixture(scope="module")
def cities(dump):
    """Return the labels of all cities, read from the dump."""
    kinds = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    found = {
        q.subject for q in dump if q.predicate.value == kinds and q.object.value == f"{URB}City"
    }
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    return {
        (q.subject.value, q.object.value, q.object.language or "")
        for q in dump
        if q.subject in found and q.predicate.value == label
    }


def test_literals_of_the_release_arrive_as_they_were_written(shipped, dump):
    """Numbers arrive with their value: the store writes 51.98000 as 51.98."""
    written = {
        answers.value(literal(o.value, o.language, o.datatype.value))
        for o in {quad.object for quad in dump}
        if isinstance(o, Literal)
    }
    query = "SELECT DISTINCT ?o { GRAPH ?g { ?s ?p ?o } FILTER(ISLITERAL(?o)) }"
    for accept in TABLES:
        table = answers.READERS[accept](shipped.query(query, accept).body.decode(), "")
        assert len(table.rows) > 1000
        assert {answers.value(term) for (term,) in table.rows} == written


def test_pandas_opens_the_csv(shipped, cities):
    reply = shipped.query(CITIES, "text/csv")
    table = pd.read_csv(io.BytesIO(reply.body), keep_default_na=False)
    assert list(table.columns) == ["city", "name"]
    found = Counter(zip(table["city"], table["name"], strict=True))
    assert found == Counter((city, name) for city, name, _ in cities)
    count = pd.read_csv(
        f"{shipped.url}/sparql?{urllib.parse.urlencode({'query': CITIES, 'format': 'csv'})}"
    )
    assert len(count) == len(table)


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("returned", [JSON, XML])
def test_sparqlwrapper_gets_right_answers(shipped, cities, method, returned):
    wrapper = SPARQLWrapper(f"{shipped.url}/sparql")
    wrapper.setQuery(CITIES)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(returned)
    answer = wrapper.query()
    if returned == JSON:
        rows = answer.convert()["results"]["bindings"]
        found = {
            (r["city"]["value"], r["name"]["value"], r["name"].get("xml:lang", "")) for r in rows
        }
    else:
        table = answers.from_xml(answer.convert().toxml())
        found = {(city.text, name.text, name.language) for city, name in table.rows}
    assert found == cities


def test_sparqlwrapper_gets_csv_and_graphs(shipped, cities):
    wrapper = SPARQLWrapper(f"{shipped.url}/sparql", returnFormat=CSV)
    wrapper.setQuery(CITIES)
    assert len(wrapper.query().convert().decode().splitlines()) == len(cities) + 1
    wrapper = SPARQLWrapper(f"{shipped.url}/sparql", returnFormat=TURTLE)
    wrapper.setQuery(f"CONSTRUCT {{ ?s a <{URB}City> }} WHERE {{ ?s a <{URB}City> }}")
    graph = rdflib.Graph().parse(data=wrapper.query().convert(), format="turtle")
    assert {str(s) for s in graph.subjects()} == {city for city, *_ in cities}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_the_store_of_rdflib_gets_right_answers(shipped, cities, method):
    store = SPARQLStore(f"{shipped.url}/sparql", method=method)
    graph = rdflib.Graph(store)
    found = {(str(city), str(name), name.language or "") for city, name in graph.query(CITIES)}
    assert found == cities
    palermo = rdflib.URIRef("https://w3id.org/urban-solidarity/id/city/palermo")
    assert (palermo, rdflib.RDF.type, rdflib.URIRef(f"{URB}City")) in graph
    assert "Palermo" in {str(o) for o in graph.objects(palermo, rdflib.RDFS.label)}
    store.close()


def test_curl_gets_right_answers(shipped, cities):
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    asked = [curl, "-sS", "--fail", "--compressed", "-H", "Accept: text/csv"]
    forms = [
        ["-G", "--data-urlencode", f"query={CITIES}"],
        ["--data-urlencode", f"query={CITIES}"],
        ["-H", "Content-Type: application/sparql-query", "--data-binary", CITIES],
    ]
    for form in forms:
        done = subprocess.run(
            [*asked, *form, f"{shipped.url}/sparql"], capture_output=True, timeout=20, check=False
        )
        assert done.returncode == 0, done.stderr
        rows = list(csv.reader(io.StringIO(done.stdout.decode(), newline="")))[1:]
        assert Counter(map(tuple, rows)) == Counter((city, name) for city, name, _ in cities)
