"""Chooses the segments that are the main content of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import trafilatura

from loaders.documents.builder import REFERENCES
from loaders.documents.html.elements import Segment
from loaders.documents.html.walker import Page
from loaders.documents.html.webnoise import is_navigation

MIN_MAIN = 200
_NO_LETTERS = re.compile(r"[\W_]+")
_NEAR = 5000
MAX_SCANNED = 200_000_000
MAX_PADDED = 500_000


def main_content(source: str, page: Page) -> list[Segment]:
    """Return the segments of the main content, as trafilatura finds it.

    It tells words without their place: they are looked up among the segments.  Where it finds
    little or nothing (short pages, lists of links), ``choose`` decides; so it does where filling
    up all rows of tables to the widest, as trafilatura does, would take too much memory.
    """
    segments = page.segments
    if page.rows * page.widest > MAX_PADDED:
        return choose(segments)
    found = trafilatura.extract(source, include_comments=False, include_tables=True) or ""
    words = Words([_bare(line) for line in found.splitlines()])
    own = zip(segments, _own(segments), strict=True)
    kept = [segment for segment, said in own if words.hold(_bare(said))]
    size = sum(len(segment.text) for segment in kept)
    return _with_lists(segments, kept) if size >= MIN_MAIN else choose(segments)


def _own(segments: Sequence[Segment]) -> Iterator[str]:
    """Yield the words of segments without those that a cell above says: they stand further up."""
    reached = 0
    for segment in segments:
        own = [piece for piece in segment.pieces if piece.part is None or piece.origin >= reached]
        yield "".join(piece.text for piece in own)
        ends = (piece.origin + len(piece.text) for piece in own if piece.part is not None)
        reached = max(ends, default=reached)


def _with_lists(segments: Sequence[Segment], kept: Sequence[Segment]) -> list[Segment]:
    """Add lists of links that follow a kept segment: the members of a network are often one."""
    chosen = set(map(id, kept))
    found: list[Segment] = []
    follows = False
    for segment in segments:
        listed = segment.kind == "list" and segment.inside and not segment.skip
        follows = id(segment) in chosen or (follows and bool(listed) and not _menu(segment))
        if follows:
            found.append(segment)
    return found


def choose(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments of the main content.

    ``<main>`` or ``<article>`` decide where they hold enough of the words; else what is not marked
    as navigation by element, role or class name, less runs of links.
    """
    kept = [segment for segment in segments if not segment.skip]
    total = sum(len(segment.text) for segment in kept)
    for inside, share in (("main", 0.25), ("article", 0.5)):
        within = [s for s in kept if s.inside == inside or (inside == "main" and s.inside)]
        size = sum(len(segment.text) for segment in within)
        if any(s.inside == inside for s in within) and size >= max(MIN_MAIN, share * total):
            return [segment for segment in within if not _menu(segment)]
    found = _without_link_runs(kept)
    return found or [s for s in segments if s.skip == "navigation" and len(s.text) > MIN_MAIN]


def _menu(segment: Segment) -> bool:
    if segment.kind in {"heading", "reference"} or REFERENCES.match(segment.text):
        return False
    if segment.kind == "table-row" and segment.links < 0.7 * len(segment.text):
        return False  # cells of a table stand apart by bars as the words of a menu do
    return len(segment.text) < 400 and is_navigation(segment.text)


def _without_link_runs(segments: list[Segment]) -> list[Segment]:
    """Leave out menus: three or more short segments in a row that are nothing but links."""
    linked = [
        segment.links >= 0.7 * len(segment.text) and len(segment.text) < 80 for segment in segments
    ]
    kept: list[Segment] = []
    for index, segment in enumerate(segments):
        low = index
        while low > 0 and linked[low - 1] and index - low < 3:
            low -= 1
        high = index
        while high + 1 < len(segments) and linked[high + 1] and high - index < 3:
            high += 1
        in_run = linked[index] and high - low >= 2
        if not in_run and not _menu(segment):
            kept.append(segment)
    return kept


class Words:
    """Letters and digits of lines, asked whether they hold those of one segment after the other.

    Segments come mostly in the order of the lines: each is looked for where the one before it was
    found, then everywhere.  ``scanned`` counts the characters that were searched everywhere: past
    ``MAX_SCANNED`` only the near ones are, or a page of many segments would take for ever.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Take lines without anything but letters and digits."""
        self._whole, self._lines = "".join(lines), frozenset(lines)
        self._at = 0
        self.scanned = 0

    def hold(self, words: str) -> bool:
        """Tell whether words stand here: short ones as a line, long ones at both their ends."""
        if len(words) < 20:
            return bool(words) and words in self._lines
        if self._stand(words):
            return True
        return len(words) > 100 and self._stand(words[:40]) and self._stand(words[-40:])

    def _stand(self, words: str) -> bool:
        found = self._whole.find(words, self._at, self._at + len(words) + _NEAR)
        if found < 0 and self.scanned < MAX_SCANNED:
            found = self._whole.find(words)
            self.scanned += len(self._whole) if found < 0 else found
        if found >= 0:
            self._at = found + len(words)
        return found >= 0


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower())
