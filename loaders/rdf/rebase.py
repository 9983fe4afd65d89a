"""Puts files that are written with the default base under the base of this build."""

from __future__ import annotations

from pathlib import Path

from loaders.errors import DataError
from loaders.settings import DEFAULT_BASE


def read_rebased(path: Path, base: str) -> str:
    """Return the text of a UTF-8 file with the default base replaced by ``base``."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8: {error.reason} at byte {error.start}", path) from error
    return text if base == DEFAULT_BASE else text.replace(DEFAULT_BASE, base)
