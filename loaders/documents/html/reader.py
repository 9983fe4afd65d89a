"""Reads HTML: the main content of a page, not its menus, with the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import trafilatura

from loaders.documents.builder import REFERENCES, Builder, cut
from loaders.documents.html.tokens import Page, Segment, Walker
from loaders.documents.html.webnoise import is_navigation, spam_stretches
from loaders.documents.model import Locator, Removed

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{2,30})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
_KEPT = {
    "author": "author", "article:author": "author", "dc.creator": "author",
    "article:published_time": "date", "date": "date", "dc.date": "date", "og:url": "url",
    "og:site_name": "publisher", "dc.publisher": "publisher",
}  # fmt: skip
MIN_MAIN = 200
_NO_LETTERS = re.compile(r"[\W_]+")


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page names for itself in its first kilobytes."""
    found = _XML.search(data[:200]) or CHARSET.search(data[:8192])
    return found[1].decode("ascii") if found else None


def read_html(source: str, builder: Builder) -> None:
    """Add the blocks of the main content; everything else is recorded as removed."""
    page = Walker(source).run()
    _head(page, source, builder)
    lines = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", source))]
    kept = {id(segment) for segment in main_content(source, page.segments)}
    for segment in page.segments:
        place = Locator(line=bisect_right(lines, segment.start))
        if id(segment) in kept:
            _emit(segment, place, builder)
        elif segment.skip != "hidden":
            builder.removed.append(Removed(segment.text[:500], segment.skip or "menu", place))
    if not kept:
        builder.warnings.append("no main content was found in the page")


def _head(page: Page, source: str, builder: Builder) -> None:
    language = _LANGUAGE.search(source[:20_000])
    builder.declared_language = language[1].lower() if language else None
    heading = next((s.text for s in page.segments if s.kind == "heading" and s.level == 1), "")
    builder.title = (page.head.get("og:title") or heading or page.head.get("title") or "")[:300]
    for name, kept in _KEPT.items():
        if page.head.get(name):
            builder.metadata.setdefault(kept, page.head[name])


def main_content(source: str, segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments of the main content, as trafilatura finds it.

    It tells words without their place: they are looked up among the segments.  Where it finds
    little or nothing (short pages, lists of links), ``choose`` decides.
    """
    found = trafilatura.extract(source, include_comments=False, include_tables=True) or ""
    lines = [_bare(line) for line in found.splitlines()]
    whole, single = "".join(lines), frozenset(lines)
    kept = [segment for segment in segments if _stands_in(_bare(segment.text), whole, single)]
    size = sum(len(segment.text) for segment in kept)
    return _with_lists(segments, kept) if size >= MIN_MAIN else choose(segments)


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


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", text.lower())


def _stands_in(words: str, whole: str, lines: frozenset[str]) -> bool:
    if len(words) < 20:
        return bool(words) and words in lines
    return words in whole or (len(words) > 100 and words[:40] in whole and words[-40:] in whole)


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


def _emit(segment: Segment, place: Locator, builder: Builder) -> None:
    stretches = spam_stretches(segment.text)
    kept = segment.pieces
    if any(stretch.spam for stretch in stretches):
        kept = []
        for start, end, spam in ((x.start, x.end, x.spam) for x in stretches):
            if spam:
                words = segment.text[start:end][:500]
                builder.removed.append(Removed(words, "spam", place))
            else:
                kept.extend(cut(segment.pieces, start, end))
    level = segment.level if segment.kind in {"heading", "list"} else 0
    builder.add(segment.kind, kept, level, place)
