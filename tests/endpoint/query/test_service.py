"""The running service answers, bounds what a query may take, and says clearly what went wrong."""

import csv
import io
import json
import os
import signal
import socket
import urllib.parse
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

EX = "http://example.org/"
RESULTS_JSON = "application/sparql-results+json"
RDF_LI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#li"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
BIG = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 400000"


def problem(reply):
    assert reply.headers["content-type"] == "application/problem+json"
    told = json.loads(reply.body)
    assert told["status"] == reply.status
    assert {"type", "title", "detail"} <= set(told)
    return told


def kind(reply):
    return problem(reply)["type"].rpartition("#")[2]


def test_answers_in_every_tabular_format(server):
    query = f"SELECT ?l {{ <{EX}rtl> <{LABEL}> ?l }}"
    found = json.loads(server.query(query, "application/sparql-results+json").body)
    [binding] = found["results"]["bindings"]
    assert binding["l"] == {"type": "literal", "value": "ירושלים", "xml:lang": "he"}
    tree = ET.fromstring(server.query(query, "application/sparql-results+xml").text)
    literal = tree.find(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert literal is not None
    assert literal.text == "ירושלים"
    assert literal.get("{http://www.w3.org/XML/1998/namespace}lang") == "he"
    rows = list(csv.reader(io.StringIO(server.query(query, "text/csv").text)))
    assert rows == [["l"], ["ירושלים"]]
    assert server.query(query, "text/tab-separated-values").text == '?l\n"ירושלים"@he\n'


@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ],
)
def test_answers_in_every_graph_format(server, accept):
    reply = server.query(f"DESCRIBE <{EX}0>", accept)
    assert reply.headers["content-type"].partition(";")[0] == accept
    found = list(pyoxigraph.parse(reply.body, pyoxigraph.RdfFormat.from_media_type(accept)))
    assert f"{EX}1" in {quad.object.value for quad in found}
    assert {quad.subject.value for quad in found} == {f"{EX}0"}


def test_graphs_carry_the_prefixes_of_the_project(server):
    query = f"CONSTRUCT {{ <{EX}0> a <https://w3id.org/urban-solidarity/ontology#City> }} {{}}"
    turtle = server.query(query, "text/turtle").text
    assert "@prefix urb: <https://w3id.org/urban-solidarity/ontology#>" in turtle
    assert "urb:City" in turtle


def test_the_default_graph_leaves_out_unreviewed_claims(server):
    inside = f"ASK {{ <{EX}claimed> ?p ?o }}"
    named = f"ASK {{ GRAPH ?g {{ <{EX}claimed> ?p ?o }} }}"
    assert json.loads(server.query(inside).body)["boolean"] is False
    assert json.loads(server.query(named).body)["boolean"] is True


def test_the_dataset_of_the_request_wins_over_that_of_the_query(server):
    graph = "https://w3id.org/urban-solidarity/graph/sample/labels"
    query = f"ASK FROM <{EX}nowhere> {{ <{EX}word> ?p ?o }}"
    assert json.loads(server.query(query).body)["boolean"] is False
    told = server.query(query, **{"default-graph-uri": graph})
    assert json.loads(told.body)["boolean"] is True


