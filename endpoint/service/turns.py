"""One page of each client at a time: whoever asks for many waits for his own, not others for him.

Pages are made in threads that share the interpreter with the event loop. Many at a time are no
sooner done than one after the other, and everybody else waits longer meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from endpoint.sparql.errors import QueryError


class Turns:
    """The turns of all clients in one process."""

    def __init__(self, patience: float) -> None:
        """Let nobody wait longer than so many seconds."""
        self.patience = patience
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
                    await lock.acquire()
            except TimeoutError:
                raise QueryError(
                    "other pages of this client are being made",
                    kind="too-many",
                    remedy="wait for one of them",
                    retry_after=1,
                ) from None
            try:
                yield
            finally:
                lock.release()
        finally:
            lock, count = self._known.pop(client)
            if count > 1:
                self._known[client] = lock, count - 1
