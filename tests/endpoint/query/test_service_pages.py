"""The running service shows pages: a form with results, in people's languages, kept and counted."""

import re
import urllib.parse

EX = "http://example.org/"
RESULTS_JSON = "application/sparql-results+json"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_a_page_shows_the_form_and_results(server):
    form = server.request("GET", "/sparql", {"Accept": "text/html"})
    assert form.status == 200
    assert "<textarea" in form.text
    shown = server.query(f"SELECT ?l {{ <{EX}rtl> <{LABEL}> ?l }}", "text/html")
    assert shown.status == 200
    assert "ירושלים" in shown.text
    wrong = server.query("SELECT * {", "text/html")
    assert wrong.status == 400
    assert "line" in wrong.text.lower()


def pages(server) -> dict[str, float]:
    text = server.request("GET", "/metrics", {}).body.decode()
    found = re.findall(r'^urbsol_pages_total{outcome="(\w+)"} ([0-9.e+]+)$', text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_pages_are_kept_apart_by_what_they_depend_on_and_counted(server):
    before = pages(server)
    seen = {}
    for wished in ("en", "de", "el") * 8:
        headers = {"Accept": "text/html", "Accept-Language": wished}
        shown = server.request("GET", "/docs/uris", headers)
        assert (shown.status, shown.headers["content-language"]) == (200, wished)
        assert "accept-language" in shown.headers["vary"].lower()
        assert seen.setdefault(wished, shown.body) == shown.body
        tagged = {**headers, "If-None-Match": shown.headers["etag"]}
        again = server.request("GET", "/docs/uris", tagged)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == shown.headers["etag"]
    assert len(set(seen.values())) == 3
    other = {"Accept": "text/html", "Host": "graph.example"}
    assert b"http://graph.example/docs/uris" in server.request("GET", "/docs/uris", other).body
    head = server.request("HEAD", "/docs/uris", {"Accept": "text/html"})
    assert (head.status, head.body) == (200, b"")
    after = pages(server)
    assert after["kept"] - before["kept"] > 10
    assert after["made"] > before["made"]
    assert server.request("GET", "/nothing", {}).status == 404
    assert pages(server)["made"] > after["made"]


def test_people_read_the_query_page_in_their_language(server):
    text = f"SELECT ?l {{ <{EX}rtl> <{LABEL}> ?l }}"
    address = f"/sparql?{urllib.parse.urlencode({'query': text})}"
    form = server.request("GET", "/de/sparql", {"Accept": "text/html"})
    assert (form.status, form.headers["content-language"]) == (200, "de")
    assert b'<form class="sparql" action="/de/sparql"' in form.body
    tags = set()
    for path, wished, code in (
        (address, "", "en"),
        (address, "pl", "pl"),
        (f"/fr{address}", "", "fr"),
        (f"/fr{address}", "pl", "fr"),
    ):
        headers = {"Accept": "text/html", "Accept-Language": wished}
        shown = server.request("GET", path, headers)
        assert (shown.status, shown.headers["content-language"]) == (200, code)
        assert f'<html lang="{code}">'.encode() in shown.body
        tags.add((code, shown.headers["etag"]))
        again = {**headers, "If-None-Match": shown.headers["etag"]}
        assert server.request("GET", path, again).status == 304
    assert len(tags) == len({tag for _, tag in tags}) == 3
    data = server.request("GET", f"/fr{address}", {"Accept": RESULTS_JSON})
    assert data.body == server.query(text, RESULTS_JSON).body
    assert server.request("GET", "/de/metrics", {}).status == 404
