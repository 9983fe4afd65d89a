"""The answer to a query for people: labels, map, chart, snippets, short links, completion."""

from __future__ import annotations

import ast
import json
import shlex
from dataclasses import fields
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import Literal, NamedNode

from endpoint.languages.speaking import speaking
from endpoint.site.core import built
from endpoint.site.describe.terms import TermView
from endpoint.site.pages import examples
from endpoint.site.results import pictured, short, snippets
from endpoint.site.views.sparql import TELLING, limit_rows
from endpoint.sparql import protocol
from endpoint.sparql.backend import QueryRequest
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.sparql.outcome import OUTCOME, Outcome
from loaders.rdf import queryrun
from loaders.vocabulary import XSD

ID = "https://w3id.org/urban-solidarity/id"
ROWS = {
    "head": {"vars": ["place", "count"]},
    "results": {
        "bindings": [
            {
                "place": {"type": "uri", "value": f"{ID}/city/odd"},
                "count": {"type": "literal", "value": "3", "datatype": XSD.integer.value},
            },
            {
                "place": {"type": "uri", "value": f"{ID}/city/other"},
                "count": {"type": "literal", "value": "6", "datatype": XSD.integer.value},
            },
        ]
    },
}


def page(client: FlaskClient, query: str, body: object) -> html.HtmlElement:
    request = Request("GET", "/sparql", headers={"accept": "text/html"})
    asked = protocol.query(request, {"query": (query,)}, Limits())
    outcome = Outcome(asked, json.dumps(body).encode(), 0.01)
    answer = client.get(
        "/sparql", headers={"Accept": "text/html"}, environ_overrides={OUTCOME: outcome}
    )
    assert answer.status_code == 200
    return html.document_fromstring(answer.data)


def test_rows_have_labels_a_map_bars_and_snippets(hostile: FlaskClient) -> None:
    shown = page(hostile, "SELECT ?place ?count { ?place a ?count }", ROWS)
    links = shown.xpath("//table[@class='results']//a")
    assert [link.text for link in links] == ['" onload=x', "Łódź"]
    assert [one.get("width") for one in shown.xpath("//table[@class='bars']//rect")] == [
        "50.0", "100.0"
    ]  # fmt: skip
    assert len(shown.xpath("//figure//circle")) == 1
    assert [one.text for one in shown.xpath("//details/summary")][:2] == [
        "curl", "Python (SPARQLWrapper)"
    ]  # fmt: skip


def test_the_short_link_of_a_query_leads_to_it(hostile: FlaskClient) -> None:
    query = "SELECT ?place ?count { ?place a ?count } # ü"
    (link,) = page(hostile, query, ROWS).xpath("//a[@class='short']/@href")
    answer = hostile.get(urlsplit(link).path)
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["query"] == [query]


@pytest.mark.parametrize("query", ["", "SELECT", "x\n" * 2000, "ASK { ?s ?p 'ü\\u0000' }"])
def test_a_short_link_holds_the_whole_query(query: str) -> None:
    assert short.text(short.token(query)) == query


@pytest.mark.parametrize(
    "token",
    ["x", "????", "é", "A" * 5000, short.token("abc")[:-4], short.token("a" * 70_000)],
    ids=["short", "signs", "letters", "long", "cut", "bomb"],
)
def test_a_link_without_a_query_is_not_found(hostile: FlaskClient, token: str) -> None:
    assert short.text(token) is None
    assert hostile.get(f"/q/{token}").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["SELECT * { ?s ?p 'it''s' }", 'SELECT * { ?s ?p "x" }', 'x"""', "a\\b", 'ends with "', "ü\n"],
)
def test_snippets_hold_the_query_as_it_is(query: str) -> None:
    found = {one.name: one.text for one in snippets.of(query, "SELECT", "http://x/sparql")}
    curl = shlex.split(found["curl"].replace("\\\n", " "))
    assert curl[-1] == f"query={query}"
    assert query in [
        node.value
        for node in ast.walk(ast.parse(found["Python (pandas)"]))
        if isinstance(node, ast.Constant)
    ]
    first = found["JavaScript"].splitlines()[0]
    assert json.loads(first.removeprefix("const query = ").removesuffix(";")) == query
    for form in ("ASK", "CONSTRUCT", "DESCRIBE"):
        found = {one.name: one.text for one in snippets.of(query, form, "http://x/sparql")}
        assert list(found) == ["curl", "Python (SPARQLWrapper)", "R", "JavaScript"]
        assert shlex.split(found["curl"].replace("\\\n", " "))[-1] == f"query={query}"
        ast.parse(found["Python (SPARQLWrapper)"])
    assert snippets.of(query, "UPDATE", "http://x/sparql") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("POINT(13.4 38.1)", (38.1, 13.4)),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(13.4 38.1)", (38.1, 13.4)),
        ("point Z ( -1 2 3)", (2.0, -1.0)),
        ("POINT(1.2.3 4)", None),
        ("POINT(13 138)", None),
        ("LINESTRING(1 2, 3 4)", None),
        ("POINT(" + " " * 5000, None),
    ],
)
def test_points_in_wkt_are_drawn(hostile_app: Flask, text: str, found: object) -> None:
    from endpoint.site.core.state import current

    with hostile_app.app_context():
        assert pictured.point(Literal(text), current().release) == found


