"""Renders the public documentation (``endpoint/docs/**/*.md``) to HTML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).parents[2] / "docs"
NAME = re.compile(r"(?:decisions/)?[a-z0-9-]+")
FIRST = (
    "index", "uris", "model", "short-cuts", "reconciliation", "sources", "sparql", "downloads",
    "releases", "problems", "developing", "translating",
)  # fmt: skip
OUTSIDE = re.compile(r"[a-z]+:|//|#|/", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page of the documentation; ``html`` is made from our own Markdown without raw HTML."""

    name: str
    title: str
    html: str
    headings: tuple[tuple[str, str], ...]


def names() -> tuple[str, ...]:
    """Return the names of all pages in reading order, the decisions last."""
    found = (path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.md"))
    return tuple(sorted(filter(NAME.fullmatch, found), key=_place))


def _place(name: str) -> tuple[int, str]:
    late = len(FIRST) + name.count("/")
    return FIRST.index(name) if name in FIRST else late, name


def source(name: str) -> bytes:
    """Return the Markdown of a page that there is."""
    return (FOLDER / f"{name}.md").read_bytes()


@lru_cache(maxsize=1024)
def page(name: str, root: str) -> Page | None:
    """Render one page; links that begin with ``/`` get ``root``, where the site is mounted."""
    path = FOLDER / f"{name}.md"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return rendered(path.read_text(encoding="utf-8"), name, root)


@lru_cache(maxsize=1024)
def title(name: str) -> str:
    """Return what a page is called, without rendering more of it than its first heading."""
    lines = source(name).decode().splitlines()
    heading = next((line for line in lines if line.startswith("# ")), f"# {name}")
    return rendered(heading, name, "").title


def rendered(text: str, name: str, root: str) -> Page:
    """Render Markdown of ours as a page."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    tokens = markdown.parse(text)
    headings = _anchor(tokens)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", _target(str(child.attrGet("href") or ""), name, root))
    title = next((text for level, _, text in headings if level == "h1"), name)
    html = markdown.renderer.render(tokens, markdown.options, {})
    # What scrolls can be reached with keys (WCAG 2.1.1); text holds no tag, for it is escaped.
    html = html.replace("<pre>", '<pre tabindex="0">')
    below = tuple((anchor, text) for level, anchor, text in headings if level == "h2")
    return Page(name, title, html, below)


def _anchor(tokens: list[Token]) -> list[tuple[str, str, str]]:
    """Give every heading an id made of its words; return level, id and text of each."""
    headings = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            text = "".join(child.content for child in inline.children or ())
            anchor = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
            token.attrSet("id", anchor)
            headings.append((token.tag, anchor, text))
    return headings


def _target(address: str, page: str, root: str) -> str:
    """Turn ``uris.md#formats`` into ``/docs/uris#formats``, seen from the folder of a page."""
    if not OUTSIDE.match(address):
        name, hash_, anchor = address.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), name))
        return f"{root}/docs/{path.removesuffix('.md')}{hash_}{anchor}"
    return f"{root}{address}" if address.startswith("/") and root else address
