"""What HTTP asks of every answer: conditions, ranges, methods, headers, prefixes."""

import hashlib
import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import RdfFormat, parse

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend

PATHS = [
    "/",
    "/doc/city/odd",
    "/doc/city/odd.ttl",
    "/browse/city",
    "/search?q=net",
    "/sources",
    "/graph/t",
    "/graph/t/one",
]


@pytest.mark.parametrize("path", PATHS)
def test_entity_tags(hostile: FlaskClient, path: str) -> None:
    first = hostile.get(path)
    tag = first.headers["ETag"]
    assert first.status_code == 200
    assert tag.startswith('"')
    for known in (tag, f'"other", {tag}', f"W/{tag}"):
        again = hostile.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    assert hostile.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert "max-age" in first.headers["Cache-Control"]


def test_formats_paths_and_queries_have_tags_of_their_own(hostile: FlaskClient) -> None:
    paths = [
        "/doc/city/odd.ttl",
        "/doc/city/odd.nt",
        "/doc/city/other.ttl",
        "/browse/city",
        "/browse/city?country=it",
    ]
    assert len({hostile.get(path).headers["ETag"] for path in paths}) == len(paths)
    negotiated = {
        hostile.get("/doc/city/odd", headers={"Accept": accept}).headers["ETag"]
        for accept in ("text/html", "text/turtle")
    }
    assert len(negotiated) == 2


def test_unknown_things_are_never_304(hostile: FlaskClient) -> None:
    answer = hostile.get("/doc/city/unknown", headers={"If-None-Match": "*"})
    assert answer.status_code == 404


@pytest.mark.parametrize("path", [*PATHS, "/id/city/odd", "/downloads/urban-solidarity.nq"])
def test_head_is_get_without_body(hostile: FlaskClient, path: str) -> None:
    get, head = hostile.get(path), hostile.head(path)
    assert head.status_code == get.status_code
    assert head.data == b""
    for name in ("Content-Type", "ETag", "Content-Length", "Location"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("path", ["/", "/doc/city/odd", "/search"])
def test_options_and_wrong_methods(hostile: FlaskClient, path: str) -> None:
    options = hostile.options(path)
    assert options.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))
    assert "GET" in options.headers["Access-Control-Allow-Methods"]
    for method in (hostile.post, hostile.put, hostile.delete):
        refused = method(path)
        assert refused.status_code == 405
        assert "GET" in refused.headers["Allow"]
        assert refused.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", [*PATHS, "/id/city/unknown", "/id/city/odd", "/static/site.css"])
def test_security_headers(hostile: FlaskClient, path: str) -> None:
    headers = hostile.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert headers["Access-Control-Allow-Origin"] == "*"


def test_errors_are_problems_or_pages(hostile: FlaskClient) -> None:
    for accept in (None, "*/*", "text/turtle", "application/json", "application/problem+json"):
        answer = hostile.get("/id/city/unknown", headers={"Accept": accept} if accept else {})
        problem = json.loads(answer.data)
        assert answer.mimetype == "application/problem+json"
        assert problem["status"] == 404
        assert problem["type"].endswith("docs/problems#not-found")
        assert problem["instance"] == "/id/city/unknown"
    page = hostile.get("/id/city/unknown", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert html.fromstring(page.data).xpath("//h1")


def test_every_kind_of_problem_is_documented(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/docs/problems").data)
    anchors = set(page.xpath("//h2/@id"))
    assert {
        "not-found",
        "gone",
        "not-acceptable",
        "bad-request",
        "method",
        "range",
        "internal",
    } <= anchors


def test_an_unreadable_release_tells_nothing_of_this_machine(
    hostile_release: Path, hostile_backend: LocalBackend, tmp_path: Path
) -> None:
    app = create_app(AppConfig(release=hostile_release, backend=hostile_backend))
    state = app.extensions["urbsol"]
    (tmp_path / "search.sqlite").write_bytes(b"not a database" * 100)
    state.release.folder = tmp_path
    answer = app.test_client().get("/search?q=x")
    assert answer.status_code == 500
    assert str(tmp_path) not in answer.text


@pytest.mark.parametrize("name", ["SHA256SUMS", "SHA256SUMS.sha256", "manifest.json"])
def test_what_tells_of_the_files_can_be_fetched(
    name, hostile: FlaskClient, hostile_release
) -> None:
    answer = hostile.get(f"/downloads/{name}")
    assert answer.data == (hostile_release / name).read_bytes()
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.data).hexdigest()}"'


