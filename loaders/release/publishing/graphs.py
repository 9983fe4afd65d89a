"""Reads a dump graph by graph, though its lines are sorted by subject, in little memory."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import DataError
from loaders.rdf.nquads import iri, split
from loaders.rdf.store import union_line


@dataclass(frozen=True)
class Graphs:
    """Where in a dump the statements of each graph begin, and the sha256 of what each says."""

    dump: Path
    offsets: dict[str, array[int]]
    digests: dict[str, str]
    union: int

    def lines(self, graph: str) -> Iterator[bytes]:
        """Yield the N-Triples of a named graph."""
        with self.dump.open("rb") as file:
            for offset in self.offsets[graph]:
                file.seek(offset)
                yield triple(file.readline())

    def union_lines(self) -> Iterator[bytes]:
        """Yield the N-Triples of the reviewed union, each once."""
        with self.dump.open("rb") as file:
            yield from unique(file)


def read(dump: Path) -> Graphs:
    """Find the graphs of a dump in canonical order; raise DataError when there is none."""
    try:
        return _read(dump)
    except OSError as error:
        raise DataError("the dump cannot be read", dump, remedy="run: urbsol build") from error


def _read(dump: Path) -> Graphs:
    offsets: dict[str, array[int]] = {}
    hashes: dict[str, hashlib._Hash] = {}
    place = 0
    with dump.open("rb") as file:
        for line in file:
            graph = iri(split(line)[3])
            if graph not in offsets:
                offsets[graph], hashes[graph] = array("Q"), hashlib.sha256()
            offsets[graph].append(place)
            hashes[graph].update(line)
            place += len(line)
    digests = {graph: made.hexdigest() for graph, made in hashes.items()}
    with dump.open("rb") as file:
        union = sum(1 for _ in unique(file))
    return Graphs(dump, dict(sorted(offsets.items())), digests, union)


def triple(line: bytes) -> bytes:
    """Return an N-Quads line as N-Triples."""
    subject, predicate, value, _ = split(line)
    return b"%b %b %b .\n" % (subject, predicate, value)


def unique(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the reviewed statements of sorted N-Quads as N-Triples, each once."""
    previous = b""
    for line in lines:
        reviewed = union_line(line)
        if reviewed and reviewed != previous:
            yield reviewed
            previous = reviewed
