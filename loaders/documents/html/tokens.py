"""Cuts HTML into segments of words with their place in the source, without building a tree.

No parser in use here tells the character offsets of text, which evidence needs: so this walks over
the tags of the WHATWG syntax (https://html.spec.whatwg.org/#parsing) as far as words need it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from loaders.documents.builder import Piece, trim
from loaders.documents.model import BlockKind

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)"
    r"(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+'){0,400}+)>|<[!?][^>]*+>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?", re.DOTALL
)
_WORDS = re.compile(r"(?P<space>\s+)|(?P<entity>&(?:#?\w{1,32});)|[^\s&]+(?: [^\s&]+)*+|&")
_ODD = re.compile(r"&|[^\S ]|  ")
RAW = frozenset({"script", "style", "template", "svg", "math", "textarea", "iframe", "noscript"})
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
_CLOSES = {
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
_NOTE_LINK = re.compile(r"\s*<a\b[^>]{0,200}?href=[\"']?[^\"'>]{0,200}#")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS: dict[str, BlockKind] = {
    "figcaption": "caption", "caption": "caption", "blockquote": "quote", "tr": "table-row",
}  # fmt: skip
_MAX_DEPTH = 2000


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
class _Element:
    name: str
    skip: str
    inside: str
    kind: BlockKind | None
    level: int
    link: bool


@dataclass
class Page:
    """What a page holds: segments in order, and what its head says."""

    segments: list[Segment] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)


@dataclass
class Walker:
    """Goes over the source once."""

    source: str
    page: Page = field(default_factory=Page)
    stack: list[_Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    links: int = 0
    length: int = 0

    def run(self) -> Page:
        """Return the segments of the whole page."""
        at = 0
        while found := _TAG.search(self.source, at):
            self._words(at, found.start())
            at = found.end()
            name = (found["name"] or "").lower()
            if not name:
                continue
            if found["close"]:
                self._close(name)
            elif name in RAW:
                at = self._after(name, at)
            else:
                self._open(name, attributes(found["attributes"]), at)
        self._words(at, len(self.source))
        self._flush()
        return self.page

    def _after(self, name: str, at: int) -> int:
        """Return where the content that is not words ends."""
        found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.source, at)
        return (
            found.end()
            if found
            else at
            if name in {"svg", "math", "noscript"}
            else len(self.source)
        )

    def _open(self, name: str, given: dict[str, str], at: int) -> None:
        if name == "meta":
            self._meta(given)
        elif name == "br":
            self._put(Piece("\n"))
        elif name in CELL and self._row():
            self._implied(name)
            self._put(Piece(" | ")) if self.length else None
        elif name in BLOCK:
            self._implied(name)
            self._boundary(name)
        if name in VOID or len(self.stack) > _MAX_DEPTH:
            return
        self.stack.append(self._element(name, given, at))

    def _element(self, name: str, given: dict[str, str], at: int) -> _Element:
        above = self.stack[-1] if self.stack else _Element("", "", "", None, 0, link=False)
        inside = above.inside
        if name == "main" or given.get("role") == "main":
            inside = "main"
        elif name == "article" and not inside:
            inside = "article"
        kind, level = self._kind(name, given, above)
        skip = above.skip or self._skip(name, given, inside, at)
        return _Element(name, skip, inside, kind, level, above.link or name == "a")

    def _kind(
        self, name: str, given: dict[str, str], above: _Element
    ) -> tuple[BlockKind | None, int]:
        if name in _HEADINGS:
            return "heading", int(name[1])
        names = (given.get("id", ""), given.get("class", "")) if given else ()
        if above.kind == "footnote" or any(map(_NOTES.search, names)):
            return "footnote", 0
        if name in {"li", "dd", "dt"}:
            return "list", 1 + sum(element.name in {"li", "dd"} for element in self.stack)
        kind = _KINDS.get(name)
        return (kind, 0) if kind else (above.kind, above.level)

    def _skip(self, name: str, given: dict[str, str], inside: str, at: int) -> str:
        role = given.get("role", "")
        header = name == "header" and not inside
        if name in _SKIPPED_TAGS or role in _SKIPPED_ROLES or header:
            return "navigation"
        if (
            "hidden" in given
            or given.get("aria-hidden") == "true"
            or _HIDDEN.search(given.get("style", ""))
        ):
            return "hidden"
        if name == "sup" and _NOTE_LINK.match(self.source, at):
            return "note-mark"
        if name in {"html", "body", "main", "article"} or role == "main":
            return ""
        names = f"{given.get('class', '')} {given.get('id', '')}"
        return "navigation" if _SKIPPED_NAMES.search(names) else ""

    def _implied(self, name: str) -> None:
        """Close what the start of an element ends without an end tag (HTML, 13.1.2.4)."""
        while self.stack and name in _CLOSES.get(self.stack[-1].name, ()):
            if self.stack[-1].name in BLOCK:
                self._boundary(self.stack[-1].name)
            self.stack.pop()

    def _close(self, name: str) -> None:
        if name in BLOCK:
            self._boundary(name)
        stack = self.stack
        if stack and stack[-1].name == name:
            stack.pop()
            return
        for depth in range(len(stack) - 1, max(-1, len(stack) - 60), -1):
            if stack[depth].name == name:
                if any(element.name in BLOCK for element in stack[depth:]):
                    self._boundary(name)
                del stack[depth:]
                return

    def _boundary(self, name: str) -> None:
        """End a segment, unless a short cell of a table goes on."""
        if self._row() and name not in {"tr", "table", "tbody"} and self.length < 400:
            self._put(Piece(" "))
        else:
            self._flush()

    def _row(self) -> bool:
        for element in reversed(self.stack[-12:]):
            if element.name == "tr":
                return True
            if element.name == "table":
                return False
        return False

    def _words(self, start: int, end: int) -> None:
        if start >= end:
            return
        top = self.stack[-1] if self.stack else None
        if top and top.skip == "note-mark":
            return
        if top and top.name == "title":
            words = " ".join(unescape(self.source[start:end]).split())
            self.page.head.setdefault("title", words)
            return
        if not _ODD.search(self.source, start, end):
            self._put(Piece(self.source[start:end], "", start))
            return
        for found in _WORDS.finditer(self.source, start, end):
            if found["space"]:
                self._put(Piece(" ", "" if found[0] == " " else None, found.start()))
            elif found["entity"]:
                self._put(Piece(_character(found[0])))
            else:
                self._put(Piece(found[0], "", found.start()))

    def _put(self, piece: Piece) -> None:
        if piece.text.isspace() and (not self.pieces or self.pieces[-1].text.endswith((" ", "\n"))):
            return
        self.pieces.append(piece)
        self.length += len(piece.text)
        if self.stack and self.stack[-1].link:
            self.links += len(piece.text)

    def _flush(self) -> None:
        pieces = trim(self.pieces)
        if pieces:
            top = self.stack[-1] if self.stack else _Element("", "", "", None, 0, link=False)
            start = next((piece.origin for piece in pieces if piece.part == ""), 0)
            text = "".join([piece.text for piece in pieces])
            kind = top.kind or "paragraph"
            self.page.segments.append(
                Segment(kind, top.level, pieces, text, start, top.skip, top.inside, self.links)
            )
        self.pieces, self.links, self.length = [], 0, 0

    def _meta(self, given: dict[str, str]) -> None:
        name = (given.get("name") or given.get("property") or "").lower()
        if name and given.get("content"):
            self.page.head.setdefault(name, " ".join(given["content"].split()))


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a start tag, names in lower case, the first of a name wins."""
    found: dict[str, str] = {}
    if text and not text.isspace():
        for match in _ATTRIBUTE.finditer(text[:20_000]):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].lower(), unescape(value))
    return found


def _character(entity: str) -> str:
    found = unescape(entity)
    return " " if found == "\xa0" else found.replace("\u00ad", "")
