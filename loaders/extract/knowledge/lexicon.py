"""Reads the word tables the recognisers hang on (``tables/``)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from loaders.extract.knowledge.haystack import plain

TABLES = Path(__file__).parent / "tables"

Words = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def sections() -> Mapping[str, Words]:
    """Return ``lexicon.toml``: section → language (or ``any``) → words."""
    with (TABLES / "lexicon.toml").open("rb") as file:
        raw = tomllib.load(file)
    return {
        section: {language: split(words) for language, words in rows.items()}
        for section, rows in raw.items()
    }


def split(words: str) -> tuple[str, ...]:
    """Return the words of a list separated by bars, or by blanks where it has no bar."""
    parts = words.split("|") if "|" in words else words.split()
    return tuple(word.strip() for word in parts if word.strip() and not word.endswith("-X"))


def words(section: str, *languages: str) -> frozenset[str]:
    """Return the words of a section (of all its languages when none is named), as in a haystack."""
    rows = sections()[section]
    return frozenset(
        plain(word).lower() for language in (languages or rows) for word in rows.get(language, ())
    )


def exact(section: str, *languages: str) -> frozenset[str]:
    """Return the words of a section with their capitals, as in a haystack."""
    rows = sections()[section]
    return frozenset(
        plain(word) for language in (languages or rows) for word in rows.get(language, ())
    )


def literal(section: str) -> frozenset[str]:
    """Return the words of a section just as they stand in the table."""
    return frozenset(word for row in sections()[section].values() for word in row)


def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a text table that are neither empty nor comments."""
    text = (TABLES / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
