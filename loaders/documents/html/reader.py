"""Reads HTML: the main content of a page, not its menus, with the way back to the source."""

from __future__ import annotations

import re

from loaders.documents.builder import Builder, cut
from loaders.documents.html.content import main_content
from loaders.documents.html.elements import Segment
from loaders.documents.html.tokens import Source
from loaders.documents.html.walker import Page, Walker
from loaders.documents.html.webnoise import spam_stretches
from loaders.documents.model import Locator, Removed

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{2,30})", re.IGNORECASE)
_KEPT = {
    "author": "author", "article:author": "author", "dc.creator": "author",
    "article:published_time": "date", "date": "date", "dc.date": "date", "og:url": "url",
    "og:site_name": "publisher", "dc.publisher": "publisher",
}  # fmt: skip


def declared_charset(data: bytes) -> str | None:
    """Return the charset that a page names for itself in its first kilobytes."""
    found = _XML.search(data[:200]) or CHARSET.search(data[:8192])
    return found[1].decode("ascii") if found else None


def read_html(source: str, builder: Builder) -> None:
    """Add the blocks of the main content; everything else is recorded as removed."""
    read = Source(source)
    page = Walker(read).run()
    _head(page, builder)
    kept = {id(segment) for segment in main_content(source, page.segments)}
    for segment in page.segments:
        place = Locator(line=read.line(segment.start))
        if id(segment) in kept:
            _emit(segment, place, builder)
        elif segment.skip != "hidden":
            builder.removed.append(Removed(segment.text[:500], segment.skip or "menu", place))
    if not kept:
        builder.warnings.append("no main content was found in the page")


def _head(page: Page, builder: Builder) -> None:
    builder.declared_language = page.language or None
    heading = next((s.text for s in page.segments if s.kind == "heading" and s.level == 1), "")
    builder.title = (page.head.get("og:title") or heading or page.head.get("title") or "")[:300]
    for name, kept in _KEPT.items():
        if page.head.get(name):
            builder.metadata.setdefault(kept, page.head[name])


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
