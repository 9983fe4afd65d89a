"""Broken, contradictory or prying requests get a clean end."""

from __future__ import annotations

import json

import pytest

from tests.endpoint.hostile.wire import (
    ASK,
    CLOSE,
    DIRECT,
    FORM,
    GET,
    HOST,
    exchange,
    form,
    line,
    post,
    status,
)

pytestmark = pytest.mark.xdist_group("hostile-requests")
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
    "a time that is not one": (line(f"GET {ASK}&timeout=nan HTTP/1.1"), {400}),
    "a time below nothing": (line(f"GET {ASK}&timeout=-1 HTTP/1.1"), {400}),
    "a graph that is not an IRI": (line(f"GET {ASK}&default-graph-uri=%3Ca%3E HTTP/1.1"), {400}),
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
    "a length that is not one": (
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
    answer = exchange(target, data)
    check_clean(answer, allowed)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(target, path):
    answer = exchange(target, line(f"GET {path} HTTP/1.1"))
    check_clean(answer, {0, 301, 302, 303, 307, 308, 400, 404})
    if b"\r\nlocation:" in answer.lower():
        [place] = [h for h in answer.split(b"\r\n") if h.lower().startswith(b"location:")]
        assert not place.split(b":", 1)[1].strip().startswith(b"//")
