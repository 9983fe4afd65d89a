"""Answers are compressed for those who ask for it, and stay right."""

import asyncio
import gzip
import json
import os
import socket
import zlib

import pytest
import zstandard

from endpoint.http.coding import CODINGS
from endpoint.service.squeeze import KIND, SHORTEST, Squeeze, chosen, marked
from endpoint.sparql import formats
from endpoint.sparql.messages import Request, Response, Spooled

TABLE = "SELECT * { ?a ?b ?c } ORDER BY ?a ?b ?c LIMIT 300"
LONG = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
BROWSER = "gzip, deflate, br, zstd"


def opened(reply):
    coding = reply.headers.get("content-encoding", "")
    if coding == "zstd":
        return zstandard.ZstdDecompressor().decompressobj().decompress(reply.body)
    return gzip.decompress(reply.body) if coding == "gzip" else reply.body


def get(server, query, accept_encoding, accept="text/csv", **headers):
    path = f"/sparql?query={query.replace(' ', '+').replace('?', '%3F')}"
    asked = {"Accept": accept, "Accept-Encoding": accept_encoding, **headers}
    return server.request("GET", path, asked)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("GZIP ; Q=0.5", "gzip"),
        ("zstd", "zstd"),
        (BROWSER, "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("gzip;q=0", ""),
        ("gzip;q=0, zstd", "zstd"),
        ("*", "gzip"),
        ("*;q=0", ""),
        ("gzip;q=0, *", ""),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("br, deflate, compress", ""),
        ("gzip;q=nonsense", ""),
        (",;,=,gzip,,", "gzip"),
        ("gzip;q=1.5", ""),
        ("x" * 100_000 + ", gzip", ""),
    ],
)
def test_the_coding_is_the_one_a_client_likes_best(header, name):
    found = chosen(header)
    assert (found.name if found else "") == name


@pytest.mark.parametrize("name", CODINGS)
@pytest.mark.parametrize("path", ["/", "/docs/sparql", "/static/site.css", "/sparql?format=ttl"])
def test_pages_and_data_are_compressed(server, name, path):
    plain = server.request("GET", path)
    squeezed = server.request("GET", path, {"Accept-Encoding": name})
    assert "content-encoding" not in plain.headers
    assert squeezed.headers["content-encoding"] == name
    assert opened(squeezed) == plain.body
    assert len(squeezed.body) == int(squeezed.headers["content-length"]) < 0.9 * len(plain.body)
    for reply in (plain, squeezed):
        assert "accept-encoding" in reply.headers["vary"].lower()
    # Whoever has one of them does not take it for the other.
    if not plain.headers.get("etag", "W/").startswith("W/"):
        assert squeezed.headers["etag"] == f'{plain.headers["etag"][:-1]}-{name}"'
        asked = {"Accept-Encoding": name, "If-None-Match": squeezed.headers["etag"]}
        same = server.request("GET", path, asked)
        assert (same.status, same.headers["etag"]) == (304, squeezed.headers["etag"])
        assert "accept-encoding" in same.headers["vary"].lower()
        head = server.request("HEAD", path, {"Accept-Encoding": name})
        assert head.headers["etag"] == squeezed.headers["etag"]


@pytest.mark.parametrize("one", [*formats.RESULTS, *formats.GRAPHS], ids=lambda one: one.name)
def test_every_format_is_compressed(server, one):
    query = TABLE if one in formats.RESULTS else "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }"
    squeezed = get(server, query, BROWSER, one.media_type)
    assert squeezed.headers["content-encoding"] == "zstd"
    assert len(opened(squeezed)) > 2 * len(squeezed.body)
    assert KIND.match(one.content_type)


@pytest.mark.parametrize("name", CODINGS)
def test_an_answer_in_a_file_is_compressed_while_it_is_sent(server, name):
    plain, squeezed = get(server, LONG, "identity"), get(server, LONG, name)
    assert squeezed.headers["transfer-encoding"] == "chunked"
    assert "content-length" not in squeezed.headers
    assert opened(squeezed) == plain.body
    assert len(plain.body) > 1 << 20


def test_a_compressed_answer_is_kept_and_known_again(server):
    first = get(server, TABLE, "gzip")
    assert get(server, TABLE, "gzip").body == first.body
    same = get(server, TABLE, "gzip", **{"If-None-Match": first.headers["etag"]})
    assert (same.status, same.body) == (304, b"")


