"""Writes a page as Markdown, block by block: headings, paragraphs, lists, tables, code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

from endpoint.site.markdown.inline import (
    DEEPEST,
    beside,
    escaped,
    inline,
    leading,
    line,
    passed_over,
)

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption",
    "figure", "footer", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "ul", *HEADINGS,
})  # fmt: skip
LANGUAGE = re.compile(r"(?:^|\s)language-([a-z0-9]{1,20})(?:\s|$)")
SOURCE = re.compile(r"source-(\d{1,9})")


def written(page: bytes, address: str) -> str:
    """Return the main part of a page of HTML as Markdown; ``address`` makes its links whole.

    https://spec.commonmark.org/0.31.2/, with tables and footnotes as GitHub writes them.
    """
    tree = html.document_fromstring(page.decode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    root = next(tree.iter("main"), tree)
    return "\n\n".join(_inside(root, address, 0)) + "\n"


def _inside(element: HtmlElement, page: str, depth: int) -> Iterator[str]:
    """Yield the blocks inside an element; what stands loose between them is a paragraph."""
    if depth > DEEPEST:
        return
    loose = escaped(element.text or "")
    for child in element:
        if child.tag in BLOCKS:
            yield from _paragraph(loose)
            loose = ""
            if not passed_over(child):
                yield from _block(child, page, depth + 1)
        else:
            loose = beside(loose, inline(child, page, depth + 1))
        loose += escaped(child.tail or "")
    yield from _paragraph(loose)


def _paragraph(text: str) -> Iterator[str]:
    text = " ".join(text.split())
    if text:
        yield leading(text)


def _block(element: HtmlElement, page: str, depth: int) -> Iterator[str]:
    match element.tag:
        case tag if tag in HEADINGS:
            text = line(element, page, depth).strip()
            yield from (f"{HEADINGS[tag]} {text}",) if text else ()
        case "p" | "summary" | "figcaption" | "address":
            yield from _paragraph(line(element, page, depth))
        case "pre":
            yield _fenced(element)
        case "ul" | "ol":
            yield from _list(element, page, depth)
        case "dl":
            yield from _terms(element, page, depth)
        case "table":
            yield from _table(element, page, depth)
        case "blockquote":
            inner = "\n\n".join(_inside(element, page, depth))
            yield "\n".join(f"> {one}".rstrip() for one in inner.splitlines())
        case "hr":
            yield "---"
        case _:
            yield from _inside(element, page, depth)


def _fenced(element: HtmlElement) -> str:
    text = element.text_content().strip("\n")
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    classes = " ".join(one.get("class") or "" for one in (element, *element.iter("code")))
    language = LANGUAGE.search(classes)
    return f"{fence}{language[1] if language else ''}\n{text}\n{fence}"


def _list(element: HtmlElement, page: str, depth: int) -> Iterator[str]:
    """Yield a list as one block, sources at the end of a page as its footnotes."""
    ordered, items = element.tag == "ol", []
    for number, item in enumerate(element.iterchildren("li"), start=1):
        blocks = list(_inside(item, page, depth))
        if passed_over(item) or not blocks:
            continue
        source = SOURCE.fullmatch(item.get("id") or "")
        mark = f"[^{source[1]}]: " if source else f"{number}. " if ordered else "- "
        indent = " " * (4 if source else len(mark))
        rest = "\n".join(blocks).splitlines()
        items.append("\n".join([mark + rest[0], *(f"{indent}{one}".rstrip() for one in rest[1:])]))
    if items:
        yield "\n".join(items)


def _terms(element: HtmlElement, page: str, depth: int) -> Iterator[str]:
    """Yield the terms of a list of descriptions with what is said of each, one a line."""
    found: list[tuple[str, list[str]]] = []
    for one in element.iterdescendants("dt", "dd"):
        text = " ".join(line(one, page, depth).split())
        if one.tag == "dt":
            found.append((text, []))
        elif found and text:
            found[-1][1].append(text)
    if found:
        yield "\n".join(f"- **{term}**: {'; '.join(values)}" for term, values in found)


def _table(element: HtmlElement, page: str, depth: int) -> Iterator[str]:
    """Yield a table, below its caption; a line break in a cell is a blank."""
    caption = element.find("caption")
    if caption is not None:
        yield from _paragraph(line(caption, page, depth))
    rows = [
        [" ".join(line(cell, page, depth).split()) for cell in row.iterchildren("th", "td")]
        for row in element.iterdescendants("tr")
    ]
    rows = [row for row in rows if row]
    if not rows:
        return
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
