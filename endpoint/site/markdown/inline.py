"""Writes what stands in a line of a page as Markdown: text, links, code, marks of sources."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from endpoint.site.core.links import external_href

# What a reader of Markdown would take for markup in running text. An underscore inside a word is
# none (CommonMark 0.31.2 §6.2), so codes and keys stay as they are.
MARKUP = re.compile(r"([\\`*<>\[\]|~])|((?<!\w)_|_(?!\w))")
BREAKS = re.compile(r"\s+")
# What stands for something else at the beginning of a line: a list, a quotation, a heading.
LEADING = re.compile(r"^(?:([-+=#])|(\d{1,9})([.)]))")
SOURCE = re.compile(r"#source-(\d{1,9})")
AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~"}
SKIPPED = frozenset({
    "audio", "button", "canvas", "datalist", "form", "iframe", "input", "link", "meta", "noscript",
    "object", "script", "select", "style", "svg", "template", "textarea", "video",
})  # fmt: skip
HIDDEN = frozenset({"skip", "hidden", "visually-hidden"})
DEEPEST = 60  # elements inside each other that are looked into


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is; its white space is one blank."""
    return MARKUP.sub(lambda found: f"\\{found[0]}", BREAKS.sub(" ", text))


def leading(text: str) -> str:
    """Return a line of Markdown that begins a paragraph, whatever its first characters are."""
    return LEADING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text)


def passed_over(element: HtmlElement) -> bool:
    """Tell whether an element is no text: a form, a picture drawn here, what is hidden."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(HIDDEN & set((element.get("class") or "").split()))


def line(element: HtmlElement, page: str, depth: int = 0) -> str:
    """Return what is inside an element as one line; ``page`` is the address links start from."""
    found = escaped(element.text or "")
    for child in element:
        found = beside(found, inline(child, page, depth + 1)) + escaped(child.tail or "")
    return BREAKS.sub(" ", found)


def beside(before: str, after: str) -> str:
    """Return two pieces of a line; words that only a margin keeps apart get a blank."""
    apart = before[-1:].isalnum() and (after[:1].isalnum() or after[:1] == "*")
    return f"{before} {after}" if apart else before + after


def inline(element: HtmlElement, page: str, depth: int) -> str:
    """Return an element that stands in a line; '' for one that is passed over."""
    match "" if depth > DEEPEST or passed_over(element) else element.tag:
        case "":
            return ""
        case "a":
            return _link(element, page, depth)
        case "code" | "kbd" | "samp":
            return code(element.text_content())
        case "img":
            return _picture(element, page)
        case "br" | "li" | "p" | "div" | "dd" | "dt" | "ul" | "ol" | "span":
            blank = "" if element.tag == "span" else " "
            return f"{blank}{line(element, page, depth)}{blank}"
        case tag:
            mark = AROUND.get(tag, "")
            text = line(element, page, depth)
            return f"{mark}{text.strip()}{mark}" if mark and text.strip() else text


def _link(element: HtmlElement, page: str, depth: int) -> str:
    href = element.get("href") or ""
    if mark := SOURCE.fullmatch(href):
        return f"[^{mark[1]}]"
    text, target = line(element, page, depth).strip(), _address(href, page)
    if not text or not target:
        return text
    return f"[{text}]({target})"


def _picture(element: HtmlElement, page: str) -> str:
    target = _address(element.get("src") or "", page)
    return f"![{escaped(element.get('alt') or '')}]({target})" if target else ""


def _address(href: str, page: str) -> str:
    """Return the whole address of a link; '' for one that a browser should not follow."""
    try:
        whole = urljoin(page, href)
    except ValueError:
        return ""
    found = external_href(whole) or ""
    return found.replace("(", "%28").replace(")", "%29")


def code(text: str) -> str:
    """Return a span of code, fenced by more back quotes than it holds (CommonMark §6.1)."""
    text = BREAKS.sub(" ", text).strip()
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}" if text else ""
