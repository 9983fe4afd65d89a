"""Whatever a server elsewhere does, our client gets a whole answer or a clean error."""

from __future__ import annotations

import json
import socket
import time
from base64 import b64encode
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.errors import KINDS
from endpoint.sparql.limits import Limits

JSON = "application/sparql-results+json"
TABLE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"1"}}]}}'
SELECT = "SELECT ?x { ?x ?y ?z }"
SECRETS = ("127.0.0.1", "someone", "pa@ss", "hushed", "Traceback", "secret")
SHORT = Limits(timeout=1, page_timeout=1, answer_size=1)


def response(
    body: bytes, status: str = "200 OK", media_type: str = JSON, length: int = -1, more: str = ""
) -> bytes:
    head = [f"HTTP/1.1 {status}"]
    head += [f"Content-Type: {media_type}"] if media_type else []
    head += [f"Content-Length: {len(body) if length < 0 else length}", *more.splitlines()]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def says(data: bytes) -> Callable[[socket.socket, bytes], None]:
    def behave(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)

    return behave


def dribbles(data: bytes) -> Callable[[socket.socket, bytes], None]:
    def behave(connection: socket.socket, _request: bytes) -> None:
        for place in range(len(data)):
            connection.sendall(data[place : place + 1])
            time.sleep(0.1)

    return behave


def huge(connection: socket.socket, _request: bytes) -> None:
    row = b'{"x":{"type":"literal","value":"' + b"y" * 1000 + b'"}}'
    body = TABLE[:-3] + b"," + b",".join([row] * 3000) + b"]}}"
    connection.sendall(response(body))


CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
)
UNFRAMED = b"HTTP/1.1 200 OK\r\nContent-Type: " + JSON.encode() + b"\r\n\r\n" + TABLE
HTML = b"<html><title>secret of someone at 127.0.0.1</title></html>"
CASES = {
    "redirect": (says(response(b"", "302 Found", more="Location: http://127.0.0.1:1/")), "remote"),
    "see other": (says(response(b"", "303 See Other", more="Location: /x")), "remote"),
    "error": (says(response(HTML, "500 Internal Server Error", "text/html")), "remote"),
    "no gateway": (says(response(HTML, "502 Bad Gateway", "text/html")), "remote"),
    "not found": (says(response(HTML, "404 Not Found", "text/html")), "remote"),
    "locked": (says(response(b"", "401 Unauthorized", more="WWW-Authenticate: Basic")), "remote"),
    "forbidden": (says(response(HTML, "403 Forbidden", "text/html")), "remote"),
    "refused": (says(response(b"secret", "400 Bad Request", "text/plain")), "evaluation"),
    "gave up": (says(response(b"Query timeout", "500 Error", "text/plain")), "timeout"),
    "too slow": (says(response(b"", "504 Gateway Timeout")), "timeout"),
    "busy": (says(response(b"", "503 Unavailable", more="Retry-After: 7")), "busy"),
    "too many": (says(response(b"", "429 Too Many", more="Retry-After: nonsense")), "busy"),
    "created": (says(response(TABLE, "201 Created")), "remote"),
    "no content": (says(b"HTTP/1.1 204 No Content\r\n\r\n"), "remote"),
    "page instead": (says(response(HTML, media_type="text/html")), "remote"),
    "page with our type": (says(response(HTML)), "remote"),
    "no type": (says(response(TABLE, media_type="")), "remote"),
    "other type": (says(response(TABLE, media_type="text/csv")), "remote"),
    "graph instead": (says(response(b"", media_type="application/n-triples")), "remote"),
    "boolean instead": (says(response(b'{"head":{},"boolean":true}')), "remote"),
    "empty": (says(response(b"")), "remote"),
    "cut": (says(response(TABLE[:-2])), "remote"),
    "cut, length tells": (says(response(TABLE, length=len(TABLE) + 5)), "remote"),
    "cut chunks": (says(CHUNKED + b"%x\r\n%b\r\n" % (len(TABLE), TABLE)), "remote"),
    "broken chunks": (says(CHUNKED + b"zz\r\nnonsense"), "remote"),
    "end not told": (says(UNFRAMED), "remote"),
    "more behind": (says(response(TABLE + b"{}")), "remote"),
    "compressed": (says(response(TABLE, more="Content-Encoding: gzip")), "remote"),
    "not HTTP": (says(b"\x00\x01\x02 secret\r\n\r\n"), "remote"),
    "nothing": (says(b""), "remote"),
    "headers without end": (says(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200), "remote"),
    "slow head": (dribbles(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50), "timeout"),
    "slow rows": (dribbles(response(TABLE)), "timeout"),
    "huge": (huge, "too-large"),
    "incomplete": (says(response(TABLE, more="X-SQL-State: S1TAT")), "timeout"),
    "some rows": (says(response(TABLE, more="X-SPARQL-MaxRows: 1")), "too-large"),
}


@pytest.fixture
def site(connect, remote_release) -> Callable[..., FlaskClient]:
    def make(url: str, limits: Limits = SHORT) -> FlaskClient:
        return create_app(
            AppConfig(release=remote_release, backend=connect(url, limits))
        ).test_client()

    return make


