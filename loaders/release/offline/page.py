"""Makes the one file: dataset, engine and page, all inlined, so that it opens from disk.

The engine is Oxigraph as WebAssembly, from the npm package `oxigraph`; it is not kept here.
"""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.errors import UsageError
from loaders.kinds import BY_KEY
from loaders.manifest import DUMP, Manifest

HERE = Path(__file__).parent
SHOWN = ("name", "group", "summary", "description", "text")  # of a query
QUESTIONS, TIMES = "questions", frozenset({"year", "day"})
SCRIPT, ENGINE = "web.js", "web_bg.wasm"
REMEDY = "run: npm install oxigraph, or npm ci in endpoint/frontend; or name its folder: --oxigraph"


@dataclass(frozen=True)
class Source:
    """A release and what the page says of it; ``engine`` is the folder of the npm package."""

    release: Path
    made: Manifest
    title: str
    about: str
    engine: Path


def page(source: Source) -> bytes:
    """Return the page; raise UsageError when there is no engine."""
    parts = {
        "@TITLE@": html.escape(source.title),
        "@ABOUT@": html.escape(source.about),
        "@HASH@": source.made.hash,
        "@JSON@": _about(source),
        "@WASM@": _packed(_engine(source.engine / ENGINE)),
        "@DATASET@": _packed((source.release / DUMP).read_bytes()),
        "@OXIGRAPH@": _module(source.engine / SCRIPT),
        "@PAGE@": (HERE / "page.js").read_text(encoding="utf-8"),
    }
    text = (HERE / "page.html").read_text(encoding="utf-8")
    begin, *rest = text.split("@")
    # What stands between marks alternates with the marks, and no part is looked through again.
    pieces = [begin]
    for number, piece in enumerate(rest):
        pieces.append(parts[f"@{piece}@"] if number % 2 == 0 else piece)
    return "".join(pieces).encode()


def _about(source: Source) -> str:
    index = source.release / "queries" / "index.json"
    queries = json.loads(index.read_bytes()) if index.is_file() else []
    told = {
        "base": source.made.base,
        "hash": source.made.hash,
        "version": source.made.version,
        "queries": [
            {name: query.get(name, "") for name in SHOWN}
            for query in queries
            if query.get("group") != QUESTIONS
        ],
        "questions": [
            {**query, "slots": [_slot(source.made.base, *slot) for slot in query["slots"].items()]}
            for query in queries
            if query.get("group") == QUESTIONS
        ],
    }
    # Nothing in it can end the element it stands in.
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _slot(base: str, name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a blank of a question with what says which things fit: a class, or a scheme."""
    type_ = str(told["type"])
    found = {"name": name, "type": type_, "optional": bool(told.get("optional"))}
    found["default"] = str(told.get("default") or "")
    if type_ in BY_KEY:
        found["class"] = f"{base}ontology#{BY_KEY[type_].class_.removeprefix('urb:')}"
    elif type_ not in TIMES:
        found["scheme"] = f"{base}id/{type_}"
    return found


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode("ascii")


def _engine(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"there is no engine: {path}", REMEDY) from error


def _module(path: Path) -> str:
    """Return the script of the engine; it stands in an element that nothing in it may end."""
    text = _engine(path).decode("utf-8")
    if "</script" in text.casefold():
        raise UsageError(f"{path} cannot stand in a page", "take another version of the package")
    return text
