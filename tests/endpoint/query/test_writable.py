"""The role that accepts updates: with a token, at loopback, on a copy."""

import json
import subprocess
import sys

import pytest

TOKEN = {"Authorization": "Bearer right"}
UPDATE = {"Content-Type": "application/sparql-update"}
OPEN = ("--host", "0.0.0.0", "--port", "0")
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def writable(starter, release):
    return starter(release, "--writable", "--token=right")


def holds(server, query):
    return json.loads(server.query(query).body)["boolean"]


def test_updates_need_the_token(writable):
    text = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic right"}):
        reply = writable.request("POST", "/sparql", {**UPDATE, **headers}, text)
        assert reply.status == 401
        assert reply.headers["www-authenticate"] == "Bearer"
    assert not holds(writable, "ASK { <urn:a> ?p ?o }")
    assert writable.request("POST", "/sparql", {**UPDATE, **TOKEN}, text).status == 204
    assert holds(writable, "ASK { <urn:a> ?p ?o }")


def test_the_release_is_not_changed(writable, release):
    dump = (release / "dumps" / "urban-solidarity.nq").read_text()
    writable.request("POST", "/sparql", {**UPDATE, **TOKEN}, "INSERT DATA { <urn:x> <urn:y> 1 }")
    assert (release / "dumps" / "urban-solidarity.nq").read_text() == dump


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1/>",
        "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <urn:g>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_updates_reach_no_other_host(writable, text):
    reply = writable.request("POST", "/sparql", {**UPDATE, **TOKEN}, text)
    assert reply.status == 403


def test_a_dataset_given_twice_is_refused(writable):
    path = "/sparql?using-graph-uri=urn:g"
    text = "INSERT { ?s ?p 1 } USING <urn:h> WHERE { ?s ?p ?o }"
    assert writable.request("POST", path, {**UPDATE, **TOKEN}, text).status == 400


def test_answers_are_not_kept_when_the_store_changes(writable):
    query = "SELECT * { <urn:changing> ?p ?o }"
    before = writable.query(query)
    text = "INSERT DATA { <urn:changing> <urn:b> <urn:c> }"
    writable.request("POST", "/sparql", {**UPDATE, **TOKEN}, text)
    assert writable.query(query).body != before.body


def test_graphs_are_written_and_read(writable):
    path = "/rdf-graphs/service?graph=urn:written"
    assert writable.request("PUT", path, TURTLE, "<urn:a> <urn:b> 1 .").status == 401
    assert writable.request("PUT", path, {**TURTLE, **TOKEN}, "<urn:a> <urn:b> 1 .").status == 201
    assert writable.request("POST", path, {**TURTLE, **TOKEN}, "<urn:a> <urn:b> 2 .").status == 204
    found = writable.request("GET", path, {"Accept": "application/n-triples"}).text
    assert len(found.splitlines()) == 2
    assert writable.request("PUT", path, {**TURTLE, **TOKEN}, "not Turtle").status == 400
    assert writable.request("DELETE", path, TOKEN).status == 204
    assert writable.request("GET", path).status == 404


def test_it_listens_at_loopback_only(release):
    ended = subprocess.run(
        [sys.executable, "-m", "loaders", "serve", "--writable", *OPEN, "--release", str(release)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert "must not listen" in ended.stderr
