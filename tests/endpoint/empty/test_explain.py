"""Why a result is empty, as a page, as JSON, and in the headers of an answer."""

from __future__ import annotations

import asyncio
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from endpoint.http.bridge import Bridge
from endpoint.service.site import Site
from endpoint.site.core.state import current
from endpoint.site.empty import explaining
from endpoint.site.empty.explaining import SECONDS, Questions
from endpoint.site.empty.patterns import read
from endpoint.site.empty.survey import survey
from endpoint.site.empty.why import Asker
from endpoint.sparql import protocol
from endpoint.sparql.backend import Answer, QueryRequest
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.sparql.outcome import OUTCOME, Outcome
from endpoint.sparql.responses import is_empty

URB = "PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>\n"
BROKEN = f"{URB}SELECT * {{ ?c a urb:Cities }}"
EMPTY = b'{"head":{"vars":["c"]},"results":{"bindings":[]}}'


def asked(query: str) -> protocol.Query:
    request = Request("GET", "/sparql", headers={"accept": "text/html"})
    return protocol.query(request, {"query": (query,)}, Limits())


def test_programs_get_json(hostile: FlaskClient) -> None:
    answer = hostile.get("/explain", query_string={"query": BROKEN})
    found = json.loads(answer.data)
    assert answer.mimetype == "application/json"
    assert (found["part"], found["line"]) == ("?c a urb:Cities .", 2)
    assert found["because"][0]["kind"] == "class-unknown"
    assert found["because"][0]["instead"] == "urb:City"


@pytest.mark.parametrize(
    "query",
    [f"{URB}SELECT * {{ ?c a urb:City }}", "nonsense",
     "SELECT * { SERVICE <http://x/> { ?s ?p 1 } }",
     "SELECT * { " + "{" * 400 + "}" * 401],
)  # fmt: skip
def test_what_has_rows_or_cannot_be_read_has_no_reason(hostile: FlaskClient, query: str) -> None:
    answer = hostile.get("/explain", query_string={"query": query})
    assert json.loads(answer.data) == {"part": None, "because": []}


class Slow:
    """A backend for which each question takes four of the seconds an explanation may take."""

    def __init__(self, clock: list[float]) -> None:
        self.clock, self.given = clock, []

    def run(self, request: QueryRequest) -> Answer:
        self.given.append(request.timeout)
        self.clock[0] += 4
        if self.clock[0] > SECONDS:
            raise QueryError("it was ended", kind="timeout")
        return Answer(request.media_type, iter([b'{"head":{},"boolean":false}']))


