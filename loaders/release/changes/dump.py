"""Finds what a dump says of one subject without reading it: its lines are sorted."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from loaders.rdf.nquads import quads_of
from loaders.vocabulary import RDFS, SKOS

LABELS = (RDFS.label, SKOS.prefLabel)
NAMING = frozenset(str(term).encode() for term in LABELS)


class Dump:
    """A canonical N-Quads file, looked up by subject; labels are remembered."""

    def __init__(self, path: Path) -> None:
        """Take the file, which is opened when it is first asked."""
        self._path = path
        self._labels: dict[str, str] = {}

    @cached_property
    def _lines(self) -> mmap.mmap | bytes:
        if not self._path.stat().st_size:
            return b""
        with self._path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def lines(self, subject: str) -> Iterator[bytes]:
        """Yield the lines whose subject is an IRI, found by bisection."""
        return self._starting(f"<{subject}> ".encode())

    def under(self, start: str) -> Iterator[bytes]:
        """Yield the lines of all subjects whose IRIs begin so, subject by subject."""
        return self._starting(f"<{start}".encode())

    def _starting(self, wanted: bytes) -> Iterator[bytes]:
        place = self._first(wanted)
        while place < len(self._lines):
            end = self._lines.find(b"\n", place) + 1 or len(self._lines)
            line = self._lines[place:end]
            if not line.startswith(wanted):
                return
            yield line
            place = end

    def _first(self, wanted: bytes) -> int:
        """Return where the first line begins that is not before ``wanted``."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            begin = self._lines.rfind(b"\n", low, middle) + 1 or low
            end = self._lines.find(b"\n", begin) + 1 or len(self._lines)
            if self._lines[begin:end] < wanted:
                low = end
            else:
                high = begin
        return low

    def quads(self, subject: str) -> Iterator[Quad]:
        """Yield the quads of a subject."""
        return quads_of(self.lines(subject))

    def holds(self, subject: str) -> bool:
        """Tell whether anything is said of a subject."""
        return next(self.lines(subject), None) is not None

    def values(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the values of a property of a subject as text."""
        lines = self._starting(f"<{subject}> {predicate} ".encode())
        found = (quad.object for quad in quads_of(lines))
        return [term.value for term in found if isinstance(term, Literal | NamedNode)]

    def label(self, subject: str) -> str:
        """Return what people call a subject, in English where it has a name; "" for none."""
        if subject not in self._labels:
            self._labels[subject] = self._label(subject)
        return self._labels[subject]

    def _label(self, subject: str) -> str:
        labels = [
            (
                quad.object.language not in {"en", None},
                LABELS.index(quad.predicate),
                quad.object.value,
            )
            for quad in quads_of(filter(_labels, self.lines(subject)))
            if isinstance(quad.object, Literal)
        ]
        return min(labels)[2] if labels else ""


def _labels(line: bytes) -> bool:
    return line.split(b" ", 2)[1] in NAMING
