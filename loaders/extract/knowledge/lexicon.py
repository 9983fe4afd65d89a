"""Gives the words of the tables as they stand in a haystack."""

from __future__ import annotations

from loaders.extract.knowledge.haystack import plain
from loaders.tables.words import spoken


def words(name: str, *languages: str) -> frozenset[str]:
    """Return the words of a list (in all languages when none is named), in lower case."""
    return frozenset(plain(word).lower() for word in spoken(name, *languages))


def exact(name: str, *languages: str) -> frozenset[str]:
    """Return the words of a list with their capitals."""
    return frozenset(plain(word) for word in spoken(name, *languages))
