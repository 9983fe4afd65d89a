"""Gives a string as the document that reading it from a text file gives."""

from __future__ import annotations

from hashlib import sha256

from loaders.documents.builder import Builder
from loaders.documents.model import Document
from loaders.documents.text.plaintext import read_text


def plain_document(text: str, language: str | None = None) -> Document:
    """Return a text as a document, every character kept; ``language`` is a hint, not a verdict."""
    builder = Builder("text/plain", sha256(text.encode()).hexdigest(), declared_language=language)
    read_text(text, builder)
    return builder.finish(text)
