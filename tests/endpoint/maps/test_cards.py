"""Cards: framed by others, and nothing else is; pictures without scripts; oEmbed."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from endpoint.site.cards.card import wrapped
from endpoint.site.maps.outlines import outlines

CITY = "/card/city/odd"


def test_only_cards_may_be_framed_elsewhere(hostile: FlaskClient) -> None:
    for address in (CITY, "/card/network/net", "/card/map"):
        policy = hostile.get(address).headers["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "script-src 'self'" in policy
    for address in ("/", "/map", "/doc/city/odd"):
        assert "frame-ancestors 'self'" in hostile.get(address).headers["Content-Security-Policy"]


def test_a_card_leads_to_its_page_out_of_the_frame(hostile: FlaskClient) -> None:
    shown = html.document_fromstring(hostile.get("/card/network/net").data)
    (link,) = shown.xpath("//h1/a")
    assert link.get("target") == "_top"
    assert link.get("href") == "http://localhost/doc/network/net"
    assert not shown.xpath("//script")


def test_hostile_names_stay_text_in_the_picture(hostile: FlaskClient) -> None:
    answer = hostile.get(f"{CITY}.svg")
    assert answer.mimetype == "image/svg+xml"
    root = etree.fromstring(answer.data)
    assert not root.xpath("//*[local-name()='script' or local-name()='img']")
    assert b"<script>" not in answer.data


@pytest.mark.parametrize("address", [f"{CITY}.png", "/card/map.png", "/card/network/net.png"])
def test_a_picture_is_a_png_of_the_size_of_previews(hostile: FlaskClient, address: str) -> None:
    answer = hostile.get(address)
    assert answer.mimetype == "image/png"
    assert answer.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(answer.data[16:20]) == 1200
    assert int.from_bytes(answer.data[20:24]) == 630


@pytest.mark.parametrize(
    "address",
    ["/card/city/nowhere", "/card/event/x", "/card/other", "/card/map.gif", "/card/city/odd.exe",
     "/oembed", "/oembed?url=https://example.org/", "/oembed?url=http://localhost/doc/city/nowhere"],
)  # fmt: skip
def test_what_has_no_card_is_not_found(hostile: FlaskClient, address: str) -> None:
    assert hostile.get(address).status_code == 404


def test_pages_name_their_card_as_their_picture(hostile: FlaskClient) -> None:
    for page, picture in (
        ("/doc/city/odd", "http://localhost/card/city/odd.png"),
        ("/map?area=world", "http://localhost/card/map.png?area=world"),
    ):
        shown = html.document_fromstring(hostile.get(page, headers={"Accept": "text/html"}).data)
        assert shown.xpath("//meta[@property='og:image']/@content") == [picture]


def test_programs_are_told_how_to_embed_a_page(hostile: FlaskClient) -> None:
    found = json.loads(hostile.get("/oembed?url=http://localhost/doc/network/net").data)
    assert (found["version"], found["type"]) == ("1.0", "rich")
    frame = html.fragment_fromstring(found["html"])
    assert frame.get("src") == "http://localhost/card/network/net"
    hurt = hostile.get('/oembed?url=http://localhost/map?x="><script>alert(1)</script>')
    assert "<script" not in json.loads(hurt.data)["html"]


def test_texts_are_broken_where_there_is_no_more_room() -> None:
    assert wrapped("one two three", 7, 3) == ("one two", "three")
    assert wrapped("a " * 40, 3, 2) == ("a a", "a …")
    assert max(map(len, wrapped("x" * 100_000, 19, 4))) <= 19
    assert wrapped("", 10, 3) == ()


def test_a_card_draws_the_coast_of_its_own_window_alone(client: FlaskClient) -> None:
    outlines.cache_clear()
    assert client.get("/card/network/eccar").status_code == 200
    assert outlines.cache_info().misses == 1
