"""What an answer says of a page: it is there, it changed, it moved, it is gone, or nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from loaders.checking.asking import Answer
from loaders.errors import visible

ANSWERS, CHANGED, MOVED = "answers", "changed", "moved"
GONE, REFUSED, UNREACHABLE = "gone", "refused", "unreachable"
# Hosts that answer machines so may answer people.
REFUSING = {401, 403, 405, 406, 429, 451}
DEAD = {404, 410}
LONGEST_NOTE = 120


@dataclass(frozen=True)
class Check:
    """One row of the table: a cited page, by the key of its publication, and what came of it.

    ``answered`` is the status of the answer, empty where none came.
    """

    publication: str
    url: str
    checked: str
    state: str
    answered: str = ""
    moved_to: str = ""
    archived: str = ""
    checksum: str = ""
    note: str = ""


@dataclass(frozen=True)
class Page:
    """A page that records cite: its publication, address, and the day it was first read."""

    publication: str
    url: str
    read: str = ""


def judged(page: Page, answer: Answer, today: date, before: Check | None = None) -> Check:
    """Return what to write down of a page; ``before`` is what was written down last time."""
    return Check(
        publication=page.publication,
        url=page.url,
        checked=today.isoformat(),
        state=_state(page, answer, before),
        answered=str(answer.status or ""),
        moved_to=answer.url if _elsewhere(page.url, answer) else "",
        archived=before.archived if before else "",
        checksum=answer.sha256 if answer.status == 200 else "",
        note=visible(answer.error)[:LONGEST_NOTE],
    )


def _state(page: Page, answer: Answer, before: Check | None) -> str:
    if answer.status in DEAD:
        return GONE
    if answer.status in REFUSING:
        return REFUSED
    if not 200 <= answer.status < 300:
        return UNREACHABLE
    if _elsewhere(page.url, answer):
        return MOVED
    known = before.checksum if before else ""
    differs = bool(known and answer.sha256 and known != answer.sha256)
    return CHANGED if differs or _later(answer.modified, page.read) else ANSWERS


def _elsewhere(url: str, answer: Answer) -> bool:
    """Tell whether a page has another address for good; https for http and ``www.`` is none."""
    answered = 200 <= answer.status < 300
    return answered and answer.permanent and _plain(url) != _plain(answer.url)


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.path.rstrip("/"), parts.query


def _later(modified: str, read: str) -> bool:
    """Tell whether a page says that it was changed after the day it was read."""
    try:
        return bool(modified and read) and parsedate_to_datetime(modified).date().isoformat() > read
    except (ValueError, TypeError, OverflowError):
        return False
