"""Reads pages of the map: the links of the picture, and those of the list beside it."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import html

ID = "https://w3id.org/urban-solidarity/id"


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.data)


def of_class(shown: html.HtmlElement, name: str, below: str = "") -> list[html.HtmlElement]:
    own = f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    return shown.xpath(f".//*[{own}]{below}")


def listed(shown: html.HtmlElement) -> dict[str, str]:
    """The links of the list with what is said of each."""
    found = {}
    for item in of_class(shown, "map-list", "//li"):
        (link,) = item.xpath("a")
        found[link.get("href")] = " ".join(item.text_content().split())
    return found


def drawn(shown: html.HtmlElement) -> dict[str, str]:
    """The links of the picture with the text of each."""
    return {
        link.get("href"): link.findtext(".//title") for link in of_class(shown, "places", "//a")
    }
