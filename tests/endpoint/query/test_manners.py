"""What browsers, proxies and caches say, and what they are told."""

import urllib.parse

import pytest
from click.testing import CliRunner

from endpoint.commands import query
from endpoint.sparql import responses

EX = "http://example.org/"
HEADERS = ["queryid", "x-requested-with", "cache-control", "if-range", "accept-profile"]
PATHS = ["/sparql", "/rdf-graphs/service?default", "/", "/downloads", "*"]
BEHIND = {
    "Host": "data.example.org",
    "X-Forwarded-Host": "data.example.org",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/graph",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_page_of_another_site_may_send_any_header(server, path):
    wanted = {
        "Origin": "https://app.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": ", ".join(HEADERS),
    }
    reply = server.request("OPTIONS", path, wanted)
    allowed = [
        one.strip().lower() for one in reply.headers["access-control-allow-headers"].split(",")
    ]
    assert reply.status in {200, 204}
    assert {*HEADERS, "accept", "content-type", "if-none-match", "range"} <= set(allowed)
    assert len(allowed) == len(set(allowed))
    assert "access-control-request-headers" in reply.headers["vary"].lower()


@pytest.mark.parametrize(
    "wanted", ["a b", "x\r\nset-cookie: a", "ä", "x" * 101, ",;,", "a," * 5000, '"q"', "<x>"]
)
def test_what_is_not_the_name_of_a_header_is_not_repeated(wanted):
    told = dict(responses.permission(wanted))["access-control-allow-headers"]
    names = told.split(", ")
    assert len(names) <= len(responses.SENT) + 1
    assert all(responses.NAME.fullmatch(name) for name in names)


@pytest.fixture(scope="module")
def behind(starter, release):
    """Return a service behind a proxy."""
    return starter(release, "--page-workers=1", "--query-workers=1", URBSOL_PROXIES="1")


def test_the_prefix_of_a_proxy_is_in_every_address(behind):
    described = behind.request("GET", "/sparql", {**BEHIND, "Accept": "text/turtle"}).text
    assert "sd:endpoint <https://data.example.org/graph/sparql>" in described
    for part in ("service", "dataset", "timeout"):
        assert f"<https://data.example.org/graph/sparql#{part}>" in described
    assert "org/sparql" not in described
    robots = behind.request("GET", "/robots.txt", BEHIND).text
    assert robots.splitlines()[:2] == ["User-agent: *", "Disallow: /graph/sparql"]
    assert "Sitemap: http" in robots
    assert robots.endswith("/graph/sitemap.xml\n")


@pytest.mark.parametrize(
    "path", ["/nope", "/sparql?query=", "/sparql?query=nonsense", "/rdf-graphs/service", "/x/y.ttl"]
)
def test_an_error_names_the_address_the_client_knows(behind, path):
    reply = behind.request("GET", path, {**BEHIND, "Accept": "application/json"})
    assert f'"instance": "/graph{path.partition("?")[0]}"' in reply.text


@pytest.mark.parametrize(
    "prefix", ["graph", "//evil.example", "/a b", "/<x>", "/a/../b?c", "/a#b", "/a\\b"]
)
def test_a_prefix_that_is_not_a_path_is_refused(behind, prefix):
    reply = behind.request(
        "GET", "/sparql?query=ASK%7B%7D", {**BEHIND, "X-Forwarded-Prefix": prefix}
    )
    assert reply.status == 400


def test_without_a_proxy_its_headers_count_for_nothing(server):
    reply = server.request("GET", "/sparql", {**BEHIND, "Accept": "text/turtle"})
    assert "<http://data.example.org/sparql>" in reply.text
    assert "graph/sparql" not in reply.text
    assert server.request("GET", "/robots.txt", BEHIND).text.splitlines()[1] == "Disallow: /sparql"


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/docs/sparql", "/static/site.css"])
@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_a_tag_that_a_proxy_marked_as_compressed_is_known(server, path, coding):
    tag = server.request("GET", path).headers["etag"]
    marked = tag[:-1] + f'-{coding}"'
    for condition in (marked, f'"other", W/{marked.removeprefix("W/")}', tag):
        reply = server.request("GET", path, {"If-None-Match": condition})
        assert reply.status == 304, condition
    assert server.request("GET", path, {"If-None-Match": f'"other-{coding}"'}).status == 200


@pytest.mark.parametrize(
    "path",
    ["/sparql?query=ASK%7B%7D", "/docs/sparql", "/static/site.css", "/manifest.json", "/nope"],
)
def test_every_answer_has_one_date(server, path):
    answer = server.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head = answer.partition(b"\r\n\r\n")[0].lower().split(b"\r\n")
    assert len([line for line in head if line.startswith(b"date:")]) == 1


def test_columns_come_in_the_order_of_the_query(server):
    text = f"SELECT * {{ ?z <{EX}knows> ?a }} LIMIT 1"
    assert server.query(text, "text/csv").text.startswith("z,a\r\n")
    assert server.query(text, "text/tab-separated-values").text.startswith("?z\t?a\n")


def test_a_byte_order_mark_before_a_query_in_a_file_is_passed_over(release, tmp_path):
    file = tmp_path / "marked.rq"
    file.write_bytes(b"\xef\xbb\xbfASK {}")
    ended = CliRunner().invoke(query, [str(file), "--release", str(release)])
    assert (ended.exit_code, '"boolean":true' in ended.output) == (0, True), ended.output


@pytest.mark.parametrize("asked", ["bytes=0-9,20-29", "bytes=0-0,-1", "lines=1-2", "bytes=", "x"])
def test_several_ranges_and_unknown_ones_give_the_whole_file(server, asked):
    """RFC 9110 §14.2: a server may pass over a Range."""
    whole = server.request("GET", "/static/site.css")
    reply = server.request("GET", "/static/site.css", {"Range": asked})
    assert (reply.status, reply.body) == (200, whole.body)


def test_a_release_of_the_past_answers_under_the_same_limits(server) -> None:
    text = "SELECT ?l { <http://example.org/word> ?p ?l FILTER(ISLITERAL(?l)) }"
    now, then = server.query(text), server.query(text, version="2025-12-31")
    assert '"first"' in now.text
    assert '"old"' in then.text
    assert then.headers["memento-datetime"] == "Wed, 31 Dec 2025 00:00:01 GMT"
    assert then.headers["etag"] != now.headers["etag"]
    body = urllib.parse.urlencode({"query": text, "version": "2025-12-31"})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert '"old"' in server.request("POST", "/sparql", form, body).text
    page = server.query(text, "text/html", version="2025-12-31")
    assert "2025-12-31, not the current one" in page.text
    assert "version=2025-12-31" in page.text
    document = server.request("GET", "/doc/city/palermo.nt?version=2025-12-31")
    assert (document.status, "knows" in document.text) == (200, True)
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    asked = urllib.parse.urlencode({"query": slow, "version": "2025-12-31", "timeout": 1})
    assert server.request("GET", f"/sparql?{asked}").status == 504
    assert '"old"' in server.query(text, version="2025-12-31").text


@pytest.mark.parametrize(
    ("version", "status", "told"),
    [("2025-12-30", 410, "https://doi.org/10.5281/zenodo.7"), ("2024-01-01", 404, "2024-01-01")],
)
def test_a_release_that_is_not_kept_is_told(server, version, status, told) -> None:
    answer = server.query("ASK {}", version=version)
    assert answer.status == status
    assert told in answer.text
    assert ("ab" * 32 in answer.text) == (status == 410)
