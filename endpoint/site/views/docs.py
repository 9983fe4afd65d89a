"""The public documentation."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import send_page
from endpoint.site.pages import documentation
from endpoint.site.pages.documentation import Page
from endpoint.site.pages.model import Link

blueprint = Blueprint("docs", __name__)


@dataclass(frozen=True)
class DocsPage:
    """A page of the documentation beside the list of all."""

    page: Page
    contents: tuple[tuple[Link, bool], ...]


@blueprint.get("/docs/", defaults={"name": "index"})
@blueprint.get("/docs/<path:name>")
def page(name: str) -> Response:
    """Show a page of the documentation."""

    def build() -> DocsPage:
        found = documentation.page(name, request.script_root)
        if found is None:
            raise not_found("There is no such page of the documentation.")
        return DocsPage(found, tuple(_contents(name)))

    return send_page("docs.html", build)


def _contents(name: str) -> list[tuple[Link, bool]]:
    found = []
    for one in documentation.names():
        page = documentation.page(one, request.script_root)
        if page:
            found.append((Link(page.title, url_for("docs.page", name=one)), one == name))
    return found
