"""Each page is there in each language, and data has one address whatever is spoken."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from endpoint.languages.known import CODES
from endpoint.site.core.addresses import LEADING, PLAIN

# A path for each view; {} stands for what the release has.
PAGES = {
    "pages.index": "/",
    "things.document": "/doc/city/palermo",
    "things.browse": "/browse/city?country=it",
    "maps.index": "/map?network=eccar",
    "maps.card": "/card/network/eccar",
    "maps.map_card": "/card/map?network=eccar",
    "schemes.index": "/schemes",
    "schemes.document": "/doc/theme",
    "ontology.document": "/ontology",
    "ontology.class_page": "/ontology/classes/City",
    "graphs.sources": "/sources",
    "graphs.source": "/graph/sdg-targets",
    "graphs.record": "/graph/cities/palermo",
    "dataset.document": "/dataset",
    "downloads.index": "/downloads",
    "queries.index": "/queries",
    "queries.query": "/queries/practices-by-theme",
    "questions.index": "/questions",
    "questions.question": "/questions/networks-of-a-city?city=berlin",
    "compare.index": "/compare?city=palermo&city=berlin",
    "charts.chart": "/charts/theme",
    "reconcile.paste": "/reconcile/column",
    "search.index": "/search?q=pal",
    "claims.index": "/claims",
    "docs.page": "/docs/uris",
    "docs.notebook": "/notebooks/co-membership",
    "tables.index": "/tables",
    "tables.document": "/tables/cities",
    "sparql.endpoint": "/sparql",
    "about.data_quality": "/quality",
    "about.contributing": "/contribute",
    "about.api": "/api",
    "about.text": "/imprint",
}
# Views whose paths depend on the release: found by following a link of another page.
FOLLOWED = {
    "statements.statement": ("/doc/city/palermo", "//a[@class='why']/@href"),
    "dataset.release": ("/dataset", "//footer//a[contains(@href, '/release/')]/@href"),
    "claims.claim": ("/claims", "//tbody//th/a[contains(@href, '/claims/')]/@href"),
    "claims.review": ("/claims", "//tbody//a[contains(@href, '/review/')]/@href"),
    "ontology.version": ("/ontology", "//dd//a[contains(@href, '/ontology/')]/@href"),
}
DATA = (
    "/client/urbsol_client.py",
    "/notebooks/co-membership.ipynb",
    "/doc/city/palermo.ttl",
    "/doc/theme.jsonld",
    "/graph/cities/palermo.nq",
    "/dataset.ttl",
    "/ontology.rdf",
    "/.well-known/void",
    "/context.jsonld",
    "/downloads/manifest.json",
    "/explain?query=SELECT",
    "/search.json?q=pal",
    "/completion",
    "/card/city/palermo.png",
    "/card/map.svg",
    "/oembed?url=http://localhost/map",
    "/map.csv",
    "/map.geojson",
    "/map.json",
    "/map.svg",
    "/robots.txt",
    "/sitemap.xml",
    "/correct.csv",
    "/statement/cities/palermo/row.csv",
    "/tables/csv-metadata.json",
    "/static/site.css",
)
# There only beside a change log, which the shipped release has none of: tests of its own walk it.
LOGGED = {"changes.history"}
HTML = {"Accept": "text/html"}


def views(site: Flask) -> set[str]:
    return {rule.endpoint for rule in site.url_map.iter_rules()}


def test_every_view_is_tested_under_prefixes(site: Flask) -> None:
    by_suffix = {name for name in views(site) if name.endswith("_as")}
    sent = {
        rule.endpoint for rule in site.url_map.iter_rules() if "GET" not in (rule.methods or ())
    }
    assert views(site) - PLAIN - by_suffix - sent - LOGGED == PAGES.keys() | FOLLOWED.keys()
    assert views(site) >= PLAIN


def page(client: FlaskClient, path: str, code: str = "") -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    shown = html.document_fromstring(answer.data)
    if code:
        assert (shown.get("lang"), answer.headers["Content-Language"]) == (code, code)
        assert "Accept-Language" not in answer.headers.get("Vary", "")
    return shown


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_pages_are_there_under_every_prefix(client: FlaskClient, path: str, code: str) -> None:
    shown = page(client, f"/{code}{path}", code)
    stays = {f"/{other}" for other in CODES}
    for href in shown.xpath("//main//a/@href | //nav//a/@href | //form/@action"):
        first = "/" + href.removeprefix("/").partition("/")[0]
        plain = href.startswith(("/id/", "/downloads/", "/static/", "/review/")) or "." in href
        assert not href.startswith("/") or first in stays or plain, href
        assert not href.startswith(f"/{code}/id/")


@pytest.mark.parametrize("code", ["de", "el"])
@pytest.mark.parametrize(("start", "link"), FOLLOWED.values(), ids=FOLLOWED)
def test_links_between_pages_keep_the_language(
    client: FlaskClient, start: str, link: str, code: str
) -> None:
    found = page(client, f"/{code}{start}", code).xpath(link)
    assert found
    assert found[0].startswith(f"/{code}/")
    page(client, found[0], code)


@pytest.mark.parametrize("path", DATA)
def test_data_has_one_address(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
    asked = f"{path}{'&' if '?' in path else '?'}x=1"
    answer = client.get(f"/pl{asked}")
    assert (answer.status_code, answer.headers["Location"]) == (308, asked)


def test_data_that_is_negotiated_leaves_the_prefix(client: FlaskClient) -> None:
    answer = client.get("/de/doc/city/palermo", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/doc/city/palermo")
    assert "Accept" in answer.headers["Vary"]
    answer = client.get("/de/search?q=pal", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.headers["Location"]) == (308, "/search?q=pal")


@pytest.mark.parametrize("wished", ["", "de", "fr"])
def test_data_does_not_depend_on_the_language(client: FlaskClient, wished: str) -> None:
    headers = {"Accept": "text/turtle", "Accept-Language": wished}
    answer = client.get("/doc/city/palermo", headers=headers)
    plain = client.get("/doc/city/palermo.ttl")
    assert answer.data == plain.data
    assert (
        answer.headers["ETag"] == client.get("/doc/city/palermo", headers=headers).headers["ETag"]
    )
    for one in (answer, plain):
        assert "Accept-Language" not in one.headers.get("Vary", "")
        assert "Content-Language" not in one.headers


def test_identifiers_lead_to_the_page_in_the_language(client: FlaskClient) -> None:
    assert LEADING <= PLAIN
    assert client.get("/id/city/palermo", headers=HTML).headers["Location"] == "/doc/city/palermo"
    answer = client.get("/it/id/city/palermo", headers=HTML)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/it/doc/city/palermo")
    shown = page(client, "/it/doc/city/palermo", "it")
    assert "/it/doc/country/it" in shown.xpath("//main//a/@href")
    data = shown.xpath("//ul[@class='pills']//a/@href")
    assert data
    assert all(href.startswith("/doc/") for href in data)


def test_pages_without_prefix_follow_what_the_client_likes(client: FlaskClient) -> None:
    tags = set()
    for wished, code in (("", "en"), ("de-CH,fr;q=0.5", "de"), ("el", "el"), ("ja", "en")):
        answer = client.get("/doc/city/palermo", headers={**HTML, "Accept-Language": wished})
        shown = html.document_fromstring(answer.data)
        assert (shown.get("lang"), answer.headers["Content-Language"]) == (code, code)
        assert {"Accept", "Accept-Language"} <= set(answer.vary)
        tags.add((code, answer.headers["ETag"]))
    assert len(tags) == 3


def test_a_copy_in_another_language_is_not_confirmed(client: FlaskClient) -> None:
    german = {**HTML, "Accept-Language": "de"}
    tag = client.get("/doc/city/palermo", headers=german).headers["ETag"]
    again = client.get("/doc/city/palermo", headers={**german, "If-None-Match": tag})
    assert again.status_code == 304
    assert "Accept-Language" in again.vary
    other = {**HTML, "Accept-Language": "fr", "If-None-Match": tag}
    assert client.get("/doc/city/palermo", headers=other).status_code == 200


def test_the_switch_keeps_the_page(client: FlaskClient) -> None:
    path = "/browse/city?country=it&page=1"
    for start in (path, f"/de{path}"):
        shown = page(client, start)
        links = shown.xpath("//nav[@class='languages']//a")
        assert [link.get("href") for link in links] == [f"/{code}{path}" for code in CODES]
        assert [link.get("lang") for link in links] == list(CODES)
        alternates = {
            link.get("hreflang"): link.get("href")
            for link in shown.xpath("//link[@rel='alternate'][@hreflang]")
        }
        assert alternates.keys() == {*CODES, "x-default"}
        assert alternates["x-default"] == f"http://localhost{path}"
        assert urlsplit(alternates["pl"]).path == "/pl/browse/city"


def test_a_mount_point_stands_in_front_of_the_language(client: FlaskClient) -> None:
    shown = html.document_fromstring(
        client.get("/de/doc/city/palermo", base_url="http://localhost/graph/", headers=HTML).data
    )
    links = set(shown.xpath("//a/@href | //link/@href"))
    assert "/graph/de/doc/country/it" in links
    assert "/graph/doc/city/palermo.ttl" in links
    assert "/graph/fr/doc/city/palermo" in links
    assert not any(href.startswith(("/graph/de/static", "/de")) for href in links)


def test_labels_fall_back_visibly(hostile: FlaskClient) -> None:
    shown = page(hostile, "/de/doc/city/odd", "de")
    assert shown.xpath("//dd//a[@lang='en'][text()='Italy']")
    mixed = page(hostile, "/de/doc/country/it", "de")
    assert mixed.xpath("//h1[@lang='en']")


def test_lists_and_names_are_in_the_language(client: FlaskClient) -> None:
    shown = page(client, "/de/browse/country", "de")
    names = shown.xpath("//tbody//th//a/text()")
    assert "Italien" in names
    assert "Italy" not in names
    assert "Italy" in page(client, "/en/browse/country", "en").xpath("//tbody//th//a/text()")


def test_problems_are_pages_in_the_language_and_english_for_programs(client: FlaskClient) -> None:
    shown = client.get("/de/doc/city/nowhere", headers=HTML)
    assert shown.status_code == 404
    assert "Hier ist nichts" in shown.text
    data = client.get("/doc/city/nowhere", headers={"Accept-Language": "de"})
    assert data.get_json()["title"] == "There is nothing here"
    assert "Accept-Language" not in data.headers.get("Vary", "")


def test_an_address_without_any_page_in_a_language_is_a_problem(client: FlaskClient) -> None:
    for path in ("/de/nothing", "/de/de/", "/xx/"):
        assert client.get(path, headers=HTML).status_code == 404


def test_a_concept_is_found_under_the_name_of_its_scheme(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get("/de/search?q=Aufnahme", headers=HTML).data)
    kinds = set(shown.xpath("//span[@class='kind']/text()"))
    assert kinds
    assert not kinds & {"theme", "practice type", "role", "network type", "act type"}, kinds


def test_what_was_found_is_called_as_in_the_language_and_by_which_other_name_is_said(
    client: FlaskClient,
) -> None:
    shown = html.document_fromstring(client.get("/fr/search?q=Warszawa", headers=HTML).data)
    first = shown.xpath("//ul[@class='hits']/li")[0]
    assert first.xpath("a")[0].text_content() == "Varsovie"
    assert "Warszawa" in first.xpath("p")[0].text_content()
    found = html.document_fromstring(client.get("/fr/search?q=Warsaw", headers=HTML).data)
    assert "Ville de Varsovie" in found.xpath("//ul[@class='hits']/li/a/text()")
    again = html.document_fromstring(client.get("/pl/search?q=Warszawa", headers=HTML).data)
    assert len(again.xpath("(//ul[@class='hits']/li)[1]/p")) == 1  # its sentence only


def test_a_name_stands_once_beside_the_title(client: FlaskClient) -> None:
    shown = html.document_fromstring(client.get("/de/doc/country/it", headers=HTML).data)
    names = [" ".join(one.text_content().split()) for one in shown.xpath("//span[@class='name']")]
    said = [(name[: name.find(" ")], name[-2:]) for name in names]
    assert names
    assert len(said) == len(set(said)), names


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/browse/city?asof=x", "asof nie jest dniem; proszę napisać na przykład asof=2019-12-31"),
        ("/browse/event?from=99", "from nie jest rokiem; proszę napisać na przykład from=2019"),
        ("/browse/city?sort=zz", "sort nie ma wartości zz; do wyboru: country, name, networks"),
        ("/browse/city?country=zz", "tego, co wybrano"),
        ("/map?network=zz", "network nie ma wartości zz; do wyboru: africa-europe-mayors-dialogue"),
        ("/map?from=2016&to=2015", "from jest późniejsze niż to"),
        ("/sources?sort=zz", "sort nie ma wartości zz"),
        ("/nowhere", "Żadna strona nie ma tego adresu."),
        ("/sparql?query=ASK%7B%7D&timeout=soon", "timeout to liczba sekund większa od 0"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=x", "grafu nie nazwano bezwzględnym IRI"),
        ("/sparql?query=INSERT%20DATA%20%7B%7D", "to zmiana, a nie zapytanie"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_in_the_language_of_the_page(
    client: FlaskClient, path: str, said: str
) -> None:
    answer = client.get(f"/pl{path}", headers={"Accept": "text/html"})
    assert answer.status_code in (400, 404)
    page = html.document_fromstring(answer.data)
    assert said in " ".join(page.xpath("//main//p//text()"))
    assert not page.xpath("//main//p[@lang] | //main//p//*[@lang]")


def test_programs_read_the_same_in_english(client: FlaskClient) -> None:
    answer = client.get("/browse/city?asof=x", headers={"Accept": "application/json"})
    assert answer.json is not None
    assert answer.json["detail"] == "asof is not a day; write it like asof=2019-12-31"
    assert answer.json["title"] == "There is no such list"
