"""The role that accepts updates: with a token, at loopback, on a copy."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import urllib.parse
from pathlib import Path

import pytest

from endpoint.writable.store import check_strength
from loaders.errors import UsageError
from tests.endpoint.query.conftest import descendants, eventually

TOKEN = {"Authorization": "Bearer right-for-the-tests"}
UPDATE = {"Content-Type": "application/sparql-update"}
OPEN = ("--host", "0.0.0.0", "--port", "0")
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="module")
def writable(starter, release):
    return starter(release, "--writable", "--token=right-for-the-tests")


def change(server, text):
    return server.request("POST", "/sparql", {**UPDATE, **TOKEN}, text)


def holds(server, query):
    reply = server.query(query)
    assert reply.status == 200, reply.text
    return json.loads(reply.body)["boolean"]


def test_updates_need_the_token(writable):
    text = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic right-for-the-tests"},
    ):
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


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.setblocking(False)
        yield made
        with pytest.raises(BlockingIOError):
            made.accept()


REFUSED = {
    "LOAD <U>": "load-refused",
    "LOAD <U> INTO GRAPH <urn:g>": "load-refused",
    "INSERT DATA { <urn:never> <urn:b> 1 } ; LOAD <U>": "load-refused",
    r"INSERT { ?s ?p ?o } WHERE { SERVICE <U> { ?s ?p ?o } }": "service-refused",
}


@pytest.mark.parametrize("text", REFUSED)
def test_updates_reach_no_other_host(writable, text, listener):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    reply = change(writable, text.replace("U>", f"{url}>"))
    told = json.loads(reply.body)
    assert (reply.status, told["type"].rpartition("#")[2]) == (403, REFUSED[text])
    assert told["title"].startswith(REFUSED[text].partition("-")[0].upper())
    assert not holds(writable, "ASK { <urn:never> ?p ?o }")


@pytest.mark.parametrize(
    "text",
    [
        "LOAD SILENT <U>",
        "load silent <U> into graph <urn:g>",
        "PREFIX p: <U> LOAD SILENT p:x ; INSERT DATA { <urn:s> <urn:p> 1 }",
        "INSERT { <urn:s> <urn:p> ?o } WHERE { BIND(1 AS ?o) SERVICE SILENT <U> { ?s ?p ?o } }",
    ],
)
def test_what_is_silent_and_not_allowed_loads_nothing_and_does_not_fail(writable, text, listener):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    assert change(writable, text.replace("U>", f"{url}>")).status == 204
    assert holds(writable, "ASK { <urn:s> <urn:p> 1 }") == ("INSERT" in text)
    change(writable, "DELETE WHERE { <urn:s> ?p ?o }")


@pytest.mark.parametrize(
    "text",
    [
        "LOAD",
        "LOAD SILENT",
        r"LO\u0041D SILENT <http://127.0.0.1/>",
        r"INSERT { ?s ?p ?o } WHERE { SERV\u0049CE SILENT <http://127.0.0.1/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1/> INTO <urn:g>",
        "LOAD <http://127.0.0.1/> INTO GRAPH",
        "LOAD <not absolute",
        "LOAD <http://127.0.0.1/> ; INSERT DATA { <urn:a> <urn:b> ?c }",
        "LOAD SILENT <http://127.0.0.1/> DELETE DATA {",
        r"INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> ?s ?p ?o } }",
    ],
)
def test_an_update_that_is_wrong_is_told_as_wrong(writable, text):
    reply = change(writable, text)
    assert (reply.status, json.loads(reply.body)["type"].rpartition("#")[2]) == (400, "syntax")


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
    options = ("--timeout=2", "--memory=256", "--answer-size=1", "--client-queries=0")
    return starter(
        release, "--writable", "--token=right-for-the-tests", *options, "--client-budget=0"
    )


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
    below = narrow.settled()
    with socket.create_connection((narrow.host, narrow.port)) as client:
        target = f"/sparql?query={urllib.parse.quote(CROSS)}"
        client.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert kit.eventually(lambda: set(narrow.processes()) - below, 1, 0.01)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # Well before the two seconds after which the service itself stops the query.
    assert kit.eventually(lambda: set(narrow.processes()) == below, 1.5)


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


ENDLESS = {
    "the pattern": "INSERT { ?a <urn:endless> ?d } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "after a change": "INSERT DATA { <urn:a> <urn:endless> 1 } ; "
    f"INSERT {{ ?a <urn:endless> ?n }} WHERE {{ ?a ?b ?c {{ {CROSS} }} }}",
    "of memory": f"INSERT {{ <urn:a> <urn:endless> ?n }} WHERE {{ {{ {BOMB} }} }}",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_update_changes_nothing_and_stalls_nobody(narrow, name):
    before = narrow.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    found = []
    changing = threading.Thread(target=lambda: found.append(change(narrow, ENDLESS[name])))
    changing.start()
    while changing.is_alive():
        assert narrow.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body == before
        assert narrow.request("GET", "/docs").status == 200
    assert found[0].status in {504, 507}, found[0].text
    assert narrow.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body == before
    assert change(narrow, "INSERT DATA { <urn:after> <urn:b> 1 }").status == 204
    assert holds(narrow, "ASK { <urn:after> ?p ?o } ")
    assert change(narrow, "DELETE WHERE { <urn:after> ?p ?o }").status == 204


def test_the_service_stops_while_an_endless_update_is_under_way(starter, release):
    server = starter(release, "--writable", "--token=right-for-the-tests", "--timeout=600")
    found = []
    changing = threading.Thread(
        target=lambda: found.append(change(server, ENDLESS["after a change"]))
    )
    below = server.settled()
    changing.start()
    assert eventually(lambda: set(server.processes()) - below), found
    everyone = descendants(server.process.pid)
    assert server.stop() == 0
    changing.join(30)
    assert found[0].status == 503
    assert eventually(lambda: not any(Path(f"/proc/{pid}/mem").exists() for pid in everyone))


def test_an_update_whose_client_went_away_changes_nothing(narrow):
    below = narrow.settled()
    text = ENDLESS["after a change"]
    with socket.create_connection((narrow.host, narrow.port)) as client:
        head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(text)}\r\n"
        head += "Content-Type: application/sparql-update\r\n"
        head += f"Authorization: {TOKEN['Authorization']}\r\n\r\n"
        client.sendall(head.encode() + text.encode())
        assert eventually(lambda: set(narrow.processes()) - below, 5, 0.01)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert eventually(lambda: set(narrow.processes()) == below, 5)
    assert not holds(narrow, "ASK { ?s <urn:endless> ?o }")


def test_many_changes_leave_no_process_and_no_descriptor(writable):
    """Each change is made by a new process that holds the store from then on."""

    def state():
        files = Path(f"/proc/{writable.process.pid}/fd")
        return len(descendants(writable.process.pid)), len(list(files.iterdir()))

    change(writable, "INSERT DATA { <urn:many> <urn:b> 0 }")
    before = state()
    for n in range(60):
        assert change(writable, f"INSERT DATA {{ <urn:many> <urn:b> {n} }}").status == 204
    assert (
        len(
            json.loads(writable.query("SELECT ?n { <urn:many> ?p ?n }").body)["results"]["bindings"]
        )
        == 60
    )
    assert eventually(lambda: state() <= before), (before, state())


def test_changes_at_the_same_time_are_all_made(writable):
    texts = [f"INSERT DATA {{ <urn:together> <urn:b> {n} }}" for n in range(12)]
    found = []
    threads = [
        threading.Thread(target=lambda t=t: found.append(change(writable, t))) for t in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [reply.status for reply in found] == [204] * 12
    reply = writable.query("SELECT (COUNT(*) AS ?n) { <urn:together> ?p ?o }", "text/csv")
    assert reply.text.split() == ["n", "12"]


def test_a_store_that_was_killed_is_missed(starter, release):
    server = starter(release, "--writable", "--token=right-for-the-tests")
    assert eventually(lambda: len(descendants(server.process.pid)) == 1)
    [holder] = descendants(server.process.pid)
    os.kill(holder, signal.SIGKILL)
    reply = server.query("ASK {}")
    assert (reply.status, "start the service again" in reply.text) == (500, True)


@pytest.mark.parametrize("path", ["/sparql", "/", "/rdf-graphs/service?default", "/health"])
def test_pages_of_other_sites_may_neither_read_nor_write(writable, path):
    origin = {"Origin": "https://elsewhere.example"}
    wanted = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    for method, headers in (("GET", origin), ("OPTIONS", {**origin, **wanted})):
        reply = writable.request(method, path, headers)
        assert not [name for name in reply.headers if name.startswith("access-control")]
    refused = writable.request("POST", "/sparql", {**UPDATE, **origin}, "CLEAR ALL")
    assert refused.status == 401
    assert not [name for name in refused.headers if name.startswith("access-control")]


def start_with(release, *options):
    return subprocess.run(
        [sys.executable, "-m", "loaders", "serve", "--writable", *options, "--release", release],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("token", "why"),
    [
        ("", "is empty"),
        ("   ", "no place for"),
        ("secret", "easy to guess"),
        ("fifteen-letters", "easy to guess"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("1212121212121212121212", "easy to guess"),
        ("sixteen letters and more", "no place for"),
        ("sixteen-lëtters-and-more", "no place for"),
    ],
)
def test_a_weak_token_is_refused(release, token, why):
    with pytest.raises(UsageError, match=why):
        check_strength(token)
    if not token:
        ended = start_with(release, "--port", "0", "--token", token)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert why in ended.stderr
        assert "leave --token out" in ended.stderr


def test_tokens_that_are_hard_to_guess_are_taken():
    for token in ("right-for-the-tests", "0123456789abcdef", "dGhpcyBpcyBhIHRva2Vu=="):
        check_strength(token)


def test_it_listens_at_loopback_only(release):
    ended = start_with(release, *OPEN)
    assert ended.returncode == 2
    assert "must not listen" in ended.stderr
