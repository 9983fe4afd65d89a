"""Names of other people's tables become things here, surely only where they are sure."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from endpoint.site.core.problems import Problem
from endpoint.site.reconcile import view
from endpoint.site.reconcile.asked import Query, batch
from endpoint.site.reconcile.matching import Candidate, Matcher
from endpoint.site.reconcile.patience import Patience
from endpoint.site.reconcile.types import KINDS, class_id
from endpoint.site.search.index import Index, opened
from loaders.naming.codes import Code

MESSY = Path(__file__).parent.parent / "data" / "messy-names.csv"
Ask = Callable[..., list[dict[str, Any]]]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["query", "type", "limit", "properties", "pid", "v", "id", "type_strict"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    def one(text: str, **more: object) -> list[dict[str, Any]]:
        queries = json.dumps({"q": {"query": text, **more}})
        found: list[dict[str, Any]] = client.post(
            "/reconcile", data={"queries": queries}
        ).get_json()["q"]["result"]
        return found

    return one


def test_of_messy_names_97_percent_are_right_and_none_that_is_not_here_is_sure(
    shipped_release: Path,
) -> None:
    with MESSY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 300
    assert sum(row["part"] == "held back" for row in rows) * 3 >= len(rows) - 3
    found: dict[tuple[str, str], tuple[Candidate, ...]] = {}
    with opened(shipped_release) as index:
        assert index is not None
        matcher = Matcher(index)
        for row in rows:
            asked = {"query": row["typed"], "type": class_id(row["type"])}
            [query] = batch(json.dumps({"q": asked})).values()
            found[row["typed"], row["type"]] = matcher.candidates(query)
    first = {pair: some[0].thing.iri.partition("/id/")[2] for pair, some in found.items() if some}
    for part in ("seen", "held back"):
        here = [row for row in rows if row["thing"] and row["part"] == part]
        wrong = [row for row in here if first.get((row["typed"], row["type"])) != row["thing"]]
        assert len(wrong) <= 0.03 * len(here), wrong
    for row in rows:
        sure = [one for one in found[row["typed"], row["type"]] if one.match]
        assert not sure or first[row["typed"], row["type"]] == row["thing"], row
    assert sum(not row["thing"] for row in rows) == 60


@pytest.mark.parametrize(
    ("text", "more", "first", "match"),
    [
        ("Palermo", {}, "city/palermo", True),
        ("Comune di Palermo", {}, "government/palermo", True),
        ("Palermo", {"type": "Government"}, "government/palermo", True),
        ("Provincia Palermo", {}, "city/palermo", False),
        ("Comune di Palermo", {"type": "City"}, "city/palermo", True),
        ("Pallermo", {}, "city/palermo", False),
        ("Palermo, Italy", {"type": ["City"]}, "city/palermo", True),
        ("Palermo, Argentina", {"type": "City"}, "city/palermo", False),
        ("Palermo", {"properties": [{"pid": "country", "v": "FR"}]}, "city/palermo", False),
        ("Palermo", {"properties": [{"pid": "country", "v": {"id": "country/it"}}]},
         "city/palermo", True),
        ("anything", {"properties": [{"pid": "wikidata", "v": "Q2656"}]}, "city/palermo", True),
        ("Palermo", {"properties": [{"pid": "wikidata", "v": "Q64"}]}, "city/berlin", True),
        ("ANVITA", {"properties": [{"pid": "founded", "v": 2018}]}, "network/anvita", True),
        ("ANVITA", {"properties": [{"pid": "year", "v": "1950"}]}, "network/anvita", False),
    ],
)  # fmt: skip
def test_what_is_known_of_a_name_narrows_and_contradicts(
    ask: Ask, text: str, more: dict[str, object], first: str, match: bool
) -> None:
    found = ask(text, **more)
    assert (found[0]["id"], found[0]["match"]) == (first, match), found[:2]


@pytest.mark.parametrize(
    ("name", "type_", "first", "sure"),
    [
        ("Comune di Palermo", "City", "city/palermo", True),
        ("Palermo", "Government", "government/palermo", True),
        ("Palermo", "City", "city/palermo", True),
        ("Charter of Palermo", "Charter", "charter/charter-of-palermo-2015", True),
        ("Palermo", "Charter", "city/palermo", False),
        ("Italy", "City", "country/it", False),
    ],
)
def test_a_preferred_type_goes_first_and_only_things_of_it_are_sure(
    name: str, type_: str, first: str, sure: bool, ask: Ask
) -> None:
    found = ask(name, type=type_, type_strict="should")
    assert (found[0]["id"], found[0]["match"]) == (first, sure)
    others = [one for one in found if one["type"][0]["id"] != type_]
    assert all({"id": "type", "value": -15} in one["features"] for one in others)
    assert not any(one["match"] for one in others)


def test_two_things_of_one_name_are_never_sure(ask: Ask) -> None:
    found = ask("Frankfurt", type="City")
    assert {one["id"] for one in found[:2]} == {"city/frankfurt-am-main", "city/frankfurt-oder"}
    assert not any(one["match"] for one in found)


def test_scores_say_why(ask: Ask) -> None:
    [found] = ask("Zurigo", type="City", limit=1, properties=[{"pid": "country", "v": "CH"}])
    features = {one["id"]: one["value"] for one in found["features"]}
    assert features["country"] == 0
    assert features["language"] == 0.5
    assert found["score"] == pytest.approx(features["name"] + features["kind"])


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"query": "Palermo", "type": "Starship"}, 0),
        ({"query": "Palermo", "type": "Starship", "type_strict": "should"}, 1),
        ({"query": "", "properties": [{"pid": "wikidata", "v": "Q2656"}]}, 1),
        ({"query": "Palermo", "limit": 1}, 1),
        ("Palermo", 1),
    ],
)
def test_shapes_of_queries(client: FlaskClient, asked: object, count: int) -> None:
    answer = client.get("/reconcile", query_string={"queries": json.dumps({"x": asked})})
    assert (len(answer.get_json()["x"]["result"]) > 0) == (count > 0)


def test_a_single_query_of_version_0_1_and_jsonp(client: FlaskClient) -> None:
    for text in ("Palermo", '{"query": "Palermo"}'):
        answer = client.get("/reconcile", query_string={"query": text}).get_json()
        assert answer["result"][0]["id"] == "city/palermo"
    wrapped = client.get("/reconcile?query=Palermo&callback=jQuery.f1")
    assert wrapped.mimetype == "text/javascript"
    assert wrapped.text.startswith("/**/jQuery.f1({")
    assert client.get("/reconcile?query=Palermo&callback=alert(1)").status_code == 400


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "{not json"},
        {"queries": "[]"},
        {"queries": '{"q": 7}'},
        {"queries": '{"q": {}}'},
        {"queries": '{"q": {"query": 7}}'},
        {"queries": '{"q": {"query": "a", "limit": NaN}}'},
        {"queries": '{"q": {"query": "a", "properties": [7]}}'},
        {"queries": "[" * 90_000},
        {"queries": json.dumps({str(n): {"query": "a"} for n in range(1001)})},
        {"query": "{"},
        {"extend": "{}"},
        {"extend": '{"ids": 7, "properties": []}'},
        {"extend": '{"ids": [], "properties": [7]}'},
        {"extend": json.dumps({"ids": ["a"] * 501, "properties": []})},
        {},
    ],
)
def test_what_is_malformed_is_400(client: FlaskClient, sent: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=sent)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_more_names_than_a_batch_may_have_are_refused_at_once(client: FlaskClient) -> None:
    names = {f"q{n}": "hxstile" for n in range(10_000)}
    answer = client.post("/reconcile", data={"queries": json.dumps(names)})
    assert answer.status_code == 400
    assert "at most 1000 queries" in answer.get_json()["detail"]
    long = json.dumps(dict.fromkeys(names, "hxstile " * 30))
    assert client.post("/reconcile", data={"queries": long}).status_code == 413


def test_names_are_resolved_only_while_there_is_time() -> None:
    clock = iter([0.0, *range(1, 100)])
    patience = Patience(3.0, lambda: next(clock))
    with pytest.raises(Problem) as raised:
        list(patience.each("abcdef"))
    assert raised.value.status == 504
    assert "After 3 seconds 3 of 6 names" in raised.value.said()
    assert list(Patience(1.0, lambda: 0.0).each("abcdef")) == list("abcdef")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/reconcile", {"queries": '{"a": {"query": "Palermo"}, "b": {"query": "Bern"}}'}),
        ("/reconcile/column", {"text": "Palermo\nBern"}),
    ],
)
def test_a_batch_without_time_left_ends_with_a_clear_answer(
    path: str, data: dict[str, str], client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PATIENCE", Patience(-1.0))
    answer = client.post(path, data=data)
    assert answer.status_code == 504
    problem = answer.get_json()
    assert problem["type"].endswith("#timeout")
    assert "0 of 2 names" in problem["detail"]


def test_identifiers_of_a_query_are_looked_up_once_for_all_candidates(
    shipped_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tuple(("wikidata", f"Q{n}") for n in range(1, 11))
    asked: list[Code] = []
    by_code = Index.by_code
    monkeypatch.setattr(Index, "by_code", lambda of, code: asked.append(code) or by_code(of, code))
    with opened(shipped_release) as index:
        assert index is not None
        found = Matcher(index).candidates(Query("al", ("city",), 50, known))
    assert len(found) > 5
    assert all(one.features["identifier"] < 0 for one in found)
    assert len(asked) <= 3 * len(known)


@given(JSON)
def test_any_json_is_a_batch_or_a_problem(value: object) -> None:
    found = {}
    with suppress(Problem):
        found = batch(json.dumps({"q": value}))
    assert all(1 <= one.limit <= 50 and set(one.kinds) <= set(KINDS) for one in found.values())


def test_a_table_is_extended(client: FlaskClient) -> None:
    ids = ["city/palermo", "government/palermo", "city/no-such-thing", "../etc", "network/anvita"]
    wanted = ["urb:wikidataId", "urb:inCountry", "urb:population", "wgs:lat", "urb:governs",
              "urb:nonsense", "urb:startYear"]  # fmt: skip
    asked = {"ids": ids, "properties": [{"id": one} for one in wanted]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()
    assert [one["id"] for one in answer["meta"]] == wanted
    rows = answer["rows"]
    assert list(rows) == ids
    assert rows["city/palermo"]["urb:wikidataId"] == [{"str": "Q2656"}]
    assert rows["city/palermo"]["urb:inCountry"] == [{"id": "country/it", "name": "Italy"}]
    assert rows["city/palermo"]["urb:population"][0]["int"] > 500_000
    assert rows["city/palermo"]["wgs:lat"][0]["float"] == pytest.approx(38.1, abs=0.1)
    assert rows["government/palermo"]["urb:governs"] == [{"id": "city/palermo", "name": "Palermo"}]
    assert rows["network/anvita"]["urb:startYear"] == [{"int": 2018}]
    for nothing in ("city/no-such-thing", "../etc"):
        assert not any(rows[nothing].values())
    limited = {"ids": ["network/anvita"],
               "properties": [{"id": "org:hasMember", "settings": {"limit": 2}}]}  # fmt: skip
    answer = client.post("/reconcile", data={"extend": json.dumps(limited)}).get_json()
    assert len(answer["rows"]["network/anvita"]["org:hasMember"]) == 2


def test_properties_are_proposed_by_type(client: FlaskClient) -> None:
    of_city = client.get("/reconcile/properties?type=City").get_json()["properties"]
    of_person = client.get("/reconcile/properties?type=Person").get_json()["properties"]
    assert "urb:wikidataId" in {one["id"] for one in of_city}
    assert "urb:population" not in {one["id"] for one in of_person}


def test_suggestions_and_flyouts(client: FlaskClient) -> None:
    found = client.get("/reconcile/suggest/entity?prefix=pal&type=City").get_json()["result"]
    assert found[0]["id"] == "city/palermo"
    assert client.get("/reconcile/suggest/type?prefix=gov").get_json()["result"] == [
        {"id": "Government", "name": "Government"}
    ]
    properties = client.get("/reconcile/suggest/property?prefix=wikidata").get_json()["result"]
    assert {"wikidata", "urb:wikidataId"} <= {one["id"] for one in properties}
    for what, id_ in (("entity", "city/palermo"), ("type", "City"), ("property", "country"),
                      ("property", "urb:population")):  # fmt: skip
        answer = client.get(f"/reconcile/flyout/{what}", query_string={"id": id_}).get_json()
        assert answer["id"] == id_
        assert answer["html"].startswith("<p><strong>")
    for path in ("suggest/x", "flyout/entity?id=city/none", "flyout/x?id=a", "preview?id=a/b"):
        assert client.get(f"/reconcile/{path}").status_code == 404


def test_names_in_flyouts_and_previews_are_escaped(hostile: FlaskClient) -> None:
    html = hostile.get("/reconcile/flyout/entity?id=city/odd").get_json()["html"]
    assert "<script>" not in html
    assert "<script>alert" not in hostile.get("/reconcile/preview?id=city/odd").text


def test_other_sites_may_ask_and_show_previews(client: FlaskClient) -> None:
    answer = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    preview = client.get("/reconcile/preview?id=city/palermo")
    assert "frame-ancestors *" in preview.headers["Content-Security-Policy"]
    assert "Palermo" in preview.text


def schema(folder: Path, name: str) -> Draft7Validator:
    """Return the validator of a schema of the specification; what it refers to is beside it."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    resources = [
        (one.get("$id", stem), Resource.from_contents(one, default_specification=DRAFT7))
        for stem, one in found.items()
    ]
    nothing = Resource.from_contents({}, default_specification=DRAFT7)
    registry = Registry(retrieve=lambda _: nothing).with_resources(resources)
    return Draft7Validator(
        {key: value for key, value in found[name].items() if key != "$schema"}, registry=registry
    )


