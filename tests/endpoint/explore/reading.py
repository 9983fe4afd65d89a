"""Reads lists in tests: a page, and the rows of all pages of a list."""

from __future__ import annotations

from collections.abc import Iterator

from flask.testing import FlaskClient
from lxml import html

HTML = {"Accept": "text/html"}


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def rows_of(client: FlaskClient, path: str) -> Iterator[list[str]]:
    """The rows of all pages of a list."""
    while path:
        shown = page(client, path)
        yield from ([cell.text_content() for cell in row] for row in shown.xpath("//tbody/tr"))
        path = next(iter(shown.xpath("//a[@rel='next']/@href")), "")
