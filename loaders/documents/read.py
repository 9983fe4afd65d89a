"""Reads one report of any usual format into a :class:`Document`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from loaders.documents.model import Block, Document, Locator


def read_document(path: Path) -> Document:
    """Read a report; raise DataError saying what is wrong with the file and what to do.

    The format is told from the content, the name only decides between kinds of plain text.
    """
    data = path.read_bytes()
    text = data.decode("utf-8")
    blocks = (Block(text, "paragraph", 0, Locator(line=1), 0, len(text)),)
    return Document(text, blocks, "text/plain", None, hashlib.sha256(data).hexdigest(), path.stem)