@pytest.mark.parametrize(
    ("values", "drawn"), [((1, 2), True), ((0, 0), False), ((-1, 2), False), ((1,), False)]
)
def test_bars_are_drawn_for_several_numbers_from_zero(values: tuple[int, ...], drawn: bool) -> None:
    rows = [(NamedNode("http://x/"), Literal(value)) for value in values]
    views = [(TermView("x"), TermView(str(value))) for value in values]
    assert (pictured.charted(("a", "n"), rows, views) is not None) is drawn


def test_an_editor_is_offered_the_terms_in_use(hostile: FlaskClient) -> None:
    found = json.loads(hostile.get("/completion").data)
    assert found["prefixes"]["urb"] == "https://w3id.org/urban-solidarity/ontology#"
    names = {one["name"]: one for one in found["properties"]}
    assert names["urb:country"]["classes"] == ["https://w3id.org/urban-solidarity/ontology#City"]
    assert {one["name"] for one in found["classes"]} >= {"urb:City"}


def test_an_editor_offers_kinds_in_the_language_of_its_page(
    hostile: FlaskClient,
) -> None:
    assert "/completion?lang=de" in hostile.get("/de/sparql", headers={"Accept": "text/html"}).text
    german, unknown = (
        json.loads(hostile.get(f"/completion?lang={code}").data) for code in ("de", "xx")
    )
    assert german["kinds"]["network"] == "Netzwerk"
    assert unknown["kinds"]["network"] == "network"


def test_the_limits_a_person_meets_are_said_in_the_words_of_the_service() -> None:
    meant = {one.name: one.metadata["meaning"] for one in fields(Limits)}
    assert TELLING.items() <= meant.items()
    with speaking("de"):
        assert limit_rows(Limits())[0] == (
            "Sekunden, die eine Abfrage dauern darf, samt Warten", "30",
        )  # fmt: skip


def test_pages_have_scripts_only_where_some_were_built(
    hostile: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built, "manifest", dict)
    assert b'<script type="module"' not in hostile.get("/sparql").data
    made = {"src/editor/index.ts": {"file": "editor-1.js"}}
    monkeypatch.setattr(built, "manifest", lambda: made)
    answer = hostile.get(
        "/sparql", headers={"Accept": "text/html"}, environ_overrides={"SCRIPT_NAME": "/graph"}
    )
    assert b'src="/graph/static/build/editor-1.js"' in answer.data


def test_a_page_of_an_example_says_what_it_gave_when_it_was_built(
    site: Flask, client: FlaskClient
) -> None:
    state = site.extensions["urbsol"]
    with site.test_request_context():
        every, known = examples.read(state.release), examples.outcomes(state.release)
    assert {one.name for one in every} == known.keys()
    assert not [name for name, outcome in known.items() if outcome.broken]
    some = {one.form: one for one in every}
    assert some.keys() >= {"SELECT", "CONSTRUCT", "ASK"}
    for form, example in some.items():
        outcome, page = known[example.name], client.get(example.href).text
        assert "LC_ALL=C sort | sha256sum" in page or form == "ASK"
        assert outcome.sha256 in page
        if outcome.media_type:
            answer = state.backend.run(QueryRequest(example.text, outcome.media_type))
            assert queryrun.checksum(b"".join(answer.body)) == outcome.sha256
        for name in ("curl", "Python (SPARQLWrapper)", "R", "JavaScript"):
            assert f"<summary>{name}</summary>" in page


def test_an_example_that_breaks_is_named_on_its_page_and_in_the_list(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {"municipal-id-cards": queryrun.Outcome(error="expected WHERE")}
    monkeypatch.setattr(examples, "outcomes", lambda _release: broken)
    assert "gives nothing: it is broken" in client.get("/queries/municipal-id-cards").text
    page = html.document_fromstring(client.get("/queries").data)
    [named] = page.xpath("//p[@class='problem']/a")
    assert named.get("href") == "/queries/municipal-id-cards"


@pytest.mark.parametrize(("code", "title"), [("pl", "Tematy w siedmiu językach"), ("de", "")])
def test_example_queries_speak_the_language_of_their_page(
    client: FlaskClient, code: str, title: str
) -> None:
    page = html.document_fromstring(client.get(f"/{code}/queries").data)
    assert not page.xpath("//main//*[@lang]")
    heads = [one.text_content() for one in page.xpath("//ul[@class='cards']//h2")]
    assert len(heads) == len(set(heads)) > 20
    assert not title or title in heads
    page = html.document_fromstring(client.get(f"/{code}/queries/municipal-id-cards").data)
    assert not page.xpath("//header//*[@lang] | //nav[@class='pager']//*[@lang]")


def test_an_example_that_a_release_has_in_english_alone_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = client.application.extensions["urbsol"].release.queries
    ask = queries.select

    def select(name: str, **bindings: object) -> object:
        rows = ask(name, **bindings)
        if name != "examples":
            return rows
        return [row for row in rows if getattr(row["value"], "language", None) in (None, "en")]

    monkeypatch.setattr(queries, "select", select)
    page = html.document_fromstring(client.get("/pl/queries?tag=municipal-id").data)
    [link] = page.xpath("//ul[@class='cards']//h2/a")
    assert (link.text, link.get("lang")) == (
        "Cities with a municipal ID, running or planned",
        "en",
    )
    [description] = page.xpath("//ul[@class='cards']//p")
    assert description.get("lang") == "en"
