"""A map of very many places: clusters lead to smaller areas, the list has pages, all are data."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from endpoint.site.cards import card
from endpoint.site.maps.asked import Asked, Box, box_of
from endpoint.site.maps.clusters import clustered
from endpoint.site.maps.seen import view
from endpoint.site.pages.atlas import listed, page

HTML = {"Accept": "text/html"}
PART = 150


@pytest.fixture(name="crowded")
def fixture_crowded(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Return a site that takes the places of the shipped graph for very many."""
    monkeypatch.setattr(listed, "CLUSTERED", 200)
    monkeypatch.setattr(card, "CLUSTERED", 200)
    monkeypatch.setattr(page, "PART", PART)
    return client


def shown(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.data)


def said(one: html.HtmlElement) -> int:
    """Return how many places are in the picture."""
    return int(one.get_element_by_id("map-said").text.split(". ")[1].split()[0].replace(",", ""))


def test_clusters_and_dots_hold_every_place_of_the_picture(crowded: FlaskClient) -> None:
    seen = shown(crowded, "/en/map")
    bundles = seen.xpath("//a[@class='cluster']")
    dots = seen.xpath("//g[@class='places']/a[not(@class)]")
    held = [int(one.xpath("string(text)")) for one in bundles]
    assert min(held) > 1
    assert sum(held) + len(dots) == said(seen)
    assert len(bundles) + len(dots) < said(seen) / 2
    assert f"{held[-1]} places: " in bundles[-1].findtext(".//title")


def test_a_cluster_leads_to_the_area_of_its_places_and_the_list_says_the_same(
    crowded: FlaskClient,
) -> None:
    largest = shown(crowded, "/de/map?by=population").xpath("//a[@class='cluster']")[-1]
    count, address = int(largest.xpath("string(text)")), largest.get("href")
    assert address.startswith("/de/map?")
    assert parse_qs(urlsplit(address).query)["by"] == ["population"]
    seen = shown(crowded, address)
    assert said(seen) >= count
    links = set(seen.xpath("//g[@class='places']/a[not(@class)]/@href"))
    lines = seen.xpath("//*[contains(@class, 'map-list')]//li/a/@href")
    assert links == set(lines)
    assert seen.xpath("//nav[@class='views']//a[@aria-current='page'][. = 'Dieses Gebiet']")
    [query] = seen.xpath("//a[text()='Als SPARQL']/@href")
    [text] = parse_qs(urlsplit(query).query)["query"]
    backend = crowded.application.extensions["urbsol"].backend
    assert len(backend.select(text)) == len(lines)


def test_the_pages_of_the_list_hold_every_place_once(crowded: FlaskClient) -> None:
    total, every, address = 0, list[str](), "/en/map"
    plain = crowded.get("/map.csv").text.count("\n") - 1
    while address:
        seen = shown(crowded, address)
        lines = seen.xpath("//*[contains(@class, 'map-list')]//li/a/@href")
        assert 0 < len(lines) <= PART
        every += lines
        total += 1
        address = "".join(seen.xpath("//a[@rel='next']/@href"))
    assert total == -(-plain // PART)
    assert len(every) == len(set(every)) == plain
    assert crowded.get(f"/map?page={total + 1}", headers=HTML).status_code == 404
    assert crowded.get("/map?page=-1", headers=HTML).status_code == 404


def test_the_script_reads_all_places_from_an_address_in_the_language_of_the_page(
    crowded: FlaskClient,
) -> None:
    seen = shown(crowded, "/it/map?by=practices")
    [atlas] = seen.xpath("//div[@class='atlas']")
    found = json.loads(crowded.get(atlas.get("data-points")).data)
    rows = {atlas.get("data-base") + row[0]: row for row in found["places"]}
    assert len(rows) == crowded.get("/map.csv").text.count("\n") - 1
    for item in seen.xpath("//*[contains(@class, 'map-list')]//li"):
        row = rows[item.xpath("string(a/@href)")]
        assert row[1] == item.xpath("string(a)")
        assert found["values"][str(row[3]).replace("None", "null")] == item.xpath("string(span)")
        assert row[8] == (item.get("data-spans") or "")
    inside = sum(row[6] is not None for row in rows.values())
    assert inside == said(seen)


def test_a_small_map_has_neither_clusters_nor_pages_nor_another_address(
    client: FlaskClient,
) -> None:
    seen = shown(client, "/en/map?country=it")
    assert not seen.xpath("//a[@class='cluster'] | //*[@data-points] | //a[@rel='next']")


def test_the_card_of_very_many_places_leaves_out_what_others_cover(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shown(client, "/card/map").xpath("//circle")
    monkeypatch.setattr(card, "CLUSTERED", 200)
    monkeypatch.setattr(card, "COVERED", 6)
    few = shown(client, "/card/map").xpath("//circle")
    assert len(whole) / 4 < len(few) < len(whole)


def test_the_box_of_a_cluster_holds_its_places(client: FlaskClient) -> None:
    with client.application.test_request_context():
        seen = view(client.application.extensions["urbsol"].served, Asked(area="world"))
    _, clusters = clustered(seen.picture.dots)
    for one in clusters:
        box = box_of(str(one.box))
        assert box is not None
        assert all(box.holds(dot.choice.place.point) for dot in one.dots)


@pytest.mark.parametrize(
    ("area", "box"),
    [
        ("47,5.5,53.25,14", Box(47, 5.5, 53.25, 14)),
        ("-40,-10,-5,10", Box(-40, -10, -5, 10)),
        ("53,5,47,14", None),
        ("47,5,91,14", None),
        ("47,5,53", None),
        ("47,5,53,1e9", None),
        ("europe", None),
    ],
)
def test_an_area_is_south_west_north_and_east(area: str, box: Box | None) -> None:
    assert box_of(area) == box
