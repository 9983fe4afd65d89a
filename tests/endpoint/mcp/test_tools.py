"""What each tool tells: IRIs, records and release, and what to do when it cannot."""

from __future__ import annotations

import json
from typing import Any

import pytest

from endpoint.mcp.slots import path_of
from endpoint.sparql.errors import QueryError
from loaders.settings import DEFAULT_BASE as BASE


def told(result: dict[str, Any]) -> dict[str, Any]:
    assert not result["isError"], result["content"]
    assert result["resultType"] == "complete"
    found = result["structuredContent"]
    assert found["release"]["iri"].startswith(f"{BASE}release/")
    return found


def refused(result: dict[str, Any]) -> str:
    assert result["isError"]
    assert "structuredContent" not in result
    return result["content"][0]["text"]


def test_search_gives_iris_and_documents(door: Any) -> None:
    found = told(door.call("search", text="Palermo", kind="city"))["found"]
    assert found[0]["iri"] == f"{BASE}id/city/palermo"
    assert found[0]["document"] == "http://graph.example.org/doc/city/palermo"


@pytest.mark.parametrize(
    "thing", ["city/palermo", f"{BASE}id/city/palermo", "http://elsewhere/doc/city/palermo.md"]
)
def test_describe_tells_statements_with_their_records(door: Any, thing: str) -> None:
    result = door.call("describe", thing=thing)
    text = result["content"][0]["text"]
    assert "# Palermo" in text
    assert "[^1]: " in text
    found = told(result)
    assert found["iri"] == f"{BASE}id/city/palermo"
    assert f"{BASE}graph/cities/palermo" in found["records"]


def test_describe_takes_a_name_and_speaks_a_language(door: Any) -> None:
    text = door.call("describe", thing="Città del Dialogo", language="de")["content"][0]["text"]
    assert "Rete delle Città del Dialogo" in text
    assert "Netzwerk" in text


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("city/palermo", "city/palermo"),
        (f"{BASE}id/network/anvita", "network/anvita"),
        ("https://mirror.example/graph/doc/city/x.html", "city/x"),
        ("city/../../etc/passwd", ""),
        ("city/%2e%2e", ""),
        ("Palermo", ""),
        ("city/palermo?x=1", ""),
        ("http://", ""),
        ("id/id/id", "id/id"),
    ],
)
def test_what_names_a_thing_is_read_with_care(text: str, path: str) -> None:
    assert path_of(text, BASE) == path


def test_questions_are_narrowed_by_words_and_worded_in_a_language(door: Any) -> None:
    every = told(door.call("questions"))
    some = told(door.call("questions", words="bürgermeister", language="de"))
    assert 0 < some["count"] < every["count"]
    assert all("ürgermeister" in one["question"] for one in some["questions"])
    slots = {s["name"]: s for one in every["questions"] for s in one["slots"]}
    assert slots["day"]["fits"] == "day"


def test_a_slot_takes_a_key_an_iri_or_a_name(door: Any) -> None:
    answers = [
        told(door.call("ask", question="networks-of-a-city", values={"city": value}))
        for value in ("zurich", f"{BASE}id/city/zurich", "Zürich")
    ]
    assert {json.dumps(one["rows"]) for one in answers} == {json.dumps(answers[0]["rows"])}
    assert answers[0]["asked"] == "Which networks does Zurich belong to?"
    assert f"{BASE}id/city/zurich" in {thing["iri"] for thing in answers[0]["things"]}
    assert answers[0]["records"]


def test_names_in_rows_lead_to_their_things(door: Any) -> None:
    found = told(door.call("ask", question="mayor-on-a-day"))
    assert found["rows"] == [{"name": "Ada Colau"}]
    assert found["things"][0]["iri"] == f"{BASE}id/person/ada-colau"
    assert f"{BASE}graph/actors/ada-colau" in found["records"]


