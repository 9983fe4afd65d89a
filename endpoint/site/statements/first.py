"""The first release that makes a statement, among those whose dumps are kept here."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from endpoint.site.describe.model import Statement
from loaders import ledger, manifest
from loaders.iris import is_claims_graph

DUMP = "dumps/urban-solidarity.nq"  # sorted by bytes
MOST = 24  # releases that are looked into


@dataclass(frozen=True)
class First:
    """The first release that makes a statement; ``oldest``: no older one is kept to look into."""

    version: str
    oldest: bool


def first(folder: Path, statement: Statement) -> First | None:
    """Return the first of the releases beside one that makes a statement in reviewed graphs.

    ``folder`` is that of the release which is served; None when even its dump does not make it, as
    with what a store writes otherwise, and where no dump is kept.
    """
    kept = _kept(folder)
    wanted = f"{statement.subject} {statement.predicate} {statement.value} ".encode()
    for place, (version, path) in enumerate(kept):
        if any(not is_claims_graph(_graph(line)) for line in lines(path, wanted)):
            return First(version, oldest=place == 0)
    return None


def _kept(folder: Path) -> list[tuple[str, Path]]:
    """Return versions and dumps from the oldest to the one that is served."""
    found: dict[str, Path] = {}
    served = folder.resolve().name.rsplit("-", 1)[0]
    for path in folder.resolve().parent.iterdir():
        version = path.name.rsplit("-", 1)[0]
        known = ledger.VERSION.fullmatch(version) and (path / manifest.NAME).is_file()
        if known and not path.is_symlink() and (path / DUMP).is_file():
            found[version] = path / DUMP
    ordered = sorted(found, key=ledger.order)
    until = ordered.index(served) + 1 if served in found else len(ordered)
    return [(version, found[version]) for version in ordered[:until][-MOST:]]


def lines(path: Path, start: bytes) -> Iterator[bytes]:
    """Yield the lines of a sorted file that begin with some bytes, found by halving."""
    if not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        low, high = 0, len(text)
        while low < high:
            middle = text.rfind(b"\n", 0, (low + high) // 2) + 1
            end = text.find(b"\n", middle)
            end = len(text) if end < 0 else end
            if text[middle:end] < start:
                low = end + 1
            else:
                high = middle
        while low < len(text) and text[low : low + len(start)] == start:
            end = text.find(b"\n", low)
            end = len(text) if end < 0 else end
            yield text[low:end]
            low = end + 1


def _graph(line: bytes) -> str:
    """Return the IRI of the graph of a line, '' for the default graph."""
    last = line.removesuffix(b" .").rsplit(b" ", 1)[-1]
    return last[1:-1].decode() if last.startswith(b"<") else ""
