"""Pages as of a day, on the small graph: what held then, in words and tables, undated apart."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.endpoint.pages.reading import page


def told(shown: html.HtmlElement) -> str:
    """Return what the page says of the day."""
    (section,) = shown.xpath("//section[@aria-labelledby='as-of']")
    return " ".join(section.text_content().split())


def rows(shown: html.HtmlElement, heading: str) -> list[str]:
    """Return the rows of a table by their first cells."""
    found = shown.xpath(f"//section[h2[starts-with(., '{heading}')]]//tbody/tr")
    return [" ".join(row.xpath("string(./*[1])").split()) for row in found]


def test_a_network_shows_who_had_certainly_joined_by_a_day(small: FlaskClient) -> None:
    early = page(small, "/doc/network/alpha?asof=2018-12-31")
    assert rows(early, "Members") == ["Here"]
    assert "As of 31 December 2018" in told(early)
    assert "1 member." in told(early)
    assert rows(page(small, "/doc/network/alpha?asof=2021-12-31"), "Members") == ["Far", "Here"]


def test_what_may_not_have_begun_on_the_day_is_left_out(small: FlaskClient) -> None:
    shown = page(small, "/doc/network/alpha?asof=2018-12-30")
    assert rows(shown, "Members") == []
    assert "Nothing of what is recorded here certainly held on 30 December 2018." in told(shown)


def test_the_undated_are_named_and_counted_apart(small: FlaskClient) -> None:
    shown = page(small, "/doc/city/here?asof=2018-12-31")
    assert rows(shown, "Memberships") == ["Cities of Welcome"]
    (heading,) = shown.xpath("//section[@aria-labelledby='as-of']//h3")
    names = [
        " ".join(item.text_content().split())
        for item in heading.xpath("following-sibling::ul[1]/li")
    ]
    assert names == [
        "one commitment", "two commitment",
        "Cities of Welcomes membership",
        "Card practice", "Clinic practice",
    ]  # fmt: skip
    assert heading.xpath("string(span)") == "5"


def test_the_map_of_a_network_is_that_of_the_day(small: FlaskClient) -> None:
    def dots(path: str) -> list[str]:
        drawn = page(small, path).xpath("//*[name()='g' and @class='places']//a/@href")
        return sorted(drawn)

    assert len(dots("/doc/network/alpha")) == 2
    assert dots("/doc/network/alpha?asof=2018-12-31") == ["/doc/city/here"]


def test_links_keep_the_day_and_the_canonical_address_does_not(small: FlaskClient) -> None:
    shown = page(small, "/doc/city/here?asof=2018-12-31")
    links = shown.xpath("//main//a/@href")
    assert "/id/network/alpha?asof=2018-12-31" in links
    assert "/doc/city/here" in links
    (canonical,) = shown.xpath("//link[@rel='canonical']/@href")
    assert canonical == "http://localhost/doc/city/here"
    german = shown.xpath("//link[@hreflang='de']/@href")
    assert german == ["http://localhost/de/doc/city/here?asof=2018-12-31"]
    assert shown.xpath("//input[@name='asof']/@value") == ["2018-12-31"]
    answer = small.get("/id/city/here?asof=2018-12-31", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.location.endswith("/doc/city/here?asof=2018-12-31")


def test_lists_and_maps_of_the_day_are_one_click_away(small: FlaskClient) -> None:
    shown = page(small, "/doc/network/alpha?asof=2018-12-31")
    for path in shown.xpath("//div[@class='asof']//ul[@class='pills']//a/@href"):
        assert small.get(path, headers={"Accept": "text/html"}).status_code == 200, path
    assert shown.xpath("count(//div[@class='asof']//ul[@class='pills']//a)") == 3


def test_a_page_of_today_offers_a_day_and_says_nothing_of_one(small: FlaskClient) -> None:
    shown = page(small, "/doc/network/alpha")
    assert shown.xpath("//input[@name='asof']/@value") == [""]
    assert not shown.xpath("//*[@class='asof']//ul")
    assert rows(shown, "Members") == ["Far", "Here"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/doc/city/here?asof=2018", "asof is not a day"),
        ("/doc/city/here?asof=2018-02-30", "asof is not a day"),
        ("/doc/publication/book?asof=2018-12-31", "not shown as of a day"),
    ],
)
def test_what_is_not_a_day_and_pages_without_days_are_refused(
    small: FlaskClient, path: str, reason: str
) -> None:
    answer = small.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert reason in answer.get_data(as_text=True)


def test_data_is_the_same_on_every_day(small: FlaskClient) -> None:
    dated, plain = (
        small.get(f"/doc/city/here.nt{query}").data for query in ("?asof=2018-12-31", "")
    )
    assert dated == plain
