"""What one client may use: queries at a time, and seconds of computing from a token bucket.

All web processes share one table, so that a client gains nothing by reaching several of them. A
client that is not in the table has a full bucket and no query running. The table is locked only
when it matters: near a limit, and to charge what has added up.
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
from functools import lru_cache
from pathlib import Path

from endpoint.sparql.errors import QueryError, refusal
from endpoint.sparql.limits import Limits
from endpoint.syntax.reading import say

# Client, tokens, when they were counted, queries running in each of 16 web processes.
ROW = struct.Struct("<Qdd16H8x")
COUNT = struct.Struct("<H")
COUNTS = 24
ROWS = 4096
PROBES = 16
PROCESSES = 16
# A client is charged in the shared table when it owes so much, or after so many seconds.
OWED, SETTLED = 0.05, 1.0


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


@dataclass
class Here:
    """What this process knows of a client: its row, what it owes, when that was settled last."""

    row: int
    owed: float
    settled: float


class Budget:
    """The accounts of all clients, in memory that all web processes share."""

    def __init__(self, path: Path, limits: Limits, process: int = 0) -> None:
        """Open the table, making it when it is missing; forget what ``process`` had running."""
        self.limits = limits
        self.process = process % PROCESSES
        self._needed = bool(limits.client_queries or limits.client_budget)
        self._here: dict[str, Here] = {}
        self._lock = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with self._locked():
            if os.fstat(self._file).st_size < ROW.size * ROWS:
                os.ftruncate(self._file, ROW.size * ROWS)
            self._memory = mmap.mmap(self._file, ROW.size * ROWS)
            self._forget()

    def enter(self, client: str) -> None:
        """Count a query of a client; raise QueryError (429) when it has too many or none left."""
        if not self._needed:
            return
        with self._lock:
            if self._enter_quickly(client):
                return
            with self._exclusive():
                self._enter(client)

    def leave(self, client: str, seconds: float) -> None:
        """Count a query as ended and charge its computing time to the client."""
        if not self._needed:
            return
        with self._lock:
            here = self._here.get(client)
            if here is None or self._client(here.row) != key_of(client):
                with self._exclusive():
                    self._settle(client)
                here = self._here[client]
            self._count(here.row, -1)
            here.owed += seconds
            if here.owed >= OWED or time.time() - here.settled >= SETTLED:
                with self._exclusive():
                    self._settle(client)

    def _enter_quickly(self, client: str) -> bool:
        """Count a query without locking out other processes; False when that will not do."""
        here = self._here.get(client)
        if here is None:
            return False
        row, tokens, _, *running = ROW.unpack_from(self._memory, here.row * ROW.size)
        if row != key_of(client):
            return False
        # Each other process may count one at this very moment.
        most = self.limits.client_queries
        if most and sum(running) + self.limits.web_processes > most:
            return False
        if self.limits.client_budget and tokens <= here.owed:
            return False
        self._count(here.row, 1)
        return True

    def _enter(self, client: str) -> None:
        index, account = self._settle(client)
        running = sum(account.running)
        if 0 < self.limits.client_queries <= running:
            raise refusal(
                "too-many",
                say("%(num)s queries of this client are running", num=running),
                say("wait for one of them to end"),
                retry_after=1,
            )
        if self.limits.client_budget and account.tokens <= 0:
            raise self._exhausted(account)
        self._count(index, 1)

    def _settle(self, client: str) -> tuple[int, Account]:
        """Write into the table what a client owes; return its row and account."""
        index, account = self._find(client)
        here = self._here.get(client)
        account = replace(account, tokens=account.tokens - (here.owed if here else 0.0))
        self._write(index, account)
        if len(self._here) > ROWS:
            self._here.clear()
        self._here[client] = Here(index, 0.0, account.counted)
        return index, account

    def running(self) -> int:
        """Return how many queries of all clients run or wait."""
        with self._locked():
            return sum(sum(self._read(index).running) for index in range(ROWS))

    def _exhausted(self, account: Account) -> QueryError:
        refill = self.limits.client_refill
        wait = (1 - account.tokens) / refill if refill else 3600.0
        return refusal(
            "budget",
            say("%(num)s seconds of computing are used up", num=f"{self.limits.client_budget:g}"),
            say("wait, or take the dumps"),
            retry_after=max(1.0, math.ceil(wait)),
        )

    def _count(self, index: int, by: int) -> None:
        """Change the number of running queries; only this process writes this cell."""
        place = index * ROW.size + COUNTS + self.process * COUNT.size
        (running,) = COUNT.unpack_from(self._memory, place)
        COUNT.pack_into(self._memory, place, max(running + by, 0))

    def _find(self, client: str) -> tuple[int, Account]:
        """Return a client's row, or the one it may take from whoever needs it least."""
        key = key_of(client)
        now = time.time()
        rows = [(key + step) % ROWS for step in range(PROBES)]
        accounts = [(index, self._read(index)) for index in rows]
        for index, account in accounts:
            if account.client == key:
                return index, account.at(now, self.limits)
        index, _ = min(accounts, key=lambda pair: (sum(pair[1].running), pair[1].counted))
        return index, Account(key, self.limits.client_budget, now, (0,) * PROCESSES)

    def _client(self, index: int) -> int:
        return int.from_bytes(self._memory[index * ROW.size : index * ROW.size + 8], "little")

    def _read(self, index: int) -> Account:
        client, tokens, counted, *running = ROW.unpack_from(self._memory, index * ROW.size)
        return Account(client, tokens, counted, tuple(running))

    def _write(self, index: int, account: Account) -> None:
        """Write an account; the counts of other processes are theirs, unless the row is new."""
        if self._client(index) != account.client:
            row = ROW.pack(account.client, account.tokens, account.counted, *account.running)
        else:
            row = struct.pack("<Qdd", account.client, account.tokens, account.counted)
        self._memory[index * ROW.size : index * ROW.size + len(row)] = row

    def _forget(self) -> None:
        """Clear what a process of this number left behind when it died."""
        for index in range(ROWS):
            COUNT.pack_into(self._memory, index * ROW.size + COUNTS + self.process * 2, 0)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._lock, self._exclusive():
            yield

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)


@lru_cache(maxsize=ROWS)
def key_of(client: str) -> int:
    """Return the number a client has in the table; never 0, which marks an empty row."""
    return int.from_bytes(hashlib.blake2b(client.encode(), digest_size=8).digest(), "big") or 1
