"""Writes and reads ``extracted.jsonl``: what was read from a report, without its sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from loaders import disk
from loaders.documents.model import Document
from loaders.reports.structured.model import StructuredReport


def lines_of_report(
    document: Document, report: StructuredReport, proposed: Iterable[object] = ()
) -> Iterator[str]:
    """Return the lines of a report after the template: every entry with where it stands.

    ``proposed`` are the things that the registry does not know (any dataclass).
    """
    yield line_of({"type": "document"} | head_of(document))
    for entry in (report.head, *report.entries):
        yield line_of({
            "item": "entry", "section": entry.section, "values": dict(entry.values),
            "number": entry.number, "locator": plain(entry.at),
        })  # fmt: skip
    yield from (line_of({"item": "proposal"} | plain(one)) for one in proposed)


def head_of(document: Document) -> dict[str, Any]:
    """Return what the first line says of the document."""
    return {
        "media_type": document.media_type,
        "sha256": document.sha256,
        "language": document.language,
        "characters": len(document.text),
        "title": document.title,
    }


def line_of(values: Mapping[str, Any]) -> str:
    """Return one line of JSON, its names sorted."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))


def plain(item: object) -> dict[str, Any]:
    """Return a dataclass as JSON values, without what is empty."""
    found: dict[str, Any] = {}
    if is_dataclass(item):
        for field in fields(item):
            value = _plain(getattr(item, field.name))
            if value not in (None, "", [], {}):
                found[field.name] = value
    return found


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return plain(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def write_lines(lines: Iterable[str], path: Path) -> None:
    """Write the lines of an ``extracted.jsonl``."""
    disk.write_text(path, "".join(f"{line}\n" for line in lines))
