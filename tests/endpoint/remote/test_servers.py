"""The site and its queries over real servers elsewhere answer as they do over our own store."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest
from pyoxigraph import QueryResultsFormat as Results
from pyoxigraph import RdfFormat, parse, parse_query_results

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend, QueryRequest
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits

pytestmark = pytest.mark.xdist_group("elsewhere")
B = "https://w3id.org/urban-solidarity/"
URB = f"{B}ontology#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PAGES = (
    "/",
    "/browse/city",
    "/browse/network",
    "/doc/city/other",
    "/doc/city/many",
    "/doc/network/net",
    "/doc/country/it",
    "/doc/network/net.nt",
    "/doc/city/other.nt",
    "/doc/city/many.ttl",
    "/doc/country/it.jsonld",
    "/doc/city/withdrawn",
    "/doc/city/merged",
    "/doc/city/absent",
    "/id/city/other",
    "/sources",
    "/graph/t",
    "/graph/t/one",
    "/search?q=other",
    "/downloads",
    "/sparql",
)
QUERIES = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?s ?o { ?s <LABEL> ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), STR(<graph/>)))"
    " } GROUP BY ?g",
    "SELECT ?g ?s { GRAPH ?g { ?s <URBstart> ?o } }",
    "SELECT ?s ?o { GRAPH <graph/t/claims> { ?s <URBstart> ?o } }",
    "SELECT * { GRAPH <graph/t/two> { ?s <LABEL> ?o } }",
    "PREFIX g: <graph/t/> SELECT ?s { GRAPH g:two { ?s <LABEL> ?o } }",
    "SELECT ?g ?s { GRAPH ?g { ?s <LABEL> ?o } GRAPH <graph/catalogue> { ?g a <URBRecord> } }",
    "SELECT ?s FROM <graph/t/claims> { ?s ?p ?o }",
    "SELECT ?g ?s FROM NAMED <graph/t/claims> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?s { ?s <URBstart> ?o FILTER NOT EXISTS { GRAPH <graph/t/claims> { ?s ?p ?o } } }",
    "ASK { GRAPH <graph/t/claims> { ?s ?p ?o } }",
    "ASK { <id/city/other> <URBstart> ?o }",
    "CONSTRUCT { ?s <urn:l> ?o } { ?s <LABEL> ?o }",
    "CONSTRUCT { ?s <urn:l> ?o } { GRAPH <graph/t/two> { ?s <LABEL> ?o } }",
    "SELECT ?s { VALUES ?s { <id/city/other> <id/city/many> } ?s a <URBCity> } ORDER BY ?s",
    "BASE <https://w3id.org/urban-solidarity/id/> SELECT ?p { <city/other> ?p ?o }",
)


@pytest.fixture(scope="module")
def local(remote_release):
    return LocalBackend(remote_release)


def result(backend, text):
    text = text.replace("LABEL", LABEL).replace("URB", URB)
    form = next(word for word in ("SELECT", "ASK", "CONSTRUCT") if word in text)
    if form == "ASK":
        return backend.ask(text)
    if form == "CONSTRUCT":
        return Counter(map(str, backend.construct(text)))
    return Counter(
        str(sorted((name, str(term)) for name, term in row.items())) for row in backend.select(text)
    )


@pytest.mark.parametrize("text", QUERIES)
def test_queries_give_what_our_own_store_gives(text, elsewhere, connect, local) -> None:
    assert result(connect(elsewhere), text) == result(local, text)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_what_they_are_over_our_own_store(
    path, elsewhere, connect, local, remote_release
) -> None:
    def page(backend):
        site = create_app(AppConfig(release=remote_release, backend=backend))
        return site.test_client().get(path, headers={"Accept": "text/html"})

    here, there = page(local), page(connect(elsewhere))
    assert (there.status_code, there.mimetype) == (here.status_code, here.mimetype)
    assert there.headers.get("Location") == here.headers.get("Location")
    assert there.data == here.data


def test_every_format_is_served(elsewhere, connect, remote_release) -> None:
    site = create_app(AppConfig(release=remote_release, backend=connect(elsewhere))).test_client()
    select = f"SELECT ?o {{ <{B}id/city/other> <{LABEL}> ?o }}"

    def get(text, format_):
        answer = site.get("/sparql", query_string={"query": text, "format": format_})
        assert answer.status_code == 200, answer.data
        return answer.data

    for format_, syntax in (("json", Results.JSON), ("xml", Results.XML), ("tsv", Results.TSV)):
        [row] = parse_query_results(get(select, format_), syntax)
        assert row["o"].value == "Łódź"
    assert list(csv.reader(io.StringIO(get(select, "csv").decode()))) == [["o"], ["Łódź"]]
    graph = f"CONSTRUCT WHERE {{ <{B}id/city/other> <{LABEL}> ?o }}"
    syntaxes = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "rdf": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
        "trig": RdfFormat.TRIG,
        "nq": RdfFormat.N_QUADS,
    }
    for format_, syntax in syntaxes.items():
        [quad] = parse(get(graph, format_), syntax)
        assert quad.object.value == "Łódź"


def test_the_dataset_of_the_protocol_wins(elsewhere, connect) -> None:
    def count(text, **dataset):
        backend = connect(elsewhere)
        body = b"".join(backend.run(QueryRequest(text, **dataset)).body)
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])

    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert count(text, default_graphs=(f"{B}graph/t/claims",)) == 1
    other = text.replace("{", "FROM <urn:none> {")
    assert count(other, default_graphs=(f"{B}graph/t/claims",)) == 1
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(named, named_graphs=(f"{B}graph/t/claims",)) == 1


def test_a_long_query_is_given_up(elsewhere, connect) -> None:
    backend = connect(elsewhere, Limits(timeout=1))
    with pytest.raises(QueryError) as caught:
        backend.run(QueryRequest(CROSS))
    assert caught.value.kind == "timeout"
    assert 0.9 < caught.value.seconds < 2


def test_a_long_answer_is_refused(elsewhere, connect) -> None:
    rows = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    with pytest.raises(QueryError) as caught:
        connect(elsewhere, Limits(answer_size=1)).run(QueryRequest(rows))
    assert caught.value.kind == "too-large"


@pytest.mark.virtuoso
def test_what_the_server_cannot_do_is_a_clean_error(virtuoso, connect) -> None:
    with pytest.raises(QueryError) as caught:
        connect(virtuoso).select("SELECT (<urn:no-such-function>(1) AS ?x) { ?s ?p ?o } LIMIT 1")
    assert caught.value.kind == "evaluation"
    assert "127.0.0.1" not in str(caught.value)
