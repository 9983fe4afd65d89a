"""Computes the SWHID of a folder (ISO/IEC 18670): the names and bytes in it, as git sees them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

BLOCK = 1 << 20


def swhid(folder: Path) -> str:
    """Return ``swh:1:dir:…`` of a folder of plain files; empty folders count as git counts them."""
    return f"swh:1:dir:{_tree(folder).hex()}"


def _tree(folder: Path) -> bytes:
    """Return the identifier of a folder (§5.3): entries by name, that of a folder with a slash."""
    entries = sorted(folder.iterdir(), key=_key)
    body = b"".join(_entry(path) for path in entries)
    return _hash(b"tree", len(body), [body])


def _key(path: Path) -> bytes:
    return path.name.encode() + (b"/" if path.is_dir() else b"")


def _entry(path: Path) -> bytes:
    name = path.name.encode()
    if path.is_dir():
        return b"40000 %b\0%b" % (name, _tree(path))
    return b"100644 %b\0%b" % (name, _blob(path))


def _blob(path: Path) -> bytes:
    """Return the identifier of a file (§5.2)."""
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(BLOCK), b"")
        return _hash(b"blob", path.stat().st_size, blocks)


def _hash(kind: bytes, length: int, blocks: Iterable[bytes]) -> bytes:
    digest = hashlib.sha1(b"%b %d\0" % (kind, length), usedforsecurity=False)
    for block in blocks:
        digest.update(block)
    return digest.digest()
