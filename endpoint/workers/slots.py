"""A table in shared memory: which worker is busy with which query, since when and until when."""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

ROW = struct.Struct("<32sdd16x")
EMPTY = ROW.pack(b"", 0.0, 0.0)


@dataclass(frozen=True)
class Busy:
    """A running query: its identifier, when it began and when it must end (monotonic clock)."""

    query_id: str
    started: float
    deadline: float


class Slots:
    """One row a worker: the worker writes its own, keeper and web processes read all."""

    def __init__(self, memory: mmap.mmap) -> None:
        """Take the shared memory."""
        self._memory = memory

    @classmethod
    def create(cls, path: Path, count: int) -> Slots:
        """Make the table of a generation of workers."""
        path.write_bytes(EMPTY * max(count, 1))
        with path.open("r+b") as file:
            return cls(mmap.mmap(file.fileno(), 0))

    @classmethod
    def open(cls, path: Path) -> Slots:
        """Open the table to read it."""
        with path.open("rb") as file:
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def begin(self, index: int, busy: Busy) -> None:
        """Note that a worker begins a query."""
        row = ROW.pack(busy.query_id.encode()[:32], busy.started, busy.deadline)
        self._memory[index * ROW.size : (index + 1) * ROW.size] = row

    def clear(self, index: int) -> None:
        """Note that a worker is idle."""
        self._memory[index * ROW.size : (index + 1) * ROW.size] = EMPTY

    def read(self, index: int) -> Busy | None:
        """Return what a worker is busy with."""
        query_id, started, deadline = ROW.unpack_from(self._memory, index * ROW.size)
        if not started:
            return None
        return Busy(query_id.rstrip(b"\0").decode("ascii", "replace"), started, deadline)

    def all(self) -> list[Busy | None]:
        """Return what each worker is busy with."""
        return [self.read(index) for index in range(len(self._memory) // ROW.size)]

    def running(self, query_id: str) -> bool:
        """Tell whether some worker is busy with a query."""
        return self._memory.find(query_id.encode()) >= 0
