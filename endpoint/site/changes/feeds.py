"""Writes feeds of changes: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from endpoint.site.changes.entries import Entry

ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class Feed:
    """A feed: its own address, that of what it is about, and its entries, the newest first.

    ``since`` is the time it was last looked at whether there are any, RFC 3339.
    """

    address: str
    home: str
    title: str
    author: str
    entries: tuple[Entry, ...]
    language: str = "en"
    since: str = NEVER

    @property
    def updated(self) -> str:
        """Return the time of the newest entry, or since when there is none."""
        return max((entry.time for entry in self.entries), default=self.since)


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {LANGUAGE: feed.language})
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(root, "link", rel="self", href=feed.address, type=ATOM_TYPE)
    _add(root, "link", rel="alternate", href=feed.home)
    _add(_add(root, "author"), "name", feed.author)
    for entry in feed.entries:
        node = _add(root, "entry")
        _add(node, "id", entry.iri)
        _add(node, "title", _plain(entry.title))
        _add(node, "updated", entry.time)
        _add(node, "link", rel="alternate", href=entry.thing)
        _add(node, "summary", _plain(entry.text))
        if entry.html:
            _add(node, "content", _plain(entry.html), type="html")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": entry.iri,
                "url": entry.thing,
                "title": entry.title,
                "content_text": entry.text,
                **({"content_html": entry.html} if entry.html else {}),
                "date_published": entry.time,
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _plain(text: str) -> str:
    """Return a text without the characters that XML cannot hold (XML 1.0 §2.2)."""
    return "".join(one for one in text if one in "\t\n\r" or one >= " ")
