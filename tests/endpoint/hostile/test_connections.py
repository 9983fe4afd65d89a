"""Slow, broken, greedy or contradictory clients get a clean end, and nobody else waits."""

from __future__ import annotations

import contextlib
import json
import resource
import socket
import time
import urllib.parse
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("hostile-connections")
EX = "http://example.org/"
ASK = "/sparql?query=ASK%7B%7D"
HOST = b"Host: localhost\r\n"
CLOSE = b"Connection: close\r\n"
GET = f"GET {ASK} HTTP/1.1\r\n".encode() + HOST
LONG = urllib.parse.quote("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 30000")
CROSS = urllib.parse.quote(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
)


def post(body, media_type, extra=b"", length=None):
    head = f"POST /sparql HTTP/1.1\r\nContent-Type: {media_type}\r\n"
    size = len(body) if length is None else length
    return head.encode() + HOST + f"Content-Length: {size}\r\n".encode() + extra + b"\r\n" + body


def everything(client):
    """Read until the other side closes; a reset is an end too."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(65536):
            data += piece
    return data


def exchange(target, data, timeout=6):
    """Send bytes in one go, and return what comes back until the connection closes."""
    with target.connection(timeout) as client:
        with contextlib.suppress(ConnectionError):
            client.sendall(data)
        return everything(client)


def status(answer):
    """Return the status of the first response, 0 when the connection was closed without any."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def form(text):
    return post(text.encode(), "application/x-www-form-urlencoded", CLOSE)


def line(target_line):
    return f"{target_line}\r\n".encode() + HOST + CLOSE + b"\r\n"


DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
# name: (what is sent, the statuses that are clean; 0 for a connection that is closed)
BROKEN = {
    "nothing but noise": (b"\x00\xff\x16\x03\x01" * 100 + b"\r\n\r\n", {0, 400}),
    "a TLS greeting": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500, {0, 400}),
    "HTTP/2 without agreement": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {0, 400, 505}),
    "HTTP/0.9": (b"GET /sparql\r\n\r\n", {0, 400, 505}),
    "HTTP/9.9": (line("GET / HTTP/9.9"), {0, 400, 505}),
    "a method nobody knows": (line(f"FROBNICATE {ASK} HTTP/1.1"), {400, 405, 501}),
    "a method that is a page long": (line(f"{'A' * 5000} {ASK} HTTP/1.1"), {0, 400, 405, 501}),
    "CONNECT": (line("CONNECT 127.0.0.1:1 HTTP/1.1"), {0, 400, 404, 405}),
    "a proxy request": (line(f"GET http://127.0.0.1:1{ASK} HTTP/1.1"), {200, 400, 404}),
    "no host": (f"GET {ASK} HTTP/1.1\r\n".encode() + CLOSE + b"\r\n", {200, 400}),
    "two hosts": (GET + b"Host: other\r\n" + CLOSE + b"\r\n", {200, 400}),
    "a host that injects": (
        b'GET /sparql HTTP/1.1\r\nHost: a"><script>\r\nAccept: text/turtle\r\n' + CLOSE + b"\r\n",
        {200, 400},
    ),
    "a header without name": (GET + b": value\r\n" + CLOSE + b"\r\n", {0, 400}),
    "a header with a null byte": (GET + b"X-A: a\0b\r\n" + CLOSE + b"\r\n", {0, 400}),
    "a header that is not UTF-8": (GET + b"X-A: \xff\xfe\r\n" + CLOSE + b"\r\n", {200, 400}),
    "a header that folds": (GET + b"X-A: a\r\n b\r\n" + CLOSE + b"\r\n", {200, 400}),
    "a line feed alone": (GET + b"X-A: a\nX-B: b\r\n" + CLOSE + b"\r\n", {200, 400}),
    "a path with spaces": (line("GET /a b HTTP/1.1"), {0, 400}),
    "a path with a null byte": (line("GET /a%00b HTTP/1.1"), {400, 404}),
    "a path that is not UTF-8": (line("GET /doc/city/%ff%fe HTTP/1.1"), {400, 404}),
    "a query that is not UTF-8": (line("GET /sparql?query=ASK%7B%7D%23%ff HTTP/1.1"), {400}),
    "a query with bare bytes": (
        b"GET /sparql?query=\xff\xfe HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n",
        {0, 400},
    ),
    "a query with a null byte": (line("GET /sparql?query=ASK%7B%00%7D HTTP/1.1"), {400}),
    "a lone surrogate": (line("GET /sparql?query=ASK%7B%7D%23%ED%A0%80 HTTP/1.1"), {400}),
    "an overlong slash": (line("GET /doc/%c0%af%c0%af HTTP/1.1"), {400, 404}),
    "half an escape": (line("GET /sparql?query=ASK%7B%7D%2 HTTP/1.1"), {200, 400}),
    "a body that is not UTF-8": (post(b"ASK {} #\xff", DIRECT, CLOSE), {400}),
    "a body of null bytes": (post(b"\0" * 1000, DIRECT, CLOSE), {400}),
    "a form of null bytes": (post(b"\0" * 1000, FORM, CLOSE), {400}),
    "a body in UTF-16": (
        post("ASK {}".encode("utf-16"), f"{DIRECT}; charset=utf-16", CLOSE),
        {400, 415},
    ),
    "a body with a charset nobody knows": (
        post(b"ASK {}", f"{DIRECT}; charset=x", CLOSE),
        {400, 415},
    ),
    "a body without type": (post(b"ASK {}", "", CLOSE), {400, 415}),
    "a compressed body": (
        post(b"\x1f\x8b\x08" + b"\0" * 60, DIRECT, b"Content-Encoding: gzip\r\n" + CLOSE),
        {400, 415},
    ),
    "two queries": (line("GET /sparql?query=ASK%7B%7D&query=ASK%7B%7D HTTP/1.1"), {400}),
    "a query in URL and form": (
        f"POST {ASK} HTTP/1.1\r\nContent-Type: {FORM}\r\nContent-Length: 16\r\n".encode()
        + HOST
        + CLOSE
        + b"\r\nquery=ASK%7B%7D%",
        {400},
    ),
    "a query in URL and body": (
        f"POST {ASK} HTTP/1.1\r\nContent-Type: {DIRECT}\r\nContent-Length: 6\r\n".encode()
        + HOST
        + CLOSE
        + b"\r\nASK {}",
        {400},
    ),
    "query and update": (form("query=ASK%7B%7D&update=CLEAR+ALL"), {400}),
    "an update": (form("update=CLEAR+ALL"), {400, 403}),
    "an update by body": (post(b"CLEAR ALL", "application/sparql-update", CLOSE), {400, 403, 415}),
    "an update as a query": (form("query=CLEAR+ALL"), {400}),
    "two formats": (line(f"GET {ASK}&format=json&format=xml HTTP/1.1"), {400}),
    "format against output": (line(f"GET {ASK}&format=json&output=xml HTTP/1.1"), {400}),
    "a time without end": (line(f"GET {ASK}&timeout=inf HTTP/1.1"), {400}),
    "no time": (line(f"GET {ASK}&timeout=0 HTTP/1.1"), {400}),
    "a time that is none": (line(f"GET {ASK}&timeout=nan HTTP/1.1"), {400}),
    "a time below nothing": (line(f"GET {ASK}&timeout=-1 HTTP/1.1"), {400}),
    "a graph that is no IRI": (line(f"GET {ASK}&default-graph-uri=%3Ca%3E HTTP/1.1"), {400}),
    "a graph of null bytes": (line(f"GET {ASK}&named-graph-uri=%00 HTTP/1.1"), {400}),
    "ten thousand parameters": (
        form("&".join(f"a{n}=1" for n in range(10_000)) + "&query=ASK{}"),
        {400},
    ),
    "ten thousand graphs": (
        form("query=ASK{}" + "".join(f"&default-graph-uri=urn:{n}" for n in range(10_000))),
        {200, 400},
    ),
    "two lengths": (
        GET.replace(b"GET", b"POST")
        + b"Content-Length: 5\r\nContent-Length: 6\r\n"
        + CLOSE
        + b"\r\nASK {}",
        {0, 400},
    ),
    "a length that is none": (
        GET.replace(b"GET", b"POST") + b"Content-Length: -5\r\n" + CLOSE + b"\r\nASK {}",
        {0, 400},
    ),
    "a length beyond numbers": (
        GET.replace(b"GET", b"POST")
        + b"Content-Length: 99999999999999999999999\r\n"
        + CLOSE
        + b"\r\n",
        {0, 400, 413},
    ),
    "a length beyond the limit": (post(b"ASK", DIRECT, CLOSE, 10**12), {413}),
    "length and chunks": (
        b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n"
        + HOST
        + CLOSE
        + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        {0, 400},
    ),
    "a coding nobody knows": (
        b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n"
        + HOST
        + CLOSE
        + b"Transfer-Encoding: secret\r\n\r\nASK {}",
        {0, 400, 501},
    ),
    "chunks of no size": (
        b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n"
        + HOST
        + CLOSE
        + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nASK {}\r\n0\r\n\r\n",
        {0, 400},
    ),
    "a chunk beyond numbers": (
        b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n"
        + HOST
        + CLOSE
        + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nASK {}",
        {0, 400, 413},
    ),
    "an expectation": (GET + b"Expect: 200-ok\r\n" + CLOSE + b"\r\n", {200, 400, 417}),
    "a range": (GET + b"Range: bytes=0-0,0-0,0-0,0-\r\n" + CLOSE + b"\r\n", {200, 206}),
    "a condition that is long": (
        GET + b"If-None-Match: " + b'"x",' * 20_000 + b"\r\n" + CLOSE + b"\r\n",
        {200, 400, 431},
    ),
    "headers beyond the buffer": (
        GET + b"X-A: " + b"a" * 3_000_000 + b"\r\n" + CLOSE + b"\r\n",
        {0, 400, 431},
    ),
    "a thousand headers": (
        GET + b"".join(b"X-%d: a\r\n" % n for n in range(1000)) + CLOSE + b"\r\n",
        {0, 200, 400, 431},
    ),
    "a line beyond the buffer": (line(f"GET /{'a' * 3_000_000} HTTP/1.1"), {0, 400, 414, 431}),
    "an Accept without end": (
        GET + b"Accept: " + b"text/x-a;q=0.1," * 20_000 + b"*/*;q=0.1\r\n" + CLOSE + b"\r\n",
        {200, 400, 406, 431},
    ),
    "an Accept that is nonsense": (
        GET + b"Accept: ;;;,,,q=q=q=;/\x7f\r\n" + CLOSE + b"\r\n",
        {200, 400, 406},
    ),
    "an Accept with odd weights": (
        GET + b"Accept: text/csv;q=1e999,*/*;q=nan,a/b;q=-1\r\n" + CLOSE + b"\r\n",
        {200, 400, 406},
    ),
    "a forged address": (
        GET + b"X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil\r\n" + CLOSE + b"\r\n",
        {200},
    ),
}
PATHS = [
    "/../../../../etc/passwd",
    "/static/../../../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2f..%2f..%2fetc/passwd",
    "/static/..%5c..%5c..%5cetc%5cpasswd",
    "/static/....//....//....//etc/passwd",
    "/static//etc/passwd",
    "/docs/..%2f..%2fconfig.py",
    "/docs/%2e%2e%2f%2e%2e%2fcommands",
    "/dumps/../manifest.json",
    "/dumps/..%2f..%2f..%2fetc%2fpasswd",
    "/dumps/%2fetc%2fpasswd",
    "/proc/self/environ",
    "/.git/config",
    "/.env",
    "/%00",
    "/doc/city/..%2f..%2fmanifest.json",
    "//etc/passwd",
    "/\\etc\\passwd",
]


