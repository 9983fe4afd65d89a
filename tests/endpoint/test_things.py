"""Identifiers and documents of a release with difficult things in it."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import DefaultGraph, RdfFormat, parse

from endpoint.site.core.formats import DATA

BASE = "https://w3id.org/urban-solidarity/"
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
SEE_OTHER = [
    (None, ""),
    ("*/*", ""),
    (CHROME, ""),
    ("text/turtle", ".ttl"),
    ("application/ld+json", ".jsonld"),
    ("application/json", ".jsonld"),
    ("application/rdf+xml", ".rdf"),
    ("application/n-triples", ".nt"),
    ("application/trig", ".trig"),
    ("application/n-quads", ".nq"),
    ("text/turtle;q=0.4, application/rdf+xml;q=0.5", ".rdf"),
    ("text/html;q=0, */*", ".ttl"),
]


@pytest.mark.parametrize(("accept", "suffix"), SEE_OTHER)
def test_identifiers_lead_to_documents(
    hostile: FlaskClient, accept: str | None, suffix: str
) -> None:
    answer = hostile.get("/id/city/odd", headers={"Accept": accept} if accept else {})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/doc/city/odd{suffix}"
    assert "Accept" in answer.headers["Vary"]
    followed = hostile.get(answer.headers["Location"], headers={"Accept": accept} if accept else {})
    assert followed.status_code == 200


@pytest.mark.parametrize("path", ["/id/city/odd", "/doc/city/odd"])
def test_not_acceptable_lists_what_there_is(hostile: FlaskClient, path: str) -> None:
    answer = hostile.get(path, headers={"Accept": "image/png, application/pdf;q=0.3"})
    assert answer.status_code == 406
    assert answer.mimetype == "application/problem+json"
    available = json.loads(answer.data)["available"]
    assert {"media_type": "text/turtle", "href": "/doc/city/odd.ttl"} in available
    assert len(available) == 8


STATUSES = [
    ("/id/city/unknown", 404),
    ("/doc/city/unknown.ttl", 404),
    ("/id/city/Palermo", 404),
    ("/id/city/..%2f..%2fetc", 404),
    ("/id/city/odd.ttl", 404),
    ("/doc/city/odd.xyz", 404),
    ("/id/nothing", 404),
    ("/browse/nothing", 404),
    ("/browse/city?page=0", 404),
    ("/browse/city?page=99", 404),
    ("/browse/city?page=x", 404),
    ("/browse/city?country=%3Cx", 404),
    ("/browse/city?country=zz", 404),
    ("/graph/unknown", 404),
    ("/graph/t/unknown", 404),
    ("/graph/t/..", 404),
    ("/graph/t/%3E%20x", 404),
    ("/release/1999-01-01", 404),
    ("/queries/unknown", 404),
    ("/docs/unknown", 404),
    ("/docs/..%2Findex", 404),
    ("/ontology.exe", 404),
    ("/ontology/9.9.9", 404),
    ("/ontology/..%2Fcontext", 404),
    ("/ontology/9.9.9.ttl", 404),
    ("/id/city/withdrawn", 410),
    ("/doc/city/withdrawn.ttl", 410),
    ("/id/city/split", 300),
    ("/id/city", 303),
    ("/docs", 200),
]


@pytest.mark.parametrize(("path", "status"), STATUSES)
def test_statuses(hostile: FlaskClient, path: str, status: int) -> None:
    assert hostile.get(path).status_code == status


@pytest.mark.parametrize("path", ["/id/city/merged", "/doc/city/merged", "/doc/city/merged.ttl"])
def test_what_was_merged_leads_to_what_stays(hostile: FlaskClient, path: str) -> None:
    answer = hostile.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/id/city/other")


def test_what_was_withdrawn_says_why(hostile: FlaskClient) -> None:
    gone = json.loads(hostile.get("/id/city/withdrawn").data)
    assert gone["status"] == 410
    assert "It was a mistake." in gone["detail"]
    split = json.loads(hostile.get("/id/city/split").data)
    assert sorted(split["replaced_by"]) == [f"{BASE}id/city/odd", f"{BASE}id/city/other"]
    page = hostile.get("/id/city/split", headers={"Accept": "text/html"})
    assert page.status_code == 300
    assert "/id/city/other" in html.fromstring(page.data).xpath("//main//a/@href")


def test_the_merged_say_so_in_the_graph(hostile_app: Flask) -> None:
    backend = hostile_app.extensions["urbsol"].backend
    merged = f"<{BASE}id/city/merged>"
    assert backend.ask(f"ASK {{ {merged} <http://purl.org/dc/terms/isReplacedBy> ?x }}")


def test_every_format_holds_the_same_graph(hostile: FlaskClient) -> None:
    graphs = {}
    for one in DATA:
        answer = hostile.get(f"/doc/city/odd.{one.suffix}")
        assert answer.status_code == 200
        assert answer.mimetype == one.media_type
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert one.rdf is not None
        graphs[one.title] = {q.triple for q in parse(answer.data, format=one.rdf)}
    assert graphs.pop("Turtle")
    first = graphs["N-Triples"]
    assert all(graph == first for graph in graphs.values())


@pytest.mark.parametrize("suffix", ["nq", "trig"])
@pytest.mark.parametrize("path", ["/doc/city/palermo", "/ontology"])
def test_the_default_graph_of_quads_holds_every_statement(
    client: FlaskClient, path: str, suffix: str
) -> None:
    form = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}[suffix]
    quads = list(parse(client.get(f"{path}.{suffix}").data, format=form))
    plain = {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    assert plain
    assert plain == {quad.triple for quad in quads}


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/doc/city/odd.json", "application/ld+json"),
        ("/doc/city/odd?format=ttl", "text/turtle"),
        ("/doc/city/odd?format=application/n-quads", "application/n-quads"),
    ],
)
def test_a_format_can_be_named_in_the_address(
    hostile: FlaskClient, address: str, media_type: str
) -> None:
    answer = hostile.get(address)
    assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_notation3_is_turtle(hostile: FlaskClient) -> None:
    answer = hostile.get("/doc/city/odd", headers={"Accept": "text/n3, application/rdf+xml;q=0.5"})
    assert answer.mimetype == "text/turtle"


@pytest.mark.parametrize("path", ["/doc/government/palermo", "/doc/city/palermo"])
def test_a_membership_is_never_shown_without_its_network(client: FlaskClient, path: str) -> None:
    page = html.fromstring(client.get(path, headers={"Accept": CHROME}).data)
    tables = page.xpath("//section[.//h2[starts-with(., 'Memberships')]]//table") or page.xpath(
        "//h2[starts-with(normalize-space(.), 'Memberships')]/following::table[1]"
    )
    assert tables
    heads = [" ".join(cell.split()) for cell in tables[0].xpath(".//thead//th/text()")]
    assert "network or body" in heads
    assert tables[0].xpath(".//tbody//a[contains(@href, '/id/network/')]")


def test_nothing_hostile_reaches_the_page(hostile: FlaskClient) -> None:
    answer = hostile.get("/doc/city/odd", headers={"Accept": CHROME})
    page = html.fromstring(answer.data)
    assert answer.status_code == 200
    run = "//script[@src or not(@type='application/ld+json')]"
    assert not page.xpath(f"{run} | //img | //@onload | //@onerror | //@style")
    targets = [str(target) for target in page.xpath("//@href | //@src | //@action")]
    assert targets
    assert not [t for t in targets if t.lower().startswith(("javascript:", "data:", "//"))]
    assert "javascript:alert(1)" in answer.text  # shown as text
    assert page.xpath("//*[@lang='ar' and @dir='rtl']")
    assert "autumn 2018" in answer.text


def test_each_statement_shows_its_source(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/doc/city/odd.html").data)
    for value in page.xpath("//dl[@class='facts']//dd"):
        targets = value.xpath(".//sup//a/@href")
        assert targets, value.text_content()
        assert all(page.xpath(f"//*[@id='{target[1:]}']") for target in targets)
    note = page.xpath("//*[@id='source-1']")[0]
    assert "row 2" in note.text_content()
    assert "/graph/t/one" in note.xpath(".//a/@href")
    assert page.xpath("//abbr[text()='inferred']")
    assert [str(one) for one in note.xpath(".//span[@class='evidence inferred']/code/text()")] == [
        "name"
    ]


def test_what_is_capped_says_so(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/doc/city/many.html").data)
    assert any("/sparql?query=" in t for t in page.xpath("//*[@class='capped']/a/@href"))
    network = html.fromstring(hostile.get("/doc/network/net.html").data)
    assert "The first 10 of 30" in network.xpath("//*[@class='capped']")[0].text_content()
    turtle = hostile.get("/doc/network/net.ttl").data
    pointing = [
        q for q in parse(turtle, format=RdfFormat.TURTLE) if "organization" in str(q.predicate)
    ]
    assert len(pointing) == 10


def test_unreviewed_claims_stay_off_the_pages(hostile: FlaskClient) -> None:
    assert "1999" not in hostile.get("/doc/city/other.html").text
    assert b'"1999"' not in hostile.get("/doc/city/other.nq").data
    asked = hostile.get("/graph/t/claims.html").text
    assert "1999" in asked
    assert "no person has reviewed" in asked


def test_sorting_and_country_filter(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/browse/city").data)
    names = [name.text_content() for name in page.xpath("//tbody//th")]
    assert sorted(names) == sorted(["Many", '" onload=x', "Łódź"])
    assert names.index("Łódź") < names.index("Many")
    italian = html.fromstring(hostile.get("/browse/city?country=it").data)
    assert len(italian.xpath("//tbody//tr")) == 1


def test_search_ignores_accents_and_takes_no_orders(hostile: FlaskClient) -> None:
    for text in ("lodz", "Łódź", "LOD", "łod"):
        found = html.fromstring(hostile.get("/search", query_string={"q": text}).data)
        assert found.xpath("//ul[@class='hits']//a/@href") == ["/id/city/other"]
    for text in ['"', "a OR", "NEAR(", "*", "label:x", "' OR 1=1 --", "%00", "<script>"]:
        answer = hostile.get("/search", query_string={"q": text})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.data or text == "<script>"
    assert hostile.get("/search?q=" + "x" * 2000).status_code == 400
    data = json.loads(hostile.get("/search?q=net", headers={"Accept": "application/json"}).data)
    assert data["results"][0]["label"] == "Net"


def test_an_empty_list_is_shown_as_not_recorded_and_a_full_one_is_not(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/doc/city/odd", headers={"Accept": CHROME}).data)
    headings = [one.text_content() for one in page.xpath("//h2")]
    (missing,) = page.xpath("//section[@class='missing']")
    listed = [one.text_content() for one in missing.xpath(".//li")]
    assert "Practices" in listed
    assert not [one for one in listed if any(head.startswith(one) for head in headings)]
    assert "is not a no" in missing.text_content()