def test_what_gains_nothing_is_sent_as_it_is(server):
    for query in ("ASK {}", "SELECT ?a { ?a ?b ?c } LIMIT 3"):
        assert "content-encoding" not in get(server, query, BROWSER).headers
    assert len(get(server, "ASK {}", BROWSER).body) < SHORTEST


def test_a_part_of_a_file_is_a_part_of_the_file_itself(server):
    asked = {"Accept-Encoding": BROWSER, "Range": "bytes=10-29"}
    whole = server.request("GET", "/static/site.css")
    part = server.request("GET", "/static/site.css", asked)
    assert (part.status, part.body) == (206, whole.body[10:30])
    assert "content-encoding" not in part.headers
    # Whoever has the beginning of a compressed body cannot go on with the plain one.
    tag = server.request("GET", "/static/site.css", {"Accept-Encoding": "gzip"}).headers["etag"]
    again = server.request("GET", "/static/site.css", {**asked, "If-Range": tag})
    assert (again.status, again.body) == (200, whole.body)


def test_an_error_is_sent_as_it_is(server):
    reply = server.query("SELECT ?x { ?x a foaf:Person }" + " " * 3000, "application/json")
    assert (reply.status, "content-encoding" in reply.headers) == (400, False)


def test_who_speaks_http_1_0_gets_what_has_a_length(server):
    head = b"GET /docs/sparql HTTP/1.0\r\nAccept-Encoding: gzip, zstd\r\nHost: x\r\n\r\n"
    answer = server.raw(head).partition(b"\r\n\r\n")[0].lower()
    assert b"content-length" in answer
    assert b"content-encoding" not in answer


def test_a_service_one_may_write_to_compresses_nothing(starter, release):
    server = starter(release, "--writable", "--token=right-for-the-tests")
    assert (
        "content-encoding"
        not in server.request("GET", "/docs/sparql", {"Accept-Encoding": BROWSER}).headers
    )


def test_a_client_that_leaves_amid_a_compressed_answer_harms_nobody(server):
    text = LONG.replace(" ", "+").replace("?", "%3F")
    for _ in range(5):
        with socket.create_connection((server.host, server.port)) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            head = f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"
            client.sendall(head.encode())
            client.recv(100)
    assert json.loads(server.query("ASK {}").body)["boolean"]


async def collected(coding, file):
    return [piece async for piece in coding.pieces(file)]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answer"
    path.write_bytes(b"0123456789abcdef" * 100_000)
    descriptor = os.open(path, os.O_RDWR)
    yield Spooled(descriptor, path.stat().st_size)
    os.close(descriptor)


@pytest.mark.parametrize("name", CODINGS)
def test_a_file_that_was_cut_never_looks_whole(file, name):
    pieces = asyncio.run(collected(CODINGS[name], file))
    reader = (
        zlib.decompressobj(31) if name == "gzip" else zstandard.ZstdDecompressor().decompressobj()
    )
    assert reader.decompress(b"".join(pieces)) == b"0123456789abcdef" * 100_000
    os.truncate(file.descriptor, 1000)
    with pytest.raises(OSError, match="was cut"):
        asyncio.run(collected(CODINGS[name], file))


@pytest.mark.parametrize(
    "headers",
    [
        (("content-type", "image/png"),),
        (("content-type", "application/zip"),),
        (("content-type", "text/html"), ("content-encoding", "br")),
        (("content-type", "text/html"), ("cache-control", "no-transform")),
    ],
)
def test_what_must_not_be_compressed_is_not(headers):
    response = Response(200, headers, b"a" * 10_000)
    request = Request("GET", "/", headers={"accept-encoding": "gzip"})
    assert asyncio.run(Squeeze()(request, response)) == response


def test_what_does_not_get_shorter_is_not():
    response = Response(200, (("content-type", "text/plain"),), os.urandom(5000))
    request = Request("GET", "/", headers={"accept-encoding": "gzip"})
    found = asyncio.run(Squeeze()(request, response))
    assert found.body == response.body
    assert found.header("vary") == "Accept-Encoding"


def test_tags_of_compressed_bodies():
    assert marked('"abc"', "gzip") == '"abc-gzip"'
    assert marked('W/"abc"', "gzip") == 'W/"abc"'
