"""Collects blocks, the text they make up, and the runs that lead back to the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from loaders.documents.language import document_language
from loaders.documents.model import Block, BlockKind, Document, Locator, Removed, Run
from loaders.documents.spread import Spread
from loaders.errors import DataError

MAX_CHARACTERS = 10_000_000
MAX_BLOCKS = 1_000_000
_LISTED = (
    r"(?:references|bibliograph(?:y|ies)|works cited|literature(?: cited)?|(?:further )?reading|"
    r"sources|literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis)?|bibliographie|"
    r"références(?: bibliographiques)?|ouvrages cités|bibliografia|bibliografía|fonti|fuentes|"
    r"riferimenti(?: bibliografici)?|referencias(?: bibliográficas)?|referências|βιβλιογραφία|"
    r"βιβλιογραφικές αναφορές|πηγές|αναφορές|literatura|piśmiennictwo|źródła|bibliografie|"
    r"literatuur(?:lijst)?|bronnen|referenties)"
)
# "Annex C: Sources and further reading"
_ANNEX = (
    r"(?:annex|annexe|appendix|anhang|anlage|allegato|appendice|anexo|apéndice|bijlage|aneks|"
    r"załącznik|παράρτημα)"
)
REFERENCES = re.compile(
    rf"^(?:{_ANNEX}\s+[\dA-Z]{{1,4}}\s*[:.–—-]\s*)?"
    r"(?:[\dIVX]+[.)]?\s+)?(?:(?:selected?|essential|cited|zitierte|verwendete|weiterführende|"
    r"ausgewählte|geraadpleegde|wybrana|ενδεικτική|επιλεγμένη)\s+)?"
    rf"{_LISTED}(?:\s+(?:and|und|et|e|y|i|en|και|&)\s+{_LISTED})?"
    r"(?:\s+(?:essenziale|citata|sélective|sommaire|citée|seleccionada|básica|citada|"
    r"consultada|cytowana|przedmiotu))?\s*:?$",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """Text to add: verbatim from ``origin`` of ``part`` of the original, or made up (part None).

    A tuple, because a page of HTML makes thousands of them.
    """

    text: str
    part: str | None = None
    origin: int = 0


@dataclass
class Builder:
    """The document under construction; blocks are added in reading order."""

    media_type: str
    sha256: str
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    title: str = ""
    declared_language: str | None = None
    spread: Spread = field(default_factory=Spread)
    _texts: list[str] = field(default_factory=list)
    _length: int = 0
    _last: BlockKind = "heading"
    _headings: dict[int, str] = field(default_factory=dict)

    def add(
        self,
        kind: BlockKind,
        pieces: Iterable[Piece],
        level: int = 0,
        locator: Locator | None = None,
    ) -> None:
        """Add a block; blank pieces at both ends are left out, a blank block is not added.

        Raises DataError when the document grows beyond what one report can be.
        """
        trimmed = trim(list(pieces))
        if not trimmed:
            return
        close = kind == self._last and kind in {"list", "table-row", "reference"}
        self._write(("\n" if close else "\n\n") if self._length else "")
        start = self._length
        for piece in trimmed:
            if piece.part is not None:
                self._run(piece)
            self._write(piece.text)
        text = "".join(piece.text for piece in trimmed)
        place = _within(locator or Locator(), self._section(kind, level, text))
        self.blocks.append(Block(text, kind, level, place, start, self._length))
        self._last = kind
        if len(self.blocks) > MAX_BLOCKS:
            raise DataError(f"the report has more than {MAX_BLOCKS} blocks", remedy="split it")

    def finish(self, text: str | None = None) -> Document:
        """Return the document; ``text`` is given where it is not made up from the blocks.

        Raises DataError when it is longer than one report can be.
        """
        whole = "".join(self._texts) if text is None else text
        _bound(len(whole))
        blocks = mark_references(self.blocks)
        return Document(
            whole,
            tuple(blocks),
            self.media_type,
            document_language(_readable(blocks), self.declared_language),
            self.sha256,
            self.title or _first_heading(blocks),
            _clean(self.metadata),
            tuple(dict.fromkeys(filter(None, (*self.warnings, self.spread.warning())))),
            tuple(self.runs),
            tuple(self.removed),
        )

    def verbatim(
        self, text: str, span: tuple[int, int], kind: BlockKind, level: int, locator: Locator
    ) -> None:
        """Add the block between two offsets of a text that is kept unchanged."""
        start, end = span
        found = text[start:end]
        stripped = found.strip()
        if not stripped:
            return
        first = start + len(found) - len(found.lstrip())
        place = _within(locator, self._section(kind, level, stripped))
        self.blocks.append(Block(stripped, kind, level, place, first, first + len(stripped)))

    def _write(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)
        _bound(self._length)

    def _run(self, piece: Piece) -> None:
        part = piece.part or ""
        end = self._length + len(piece.text)
        last = self.runs[-1] if self.runs else None
        follows = last is not None and last.part == part and last.end == self._length
        if last and follows and last.origin + last.end - last.start == piece.origin:
            self.runs[-1] = Run(last.start, end, part, last.origin)
            return
        self.runs.append(Run(self._length, end, part, piece.origin))

    def _section(self, kind: BlockKind, level: int, text: str) -> str | None:
        above = {depth: title for depth, title in self._headings.items() if depth < level}
        if kind == "heading":
            self._headings = {**above, level: text[:200]}
        known = above if kind == "heading" else self._headings
        return known[max(known)] if known else None


def _bound(length: int) -> None:
    if length > MAX_CHARACTERS:
        raise DataError(
            f"the report has more than {MAX_CHARACTERS // 1_000_000} million characters",
            remedy="split it into several files",
        )


def _within(locator: Locator, section: str | None) -> Locator:
    return locator if section is None else replace(locator, section=section)


def trim(pieces: list[Piece]) -> list[Piece]:
    """Leave out white space at both ends of a sequence of pieces, and empty pieces."""
    found = [piece for piece in pieces if piece.text]
    while found and found[0].text.isspace():
        found.pop(0)
    while found and found[-1].text.isspace():
        found.pop()
    if found and found[0].text[0].isspace():
        text, part, origin = found[0]
        shorter = text.lstrip()
        found[0] = Piece(shorter, part, origin + len(text) - len(shorter))
    if found and found[-1].text[-1].isspace():
        text, part, origin = found[-1]
        found[-1] = Piece(text.rstrip(), part, origin)
    return found


def cut(pieces: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """Return characters ``start`` to ``end`` of the text that pieces make up, as pieces."""
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        low, high = max(start, at), min(end, at + len(piece.text))
        if low < high:
            words = piece.text[low - at : high - at]
            found.append(Piece(words, piece.part, piece.origin + low - at))
        at += len(piece.text)
    return found


def mark_references(blocks: list[Block]) -> list[Block]:
    """Turn paragraphs and list items under a heading such as "References" into references."""
    marked: list[Block] = []
    depth: int | None = None
    for block in blocks:
        if block.kind == "heading":
            if REFERENCES.match(block.text.strip()):
                depth = block.level
            elif depth is not None and block.level <= depth:
                depth = None
        inside = depth is not None and block.kind in {"paragraph", "list"}
        marked.append(replace(block, kind="reference") if inside else block)
    return marked


def _readable(blocks: list[Block]) -> str:
    kinds = ("paragraph", "list", "table-row", "heading")
    best = [block.text for block in blocks if block.kind == "paragraph"]
    found = best if sum(map(len, best)) > 400 else [b.text for b in blocks if b.kind in kinds]
    return "\n".join(found)


def _first_heading(blocks: list[Block]) -> str:
    first = next((block for block in blocks if block.kind == "heading"), None)
    return first.text[:300] if first else ""


def _clean(metadata: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(value.split())[:500] for name, value in metadata.items() if value}
