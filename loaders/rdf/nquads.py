"""Canonical N-Quads: lines of quads, sorted, merged and taken apart again, without a store.

The dataset has no blank nodes, so its RDFC-1.0 canonical form is its canonical N-Quads sorted by
code point (https://www.w3.org/TR/rdf-canon/#canonical-quads); for UTF-8 that is the order of bytes.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import BlankNode, Quad, RdfFormat, parse, serialize

from loaders.errors import DataError

BATCH = 20_000


def canonical_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Return the sorted lines of the quads, each once.

    Raise DataError when a quad holds a blank node: our dataset has none by contract.
    """
    return sorted(set(dataset_lines(quads)))


def dataset_lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Yield the lines of the quads as they come; raise DataError for a blank node."""
    source = iter(quads)
    while batch := list(islice(source, BATCH)):
        yield from _serialized(batch).splitlines(keepends=True)


def _serialized(quads: list[Quad]) -> bytes:
    text = serialize(quads, format=RdfFormat.N_QUADS) or b""
    if b"_:" in text:
        for quad in quads:
            _refuse_blank_nodes(quad)
    return text


def _refuse_blank_nodes(quad: Quad) -> None:
    for term in (quad.subject, quad.object, quad.graph_name):
        if isinstance(term, BlankNode):
            raise DataError(
                f"a blank node in the statement {quad}",
                str(quad.graph_name),
                remedy="give the node an IRI (a fragment of the thing it belongs to will do)",
            )


def split(line: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return subject, predicate, object and graph of a canonical line, in N-Quads syntax."""
    subject, predicate, rest = line.split(b" ", 2)
    value, graph, _ = rest.rsplit(b" ", 2)
    return subject, predicate, value, graph


def iri(term: bytes) -> str:
    """Return the IRI of ``<iri>``."""
    return term[1:-1].decode()


def merge(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of sorted files in order, each once; memory does not grow with their size."""
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        previous = b""
        for line in heapq.merge(*files):
            if line != previous:
                yield line
                previous = line


class Writer:
    """Writes lines to a file in batches and knows their sha256."""

    def __init__(self, file: BinaryIO) -> None:
        """Take the file to write to."""
        self._file, self._lines, self._hash = file, list[bytes](), hashlib.sha256()

    def write(self, line: bytes) -> None:
        """Write one line."""
        self._lines.append(line)
        if len(self._lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand the lines on to the file."""
        block = b"".join(self._lines)
        self._hash.update(block)
        self._file.write(block)
        self._lines.clear()

    def hexdigest(self) -> str:
        """Return the sha256 of everything written, in hex."""
        self.flush()
        return self._hash.hexdigest()


def quads_of(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Yield the quads of N-Quads lines."""
    source = iter(lines)
    while batch := b"".join(islice(source, BATCH)):
        yield from parse(batch, format=RdfFormat.N_QUADS)


def dataset_hash(path: Path) -> str:
    """Return the sha256 of a dump after sorting its lines: the RDFC-1.0 hash of its dataset.

    A dump in canonical order is read as a stream; raise DataError when it is not in order.
    """
    digest, previous = hashlib.sha256(), b""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line <= previous:
                raise DataError("the lines are not sorted or repeat", path, line=number)
            digest.update(line)
            previous = line
    return digest.hexdigest()
