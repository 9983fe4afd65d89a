"""Faults that pages once had, each held to by the kind of fault it was."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html

from loaders.settings import DEFAULT_BASE

PAGES = f"?s urb:publicationType <{DEFAULT_BASE}id/publication-type/web-page>"


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def select(site: Flask, query: str) -> list[str]:
    state = site.extensions["urbsol"]
    base = state.release.info.base
    prefixes = f"PREFIX urb: <{base}ontology#> PREFIX org: <http://www.w3.org/ns/org#> "
    rows = state.backend.select(prefixes + query)
    return [row["s"].value.removeprefix(base) for row in rows]


@pytest.mark.parametrize("class_", ["urb:Government", "urb:Organisation"])
def test_each_membership_of_an_actor_names_its_network(
    site: Flask, client: FlaskClient, class_: str
) -> None:
    query = f"SELECT DISTINCT ?s {{ ?s a {class_} . ?m org:member ?s ; org:organization ?n }}"
    actors = select(site, f"{query} ORDER BY ?s")
    assert len(actors) > 20
    for path in actors[:: len(actors) // 10]:
        rows = page(client, f"/{path}").xpath(
            "//section[h2[starts-with(., 'Memberships in networks')]]//tbody/tr"
        )
        assert rows, path
        for row in rows:
            link = row.xpath("./td[@data-label='network or body']//a/@href")
            assert link, path
            assert link[0].startswith("/id/")


def test_cited_pages_lead_to_themselves_and_not_to_an_inner_page(client: FlaskClient) -> None:
    shown = page(client, "/doc/city/palermo")
    cited = shown.xpath("//section[@class='notes']//li//a[contains(@class, 'out')]/@href")
    assert len(cited) > 3
    told = "//section[@class='notes'] | //td[@class='source']"
    assert not [a for part in shown.xpath(told) for a in part.xpath(".//a/@href") if "/web-" in a]


def test_the_page_of_an_address_is_headed_by_all_of_it(site: Flask, client: FlaskClient) -> None:
    query = f"SELECT ?s {{ {PAGES} ; <http://www.w3.org/2000/01/rdf-schema#label> ?l "
    longest = select(site, query + "} ORDER BY DESC(STRLEN(STR(?l))) LIMIT 2")
    for path in longest:
        title = page(client, f"/{path}").xpath("string(//h1)")
        assert len(title) > 80
        assert "…" not in title


def test_words_in_a_row_do_not_run_into_each_other(client: FlaskClient) -> None:
    text = " ".join(page(client, "/doc/network/anvita").text_content().split())
    assert re.search(r"row \d+ · details", text)
    assert not re.search(r"row \d+ (more|details)", text)


def test_dumps_are_not_buried_under_other_files(client: FlaskClient) -> None:
    shown = page(client, "/downloads")
    first = shown.xpath("(//table)[1]//th[@scope='row']/small/text()")
    assert "urban-solidarity.nq" in first
    assert not [name for name in first if name.startswith(("queries/", "tables/", "reports/"))]
    assert len(first) < 15
    groups = shown.xpath("//details[@class='group']/summary/text()")
    assert [name.strip() for name in groups] == [
        "Tables",
        "Versions of the ontology",
        "Reports of the build",
        "Queries",
    ]


def test_nothing_is_titled_by_a_hash(site: Flask, client: FlaskClient) -> None:
    claims = select(site, "SELECT ?s { ?s a urb:Claim } ORDER BY ?s LIMIT 2")
    web = select(site, f"SELECT ?s {{ {PAGES} }} ORDER BY ?s LIMIT 3")
    assert claims
    for path in (*claims, *web):
        if path.startswith("http"):
            continue
        title = page(client, f"/{path.replace('id/', 'doc/', 1)}").xpath("string(//h1)")
        assert not re.search(r"\b[0-9a-f]{12,}\b", title), title


def test_the_sitemap_lists_pages_that_are_there(client: FlaskClient) -> None:
    answer = client.get("/sitemap.xml")
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    found = etree.fromstring(answer.data).xpath("//*[local-name()='loc']/text()")
    assert len(found) == len(set(found)) > 1500
    assert f"Sitemap: {found[0]}sitemap.xml" in client.get("/robots.txt").text
    paths = [address.removeprefix("http://localhost") for address in found]
    wanted = {"/doc/city/palermo", "/doc/role", "/doc/role/featured-city", "/graph/memberships"}
    wanted |= {"/ontology/classes/City", "/ontology/classes/Act"}
    assert wanted < set(paths)
    classes = [path for path in paths if path.startswith("/ontology/classes/")]
    for path in (*paths[:: len(paths) // 12], classes[0], classes[-1]):
        page(client, path)
