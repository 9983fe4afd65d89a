"""Reads pages in tests: a page, the sections of it, and what is grouped in them."""

from __future__ import annotations

from flask.testing import FlaskClient
from lxml import html


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def grouped(section: html.HtmlElement) -> dict[str, list[str]]:
    """Return the items of the groups of a section by their headings."""
    found = {}
    for heading in section.xpath(".//h3[@class='grouped']"):
        name = heading.text_content().rsplit(maxsplit=1)[0].strip()
        items = heading.xpath("following-sibling::ul[1]/li")
        found[name] = [" ".join(item.text_content().split()) for item in items]
    return found


def starting(shown: html.HtmlElement, heading: str) -> html.HtmlElement:
    (found,) = shown.xpath(f"//section[h2[starts-with(., '{heading}')]]")
    return found