def check_clean(answer, allowed):
    assert status(answer) in allowed, answer[:500]
    for leak in (b"Traceback", b"site-packages", b"panicked", b"root:x:", b"[build-system]"):
        assert leak not in answer
    head, _, body = answer.partition(b"\r\n\r\n")
    if status(answer) >= 400 and b"problem+json" in head:
        assert json.loads(body)["status"] == status(answer)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_request_has_a_clean_end(target, name):
    data, allowed = BROKEN[name]
    began = time.monotonic()
    answer = exchange(target, data)
    # Waiting for the rest of a request takes up to two seconds; nothing takes longer.
    assert time.monotonic() - began < 2 + target.limit + 1
    check_clean(answer, allowed)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(target, path):
    answer = exchange(target, line(f"GET {path} HTTP/1.1"))
    check_clean(answer, {0, 301, 302, 303, 307, 308, 400, 404})
    if b"\r\nlocation:" in answer.lower():
        [place] = [h for h in answer.split(b"\r\n") if h.lower().startswith(b"location:")]
        assert not place.split(b":", 1)[1].strip().startswith(b"//")


def test_headers_that_come_slowly_are_not_waited_for(target):
    began = time.monotonic()
    with target.connection() as client:
        answer = b""
        for letter in GET + b"X-Slow: " + b"a" * 100:
            with contextlib.suppress(ConnectionError):
                client.send(bytes([letter]))
            time.sleep(0.05)
            if time.monotonic() - began > 3:
                break
        answer = everything(client)
    assert time.monotonic() - began < 4
    assert status(answer) in {0, 400, 408}


@pytest.mark.parametrize("media_type", [DIRECT, FORM])
def test_a_body_that_comes_slowly_is_not_waited_for(target, media_type):
    began = time.monotonic()
    with target.connection() as client:
        client.sendall(post(b"", media_type, length=1000))
        with contextlib.suppress(ConnectionError):
            for _ in range(60):
                client.sendall(b"a")
                time.sleep(0.05)
        answer = everything(client)
    assert time.monotonic() - began < 4
    assert status(answer) in {0, 408}


def test_chunks_without_end_are_cut_off(target):
    began = time.monotonic()
    with target.connection() as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n"
            + HOST
            + b"Transfer-Encoding: chunked\r\n\r\n"
        )
        sent = 0
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - began < 5 and sent < 200_000_000:
                client.sendall(b"10000\r\n" + b"#" * 65536 + b"\r\n")
                sent += 65536
        answer = everything(client)
    assert time.monotonic() - began < 4
    assert status(answer) in {0, 408, 413}


