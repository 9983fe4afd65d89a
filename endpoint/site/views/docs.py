"""The public documentation."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from endpoint.site.core.problems import not_found
from endpoint.site.core.respond import attached, negotiate, page_bytes, send, send_page
from endpoint.site.core.state import current
from endpoint.site.pages import documentation, notebooks
from endpoint.site.pages.documentation import Page
from endpoint.site.pages.model import Link
from endpoint.sparql.formats import HTML, MARKDOWN, Format

blueprint = Blueprint("docs", __name__)
NOTEBOOK = Format("application/x-ipynb+json", (), "ipynb", "Notebook")


@dataclass(frozen=True)
class DocsPage:
    """A page of the documentation beside the list of all."""

    page: Page
    contents: tuple[tuple[Link, bool], ...]


@blueprint.get("/docs/", defaults={"name": "index"})
@blueprint.get("/docs/<path:name>")
def page(name: str) -> Response:
    """Show a page of the documentation: as a page, or as the Markdown it is made from."""
    stem, suffix = name.removesuffix(f".{MARKDOWN.suffix}"), name.rpartition(".")[2]
    found = documentation.page(stem, request.script_root)
    if found is None:
        raise not_found("There is no such page of the documentation.")
    address = url_for("docs.page", name=stem)
    target = (
        MARKDOWN
        if suffix == MARKDOWN.suffix
        else negotiate((HTML, MARKDOWN), lambda one: address if one is HTML else f"{address}.md")
    )
    return send(
        target,
        lambda: (
            documentation.source(stem)
            if target is MARKDOWN
            else page_bytes("docs.html", DocsPage(found, tuple(_contents(stem))))
        ),
        negotiated=suffix != MARKDOWN.suffix,
    )


@blueprint.get("/notebooks/<name>")
def notebook(name: str) -> Response:
    """Show a notebook to read; with ``.ipynb`` it is the file to run."""
    folder = current().config.settings.queries / "notebooks"
    stem, file = name.removesuffix(notebooks.SUFFIX), name.endswith(notebooks.SUFFIX)
    found = notebooks.page(folder, stem, request.script_root)
    if found is None:
        raise not_found("There is no such page of the documentation.")
    if file:
        body = notebooks.source(folder, stem) or b""
        return attached(send(NOTEBOOK, lambda: body, negotiated=False), name)
    every = [notebooks.page(folder, one, request.script_root) for one in notebooks.names(folder)]
    contents = tuple(
        (Link(one.title, url_for("docs.notebook", name=one.name)), one.name == stem)
        for one in every
        if one
    )
    return send_page("docs.html", lambda: DocsPage(found, contents))


def _contents(name: str) -> list[tuple[Link, bool]]:
    return [
        (Link(documentation.title(one), url_for("docs.page", name=one)), one == name)
        for one in documentation.names()
    ]