@pytest.mark.parametrize("version", ["0.1", "0.2"])
def test_answers_have_the_forms_of_the_specification(
    client: FlaskClient, conformance: Path, version: str
) -> None:
    folder = conformance / "reconciliation" / version / "schemas"
    queries = json.dumps({"q0": {"query": "Palermo"}, "q1": {"query": "zzzz"}})
    extension = {"ids": ["city/palermo", "network/anvita"],
                 "properties": [{"id": "urb:wikidataId"}, {"id": "urb:inCountry"},
                                {"id": "wgs:lat"}, {"id": "rdfs:label"}]}  # fmt: skip
    answers = {
        "manifest": client.get("/reconcile"),
        "reconciliation-result-batch": client.post("/reconcile", data={"queries": queries}),
        "suggest-entities-response": client.get("/reconcile/suggest/entity?prefix=pal"),
        "suggest-types-response": client.get("/reconcile/suggest/type?prefix=c"),
        "suggest-properties-response": client.get("/reconcile/suggest/property?prefix=c"),
        "data-extension-property-proposal": client.get("/reconcile/properties?type=City"),
        "data-extension-response": client.post(
            "/reconcile", data={"extend": json.dumps(extension)}
        ),
    }
    assert len(list(folder.glob("*.json"))) >= 8
    for name, answer in answers.items():
        if not (folder / f"{name}.json").is_file():  # 0.1 has none for some
            assert version == "0.1"
            continue
        errors = [error.message for error in schema(folder, name).iter_errors(answer.get_json())]
        assert not errors, (name, errors[:3])


def test_the_checker_of_the_community_group_finds_nothing(address: str, conformance: Path) -> None:
    checker = conformance / "tools" / "reconcile_check.py"
    command = [sys.executable, "-W", "ignore", str(checker), f"{address}/reconcile"]
    for version in ("0.1", "0.2"):
        run = subprocess.run(
            [*command, "--version", version, "--query", "Palermo"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        assert "0 failed" in run.stdout