@pytest.mark.parametrize("name", CASES)
def test_misbehaviour_is_a_clean_error(name, stub, site) -> None:
    behave, kind = CASES[name]
    server = stub(behave)
    answer = site(server.url).get("/sparql", query_string={"query": SELECT})
    assert answer.mimetype == "application/problem+json", answer.data
    told = json.loads(answer.data)
    assert told["type"].endswith(f"#{kind}"), told
    assert answer.status_code == told["status"] == KINDS[kind][0]
    text = answer.get_data(as_text=True) + str(answer.headers)
    assert str(server.port) not in text
    assert not [secret for secret in SECRETS if secret in text]


def test_a_server_that_is_not_there_is_a_clean_error(site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    answer = site(f"sparql+http://127.0.0.1:{port}/").get("/sparql", query_string={"query": SELECT})
    assert answer.status_code == 502
    assert str(port) not in answer.get_data(as_text=True)


def test_pages_tell_what_is_wrong_too(stub, site) -> None:
    server = stub(says(response(HTML, "500 Internal Server Error", "text/html")))
    answer = site(server.url).get("/doc/city/odd", headers={"Accept": "text/html"})
    assert answer.status_code == 502
    assert answer.mimetype == "text/html"
    assert not [secret for secret in SECRETS if secret in answer.get_data(as_text=True)]


def test_an_answer_is_read_whatever_is_spoken(stub, connect) -> None:
    xml = (
        b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'
        b'<variable name="x"/></head><results><result><binding name="x"><literal>1</literal>'
        b"</binding></result></results></sparql>"
    )
    chunks = b"".join(b"1\r\n%c\r\n" % one for one in TABLE) + b"0\r\n\r\n"
    for data in (
        response(TABLE),
        response(TABLE, media_type="application/json; charset=utf-8"),
        response(xml, media_type="application/sparql-results+xml"),
        CHUNKED + chunks,
    ):
        [row] = connect(stub(says(data)).url).select(SELECT)
        assert row["x"].value == "1"


def test_a_graph_without_an_end_is_not_taken_for_whole(stub, connect) -> None:
    lines = b"<urn:a> <urn:b> <urn:c> .\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n\r\n"
    with pytest.raises(Exception, match="does not tell where it ends"):
        connect(stub(says(head + lines)).url).construct("DESCRIBE <urn:a>")
    whole = response(lines + lines, media_type="application/n-triples")
    assert len(connect(stub(says(whole)).url).construct("DESCRIBE <urn:a>")) == 1


def test_connections_are_kept_and_replaced(stub, connect) -> None:
    def once(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(response(TABLE))

    server = stub(once)
    backend = connect(server.url)
    for _ in range(5):
        assert backend.select(SELECT)
    assert server.accepted == 1
    for connection in server.open:
        connection.shutdown(socket.SHUT_RDWR)
    assert backend.select(SELECT)
    assert server.accepted == 2


def test_a_kept_connection_that_closes_under_a_query_is_tried_once_more(stub, connect) -> None:
    seen = []

    def second_closes(connection: socket.socket, _request: bytes) -> None:
        seen.append(1)
        if len(seen) == 2:
            connection.close()
            return
        connection.sendall(response(TABLE))

    server = stub(second_closes)
    backend = connect(server.url)
    assert backend.select(SELECT)
    assert backend.select(SELECT)
    assert server.accepted == 2


def test_the_request_is_a_form_with_credentials(stub, connect) -> None:
    server = stub(says(response(TABLE)))
    connect(f"{server.url}?timeout=5&infer=false").select(SELECT)
    [request] = server.requests
    assert request.startswith(b"POST /hushed/path HTTP/1.1\r\n")
    assert b"Authorization: Basic " + b64encode(b"someone:pa@ss-w0rd") in request
    assert b"Content-Type: application/x-www-form-urlencoded\r\n" in request
    assert b"&timeout=5&infer=false" in request


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <http://127.0.0.1/>",
        "PREFIX x: <urn:x> CLEAR ALL",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "ASK {} DROP ALL",
        "SELECT * { ?s ?p ?o } INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "\\u0044ROP ALL",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "DEFINE input:default-graph-uri <urn:x> SELECT * { ?s ?p ?o }",
        "SPARQL CLEAR GRAPH <urn:a>",
        "SELECT * { ?s ?p ",
    ],
)
def test_nothing_but_a_query_leaves(text, stub, site) -> None:
    server = stub(says(response(TABLE)))
    answer = site(server.url).get("/sparql", query_string={"query": text})
    assert answer.status_code in {400, 403}
    assert server.requests == []


def test_syntax_errors_are_told_with_their_place(stub, site) -> None:
    answer = site(stub(says(response(TABLE))).url).get(
        "/sparql", query_string={"query": "SELECT ?x {\n ?x ?y }"}
    )
    told = json.loads(answer.data)
    assert (told["status"], told["line"]) == (400, 2)


def test_deep_nesting_is_refused_before_it_is_parsed(stub, site) -> None:
    server = stub(says(response(TABLE)))
    deep = f"SELECT * {{ FILTER({'(' * 50_000}1{')' * 50_000}) }}"
    answer = site(server.url).post("/sparql", data={"query": deep})
    assert answer.status_code == 400
    allowed = f"SELECT ?x {{ ?x ?y ?z FILTER({'(' * 380}1{')' * 380}) }}"
    assert site(server.url).post("/sparql", data={"query": allowed}).status_code == 200
