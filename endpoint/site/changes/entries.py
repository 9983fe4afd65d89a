"""Reads what the change log tells for people: what became of which thing in which release."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders import ledger

SIGNS = {"+": "added", "~": "changed", "-": "gone"}
MOST = 200  # entries of a feed


@dataclass(frozen=True)
class Entry:
    """What became of a thing in a release; ``time`` is that of the release, RFC 3339.

    ``thing`` is where its link leads, ``html`` the text with marks, "" where it has none.
    """

    iri: str
    thing: str
    title: str
    text: str
    time: str
    html: str = ""


def entries(folder: Path, base: str, about: tuple[str, ...]) -> tuple[Entry, ...]:
    """Return the newest entries of a log; of those that are about certain things, if any are named.

    ``about`` are IRIs: an entry is about a thing when it is that thing or points to it.
    """
    found: list[Entry] = []
    for path in logs(folder):
        told = json.loads(path.read_bytes())
        for change in told["changes"]:
            if not about or set(about) & set(change["about"]):
                found.append(_entry(change, told, base))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def logs(folder: Path) -> list[Path]:
    """Return what the change log tells of each release for people, the newest first."""
    named = (path for path in folder.glob("*.json") if ledger.VERSION.fullmatch(path.stem))
    return sorted(named, key=lambda one: ledger.order(one.stem), reverse=True)


def told_of(path: Path, about: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the changes of a release, or those about things (IRIs), as the log has them."""
    raw = path.read_bytes()
    if about and not any(json.dumps(iri).encode() in raw for iri in about):
        return []
    changes: list[dict[str, Any]] = json.loads(raw)["changes"]
    return [one for one in changes if not about or set(about) & set(one["about"])]


def _entry(change: dict[str, Any], told: dict[str, Any], base: str) -> Entry:
    key = change["iri"].removeprefix(base)
    sources = "".join(f"\n{source}" for source in change["sources"])
    return Entry(
        f"{base}changes/{told['version']}?thing={key}",
        change["iri"],
        f"{change['label']} ({change['kind']}): {SIGNS[change['sign']]}",
        f"Release {told['version']}.{sources}",
        f"{told['date']}T00:00:00Z",
    )
