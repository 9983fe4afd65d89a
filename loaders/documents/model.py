"""What reading a report gives: one canonical text, its blocks, and the way back to the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Literal

BlockKind = Literal[
    "heading", "paragraph", "list", "table-row", "footnote", "caption", "reference", "quote",
    "navigation", "spam",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a block stands in the original; what does not apply is None.

    ``page``, ``row``, ``paragraph`` and ``line`` count from 1; ``page_label`` is the number printed
    on the page; ``cell`` is a spreadsheet address (``B7``, or ``A7:D7`` for a row); ``section`` is
    the nearest heading above; ``note`` is the mark of a footnote.
    """

    page: int | None = None
    page_label: str | None = None
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    section: str | None = None
    paragraph: int | None = None
    line: int | None = None
    note: str | None = None

    def __str__(self) -> str:
        """Return what a person looks up: ``page 3``, ``sheet Facts, cell B7``, ``line 12``."""
        named = (("page", self.page), ("sheet", self.sheet), ("cell", self.cell),
                 ("row", None if self.cell else self.row), ("note", self.note),
                 ("line", self.line), ("paragraph", self.paragraph))  # fmt: skip
        return ", ".join(f"{name} {value}" for name, value in named if value is not None)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: ``text == document.text[start:end]``.

    ``level`` is the depth of a heading or list item (1 = outermost), else 0.  Blocks of kind
    ``navigation`` and ``spam`` stand in the text (a saved page is kept unchanged) but are not part
    of the report: nothing should be read from them.
    """

    text: str
    kind: BlockKind
    level: int
    locator: Locator
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of ``Document.text`` that stands verbatim in the original.

    ``text[start:end]`` equals the characters ``origin`` to ``origin + end - start`` of part
    ``part`` of the original: the decoded file for text formats (part ``""``), a page, paragraph,
    note or cell for the others (``page 3``, ``paragraph 12``, ``note 2``, ``Sheet1!B7``).
    """

    start: int
    end: int
    part: str
    origin: int


@dataclass(frozen=True, slots=True)
class Origin:
    """A stretch of the original: characters ``start`` to ``end`` of its part ``part``."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What was left out of the text, and why (``running-head``, ``page-number``, ``menu``)."""

    text: str
    reason: str
    locator: Locator


@dataclass(frozen=True)
class Document:
    """A report as read: all offsets, here and in claims, count characters of ``text`` from 0.

    ``language`` is a two-letter code or None when in doubt, ``sha256`` that of the file's bytes,
    ``metadata`` what the file says of itself (author, date, encoding, pages …).  ``runs`` are in
    the order of the text; without any, the text is the decoded file unchanged.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    language: str | None
    sha256: str
    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    removed: tuple[Removed, ...] = ()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self.blocks)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the character at an offset, or None between blocks."""
        index = bisect_right(self._starts, offset) - 1
        found = self.blocks[index] if index >= 0 else None
        return found if found is not None and offset < found.end else None

    def locate(self, offset: int) -> Locator:
        """Return where the character at an offset stands (an empty locator between blocks).

        A paragraph that goes on over the page has the page of this very character.
        """
        block = self.block_at(offset)
        if block is None or block.locator.page is None:
            return block.locator if block else Locator()
        part = next((origin.part for origin in self.origins(offset, block.end)), "")
        page = int(part.removeprefix("page ")) if part.startswith("page ") else block.locator.page
        if page == block.locator.page:
            return block.locator
        return replace(block.locator, page=page, page_label=None)

    def origins(self, start: int, end: int) -> tuple[Origin, ...]:
        """Return the stretches of the original that ``text[start:end]`` was read from, in order.

        More than one when something in between was left out (a tag, a hyphen at a line's end).
        """
        if not self.runs:
            return (Origin("", start, end),)
        found: list[Origin] = []
        for run in self.runs_in(start, end):
            low, high = max(start, run.start), min(end, run.end)
            shift = run.origin - run.start
            found.append(Origin(run.part, low + shift, high + shift))
        return tuple(found)

    def runs_in(self, start: int, end: int) -> Iterator[Run]:
        """Yield the runs that ``text[start:end]`` has characters of."""
        first = max(0, bisect_right(self.runs, start, key=lambda run: run.start) - 1)
        for run in islice(self.runs, first, None):
            if run.start >= end:
                return
            if run.end > start:
                yield run
