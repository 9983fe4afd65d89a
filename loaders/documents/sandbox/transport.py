"""Carries documents between the reading child and its parent as JSON (never as pickles).

The child may have been taken over by a hostile file: what it answers is data, not objects.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from loaders.documents.model import Block, Document, Locator, Removed, Run

_LOCATOR = tuple(field.name for field in fields(Locator))


def dump(document: Document) -> bytes:
    """Return a document as UTF-8 JSON."""
    return json.dumps(
        {
            "text": document.text,
            "blocks": [
                [b.kind, b.level, _locator(b.locator), b.start, b.end] for b in document.blocks
            ],
            "media_type": document.media_type,
            "language": document.language,
            "sha256": document.sha256,
            "title": document.title,
            "metadata": dict(document.metadata),
            "warnings": list(document.warnings),
            "runs": [[r.start, r.end, r.part, r.origin] for r in document.runs],
            "removed": [[r.text, r.reason, _locator(r.locator)] for r in document.removed],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "surrogatepass")


def load(raw: dict[str, Any]) -> Document:
    """Return the document of parsed JSON; raise ValueError, KeyError or TypeError otherwise."""
    text = str(raw["text"])
    return Document(
        text,
        tuple(
            Block(text[start:end], kind, int(level), Locator(**place), int(start), int(end))
            for kind, level, place, start, end in raw["blocks"]
        ),
        str(raw["media_type"]),
        raw["language"],
        str(raw["sha256"]),
        str(raw["title"]),
        {str(name): str(value) for name, value in raw["metadata"].items()},
        tuple(map(str, raw["warnings"])),
        tuple(Run(int(s), int(e), str(part), int(origin)) for s, e, part, origin in raw["runs"]),
        tuple(Removed(str(t), str(reason), Locator(**p)) for t, reason, p in raw["removed"]),
    )


def _locator(locator: Locator) -> dict[str, str | int]:
    return {name: value for name in _LOCATOR if (value := getattr(locator, name)) is not None}
