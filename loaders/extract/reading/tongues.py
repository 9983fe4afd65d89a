"""Tells the language of a paragraph: by its small words, else by the model."""

from __future__ import annotations

from loaders.documents.language import guess
from loaders.tables.words import by_language

LANGUAGES = frozenset({"en", "de", "fr", "it", "es", "el", "pl", "nl", "pt", "ca", "sv", "da"})
# Those that leave the pronoun out.
DROPPING = frozenset({"it", "es", "el", "pl"})
_SAMPLE = 400
# Shorter blocks are in the language of the document, unless they have so many small words of others
# and none of its own, and the model is as sure as this.
_PARAGRAPH, _FOREIGN, _SURE = 60, 2, 0.7


def _by_word() -> dict[str, list[str]]:
    """Return the languages that have a small word."""
    found: dict[str, list[str]] = {}
    for language, words in by_language("text.small").items():
        for word in dict.fromkeys(words):
            found.setdefault(word, []).append(language)
    return found


_SPOKEN = _by_word()
_SMALL = frozenset(_SPOKEN)


def block_language(text: str, fallback: str | None) -> str | None:
    """Return the two-letter language of a paragraph, ``fallback`` (the document's) in doubt.

    The model costs 0.3 ms a paragraph; where one language has clearly the most of its small words,
    it is not asked, nor about a line that may well be in the language of the document.
    """
    sample = text[:_SAMPLE]
    counts = _small_words(sample)
    second, most = sorted((0, 0, *counts.values()))[-2:]
    if len(text) < _PARAGRAPH:
        if most < _FOREIGN or counts.get(fallback or "", 0):
            return fallback
        code, confidence = guess(sample)
        return code if code in LANGUAGES and confidence >= _SURE else fallback
    if most >= 3 and most >= second + 2:
        return max(counts, key=counts.__getitem__)
    code, confidence = guess(sample)
    own = counts.get(fallback or "", 0)
    if own >= _FOREIGN and own > counts.get(code, 0):  # its words speak for the document's language
        return fallback
    if code == fallback or (code in LANGUAGES and confidence >= 0.5):
        return code
    return fallback or (code if confidence >= 0.35 else None)


def _small_words(sample: str) -> dict[str, int]:
    """Count the small words of each language, each word once."""
    counts: dict[str, int] = {}
    for token in _SMALL.intersection(sample.lower().split()):
        for language in _SPOKEN[token]:
            counts[language] = counts.get(language, 0) + 1
    return counts
