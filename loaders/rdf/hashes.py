"""Hashes files and folders by content, without times, owners or where they lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def hash_of(*parts: tuple[str, str]) -> str:
    """Return the sha256 (hex) of names with values."""
    digest = hashlib.sha256()
    for name, value in parts:
        digest.update(f"{name}\0{value}\0".encode())
    return digest.hexdigest()


def hash_file(path: Path) -> str:
    """Return the sha256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_folder(folder: Path) -> str:
    """Return the sha256 (hex) of the names and contents of all files under a folder."""
    return hash_of(*file_hashes(folder))


def file_hashes(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield name (relative, with slashes) and sha256 of all files, but hidden and compiled ones."""
    for parent, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(n for n in folders if n[0] != "." and n != "__pycache__")
        for name in sorted(names):
            if name[0] != "." and not name.endswith(".pyc"):
                path = Path(parent, name)
                yield path.relative_to(folder).as_posix(), hash_file(path)
