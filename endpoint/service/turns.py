"""One page of each client at a time: whoever asks for many waits for his own, not others for him.

Pages are made in threads that share the interpreter with the event loop. Many at a time are no
sooner done than one after the other, and everybody else waits longer meanwhile.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from endpoint.service.budget import key_of
from endpoint.sparql.errors import refusal
from endpoint.syntax.reading import say

# Browsers ask for six things at a time. After a page of a client of whom so many more wait, the
# others have the process to themselves for as long as the page took, in seconds at most.
CROWD, LONGEST_REST = 8, 0.5
# How often it is looked whether another process has done with a page of the same client.
LOOK = 0.02
PLACES = 1 << 20
# What locks a byte of a file (fcntl(2)): kind, whence, start, length, process.
LOCK = struct.Struct("hhqqi4x")


def rest(waiting: int, spent: float) -> float:
    """Return for how many seconds nothing is made for a client of whom so many requests wait."""
    return min(spent, LONGEST_REST) if waiting >= CROWD else 0.0


class Places:
    """A byte of a shared file for each client, locked by the process that makes a page for it."""

    def __init__(self, path: Path) -> None:
        """Open the file; a lock goes with the process that holds it."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self, client: str) -> bool:
        """Take the place of a client; False when another process has it."""
        try:
            self._lock(client, fcntl.F_WRLCK)
        except OSError:
            return False
        return True

    def leave(self, client: str) -> None:
        """Let others have the place of a client."""
        self._lock(client, fcntl.F_UNLCK)

    def _lock(self, client: str, kind: int) -> None:
        place = key_of(client) % PLACES
        fcntl.fcntl(self._file, fcntl.F_OFD_SETLK, LOCK.pack(kind, os.SEEK_SET, place, 1, 0))


class Turns:
    """The turns of all clients in one process; ``places`` tell of those in other processes."""

    def __init__(self, patience: float, places: Places | None = None) -> None:
        """Let nobody wait longer than so many seconds."""
        self.patience = patience
        self.places = places
        # The lock of each client that has or awaits a turn, and how many of its requests do.
        self._known: dict[str, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        """Return how many clients have or await a turn."""
        return len(self._known)

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn and have it; raise QueryError (429) when it does not come in time."""
        lock, count = self._known.get(client) or (asyncio.Lock(), 0)
        self._known[client] = lock, count + 1
        try:
            try:
                async with asyncio.timeout(self.patience):
                    await self._begin(client, lock)
            except TimeoutError:
                raise refusal(
                    "too-many",
                    say("other pages of this client are being made"),
                    say("wait for one of them"),
                    retry_after=1,
                ) from None
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                yield
            finally:
                pause = rest(self._known[client][1] - 1, loop.time() - began)
                if pause:
                    loop.call_later(pause, self._end, client, lock)
                else:
                    self._end(client, lock)
        finally:
            lock, count = self._known.pop(client)
            if count > 1:
                self._known[client] = lock, count - 1

    async def _begin(self, client: str, lock: asyncio.Lock) -> None:
        """Wait for the other requests of a client, here and in other processes."""
        await lock.acquire()
        try:
            while self.places is not None and not self.places.take(client):
                await asyncio.sleep(LOOK)
        except BaseException:
            lock.release()
            raise

    def _end(self, client: str, lock: asyncio.Lock) -> None:
        if self.places is not None:
            self.places.leave(client)
        lock.release()
