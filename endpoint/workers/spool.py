"""Keeps an answer while it is written: in memory at first, then in a file, up to a limit."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

from endpoint.sparql.errors import QueryError, refusal
from endpoint.syntax.reading import say

MEBI = 1 << 20


class Spool(io.RawIOBase):
    """A binary file to write an answer into; raises QueryError when the answer grows too long."""

    def __init__(self, memory: int, size: int, descriptor: int) -> None:
        """Keep ``memory`` bytes in memory and the rest in the open file, ``size`` bytes in all."""
        super().__init__()
        self._memory = memory
        self._limit = size
        self._descriptor = descriptor
        self._chunks: list[bytes] = []
        self._held = 0
        self.size = 0
        self.too_long = False

    @property
    def in_file(self) -> bool:
        """Tell whether the answer went to the file."""
        return self.size > self._memory

    def writable(self) -> bool:
        """Return True: that is what it is for."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take bytes; raise OSError when the answer is too long, which stops the writer."""
        self.size += len(data)
        if self.size > self._limit:
            self.too_long = True
            raise OSError("the answer is too long")
        self._chunks.append(bytes(data))
        self._held += len(data)
        if self._held > self._memory:
            self._spill()
        return len(data)

    def _spill(self) -> None:
        rest = memoryview(b"".join(self._chunks))
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        self._chunks.clear()
        self._held = 0

    def finish(self) -> bytes:
        """Return the answer when it is in memory; else see to it that the file holds all of it."""
        if self.in_file:
            self._spill()
            return b""
        return b"".join(self._chunks)

    def complain(self) -> QueryError:
        """Return the error of an answer that is too long."""
        return refusal(
            "too-large",
            say("the answer has more than %(num)s MiB", num=self._limit // MEBI),
            say("ask for less with LIMIT, or take the dumps"),
        )


def open_file(folder: str) -> int:
    """Return a descriptor of a new file that vanishes when closed; it takes one descriptor."""
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError:
        # Not every file system knows files without a name.
        descriptor, path = tempfile.mkstemp(dir=folder, prefix="urbsol-spool-")
        Path(path).unlink()
        return descriptor