def test_an_answer_is_tagged_and_not_computed_again(server):
    first = server.query("SELECT * { ?s ?p ?o } LIMIT 3")
    tag = first.headers["etag"]
    path = "/sparql?" + urllib.parse.urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 3"})
    again = server.request("GET", path, {"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    other = server.query("SELECT * { ?s ?p ?o } LIMIT 3", "text/csv")
    assert other.headers["etag"] != tag
    assert "etag" not in server.query("SELECT (NOW() AS ?now) {}").headers


def test_a_cached_answer_is_the_same(server):
    query = f"SELECT * {{ <{EX}7> ?p ?o }}"
    replies = [server.query(query) for _ in range(6)]
    assert len({reply.body for reply in replies}) == 1
    assert len({reply.headers["etag"] for reply in replies}) == 1
    assert len({reply.headers["x-query-id"] for reply in replies}) == 6
    hits = next(
        line
        for line in server.request("GET", "/metrics").text.splitlines()
        if line.startswith("urbsol_cache_hits_total")
    )
    assert float(hits.split()[1]) >= 2


def test_head_has_the_headers_of_get_and_no_body(server):
    path = "/sparql?" + urllib.parse.urlencode({"query": f"SELECT * {{ <{EX}9> ?p ?o }}"})
    full, bare = server.request("GET", path), server.request("HEAD", path)
    assert bare.body == b""
    for name in ("content-type", "content-length", "etag"):
        assert bare.headers[name] == full.headers[name]


def test_options_tells_methods_and_sharing(server):
    reply = server.request("OPTIONS", "/sparql", {"Origin": "https://example.org"})
    assert reply.status == 204
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert reply.headers["access-control-allow-origin"] == "*"
    exposed = server.query("ASK {}").headers["access-control-expose-headers"]
    assert {"Link", "ETag", "Retry-After", "X-Query-Id"} <= set(exposed.split(", "))


def test_a_syntax_error_names_line_and_column(server):
    reply = server.query("SELECT *\nWHERE { ?s ?p }")
    told = problem(reply)
    assert reply.status == 400
    assert (told["line"], told["column"]) == (2, 9)
    assert told["excerpt"] == "WHERE { ?s ?p }\n        ^"
    assert told["detail"].startswith("a pattern has only two terms")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_not_allowed(server, method):
    reply = server.request(method, "/sparql")
    assert reply.status == 405
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_query_that_takes_too_long_is_ended_in_time(server):
    reply = server.query(CROSS)
    assert reply.status == 504
    assert kind(reply) == "timeout"
    assert 2.5 < reply.seconds < 4
    assert server.query("ASK {}").status == 200


def test_a_client_may_ask_for_less_time(server):
    reply = server.query(CROSS, timeout=60, **{"format": "json"})
    path = "/sparql?" + urllib.parse.urlencode({"query": CROSS, "timeout": "0.5"})
    quicker = server.request("GET", path)
    assert (reply.status, quicker.status) == (504, 504)
    assert quicker.seconds < 1.5


def test_a_query_that_needs_too_much_memory_is_ended(server):
    grow = " ".join(f'BIND(REPLACE(?v{i}, "a|b", ?v{i}) AS ?v{i + 1})' for i in range(7))
    reply = server.query(
        f'SELECT ?x {{ BIND("abababababababab" AS ?v0) {grow} BIND(STRLEN(?v7) AS ?x) }}'
    )
    assert (reply.status, kind(reply)) == (507, "memory")
    assert server.query("ASK {}").status == 200


def test_an_answer_that_is_too_long_is_refused_whole(server):
    reply = server.query(BIG)
    assert (reply.status, kind(reply)) == (507, "too-large")


def test_a_long_answer_arrives_whole(server):
    reply = server.query("SELECT ?a ?c { ?a ?b ?c . ?d ?e ?f } LIMIT 90000", "text/csv")
    assert reply.status == 200
    assert len(reply.body) == int(reply.headers["content-length"]) > 2_000_000
    assert len(list(csv.reader(io.StringIO(reply.text)))) == 90001


def test_deep_nesting_is_refused(server):
    deep = "SELECT * { " + "{" * 5000 + "}" * 5000 + " }"
    assert server.query(deep).status == 400
    signs = f"SELECT * {{ FILTER({'!' * 50000}true) }}"
    direct = {"Content-Type": "application/sparql-query"}
    assert server.request("POST", "/sparql", direct, signs).status == 400
    assert server.request("POST", "/sparql", direct, "#" + "x" * 300_000).status == 413


@pytest.mark.parametrize(
    "service",
    [
        "SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o }",
        "OPTIONAL { SERVICE <http://[::ffff:127.0.0.1]/> { ?s ?p ?o } }",
        "FILTER EXISTS { SERVICE ?anywhere { ?s ?p ?o } }",
        "{ SELECT * { SERVICE <http://10.0.0.1/> { ?s ?p ?o } } }",
        "?s ?p true SERV\\u0049CE <http://10.0.0.1/> { ?s ?p ?o }",
    ],
)
def test_service_is_refused(server, service):
    reply = server.query(f"SELECT * {{ {service} }}")
    assert reply.status in {400, 403}
    if reply.status == 403:
        assert kind(reply) == "service-refused"


def test_a_worker_can_open_no_socket(server):
    """Should a SERVICE clause ever be overlooked, the system still refuses the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        limited = []
        for pid in server.workers():
            limits = Path(f"/proc/{pid}/limits").read_text()
            [line] = [line for line in limits.splitlines() if line.startswith("Max open files")]
            allowed = int(line.split()[3])
            limited.append(len(list(Path(f"/proc/{pid}/fd").iterdir())) >= allowed - 1)
            status = Path(f"/proc/{pid}/status").read_text()
            assert "Seccomp:\t2" in status
        # The worker of the past opens the files of stores: for it only the filter of calls holds.
        assert limited.count(False) == 1
        reply = server.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        assert reply.status == 403
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_client_that_leaves_frees_its_worker_at_once(server, kit):
    def busy():
        page = server.request("GET", "/metrics").text
        line = next(one for one in page.splitlines() if one.startswith("urbsol_workers_busy"))
        return float(line.split()[1])

    assert kit.eventually(lambda: busy() == 0)
    query = urllib.parse.urlencode({"query": CROSS})
    with socket.create_connection((server.host, server.port)) as client:
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert kit.eventually(lambda: busy() == 1, 2)
    assert kit.eventually(lambda: busy() == 0, 2)


def test_workers_that_die_are_replaced_and_nobody_notices(server, kit):
    workers = server.workers()
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    for _ in range(10):
        assert server.query("ASK { ?s ?p ?o }", "text/csv").status in {200, 406}
    assert kit.eventually(lambda: len(server.workers()) == len(workers))
    assert not set(server.workers()) & set(workers)


@pytest.mark.parametrize(
    ("query", "media_type", "instead"),
    [
        ('SELECT ("a\\uFFFEb" AS ?v) {}', "application/sparql-results+xml", RESULTS_JSON),
        ('SELECT ("a\\u0001b" AS ?v) {}', "application/sparql-results+xml", RESULTS_JSON),
        ('CONSTRUCT { <http://a> <http://x/1> "x" } {}', "application/rdf+xml", "text/turtle"),
        ('CONSTRUCT { <http://a> <urn:b:> "x" } {}', "application/rdf+xml", "text/turtle"),
        (f'CONSTRUCT {{ <http://a> <{RDF_LI}> "x" }} {{}}', "application/rdf+xml", "text/turtle"),
        ('CONSTRUCT { <http://a> <http://b> "\\uFFFF" } {}', "application/rdf+xml", "text/turtle"),
    ],
)
def test_a_format_that_cannot_hold_the_answer_is_406_naming_one_that_can(
    query, media_type, instead, server
):
    reply = server.query(query, media_type)
    assert reply.status == 406
    assert problem(reply)["detail"].endswith(f"; ask for {instead}")
    assert server.query(query, instead).status == 200


def test_graphs_are_read_by_the_graph_store_protocol(server):
    name = "https://w3id.org/urban-solidarity/graph/sample/palermo"
    path = "/rdf-graphs/service?" + urllib.parse.urlencode({"graph": name})
    graph = rdflib.Graph().parse(data=server.request("GET", path).body, format="turtle")
    assert len(graph) == 1
    assert server.request("GET", "/rdf-graphs/service?default").status == 200
    assert server.request("GET", "/rdf-graphs/service?graph=urn:none").status == 404
    assert server.request("GET", "/rdf-graphs/service").status == 400
    reply = server.request("PUT", path, body=b"")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_slow_and_broken_requests_get_a_clean_end(server):
    with socket.create_connection((server.host, server.port), timeout=10) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 100\r\n\r\nASK"
        )
        assert b" 408 " in client.recv(1000)
    with socket.create_connection((server.host, server.port), timeout=10) as client:
        client.sendall(b"GET /sparql HTTP/1.1\r\nHost:")
        client.recv(1000)


def test_a_log_line_tells_of_a_query_without_its_text(server, kit):
    reply = server.query(f'SELECT * {{ <{EX}1> ?p "secret words" }}')
    query_id = reply.headers["x-query-id"]

    def logged():
        lines = [json.loads(one) for one in server.log.read_text().splitlines() if one[:1] == "{"]
        return [one for one in lines if one.get("id") == query_id]

    # A web process writes its lines when it answers the next query, and there are two of them.
    def written():
        server.query("ASK {}")
        return bool(logged())

    assert kit.eventually(written, 20)
    [line] = logged()
    assert line["outcome"] == "ok"
    assert line["client"] == "127.0.0.0"
    assert "secret" not in server.log.read_text()


def test_tools_of_assistants_ask_as_their_client_and_stand_in_the_log(server, kit):
    meta = {
        f"io.modelcontextprotocol/{name}": value
        for name, value in (("protocolVersion", "2026-07-28"), ("clientCapabilities", {}))
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json",
               "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call",
               "Mcp-Name": "query"}  # fmt: skip
    query = 'SELECT ?thing { ?thing <http://www.w3.org/2000/01/rdf-schema#label> "first" }'
    params = {"name": "query", "arguments": {"query": query}, "_meta": meta}
    message = {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params}
    answer = server.request("POST", "/mcp", headers, json.dumps(message))
    found = json.loads(answer.text)
    assert (answer.status, found["id"]) == (200, 7)
    assert found["result"]["structuredContent"]["rows"] == [{"thing": "http://example.org/word"}]
    assert (
        server.request("POST", "/mcp", {**headers, "Origin": "https://x.org"}, "{}").status == 403
    )
    assert server.request("POST", "/mcp", headers, b"x" * 5_000_000).status == 413

    def noted() -> bool:
        server.query("ASK {}")
        lines = [json.loads(one) for one in server.log.read_text().splitlines() if one[:1] == "{"]
        calls = [one for one in lines if one.get("path") == "/mcp" and one["outcome"] == "query"]
        return bool(calls) and calls[0]["status"] == 200

    assert kit.eventually(noted, 20)
