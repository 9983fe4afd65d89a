"""Requests that are generated, not thought of: each has a clean end, and nobody else waits."""

from __future__ import annotations

import json
import re
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend
from tests.endpoint.hostile.wire import ASK, CLOSE, DIRECT, FORM, HOST, exchange, status

pytestmark = pytest.mark.xdist_group("hostile-requests")
# Everything but 500: whatever comes, nothing goes wrong here. 0 is a connection that was closed.
CLEAN = {
    *(0, 200, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 408, 410, 411),
    *(413, 414, 415, 416, 417, 429, 431, 501, 503, 504, 505, 507),
}
LEAKS = (b"Traceback", b"site-packages", b"panicked", b"root:x:", b"[build-system]", b".rs:")
SIGNS = [
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "<<",
        ">>",
        "<<(",
        ")>>",
        "{|",
        "|}",
        '"',
        "'",
        '"""',
    ),
    *("\\", "\\u0022", "\\U0010FFFF", "\\uD800", "#", "\n", "\r", "\t", " ", "\u00a0", "\u200b"),
    *(".", ",", ";", ":", "::", "?", "$", "@", "@en--rtl", "^", "^^", "|", "||", "&", "&&", "!"),
    *("*", "+", "-", "/", "=", "~", "%", "%41", "%ff", "%", "\0", "\ufeff", "\ufffe", "é", "😀"),
]
WORDS = [
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS"),
    *("GRAPH", "SERVICE", "SILENT", "BIND", "AS", "VALUES", "UNDEF", "GROUP BY", "ORDER BY"),
    *("HAVING", "LIMIT", "OFFSET", "DISTINCT", "REDUCED", "EXISTS", "NOT", "IN", "FROM", "NAMED"),
    *("PREFIX", "BASE", "VERSION", "INSERT", "DELETE", "LOAD", "CLEAR", "COUNT", "SUM", "CONCAT"),
    *("REGEX", "IF", "TRIPLE", "a", "?s", "?p", "?o", "*", "_:b", "p:x", "<urn:x>", "1", "1e9"),
    *("'x'", "'x'@en", "true", "NaN", "INF", "0x10", "99999999999999999999", "http://127.0.0.1:1/"),
]
VALUES = [
    *("", "*", "*/*", "text/html", "text/turtle;q=0.5", "q=", ";q=0", "gzip", "br;q=1", "identity"),
    *(
        "bytes=0-",
        "bytes=5-1",
        "bytes=-0",
        "bytes=0-0,0-0",
        "W/",
        '"x"',
        '"',
        'W/"x-gzip"',
        "=",
        ",",
    ),
    *("chunked", "close", "keep-alive", "100-continue", "127.0.0.1", "a.example:99999", "[::1]"),
    *("Bearer x", "Basic eA==", "../..", "%00", "-1", "1e999", "0", "x" * 300, "\t", "é", "\x7f"),
    *("Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 9999", "en,de;q=0.5", "utf-16", "charset=x"),
]
HEADERS = [
    *("Accept", "Accept-Encoding", "Accept-Language", "Accept-Charset", "Authorization"),
    *("Cache-Control", "Connection", "Content-Encoding", "Content-Type", "Cookie", "Expect"),
    *("Forwarded", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "Origin"),
    *("Range", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "X-Forwarded-For"),
    *("X-Forwarded-Prefix", "X-HTTP-Method-Override", "Access-Control-Request-Headers"),
]
NAMES = [
    *("query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "format"),
    *("output", "results", "timeout", "graph", "default", "q", "kind", "page", "x", ""),
]
pieces = st.lists(st.sampled_from([*SIGNS, *WORDS]), min_size=1, max_size=25).map(" ".join)
glued = st.lists(st.sampled_from([*SIGNS, *WORDS]), min_size=1, max_size=25).map("".join)
said = st.lists(st.sampled_from([*VALUES, *SIGNS[:40]]), min_size=1, max_size=8).map(", ".join)
noise = st.binary(min_size=0, max_size=200)
QUERY = (
    "PREFIX p: <urn:p:> SELECT ?s (COUNT(?o) AS ?n) { ?s p:x ?o OPTIONAL { ?o p:y 'z'@en } "
    "FILTER(?o != 1) { ?a ?b ?c } UNION { ?d ?e ?f } } GROUP BY ?s ORDER BY ?s LIMIT 3"
)


def quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="", errors="surrogatepass")


def get(path: str, *headers: bytes) -> bytes:
    return f"GET {path} HTTP/1.1\r\n".encode() + HOST + b"".join(headers) + CLOSE + b"\r\n"


def post(body: bytes, media_type: str, *headers: bytes) -> bytes:
    head = f"POST /sparql HTTP/1.1\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + HOST + b"".join(headers) + CLOSE + b"\r\n" + body


def lined(name: str, value: str) -> bytes:
    """Return a header; what would end it early is taken away, all else stays."""
    text = value.replace("\r", "").replace("\n", "")
    return f"{name}: {text}\r\n".encode("utf-8", "surrogatepass")


def asked(text: str) -> bytes:
    return get(f"/sparql?query={quoted(text)}")


def form(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs)


pairs = st.lists(st.tuples(st.sampled_from(NAMES), glued | said), max_size=6)
mutated = st.lists(
    st.tuples(st.sampled_from(["drop", "double", "swap", "put"]), st.integers(0, 60), pieces),
    min_size=1,
    max_size=4,
)


def mutate(changes: list[tuple[str, int, str]]) -> str:
    """Return a right query with some of its words taken away, doubled, swapped or put in."""
    words = QUERY.split()
    for how, where, more in changes:
        place = where % len(words)
        if how == "drop" and len(words) > 1:
            del words[place]
        elif how == "double":
            words.insert(place, words[place])
        elif how == "swap":
            words[place], words[0] = words[0], words[place]
        else:
            words.insert(place, more)
    return " ".join(words)


