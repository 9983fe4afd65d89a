"""Says what elements of HTML mean for a reader: their kind, and whether they are passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.documents.builder import Piece
from loaders.documents.html.rows import Rows
from loaders.documents.model import BlockKind

# What holds no words: the tokenizer keeps their content together, or it stays unseen.
RAW = frozenset(
    {"script", "style", "template", "svg", "math", "textarea", "iframe", "noscript", "noembed",
     "noframes"}
)  # fmt: skip
FOREIGN = frozenset({"svg", "math"})
# What ends an unclosed drawing or formula (13.2.6.5), and what holds HTML inside one (13.2.6).
BREAKOUT = frozenset(
    {"b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
     "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing",
     "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strike", "strong",
     "sub", "sup", "table", "tt", "u", "ul", "var"}
)  # fmt: skip
INTEGRATION = frozenset(
    {"foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"}
)
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
     "wbr", "param"}
)  # fmt: skip
BLOCK = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
     "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "tfoot",
     "thead", "title", "tr", "ul"}
)  # fmt: skip
CELL = frozenset({"td", "th"})
CLOSES = {
    "p": BLOCK - {"title"}, "li": frozenset({"li"}), "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}), "tr": frozenset({"tr"}), "option": frozenset({"option"}),
    "td": frozenset({"td", "th", "tr"}), "th": frozenset({"td", "th", "tr"}),
}  # fmt: skip
_SKIPPED_TAGS = frozenset(
    {"nav", "aside", "footer", "form", "dialog", "menu", "button", "select", "object", "canvas",
     "video", "audio"}
)  # fmt: skip
_SKIPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog",
     "alert", "alertdialog", "toolbar"}
)  # fmt: skip
_SKIPPED_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|crumbs?|cookies?|consent|gdpr|sidebar|"
    r"footer|masthead|share|sharing|social|newsletter|subscribe|related|recommended|comments?|"
    r"respond|advert(?:isement)?s?|ads?|promo|popup|modal|pagination|pager|toolbar|skip-link|"
    r"screen-reader-text|visually-hidden|sr-only|widget|tagcloud|tags|site-header|page-header-nav|"
    r"teaser-list|lang-switch(?:er)?|language-switcher)(?=$|[\s_-])",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|fn\d*|ftn\d*|sdfootnote\d*)(?=$|[\s_:-])", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS: dict[str, BlockKind] = {
    "figcaption": "caption", "caption": "caption", "blockquote": "quote", "tr": "table-row",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two block boundaries.

    ``skip`` names why it is not part of the report (``navigation``, ``hidden`` …), ``inside`` is
    ``main``, ``article`` or ``""``; ``links`` counts the characters that stand in links; ``text``
    is that of the pieces, which have no white space at the ends.
    """

    kind: BlockKind
    level: int
    pieces: list[Piece]
    text: str
    start: int
    skip: str
    inside: str
    links: int


@dataclass(slots=True)
class Element:
    """An open element; ``lists`` counts the list items around it, ``rows`` is that of a table."""

    name: str
    skip: str = ""
    inside: str = ""
    kind: BlockKind | None = None
    level: int = 0
    link: bool = False
    lists: int = 0
    rows: Rows | None = None


def element(
    name: str, given: Mapping[str, str], above: Element, *, furniture: bool = True
) -> Element:
    """Return what an element means inside another one; ``given`` are its attributes.

    With ``furniture`` there are menus, banners and feet, as on pages of the web.
    """
    inside = above.inside
    if name == "main" or given.get("role") == "main":
        inside = "main"
    elif name == "article" and not inside:
        inside = "article"
    kind, level = _kind(name, given, above)
    skip = above.skip or _skip(name, given, inside, furniture)
    lists = above.lists + (name in {"li", "dd"})
    rows = Rows() if name == "table" else None
    return Element(name, skip, inside, kind, level, above.link or name == "a", lists, rows)


def _kind(name: str, given: Mapping[str, str], above: Element) -> tuple[BlockKind | None, int]:
    if name in _HEADINGS:
        return "heading", int(name[1])
    names = (given.get("id", ""), given.get("class", "")) if given else ()
    if above.kind == "footnote" or any(map(_NOTES.search, names)):
        return "footnote", 0
    if name in {"li", "dd", "dt"}:
        return "list", 1 + above.lists
    kind = _KINDS.get(name)
    return (kind, 0) if kind else (above.kind, above.level)


def _skip(name: str, given: Mapping[str, str], inside: str, furniture: bool) -> str:
    role = given.get("role", "")
    header = name == "header" and not inside
    if name == "nav" or (furniture and (name in _SKIPPED_TAGS or role in _SKIPPED_ROLES or header)):
        return "navigation"
    if (
        "hidden" in given
        or given.get("aria-hidden") == "true"
        or _HIDDEN.search(given.get("style", ""))
    ):
        return "hidden"
    if not furniture or name in {"html", "body", "main", "article"} or role == "main":
        return ""
    names = f"{given.get('class', '')} {given.get('id', '')}"
    return "navigation" if _SKIPPED_NAMES.search(names) else ""
