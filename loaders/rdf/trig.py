"""Writes TriG and Turtle so that the same statements always give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from loaders.rdf.nquads import quads_of
from loaders.vocabulary import prefixes


def header(names: Mapping[str, str]) -> bytes:
    """Return the prefix lines a document begins with, in the order given."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names.items()).encode()


def write_fragment(lines: Iterable[bytes], file: BinaryIO, base: str) -> None:
    """Write N-Quads lines, which come graph by graph, as TriG without the prefix lines."""
    _write_body(quads_of(lines), file, RdfFormat.TRIG, prefixes(base))


def turtle(triples: Iterable[Triple], names: Mapping[str, str]) -> bytes:
    """Return triples as Turtle, sorted, each once."""
    body = io.BytesIO()
    _write_body(sorted(set(triples), key=str), body, RdfFormat.TURTLE, names)
    return header(names) + body.getvalue()


def _write_body(
    statements: Iterable[Quad] | Iterable[Triple],
    file: BinaryIO,
    form: RdfFormat,
    names: Mapping[str, str],
) -> None:
    """Write without prefix lines: pyoxigraph writes those in an order that changes."""
    body = _SkipLines(file, len(names))
    serialize(statements, body, format=form, prefixes=dict(names))


class _SkipLines(io.BytesIO):
    """Hands bytes on to a file, but for the first lines."""

    def __init__(self, file: BinaryIO, count: int) -> None:
        super().__init__()
        self._file, self._left, self._held = file, count, b""

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if not self._left:
            return self._file.write(data)
        self._held += data
        parts = self._held.split(b"\n", self._left)
        if len(parts) > self._left:
            self._left = 0
            self._file.write(parts[-1])
            self._held = b""
        return len(data)
