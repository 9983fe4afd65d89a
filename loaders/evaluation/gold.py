"""Reads annotated texts: pairs of ``.txt`` and ``.gold.json``, or texts with inline marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from loaders.errors import DataError

_MARK = re.compile(r"\[\[(?P<type>[A-Z]+)(?::(?P<link>[^|\[\]]*))?\||\]\]")
_CLAIM = re.compile(
    r"@ (?P<predicate>[\w-]+): (?P<subject>.+?) -> (?P<object>.+?)(?: @ (?P<date>\S+))?"
)


@dataclass(frozen=True)
class Span:
    """An annotated span; ``link`` is ``kind/key``, ``gn`` + GeoNames id, or '' when not told."""

    type: str
    start: int
    end: int
    link: str = ""
    value: str = ""


@dataclass(frozen=True)
class GoldClaim:
    """A statement a text makes: keys of registered things, or the words of the text."""

    predicate: str
    subject: str
    object: str
    date: str = ""


@dataclass(frozen=True)
class Annotated:
    """A text with what a person found in it."""

    name: str
    text: str
    spans: tuple[Span, ...]
    language: str = ""
    home_country: str = ""
    claims: tuple[GoldClaim, ...] | None = None
    held_out: bool = False


def read_folder(folder: Path) -> Iterator[Annotated]:
    """Yield every annotated text of a folder, sorted by name.

    Raises DataError for a mark that does not close or an offset that does not fit its text.
    """
    for path in sorted(folder.rglob("*.gold.json")):
        yield replace(_pair(path), held_out=_is_held_out(path, folder))
    for path in sorted(folder.rglob("*.marked")):
        for text in read_marked(path):
            yield replace(text, held_out=_is_held_out(path, folder))


def _is_held_out(path: Path, folder: Path) -> bool:
    return "held-out" in path.relative_to(folder).parts


def _pair(path: Path) -> Annotated:
    name = path.name.removesuffix(".gold.json")
    try:
        text = (path.parent / f"{name}.txt").read_text(encoding="utf-8")
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        spans = tuple(_span(item, text) for item in raw["entities"])
        claims = tuple(
            GoldClaim(c["predicate"], c["subject"], c["object"], c.get("date") or "")
            for c in raw["claims"]
        ) if "claims" in raw else None  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataError(f"no annotation of this form: {error}", path) from error
    return Annotated(
        name, text, spans, raw.get("language", ""), raw.get("home_country", ""), claims
    )


def _span(item: dict[str, Any], text: str) -> Span:
    start, end = int(item["start"]), int(item["end"])
    if "text" in item and text[start:end] != item["text"]:
        raise ValueError(f"{item['text']!r} does not stand at {start}")
    return Span(item["type"], start, end, item.get("link") or "", item.get("value") or "")


def read_marked(path: Path) -> Iterator[Annotated]:
    """Yield the texts of a file with inline marks.

    A text begins with ``=== name | language | home country``; marks are ``[[TYPE:link|words]]`` and
    may hold each other; lines ``@ predicate: subject -> object @ date`` say what it claims.
    """
    for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = part.partition("\n")
        name, language, home = (*(field.strip() for field in head.split("|")), "", "")[:3]
        lines = body.strip("\n").split("\n")
        claims = tuple(_claim(line, path) for line in lines if line.startswith("@ "))
        marked = "\n".join(line for line in lines if not line.startswith("@ "))
        text, spans = unmark(marked, path)
        yield Annotated(name, text, spans, language, home, claims)


def _claim(line: str, path: Path) -> GoldClaim:
    match = _CLAIM.fullmatch(line.strip())
    if match is None:
        raise DataError(f"no claim: {line!r}", path, remedy="@ predicate: subject -> object @ date")
    return GoldClaim(match["predicate"], match["subject"], match["object"], match["date"] or "")


def unmark(marked: str, path: Path | str = "") -> tuple[str, tuple[Span, ...]]:
    """Return the text without its marks, and the spans they mark, in the order they open."""
    out: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[int, str, str, int]] = []
    position = last = 0
    for mark in _MARK.finditer(marked):
        plain = marked[last : mark.start()]
        out.append(plain)
        position += len(plain)
        last = mark.end()
        if mark["type"]:
            spans.append(Span(mark["type"], position, position))
            opened.append((position, mark["type"], mark["link"] or "", len(spans) - 1))
        elif opened:
            start, type_, link, index = opened.pop()
            value = link if type_ in {"DATE", "FIGURE", "COUNTRY"} else ""
            spans[index] = Span(type_, start, position, "" if value else link, value)
        else:
            raise DataError("a mark closes that was not opened", path)
    if opened:
        raise DataError(f"a mark does not close: {opened[-1][1]}", path)
    out.append(marked[last:])
    return "".join(out), tuple(spans)
