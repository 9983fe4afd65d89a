"""Gives the words of a list, named ``file.list``: ``dates.month`` is ``month`` in ``dates.csv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.tables.reader import Entry, lists


def entries(name: str) -> Mapping[str, tuple[Entry, ...]]:
    """Return the words of a list with their values, by language (``any``: of no language)."""
    file, _, name = name.partition(".")
    return lists(file)[name]


def by_language(name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a list as they stand there, by language."""
    return {language: tuple(word for word, _ in found) for language, found in entries(name).items()}


def spoken(name: str, *languages: str) -> Iterator[str]:
    """Yield the words of a list in some languages (in all, and of none, when none is named)."""
    found = entries(name)
    for language in languages or found:
        for word, _ in found.get(language, ()):
            yield word


def literal(name: str, *languages: str) -> frozenset[str]:
    """Return the words of a list just as they stand there."""
    return frozenset(spoken(name, *languages))


def values(name: str, *languages: str) -> dict[str, str]:
    """Return word → value of a list."""
    found = entries(name)
    return {
        word: value for language in languages or found for word, value in found.get(language, ())
    }


def grouped(name: str, *languages: str) -> dict[str, tuple[str, ...]]:
    """Return value → the words that have it."""
    found: dict[str, list[str]] = {}
    for language in languages or entries(name):
        for word, value in entries(name).get(language, ()):
            found.setdefault(value, []).append(word)
    return {value: tuple(words) for value, words in found.items()}
