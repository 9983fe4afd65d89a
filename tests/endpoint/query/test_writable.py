"""The role that accepts updates: with a token, at loopback, on a copy."""

import json
import socket
import struct
import subprocess
import sys
import threading
import urllib.parse

import pytest

from tests.endpoint.query.conftest import descendants

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


CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
BOMB = "SELECT (STRLEN(?z) AS ?n) { BIND('" + "x" * 1000 + "' AS ?a) " + " ".join(
    f"BIND(CONCAT({', '.join(f'?{before}' for _ in range(20))}) AS ?{after})"
    for before, after in zip("abcdef", "bcdefz", strict=True)
) + " }"  # fmt: skip


@pytest.fixture(scope="module")
def narrow(starter, release):
    options = ("--timeout=3", "--memory=256", "--answer-size=1", "--client-queries=0")
    return starter(release, "--writable", "--token=right", *options, "--client-budget=0")


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        (CROSS, 504, "timeout"),
        (BOMB, 507, "memory"),
        ("SELECT ?a ?b ?d { ?a ?b ?c . ?d ?e ?f }", 507, "too-large"),
        ("SELECT ?a {", 400, "syntax"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "service-refused"),
    ],
    ids=["cross", "bomb", "long", "broken", "service"],
)
def test_a_query_has_limits_here_too(narrow, query, status, kind):
    reply = narrow.query(query)
    told = json.loads(reply.body)
    assert (reply.status, told["type"].rpartition("#")[2]) == (status, kind), reply.text
    assert holds(narrow, "ASK { ?s ?p ?o }")


def test_a_long_answer_is_whole(writable):
    reply = writable.query("SELECT ?a ?b ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 30000")
    assert len(json.loads(reply.body)["results"]["bindings"]) == 30_000


def test_no_process_is_left_of_a_query_whose_client_went_away(narrow, kit):
    below = descendants(narrow.process.pid)
    with socket.create_connection((narrow.host, narrow.port)) as client:
        target = f"/sparql?query={urllib.parse.quote(CROSS)}&timeout=1"
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert kit.eventually(lambda: descendants(narrow.process.pid) != below, 1, 0.01)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert kit.eventually(lambda: descendants(narrow.process.pid) == below, 0.8)


def test_queries_see_whole_updates_beside_them(writable):
    """A fork while the store is changed would have half of a change."""
    done = threading.Event()

    def change():
        while not done.is_set():
            text = "DELETE { <urn:x> <urn:n> ?n } INSERT { <urn:x> <urn:n> ?m } WHERE { "
            text += "OPTIONAL { <urn:x> <urn:n> ?n } BIND(COALESCE(?n, 0) + 1 AS ?m) }"
            writable.request("POST", "/sparql", {**UPDATE, **TOKEN}, text)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        counts = [
            len(json.loads(writable.query(f"SELECT ?n {{ <urn:x> <urn:n> ?n }} # {n}").body)[
                "results"]["bindings"]) for n in range(30)
        ]  # fmt: skip
    finally:
        done.set()
        changing.join()
    assert set(counts[5:]) == {1}


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
