"""Short links that hold their query themselves, so that they last as long as the site."""

from __future__ import annotations

import base64
import binascii
import zlib

LONGEST = 4000  # characters of a link that is still worth being called short
LARGEST = 65_536  # bytes of a query in a link


def token(query: str) -> str:
    """Return a query as a word for an address, '' when that would be too long."""
    packed = zlib.compress(query.encode(), 9)
    written = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return written if len(written) <= LONGEST else ""


def text(word: str) -> str | None:
    """Return the query a word holds; None when it holds none, or one that is too large."""
    if not word.isascii() or len(word) > LONGEST:
        return None
    try:
        packed = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        reader = zlib.decompressobj()
        found = reader.decompress(packed, LARGEST)
        if reader.unconsumed_tail or not reader.eof:
            return None
        return found.decode()
    except (binascii.Error, ValueError, zlib.error):
        return None