def test_no_row_is_not_a_no_and_an_unknown_key_is_named(door: Any) -> None:
    found = told(door.call("ask", question="networks-of-a-city", values={"city": "nowhere"}))
    assert found["rows"] == []
    assert "not that the answer is no" in found["note"]
    assert found["unknown"] == [f"{BASE}id/city/nowhere"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"city": "No Such Town Anywhere"}, "search"),
        ({"town": "palermo"}, "use city"),
        ({"city": ""}, "a value is missing"),
        ({"city": "<script>"}, "there is no city called"),
    ],
)
def test_what_does_not_fit_a_slot_is_said(door: Any, values: dict[str, str], said: str) -> None:
    assert said in refused(door.call("ask", question="networks-of-a-city", values=values))


def test_query_shows_the_beginning_of_a_long_answer_and_says_so(door: Any) -> None:
    text = "PREFIX urb: <https://w3id.org/urban-solidarity/ontology#> SELECT ?c { ?c a urb:City }"
    found = told(door.call("query", query=text, limit=3))
    assert len(found["rows"]) == 3
    assert found["rowCount"] > 500
    assert "the first 3 of" in found["truncated"]
    assert {thing["iri"] for thing in found["things"]} >= {row["c"] for row in found["rows"]}


def test_query_gives_numbers_truth_and_graphs(door: Any) -> None:
    values = "SELECT ?i ?d ?b ?t { VALUES (?i ?d ?b ?t) { (1 2.5 true 'x'@en) } }"
    assert told(door.call("query", query=values))["rows"] == [
        {"i": 1, "d": 2.5, "b": True, "t": "x"}
    ]
    assert told(door.call("query", query="ASK {}"))["boolean"] is True
    graph = "CONSTRUCT { <urn:a> <urn:b> 1 } WHERE {}"
    assert "<urn:a> <urn:b> 1" in told(door.call("query", query=graph))["turtle"]


def test_a_mistake_in_a_query_is_explained(door: Any) -> None:
    assert "}" in refused(door.call("query", query="SELECT * WHERE { ?s ?p ?o"))
    assert "update" in refused(door.call("query", query="DELETE WHERE { ?s ?p ?o }"))


def test_why_empty_says_what_was_meant(door: Any) -> None:
    text = "PREFIX urb: <https://w3id.org/urban-solidarity/ontology#> SELECT ?c { ?c a urb:Cty }"
    assert told(door.call("query", query=text))["note"]
    found = told(door.call("why_empty", query=text))
    assert found["because"][0]["instead"] == "urb:City"


def test_examples_are_told_in_the_language_asked_for(door: Any) -> None:
    english, french = (
        {one["name"]: one for one in told(door.call("examples", language=code))["examples"]}
        for code in ("en", "fr")
    )
    assert english.keys() == french.keys()
    for name, one in french.items():
        assert one["title"] != english[name]["title"], name
        assert one["description"] != english[name]["description"], name
        assert one["query"] == english[name]["query"]
    title = one["title"]
    assert told(door.call("examples", language="fr", words=title))["count"] >= 1


def test_examples_can_be_run(door: Any) -> None:
    found = told(door.call("examples", words="municipal"))["examples"]
    assert found
    assert told(door.call("query", query=found[0]["query"]))["rows"]


def test_every_request_goes_through_the_doors_as_its_client(door: Any) -> None:
    for name, given in (
        ("search", {"text": "x"}),
        ("query", {"query": "ASK {}"}),
        ("why_empty", {"query": "SELECT * { ?s <urn:none> ?o }"}),
    ):
        door.asked.clear()
        told(door.call(name, **given))
        assert door.asked
        assert {request.client for request in door.asked} == {"192.0.2.1"}
        assert not any("mcp-method" in request.headers for request in door.asked)


def test_who_has_used_up_his_budget_learns_when_to_come_back(door: Any) -> None:
    door.refusals.append(QueryError("120 seconds are used up", kind="budget", retry_after=7))
    response = door.say("tools/call", {"name": "query", "arguments": {"query": "ASK {}"}})
    assert response.status == 200
    assert response.header("retry-after") == "7"
    assert "try again after 7 s" in refused(json.loads(response.body)["result"])
