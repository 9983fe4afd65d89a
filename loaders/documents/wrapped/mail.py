"""Reads mail (RFC 5322, MIME) and pages saved with their pictures (MHTML, RFC 2557)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from loaders.documents.builder import Builder
from loaders.documents.html.reader import read_html, read_whole
from loaders.documents.html.tokens import Source
from loaders.documents.html.walker import Walker
from loaders.documents.model import Run
from loaders.documents.text.decode import decode
from loaders.documents.text.plaintext import read_text
from loaders.errors import DataError

MAX_PARTS = 1000
_MULTIPART = "multipart/"


@dataclass(frozen=True)
class _Part:
    """A part that holds text; ``name`` counts all parts of the file from 1."""

    name: str
    text: str
    html: bool
    address: str


def read_mail(data: bytes, builder: Builder) -> str | None:
    """Add the blocks of the body; return it when it is plain text, which stays as it is.

    Of a body in two forms the plain one is read, unless it says much less.  Attachments are named
    in a warning.  Offsets count the characters of the decoded part.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    parts = list(_parts(message, builder))
    plain = [part for part in parts if not part.html]
    pages = [part for part in parts if part.html]
    _head(message, builder)
    if pages and 2 * sum(len(part.text) for part in plain) < sum(map(_letters, pages)):
        for part in pages:
            read_whole(part.text, builder, part.name)
        return None
    return _plain(plain, builder)


def read_archive(data: bytes, builder: Builder) -> None:
    """Add the main content of a saved page; raise DataError when it holds none."""
    message = message_from_bytes(data, policy=policy.compat32)
    page = next((part for part in _parts(message, builder) if part.html), None)
    if page is None:
        raise DataError("the saved page holds no HTML", remedy="save it again as HTML or PDF")
    builder.warnings = [one for one in builder.warnings if not one.startswith(_LEFT)]
    read_html(page.text, builder, page.name)
    address = _header(message, "Snapshot-Content-Location") or page.address
    if address.startswith(("http://", "https://")):
        builder.metadata.setdefault("url", address)
    builder.title = builder.title or _header(message, "Subject")[:300]


_LEFT = "attachments were not read"


def _parts(message: Message, builder: Builder) -> Iterator[_Part]:
    """Yield the parts that hold text, in order."""
    waiting, number, left = [message], 0, []
    while waiting:
        part = waiting.pop()
        number += 1
        if number > MAX_PARTS:
            raise DataError(f"the mail has more than {MAX_PARTS:,} parts: more than any report")
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind.startswith(_MULTIPART) and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        elif part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            left.append(_filename(part) or kind)
        elif kind in {"text/plain", "text/html"}:
            text = _decoded(part, builder)
            address = _header(part, "Content-Location")
            yield _Part(f"part {number}", text, kind == "text/html", address)
    if left:
        names = ", ".join(left[:10]) + (" …" if len(left) > 10 else "")
        builder.warnings.append(f"{_LEFT}: {names}; save them, and load each file")


def _decoded(part: Message, builder: Builder) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    found = decode(data, part.get_content_charset())
    builder.warnings += found.warnings
    return found.text


def _plain(parts: list[_Part], builder: Builder) -> str:
    """Read plain parts as one text; the runs say where in which part it stands."""
    text = ""
    for part in parts:
        if part.text.strip():
            text += "\n\n" if text else ""
            builder.runs.append(Run(len(text), len(text) + len(part.text), part.name, 0))
            text += part.text
    read_text(text, builder)
    return text


def _letters(part: _Part) -> int:
    segments = Walker(Source(part.text)).run().segments
    return sum(len(segment.text) for segment in segments if segment.skip != "hidden")


def _head(message: Message, builder: Builder) -> None:
    builder.title = _header(message, "Subject")[:300]
    try:
        date = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return
    builder.metadata["date"] = date.date().isoformat()


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, MessageError):
        return ""


def _header(message: Message, name: str) -> str:
    """Return a header in plain words; damaged encoded words (RFC 2047) stay as they are."""
    raw = str(message.get(name) or "")[:2000]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (ValueError, LookupError, MessageError):
        return " ".join(raw.split())
