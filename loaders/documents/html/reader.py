"""Reads HTML: the main content of a page, not its menus, with the way back to the source."""

from __future__ import annotations

from loaders.documents.builder import Builder, cut
from loaders.documents.html.content import main_content
from loaders.documents.html.elements import Segment
from loaders.documents.html.tokens import Source
from loaders.documents.html.walker import Page, Walker
from loaders.documents.html.webnoise import spam_stretches
from loaders.documents.model import Locator, Removed

_KEPT = {
    "author": "author", "article:author": "author", "dc.creator": "author",
    "article:published_time": "date", "date": "date", "dc.date": "date", "og:url": "url",
    "og:site_name": "publisher", "dc.publisher": "publisher",
}  # fmt: skip


def read_html(source: str, builder: Builder, part: str = "") -> None:
    """Add the blocks of the main content; everything else is recorded as removed.

    ``part`` names the source where it is only a part of the file.
    """
    read = Source(source)
    page = Walker(read, spread=builder.spread).run()
    _head(page, builder)
    kept = {id(segment) for segment in main_content(source, page)}
    for segment in page.segments:
        place = Locator(line=read.line(segment.start))
        if id(segment) in kept:
            _emit(segment, place, builder, part)
        elif segment.skip != "hidden":
            builder.removed.append(Removed(segment.text[:500], segment.skip or "menu", place))
    if not kept:
        builder.warnings.append("no main content was found in the page")


def read_whole(source: str, builder: Builder, part: str, *, xml: bool = False) -> None:
    """Add all that a reader of the source sees: a chapter of a book, a mail (no page has these).

    ``part`` names the source in the file; ``xml`` says that it is XHTML.
    """
    page = Walker(Source(source), xml=xml, furniture=False, spread=builder.spread).run()
    builder.declared_language = builder.declared_language or page.language or None
    builder.title = builder.title or page.head.get("title", "")[:300]
    for segment in page.segments:
        if not segment.skip:
            place = Locator(paragraph=len(builder.blocks) + 1)
            _emit(segment, place, builder, part)


def _head(page: Page, builder: Builder) -> None:
    builder.declared_language = page.language or None
    heading = next((s.text for s in page.segments if s.kind == "heading" and s.level == 1), "")
    builder.title = (page.head.get("og:title") or heading or page.head.get("title") or "")[:300]
    for name, kept in _KEPT.items():
        if page.head.get(name):
            builder.metadata.setdefault(kept, page.head[name])


def _emit(segment: Segment, place: Locator, builder: Builder, part: str) -> None:
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
    if part:
        kept = [piece if piece.part is None else piece._replace(part=part) for piece in kept]
    level = segment.level if segment.kind in {"heading", "list"} else 0
    builder.add(segment.kind, kept, level, place)