def chunked(parts: list[tuple[bytes, str]], end: bytes) -> bytes:
    """Return a body in chunks with extensions, and something at its end."""
    head = b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\n" + HOST + CLOSE
    body = b"".join(b"%x%s\r\n%s\r\n" % (len(d), e.encode(), d) for d, e in parts)
    return head + b"Transfer-Encoding: chunked\r\n\r\n" + body + end


extensions = st.sampled_from(["", ";a", ";a=b", ';a="', " ", "\t", ";" * 50])
ends = st.sampled_from(
    [b"0\r\n\r\n", b"0\r\nHost: evil\r\n\r\n", b"", b"0", b"-1\r\n", b"0;x\r\n\r\n"]
)
GENERATED = {
    **{
        f"the header {name}": st.builds(lambda v, n=name: get(ASK, lined(n, v)), said | glued)
        for name in HEADERS
    },
    "a header of noise": noise.map(lambda data: get(ASK, b"X: " + data + b"\r\n")),
    "noise instead of headers": noise.map(lambda data: get(ASK, data)),
    "noise": noise,
    "Host": said.map(
        lambda v: f"GET {ASK} HTTP/1.1\r\n".encode() + lined("Host", v) + CLOSE + b"\r\n"
    ),
    "a query": pieces.map(asked),
    "a query without blanks": glued.map(asked),
    "a query by body": pieces.map(lambda t: post(t.encode(), DIRECT)),
    "a query by form": glued.map(lambda t: post(form([("query", t)]).encode(), FORM)),
    "a query of noise by body": noise.map(lambda data: post(data, DIRECT)),
    "a right query, changed": mutated.map(lambda m: asked(mutate(m))),
    "a right query, changed, as a graph": mutated.map(
        lambda m: asked(mutate(m).replace("SELECT", "CONSTRUCT", 1))
    ),
    "parameters": pairs.map(lambda p: get(f"/sparql?{form(p)}")),
    "parameters beside a query": pairs.map(lambda p: get(f"{ASK}&{form(p)}")),
    "parameters by form": pairs.map(lambda p: post(form(p).encode(), FORM)),
    "parameters of a graph": pairs.map(lambda p: get(f"/rdf-graphs/service?{form(p)}")),
    "parameters without quoting": glued.map(
        lambda t: get("/sparql?" + t.encode("ascii", "ignore").decode().replace(" ", "+"))
    ),
    "a form of noise": noise.map(lambda data: post(data, FORM)),
    "a type of body": said.map(lambda v: post(b"ASK {}", v.replace("\r", "").replace("\n", ""))),
    "a method": glued.map(
        lambda t: t.encode()[:50] + b" /sparql HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n"
    ),
    "a target": glued.map(
        lambda t: b"GET " + t.encode() + b" HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n"
    ),
    "a version": said.map(lambda t: f"GET / {t}\r\n".encode() + HOST + CLOSE + b"\r\n"),
    "chunks": st.builds(chunked, st.lists(st.tuples(noise, extensions), max_size=5), ends),
    "a length that is not so": st.builds(
        lambda data, n: post(data, DIRECT).replace(b"Length: ", b"Length: %d" % n),
        noise,
        st.integers(0, 9),
    ),
}
PARTS = 12
HOSTILE = st.sampled_from(
    [
        "..",
        "%2e%2e",
        "%00",
        "%ff",
        "a" * 200,
        "%0d%0aX:1",
        "<x>",
        "'",
        "é",
        "0",
        "-1",
        " ",
        "city",
        "it",
    ]
)


def attack(target, requests):
    """Send requests, and see each end clean and in time while another client is answered."""

    def play():
        return [exchange(target, one) for one in requests]

    with ThreadPoolExecutor(1) as threads:
        answers = threads.submit(play)
        target.honest(source="127.0.0.2")
    for request, answer in zip(requests, answers.result(), strict=True):
        head, _, body = answer.partition(b"\r\n\r\n")
        assert status(answer) in CLEAN, (request, answer[:600])
        assert not [leak for leak in LEAKS if leak in answer], request
        if b"problem+json" in head and not request.startswith(b"HEAD"):
            assert json.loads(body)["status"] == status(answer)


SETTINGS = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("name", GENERATED)
@given(data=st.data())
@SETTINGS
def test_generated_requests_have_a_clean_end(target, name, data):
    attack(target, data.draw(st.lists(GENERATED[name], min_size=4, max_size=6)))


@pytest.fixture(scope="module")
def rules(release):
    """Return the routes of the site, with what stands between."""
    app = create_app(AppConfig(release=release, backend=LocalBackend(release)))
    found = sorted((rule.rule, tuple(rule.arguments)) for rule in app.url_map.iter_rules())
    assert len(found) > PARTS
    return found


@pytest.mark.parametrize("part", range(PARTS))
@given(data=st.data())
@SETTINGS
def test_generated_addresses_of_every_route_have_a_clean_end(target, rules, part, data):
    requests = []
    for rule, arguments in rules[part::PARTS]:
        path = rule
        for name in arguments:
            hostile = data.draw(HOSTILE)
            path = re.sub(rf"<(?:[^<>]*:)?{name}>", lambda _, h=hostile: h, path)
        query = form(data.draw(pairs))
        method = data.draw(st.sampled_from(["GET", "GET", "HEAD", "POST", "OPTIONS", "PUT"]))
        spoken = path.replace(" ", "%20")
        requests.append(f"{method} {spoken}?{query} HTTP/1.1\r\n".encode() + HOST + CLOSE + b"\r\n")
    attack(target, requests)


def test_there_are_enough_of_them():
    assert len(GENERATED) + PARTS >= 60
