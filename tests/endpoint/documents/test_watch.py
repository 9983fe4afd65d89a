"""Whoever watches an answer reads in a feed which rows came and went from release to release."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.results import short
from endpoint.site.watch import asking
from endpoint.site.watch.bounds import bounded
from endpoint.sparql import protocol
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.sparql.outcome import OUTCOME, Outcome

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://w3id.org/urban-solidarity/"
HTML = {"Accept": "text/html"}
QUESTION = "/questions/networks-of-a-city"
CITIES = """PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?city ?name WHERE { ?city a urb:City ; rdfs:label ?name }"""


@pytest.fixture(scope="module")
def client(releases, reading_client) -> FlaskClient:
    app = create_app(AppConfig(release=releases / f"2026-11-22-{'1' * 12}"))
    app.test_client_class = reading_client
    return app.test_client()


def items(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/feed+json"), answer.text
    found: list[dict[str, Any]] = json.loads(answer.data)["items"]
    return found


def saved(query: str, suffix: str = "feed.json") -> str:
    return f"/q/{short.token(query)}.{suffix}"


def test_a_question_with_its_blanks_filled_has_a_feed(client) -> None:
    (item,) = items(client, f"{QUESTION}.feed.json?city=palermo")
    assert item["title"] == "2026-11-22 · new: 1 · no longer there: 1"
    assert item["content_text"].splitlines() == [
        "The answer has 1 row in release 2026-11-22; it was compared with release 2026-01-01.",
        "New:",
        "- Net · 2018",
        "No longer there:",
        "- Net · 2017",
    ]
    assert f'<li><a href="{BASE}id/network/net">Net · 2018</a></li>' in item["content_html"]
    assert item["url"] == f"{BASE}questions/networks-of-a-city?city=palermo"
    assert items(client, f"{QUESTION}.feed.json?city=palazzolo") == []


def test_an_atom_feed_says_the_same(client) -> None:
    answer = client.get(f"{QUESTION}.atom?city=palermo")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    (item,) = items(client, f"{QUESTION}.feed.json?city=palermo")
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == item["id"]
    assert entry.findtext(f"{ATOM}summary") == item["content_text"]
    assert entry.findtext(f"{ATOM}content") == item["content_html"]
    assert entry.findtext(f"{ATOM}updated") == "2026-11-22T00:00:01Z"
    empty = ET.fromstring(client.get(f"{QUESTION}.atom?city=palazzolo").data)
    assert empty.findtext(f"{ATOM}updated") == "2026-11-22T00:00:01Z"


def test_a_thing_may_be_named_as_in_the_form(client) -> None:
    named = client.get(f"{QUESTION}.feed.json?city=Palermo").data
    assert json.loads(named)["feed_url"].endswith("networks-of-a-city.feed.json?city=palermo")


def test_a_saved_query_has_a_feed(client) -> None:
    (item,) = items(client, saved(CITIES))
    text = item["content_text"]
    assert "New:\n- Palazzolo\n- Palermo\nNo longer there:\n- Panormos" in text


@pytest.mark.parametrize(
    ("query", "came", "went"),
    [
        (f"{CITIES} ORDER BY ?name LIMIT 1", 1, 1),
        (f"{CITIES} VALUES ?name {{ 'Palazzolo' 'Palermo' }}", 2, 0),
        (CITIES.replace("SELECT ?city ?name", "CONSTRUCT { ?city rdfs:label ?name }"), 2, 1),
        (f"ASK {{ <{BASE}id/city/palazzolo> ?p ?o }}", 1, 1),
        (f"DESCRIBE <{BASE}id/city/palazzolo>", 3, 0),
        (f"SELECT (COUNT(*) AS ?n) {{ ?s a <{BASE}ontology#City> }}", 1, 1),
    ],
    ids=["limit", "values", "construct", "ask", "describe", "count"],
)
def test_every_form_of_query_is_watched(client, query, came, went) -> None:
    (item,) = items(client, saved(query))
    assert item["title"] == f"2026-11-22 · new: {came} · no longer there: {went}"


def test_a_feed_speaks_the_language_of_its_page(client) -> None:
    page = html.document_fromstring(client.get(f"/de{QUESTION}?city=palermo", headers=HTML).data)
    links = page.xpath("//head/link[@rel='alternate'][contains(@type, 'atom')]/@href")
    assert links == [f"{QUESTION}.atom?city=palermo&lang=de"]
    assert page.xpath("//p[@class='watch']/a/@href")[0] == links[0]
    feed = ET.fromstring(client.get(links[0]).data)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert "Palermo" in (feed.findtext(f"{ATOM}title") or "")
    assert "neu: 1" in feed.findtext(f"{ATOM}entry/{ATOM}title", "")
    assert client.get(f"/de{QUESTION}.atom?city=palermo").status_code == 308


def test_results_and_lists_lead_to_their_feeds(client) -> None:
    request = Request("GET", "/sparql", headers={"accept": "text/html"})
    asked = protocol.query(request, {"query": (CITIES,)}, Limits())
    outcome = Outcome(asked, b'{"head": {"vars": ["city"]}, "results": {"bindings": []}}', 0.01)
    results = client.get("/sparql", headers=HTML, environ_overrides={OUTCOME: outcome}).text
    assert f'href="{saved(CITIES, "atom")}"' in results
    browse = html.document_fromstring(client.get("/browse/city", headers=HTML).data)
    address = browse.xpath("//p[@class='watch']/a[2]/@href")[0]
    (item,) = items(client, address)
    assert "Palazzolo" in item["content_text"]


def test_a_feed_that_is_known_is_not_made_again(client, monkeypatch) -> None:
    address = f"{QUESTION}.atom?city=palermo"
    known = client.get(address)
    monkeypatch.setattr(asking, "_asked", lambda *_: pytest.fail("the release was asked again"))
    assert client.get(address).data == known.data  # the rows of a release are remembered
    again = client.get(address, headers={"If-None-Match": known.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { ?s ?p ", 400),
        ("DELETE WHERE { ?s ?p ?o }", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("SELECT * { ?s ?p ?o } LIMIT 2001", 507),
        ("SELECT * { ?s ?p ?o . ?a ?b ?c }", 507),
        ("SELECT * " + "{" * 900 + "}" * 900, 400),
    ],
    ids=["syntax", "update", "service", "own limit", "too many", "nesting"],
)
def test_what_cannot_be_watched_is_refused(client, query, status) -> None:
    assert client.get(saved(query)).status_code == status


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/questions/nothing.atom", 404),
        (f"{QUESTION}.atom?city=nowhere", 400),
        (f"{QUESTION}.rss?city=palermo", 404),
        ("/queries/nothing.atom", 404),
        ("/q/nothing.atom", 404),
    ],
)
def test_what_is_not_there_has_no_feed(client, address, status) -> None:
    assert client.get(address).status_code == status


def test_a_limit_is_put_where_it_belongs() -> None:
    def asked(query: str) -> str:
        return " ".join(bounded(query, BASE)[0].split())

    assert asked("SELECT * { ?s ?p ?o } # {") == "SELECT * { ?s ?p ?o } # { LIMIT 2001"
    tail = asked("SELECT * { VALUES ?s { 1 } } VALUES ?p { 2 }")
    assert tail == "SELECT * { VALUES ?s { 1 } } LIMIT 2001 VALUES ?p { 2 }"
    inner = "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 9 } }"
    assert asked(inner) == f"{inner} LIMIT 2001"
    assert asked("SELECT * { ?s ?p 'LIMIT 1' } LIMIT 5") == "SELECT * { ?s ?p 'LIMIT 1' } LIMIT 5"
    with pytest.raises(QueryError, match="at most 2000 rows"):
        bounded("SELECT * { ?s ?p ?o } LIMIT 2001", BASE)


def test_answers_are_remembered_within_bounds(monkeypatch) -> None:
    monkeypatch.setattr(asking, "REMEMBERED", 7)
    known = asking.Answers()
    for number in range(5):
        known.keep("hash", str(number), Counter({(Literal("a"), Literal("b")): 1}))
    assert known.size <= 7
    assert known.known("hash", "4") == Counter({(Literal("a"), Literal("b")): 1})
    assert known.known("hash", "0") is None
    known.keep("hash", "4", Counter())
    assert known.size == 4