def test_downloads_with_ranges(hostile: FlaskClient, hostile_release: Path) -> None:
    body = (hostile_release / "dumps" / "urban-solidarity.nq").read_bytes()
    whole = hostile.get("/downloads/urban-solidarity.nq")
    assert whole.data == body
    assert whole.headers["Accept-Ranges"] == "bytes"
    tag = whole.headers["ETag"]
    part = hostile.get("/downloads/urban-solidarity.nq", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, body[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(body)}"
    tail = hostile.get("/downloads/urban-solidarity.nq", headers={"Range": "bytes=-5"})
    assert tail.data == body[-5:]
    stale = {"Range": "bytes=10-19", "If-Range": '"other"'}
    assert hostile.get("/downloads/urban-solidarity.nq", headers=stale).status_code == 200
    fresh = {"Range": "bytes=10-19", "If-Range": tag}
    assert hostile.get("/downloads/urban-solidarity.nq", headers=fresh).status_code == 206
    past = hostile.get("/downloads/urban-solidarity.nq", headers={"Range": f"bytes={len(body)}-"})
    assert past.status_code == 416
    assert (
        hostile.get("/downloads/urban-solidarity.nq", headers={"If-None-Match": tag}).status_code
        == 304
    )
    assert hostile.get("/release/2026-11-22/urban-solidarity.nq").data == body


ESCAPES = [
    "/downloads/secret.txt",
    "/downloads/../secret.txt",
    "/downloads/%2e%2e/secret.txt",
    "/downloads/dumps/../../secret.txt",
    "/downloads/..%2fsecret.txt",
    "/downloads//etc/passwd",
    "/downloads/%2fetc%2fpasswd",
    "/downloads/search.sqlite%00.nq",
    "/release/2026-11-22/../../secret.txt",
    "/release/../secret.txt",
    "/static/../app.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/app.py",
]


@pytest.mark.parametrize("path", ESCAPES)
def test_no_path_leaves_the_release(hostile: FlaskClient, path: str) -> None:
    answer = hostile.get(path, follow_redirects=True)
    assert answer.status_code in (400, 404)
    assert b"not in the manifest" not in answer.data


def test_the_mount_point_stands_before_every_link(hostile_app: Flask) -> None:
    client = hostile_app.test_client()
    page = client.get("/doc/city/odd", environ_overrides={"SCRIPT_NAME": "/under/here"})
    targets = html.fromstring(page.data).xpath("//@href | //@src | //@action")
    local = [t for t in targets if t.startswith("/")]
    assert local
    assert all(t.startswith("/under/here/") for t in local)
    moved = client.get("/id/city/odd", environ_overrides={"SCRIPT_NAME": "/under/here"})
    assert moved.headers["Location"] == "/under/here/doc/city/odd"
    data = client.get("/doc/city/odd.nt", environ_overrides={"SCRIPT_NAME": "/under/here"})
    assert b"under/here" not in data.data


@pytest.mark.parametrize(("proxies", "expected"), [(0, "/doc/city/odd"), (1, "/pre/doc/city/odd")])
def test_the_forwarded_prefix_counts_only_when_configured(
    hostile_release: Path, hostile_backend: LocalBackend, proxies: int, expected: str
) -> None:
    config = AppConfig(release=hostile_release, backend=hostile_backend, proxies=proxies)
    headers = {"X-Forwarded-Prefix": "/pre", "X-Forwarded-Host": "evil.example"}
    answer = create_app(config).test_client().get("/id/city/odd", headers=headers)
    assert answer.headers["Location"] == expected


def test_static_files_are_kept_long_and_change_address(hostile: FlaskClient) -> None:
    page = html.fromstring(hostile.get("/").data)
    address = page.xpath("//link[@rel='stylesheet']/@href")[0]
    answer = hostile.get(address)
    assert "?v=" in address
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_document_that_a_format_cannot_hold_is_406_naming_one_that_can(hostile) -> None:
    for asked in (
        hostile.get("/doc/network/noxml.rdf"),
        hostile.get("/doc/network/noxml", headers={"Accept": "application/rdf+xml"}),
    ):
        assert asked.status_code == 406
        problem = json.loads(asked.data)
        assert problem["type"].endswith("#not-acceptable")
        assert "U+FFFE" in problem["detail"]
        assert "ask for text/turtle" in problem["detail"]
    turtle = hostile.get("/doc/network/noxml.ttl")
    assert turtle.status_code == 200
    values = {quad.object.value for quad in parse(turtle.data, format=RdfFormat.TURTLE)}
    assert "a\ufffeb" in values


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK%7B%7D", "/rdf-graphs/service?default", "/sparql?query=nonsense"]
)
def test_no_other_server_answers_queries_without_limits(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "*/*"})
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert "urbsol serve" in answer.get_json(force=True)["detail"]
