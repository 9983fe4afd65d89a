"""Slow, greedy or absent clients get a clean end, and nobody else waits."""

from __future__ import annotations

import contextlib
import json
import resource
import socket
import time
import urllib.parse
from pathlib import Path

import pytest

from tests.endpoint.hostile.wire import (
    ASK,
    CLOSE,
    CROSS,
    DIRECT,
    FORM,
    GET,
    HOST,
    everything,
    exchange,
    post,
    status,
)

pytestmark = pytest.mark.xdist_group("hostile-connections")
EX = "http://example.org/"
LONG = urllib.parse.quote("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 30000")


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
    assert status(answer) in {0, 400, 408}


@pytest.mark.parametrize("media_type", [DIRECT, FORM])
def test_a_body_that_comes_slowly_is_not_waited_for(target, media_type):
    with target.connection() as client:
        client.sendall(post(b"", media_type, length=1000))
        with contextlib.suppress(ConnectionError):
            for _ in range(60):
                client.sendall(b"a")
                time.sleep(0.05)
        answer = everything(client)
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
    assert status(answer) in {0, 408, 413}


def test_small_chunks_without_end_are_cut_off(target):
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
    target.honest()


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
