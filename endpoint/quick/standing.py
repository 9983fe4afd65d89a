"""Who has lost the privilege of being answered by a thread, in memory all web processes share.

A shape of queries and its client lose it when a query of theirs could not be stopped. When that
happens too often, nobody has it for a while: then everything is answered by workers alone, and
whoever makes one query after the other that nothing can stop gains nothing by it.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import time
from functools import lru_cache
from pathlib import Path

# How often it has changed, when the privilege is given again, when the window began, how many fell.
HEAD = struct.Struct("<QddQ")
ROW = struct.Struct("<Qd")
ROWS = 1024
SIZE = HEAD.size + ROWS * ROW.size
# So long a shape and its client go without, in seconds; and so many may fall in such a time before
# everybody does.
WITHOUT = 600.0
MOST = 6


class Standing:
    """The table of those who fell, by a number that stands for a shape or a client."""

    def __init__(self, path: Path) -> None:
        """Open the table, making it when it is missing."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.ftruncate(self._file, SIZE)
        self._memory = mmap.mmap(self._file, SIZE)
        self._seen = 0
        self._suspended = 0.0
        self._fallen: dict[int, float] = {}

    def stands(self, *numbers: int) -> bool:
        """Tell whether all of these have the privilege."""
        (changes,) = struct.unpack_from("<Q", self._memory)
        if not changes:
            return True
        if changes != self._seen:
            self._read(changes)
        now = time.monotonic()
        return now > self._suspended and not any(self._fallen.get(n, 0.0) > now for n in numbers)

    def fall(self, *numbers: int) -> None:
        """Take the privilege from these, and from everybody when that happens too often."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            now = time.monotonic()
            changes, suspended, began, fell = HEAD.unpack_from(self._memory)
            if now - began > WITHOUT:
                began, fell = now, 0
            if fell + 1 >= MOST:
                suspended = now + WITHOUT
            for number in numbers:
                self._write(number, now)
            HEAD.pack_into(self._memory, 0, changes + 1, suspended, began, fell + 1)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _write(self, number: int, now: float) -> None:
        """Write a row over that of the same number, or over the oldest."""
        rows = [ROW.unpack_from(self._memory, HEAD.size + n * ROW.size) for n in range(ROWS)]
        place = min(range(ROWS), key=lambda n: (rows[n][0] != number, rows[n][1]))
        ROW.pack_into(self._memory, HEAD.size + place * ROW.size, number, now + WITHOUT)

    def _read(self, changes: int) -> None:
        self._seen = changes
        _, self._suspended, _, _ = HEAD.unpack_from(self._memory)
        rows = ROW.iter_unpack(self._memory[HEAD.size :])
        self._fallen = {number: until for number, until in rows if until}


@lru_cache(maxsize=4096)
def number_of(name: str) -> int:
    """Return the number that stands for a shape or a client."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
