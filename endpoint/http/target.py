"""Reads where a request goes: the path and the query string of its target, and its host."""

from __future__ import annotations

import re
from urllib.parse import unquote

# What a Host header may say (RFC 9110 §7.2): a name or address, and a port.
HOST = re.compile(r"(?:[A-Za-z0-9._~%-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")


def split_target(target: bytes) -> tuple[str, bytes] | None:
    """Return the decoded path and the query string of a request target (RFC 9112 §3.2).

    None when it is not one, or has bytes that a URL has no place for.
    """
    if not target.isascii():
        return None
    text = target.partition(b"#")[0].decode("ascii")
    if text[:1] != "/":
        scheme, separator, rest = text.partition("://")
        if text == "*":
            return "*", b""
        if not separator or scheme.lower() not in {"http", "https"}:
            return None
        # Of a URL for a proxy the authority is passed over.
        start = min((place for sign in "/?" if (place := rest.find(sign)) >= 0), default=len(rest))
        text = rest[start:] if rest[start : start + 1] == "/" else f"/{rest[start:]}"
    path, _, query = text.partition("?")
    return (unquote(path) if "%" in path else path), query.encode("ascii")