def test_small_chunks_without_end_are_cut_off(target):
    began = time.monotonic()
    with target.connection() as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n"
            + HOST
            + b"Transfer-Encoding: chunked\r\n\r\n"
        )
        with contextlib.suppress(ConnectionError):
            for _ in range(60):
                client.sendall(b"1\r\n#\r\n")
                time.sleep(0.05)
        answer = everything(client)
    assert time.monotonic() - began < 4
    assert status(answer) in {0, 408}


def test_a_client_that_does_not_read_is_sent_away_and_holds_nobody_up(target):
    with contextlib.ExitStack() as stack:
        for _ in range(12):
            client = stack.enter_context(target.connection())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.sendall(f"GET /sparql?query={LONG} HTTP/1.1\r\n".encode() + HOST + b"\r\n")
        # Answers that nobody reads take no worker once they are there.
        time.sleep(2)
        for _ in range(5):
            target.honest()


def test_a_client_that_reads_slowly_gets_all_of_it(target):
    with target.connection() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.sendall(f"GET /sparql?query={LONG} HTTP/1.1\r\n".encode() + HOST + CLOSE + b"\r\n")
        data = b""
        # Longer than a query may take, and than the service waits for a client that reads nothing.
        for _ in range(20):
            data += client.recv(100_000)
            time.sleep(0.15)
        data += everything(client)
    head, _, body = data.partition(b"\r\n\r\n")
    [length] = [h.split(b":")[1] for h in head.lower().split(b"\r\n") if h[:9] == b"content-l"]
    assert len(body) == int(length) > 1_000_000
    assert len(json.loads(body)["results"]["bindings"]) == 30_000


def test_a_half_closed_connection_gets_its_answer_or_an_end(target):
    with target.connection() as client:
        client.sendall(GET + b"\r\n")
        client.shutdown(socket.SHUT_WR)
        answer = everything(client)
    assert status(answer) in {0, 200}
    if answer:
        assert b'"boolean":true' in answer


def test_clients_that_leave_at_once_take_no_worker(target):
    for _ in range(40):
        with target.connection() as client:
            client.sendall(f"GET /sparql?query={CROSS} HTTP/1.1\r\n".encode() + HOST + b"\r\n")
    began = time.monotonic()
    target.honest()
    assert time.monotonic() - began < target.limit + 1


def test_a_client_that_resets_takes_no_worker(target):
    for _ in range(20):
        with target.connection() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            client.sendall(f"GET /sparql?query={CROSS} HTTP/1.1\r\n".encode() + HOST + b"\r\n")
            time.sleep(0.01)
    target.honest()


def test_thousands_of_idle_connections_hold_nobody_up(target):
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    count = min(2000, soft - len(list(Path("/proc/self/fd").iterdir())) - 100)
    if count < 200:
        pytest.skip(f"only {soft} open files are allowed")
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(target.connection()) for _ in range(count)]
        target.honest()
        # And each began a request that it never ends.
        for client in clients:
            client.send(b"GET /sparql HTTP/1.1\r\n")
        target.honest()
        time.sleep(2.5)
        target.honest()
        # They were all sent away by now.
        clients[0].settimeout(2)
        assert status(everything(clients[0])) in {0, 400, 408}


def test_pipelined_requests_are_answered_in_order(target):
    queries = [f"SELECT (%22{n}%22 AS ?n) %7B%7D" for n in range(50)]
    asked = b"".join(
        f"GET /sparql?query={q.replace(' ', '+')} HTTP/1.1\r\n".encode() + HOST + b"\r\n"
        for q in queries
    )
    answer = exchange(target, asked + GET + CLOSE + b"\r\n")
    found = [int(part.split(b'"', 1)[0]) for part in answer.split(b'"value":"')[1:]]
    assert found == list(range(50))


def test_pipelined_slow_queries_take_one_worker_at_a_time(target):
    asked = f"GET /sparql?query={CROSS} HTTP/1.1\r\n".encode() + HOST + b"\r\n"
    with target.connection() as client:
        client.sendall(asked * 200)
        time.sleep(0.3)
        for _ in range(5):
            target.honest()


def test_accept_headers_are_not_kept(target):
    """Each of many long headers differs, so that a cache of them would grow without bound."""
    before = target.used()
    for n in range(60):
        accept = ",".join(f"text/x-{n}-{m}" for m in range(20_000)) + ",*/*;q=0.1"
        reply = target.server.request("GET", ASK, {"Accept": accept})
        assert reply.status in {200, 400, 406, 431}
    assert target.used() - before < 20_000_000