def test_all_questions_of_an_explanation_share_its_seconds(monkeypatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(explaining.time, "monotonic", lambda: clock[0])
    backend = Slow(clock)
    questions = Questions(backend, SECONDS)  # type: ignore[arg-type]
    asker = Asker(questions.ask, questions.select)
    answers = [asker.ask(f"ASK {{ {number} }}") for number in range(9)]
    assert answers == [False, False, *[True] * 7]  # what cannot be had blames nothing
    assert backend.given == [10, 6, 2]
    assert asker.select("SELECT * {}") == ()
    assert len(backend.given) == 3


def test_an_explanation_asks_as_the_public_does_and_keeps_no_page_waiting(
    site: Flask, monkeypatch
) -> None:
    """The workers of pages are few: what anybody may ask them would hold up all pages."""

    def never(*_: object) -> None:
        raise AssertionError("a worker of pages")

    with site.app_context():
        state = current()
        survey(state.release)  # it is read once a release, whichever test is the first
        for name in ("ask", "select"):
            monkeypatch.setattr(type(state.backend), name, never)
        found = explaining.why(state, BROKEN)
    assert found is not None
    assert found.part == "?c a urb:Cities ."


@pytest.mark.parametrize("query", ["", " ", "x" * 16_001])
def test_a_query_that_is_missing_or_too_long_is_an_error(hostile: FlaskClient, query: str) -> None:
    assert hostile.get("/explain", query_string={"query": query}).status_code == 400


def test_people_read_it_on_the_page_of_the_result(hostile: FlaskClient) -> None:
    outcome = Outcome(asked(BROKEN), EMPTY, 0.01)
    page = hostile.get(
        "/sparql", headers={"Accept": "text/html"}, environ_overrides={OUTCOME: outcome}
    )
    assert page.status_code == 200
    assert "Why is my result empty?" in page.text
    assert "Did you mean: <code>urb:City</code>" in page.text
    assert '<table class="results">' not in page.text  # it would have a head alone


def test_a_name_in_the_query_does_not_become_markup(hostile: FlaskClient) -> None:
    query = f'{URB}SELECT * {{ ?c urb:nope "<img src=x>" }}'
    outcome = Outcome(asked(query), EMPTY, 0.01)
    page = hostile.get(
        "/sparql", headers={"Accept": "text/html"}, environ_overrides={OUTCOME: outcome}
    )
    assert "Why is my result empty?" in page.text
    assert "<img" not in page.text


def test_an_answer_can_say_it_in_its_headers(hostile_app: Flask) -> None:
    class Direct(Bridge):
        def __init__(self) -> None:
            pass

        async def call(self, request: Request, _: object) -> tuple[object, float]:  # type: ignore[override]
            from endpoint.sparql.messages import Response

            client = hostile_app.test_client()
            answer = client.get(f"{request.path}?{request.query_string}")
            return Response(answer.status_code, (), answer.data), 0.0

    site = Site(Direct(), Limits(), None)  # type: ignore[arg-type]
    request = Request("GET", "/sparql", prefix="/graph")
    headers = dict(asyncio.run(site.explain(request, asked(BROKEN))))
    assert headers["x-empty-because"] == "nothing has the class urb:Cities"
    assert headers["link"].startswith("</graph/explain?query=PREFIX")


def test_only_what_can_be_explained_is_asked_for() -> None:
    request = Request("GET", "/sparql")
    given = {"query": ("SELECT * { ?s ?p ?o }",), "explain": ("empty",)}
    assert protocol.query(request, given, Limits()).explain
    with pytest.raises(QueryError, match="explain"):
        protocol.query(request, {**given, "explain": ("plan",)}, Limits())


@pytest.mark.parametrize(
    ("body", "name", "empty"),
    [
        (EMPTY, "json", True),
        (b'{"head":{},"boolean":false}', "json", False),
        (b'{"head":{"vars":["c"]},"results":{"bindings":[{}]}}', "json", False),
        (b"c\r\n", "csv", True),
        (b"c\r\n1\r\n", "csv", False),
        (b"?c\n", "tsv", True),
        (b"<sparql><head/><results></results></sparql>", "xml", True),
        (b"<sparql><head/><results><result></result></results></sparql>", "xml", False),
        (b"", "ttl", False),
    ],
)
def test_an_answer_without_rows_is_known_in_each_format(
    body: bytes, name: str, empty: bool
) -> None:
    assert is_empty(body, name) is empty


@pytest.mark.parametrize(
    "unit", ["{ ", "[ ", "( ", "?a ?b ", "?s ?p ?o ; ", "^", "a/", '"', "UNION "]
)
def test_taking_a_query_apart_takes_time_in_proportion_to_its_length(unit: str) -> None:
    found = read("SELECT * WHERE { " + unit * (16_000 // len(unit)))
    assert found is None or len(found.elements) <= 16_000


def test_a_pattern_is_taken_apart_as_the_grammar_says() -> None:
    found = read(
        "PREFIX p: <http://x/>\nSELECT (COUNT(?x) AS ?n) WHERE { ?c a p:C ; p:a/p:b 'I'@en , ?y ."
        " OPTIONAL { ?c p:o ?z } FILTER(?d >= '1'^^p:t) FILTER NOT EXISTS { ?a ?b ?c }"
        " { ?s ?p ?o } UNION { ?s ?p 1 } VALUES (?a ?b) { (1 2) } BIND(1 AS ?q) ?c p:v -5 }"
        " GROUP BY ?c LIMIT 0"
    )
    assert found is not None
    kinds = [one.kind for one in found.elements]
    assert kinds == [
        "triple", "triple", "triple", "optional", "filter", "filter", "group", "values", "bind",
        "triple",
    ]  # fmt: skip
    assert found.elements[1].text == "?c p:a/p:b 'I'@en ."
    assert found.elements[-1].text == "?c p:v -5 ."
    assert found.rest == "GROUP BY ?c LIMIT 0"
    assert found.iri("p:C") == "http://x/C"
