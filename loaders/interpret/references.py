"""Reads where a work appeared: journal, volume, issue, pages, publisher, and its own notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.interpret.text import bracketed

_PAGES = r"(?P<pages>\d+(?:-\d+)?)"
_RANGE = r"(?P<pages>\d+-\d+)"
# What stands behind the title of a serial: volume, issue and pages, as far as they are told.
_SERIALS = (
    re.compile(rf"(?P<title>.+?) (?P<volume>\d+)\((?P<issue>\d+)\)(?: {_PAGES})?"),
    re.compile(rf"(?P<title>.+?) (?P<issue>\d+/\d{{4}}|\d+), {_PAGES}"),
    re.compile(rf"(?P<title>.+?\D) (?:(?P<volume>\d+) )?{_RANGE}"),
    re.compile(r"(?P<title>.+?\D) (?P<issue>\d+/\d{4}|\d{1,3})"),
)
_IN = re.compile(rf"in (?P<title>.+?)(?:, {_PAGES})?")
_EDITED = re.compile(r"(?P<editors>.+?) \(eds?\.\), (?P<title>.+)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(?P<doi>10\.\d{4,9}/\S+)")
_SERIAL_NOTE = re.compile(r"vol\. (?P<volume>\d+)\((?P<issue>\d+)\)")
_PAGE_NOTE = re.compile(r"pp?\. (?P<pages>\d+(?:-\d+)?)")
_LICENCE = re.compile(r"license CC (?P<terms>[A-Z-]+) (?P<version>\d\.\d)(?: (?P<port>[A-Z]{2}))?")


@dataclass(frozen=True)
class Reference:
    """Where a work appeared; what is not stated is ''.

    ``container`` is the journal or volume (or the key of a publication of the table), ``publisher``
    the words for who published it.
    """

    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    editors: str = ""


def reference(text: str) -> Reference:
    """Read a publisher or container.

    >>> reference("Social Inclusion 7(2) 198-207").pages
    '198-207'
    """
    if match := _IN.fullmatch(text):
        edited = _EDITED.fullmatch(match["title"])
        title, editors = (edited["title"], edited["editors"]) if edited else (match["title"], "")
        return Reference(title, pages=match["pages"] or "", editors=editors)
    found = next(filter(None, (serial.fullmatch(text) for serial in _SERIALS)), None)
    if found is not None:
        parts = {name: words or "" for name, words in found.groupdict().items()}
        return Reference(parts.pop("title"), **parts)
    named = bracketed(text)
    if named.inner and named.inner != "online":
        return Reference(named.body, publisher=named.inner)
    return Reference(publisher=named.body)


def doi(text: str) -> str:
    """Return the DOI of a text (``10.…/…``, in lower case), '' when it holds none."""
    match = _DOI.fullmatch(text.strip())
    return match["doi"].lower() if match else ""


def serial_note(text: str) -> Reference | None:
    """Read ``vol. 6(1)`` and ``pp. 1-18`` of a note, None when it is neither."""
    if match := _SERIAL_NOTE.fullmatch(text):
        return Reference(volume=match["volume"], issue=match["issue"])
    if match := _PAGE_NOTE.fullmatch(text):
        return Reference(pages=match["pages"])
    return None


def licence(text: str) -> str:
    """Return the address of the Creative Commons licence a note names, '' when it names none."""
    match = _LICENCE.fullmatch(text)
    if match is None:
        return ""
    path = "/".join(filter(None, (match["terms"], match["version"], match["port"]))).lower()
    return f"https://creativecommons.org/licenses/{path}/"
