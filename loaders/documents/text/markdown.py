"""Reads Markdown: plain words in the text, every one leading back to its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from loaders.documents.builder import Builder, Piece
from loaders.documents.model import BlockKind, Locator, Removed
from loaders.errors import DataError
from loaders.yamltext import parse_yaml

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_BREAK = re.compile(r"\r\n|\r|\n")


def read_markdown(text: str, builder: Builder) -> None:
    """Add the blocks of a Markdown text; front matter becomes metadata."""
    body = _front_matter(text, builder)
    # markdown-it counts lines by "\n" after turning "\r\n" into it: so do the offsets here.
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    first = len(_BREAK.findall(text, 0, body))
    # Joined with the text around it, an escaped character could not be found in the source.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    parser.inline.ruler.before("emphasis", "star", _star)
    tokens = parser.parse(text[body:])
    _Walk(text, builder, starts, first).run(tokens)


def _star(state: StateInline, silent: bool) -> bool:
    """Keep the star within a word ("Einwohner*innen"), which CommonMark takes for emphasis."""
    at, text = state.pos, state.src
    inside = text[at] == "*" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
    if inside and not silent:
        state.pending += "*"
    state.pos += inside
    return inside


def _front_matter(text: str, builder: Builder) -> int:
    found = FRONT_MATTER.match(text)
    if not found:
        return 0
    try:
        front = parse_yaml(found[1], before=1)
    except DataError as error:
        builder.warnings.append(f"the front matter was not read: line {error.line}: {error.what}")
        return found.end()
    if front.mapping is not None:
        _record(front.mapping, front.key_lines(), builder)
    return found.end()


def _record(values: Mapping[object, object], lines: Mapping[str, int], builder: Builder) -> None:
    """Keep the front matter as metadata, and with its lines as what was left out of the text."""
    for name, value in values.items():
        words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        line = 1 + lines.get(str(name), 1)
        builder.metadata[str(name)] = "" if value is None else words
        if value is not None:
            text = f"{name}: {words}"
            builder.removed.append(Removed(text, "front-matter", Locator(line=line)))
    builder.title = str(values.get("title") or "")
    builder.declared_language = str(values.get("language") or "") or None


@dataclass
class _Walk:
    """Goes through the tokens once, keeping where in the source it is."""

    text: str
    builder: Builder
    starts: list[int]
    first_line: int
    lists: int = 0
    quotes: int = 0
    row: list[Piece] = field(default_factory=list)
    in_row: bool = False
    at: int = 0

    def run(self, tokens: list[Token]) -> None:
        kind: BlockKind = "paragraph"
        level = 0
        for token in tokens:
            if token.map:
                self.at = max(self.at, self._offset(token.map[0]))
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                self.lists += 1
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self.lists -= 1
            elif token.type in {"blockquote_open", "blockquote_close"}:
                self.quotes += token.nesting
            elif token.type == "heading_open":
                kind, level = "heading", int(token.tag[1:])
            elif token.type == "paragraph_open":
                kind, level = self._paragraph()
            elif token.type == "tr_open":
                self.row, self.in_row = [], True
            elif token.type == "tr_close":
                self._add("table-row", self.row, 0, self._line(self.at))
                self.in_row = False
            elif token.type == "inline":
                self._inline(token, kind, level)
            elif token.type in {"fence", "code_block"}:
                self._code(token)

    def _paragraph(self) -> tuple[BlockKind, int]:
        if self.lists:
            return "list", self.lists
        return ("quote", 0) if self.quotes else ("paragraph", 0)

    def _inline(self, token: Token, kind: BlockKind, level: int) -> None:
        line = self._line(self.at)
        pieces = self._pieces(token.children or [])
        if not self.in_row:
            self._add(kind, pieces, level, line)
            return
        if self.row:
            self.row.append(Piece(" | "))
        self.row.extend(pieces)

    def _code(self, token: Token) -> None:
        line = self._line(self.at)
        pieces = [self._verbatim(part) for part in token.content.splitlines(keepends=True)]
        self._add("paragraph", pieces, 0, line)

    def _add(self, kind: BlockKind, pieces: list[Piece], level: int, line: int) -> None:
        self.builder.add(kind, pieces, level, Locator(line=line))

    def _pieces(self, children: list[Token]) -> list[Piece]:
        pieces: list[Piece] = []
        for child in children:
            if child.type in {"softbreak", "hardbreak"}:
                pieces.append(Piece(" "))
            elif child.type == "text_special":
                pieces.append(self._special(child))
            elif child.type == "html_inline":
                self._verbatim(child.content)
            elif child.type == "image":
                pieces.extend(self._pieces(child.children or []))
            elif child.content:
                pieces.append(self._verbatim(child.content))
            elif child.type == "link_close":
                self._skip_target()
        return pieces

    def _verbatim(self, content: str) -> Piece:
        found = self.text.find(content, self.at)
        if found < 0 or not content:
            return Piece(content)
        self.at = found + len(content)
        return Piece(content, "", found)

    def _special(self, child: Token) -> Piece:
        """Return an escaped character or entity, which stands otherwise in the source."""
        found = self.text.find(child.markup, self.at)
        if found < 0:
            return Piece(child.content)
        self.at = found + len(child.markup)
        if child.markup.endswith(child.content):
            return Piece(child.content, "", self.at - len(child.content))
        return Piece(child.content)

    def _skip_target(self) -> None:
        """Step over ``](target)``, whose words are not part of the text."""
        found = re.compile(r"\]\([^)\n]*\)|\]\[[^\]\n]*\]|>").match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _offset(self, line: int) -> int:
        number = line + self.first_line
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def _line(self, offset: int) -> int:
        return bisect_right(self.starts, offset)
