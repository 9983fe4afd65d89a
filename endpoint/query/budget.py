"""What one client may use: queries at a time, and seconds of computing from a token bucket.

All web processes share one table, so that a client gains nothing by reaching several of them. A
client that is not in the table has a full bucket and no query running.
"""

from __future__ import annotations

import fcntl
import hashlib
import math
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from endpoint.query.errors import QueryError
from endpoint.query.limits import Limits

# Client, tokens, when they were counted, queries running in each of 16 web processes.
ROW = struct.Struct("<Qdd16H8x")
ROWS = 4096
PROBES = 16
PROCESSES = 16


@dataclass(frozen=True)
class Account:
    """What one client has: seconds of computing left as of ``counted``, and running queries."""

    client: int
    tokens: float
    counted: float
    running: tuple[int, ...]

    def at(self, now: float, limits: Limits) -> Account:
        """Return the account after the bucket was filled up to a time."""
        gained = max(now - self.counted, 0.0) * limits.client_refill
        return replace(self, tokens=min(self.tokens + gained, limits.client_budget), counted=now)


class Budget:
    """The accounts of all clients, in memory that all web processes share."""

    def __init__(self, path: Path, limits: Limits, process: int = 0) -> None:
        """Open the table, making it when it is missing; forget what ``process`` had running."""
        self.limits = limits
        self.process = process % PROCESSES
        self._lock = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with self._locked():
            if os.fstat(self._file).st_size < ROW.size * ROWS:
                os.ftruncate(self._file, ROW.size * ROWS)
            self._memory = mmap.mmap(self._file, ROW.size * ROWS)
            self._forget()

    def enter(self, client: str) -> None:
        """Count a query of a client; raise QueryError (429) when it has too many or none left."""
        if not (self.limits.client_queries or self.limits.client_budget):
            return
        with self._locked():
            index, account = self._find(client)
            running = sum(account.running)
            if 0 < self.limits.client_queries <= running:
                raise QueryError(
                    f"{running} queries of this client are running",
                    kind="too-many",
                    remedy="wait for one of them to end",
                    retry_after=1,
                )
            if self.limits.client_budget and account.tokens <= 0:
                raise self._exhausted(account)
            self._write(index, self._changed(account, 1))

    def leave(self, client: str, seconds: float) -> None:
        """Count a query as ended and charge its computing time to the client."""
        if not (self.limits.client_queries or self.limits.client_budget):
            return
        with self._locked():
            index, account = self._find(client)
            charged = replace(account, tokens=account.tokens - seconds)
            self._write(index, self._changed(charged, -1))

    def running(self) -> int:
        """Return how many queries of all clients run or wait."""
        with self._locked():
            return sum(sum(self._read(index).running) for index in range(ROWS))

    def _exhausted(self, account: Account) -> QueryError:
        refill = self.limits.client_refill
        wait = (1 - account.tokens) / refill if refill else 3600.0
        return QueryError(
            f"{self.limits.client_budget:g} seconds of computing are used up",
            kind="budget",
            remedy="wait, or take the dumps",
            retry_after=max(1.0, math.ceil(wait)),
        )

    def _changed(self, account: Account, by: int) -> Account:
        running = list(account.running)
        running[self.process] = max(running[self.process] + by, 0)
        return replace(account, running=tuple(running))

    def _find(self, client: str) -> tuple[int, Account]:
        """Return a client's row, or the one it may take from whoever needs it least."""
        key = int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8).digest(), "big") or 1
        now = time.time()
        rows = [(key + step) % ROWS for step in range(PROBES)]
        accounts = [(index, self._read(index)) for index in rows]
        for index, account in accounts:
            if account.client == key:
                return index, account.at(now, self.limits)
        index, _ = min(accounts, key=lambda pair: (sum(pair[1].running), pair[1].counted))
        return index, Account(key, self.limits.client_budget, now, (0,) * PROCESSES)

    def _read(self, index: int) -> Account:
        client, tokens, counted, *running = ROW.unpack_from(self._memory, index * ROW.size)
        return Account(client, tokens, counted, tuple(running))

    def _write(self, index: int, account: Account) -> None:
        row = ROW.pack(account.client, account.tokens, account.counted, *account.running)
        self._memory[index * ROW.size : (index + 1) * ROW.size] = row

    def _forget(self) -> None:
        """Clear what a process of this number left behind when it died."""
        for index in range(ROWS):
            account = self._read(index)
            if account.running[self.process]:
                running = list(account.running)
                running[self.process] = 0
                self._write(index, replace(account, running=tuple(running)))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
