"""Answers the queries of the service by a remote store, so many at a time."""

from __future__ import annotations

import asyncio
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from endpoint.remote.backend import RemoteBackend
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Spooled
from endpoint.workers.frames import Task
from endpoint.workers.generation import Watch
from endpoint.workers.pool import Reply
from loaders.sparql_client.client import Cancel

MOVING = 0.05


@dataclass
class RemoteEngine:
    """An Engine over a remote store; ``watch`` tells which release it holds now.

    Each web process sends its share of ``query_workers`` queries at the same time.
    """

    backend: RemoteBackend
    watch: Watch
    limits: Limits
    waiting: int = 0
    running: int = 0
    _threads: ThreadPoolExecutor = field(init=False)
    _free: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """Make the threads."""
        share = max(1, -(-self.limits.query_workers // max(1, self.limits.web_processes)))
        self._threads = ThreadPoolExecutor(share, thread_name_prefix="remote")
        self._free = asyncio.Semaphore(share)

    @property
    def release(self) -> ReleaseInfo:
        """Return the release of the remote store."""
        return self.backend.release

    @property
    def key(self) -> object:
        """Return the hash of the release."""
        return self.release.hash

    async def wait_until_begun(self, patience: float) -> None:
        """Wait until it is known which release is served."""
        until = time.monotonic() + patience
        while self.watch.current() is None and time.monotonic() < until:
            await asyncio.sleep(MOVING)

    async def answer(self, task: Task) -> Reply:
        """Return the answer; when nobody waits for it any more, the connection is closed."""
        await self._queue()
        loop = asyncio.get_running_loop()
        cancel = Cancel()
        self.running += 1
        future = self._threads.submit(self.backend.reply, task, cancel)
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._ended))
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            cancel.end()
            future.add_done_callback(discard)
            raise

    async def _queue(self) -> None:
        """Wait for one of the threads; raise QueryError when too many wait, or for too long."""
        if self._free.locked() and self.waiting >= self.limits.queue:
            raise busy()
        self.waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self.limits.queue_wait)
        except TimeoutError:
            raise busy() from None
        finally:
            self.waiting -= 1

    def _ended(self) -> None:
        self.running -= 1
        self._free.release()

    def status(self) -> dict[str, object]:
        """Return how many queries run and wait in this process."""
        return {"busy": self.running, "waiting": self.waiting}


def busy() -> QueryError:
    """Return the error of a query that found no thread."""
    return QueryError("others are running and waiting", kind="busy", retry_after=2)


def discard(future: Future[Reply]) -> None:
    """Close the file of an answer that nobody waits for."""
    if future.cancelled() or future.exception() is not None:
        return
    body = future.result().body
    if isinstance(body, Spooled):
        os.close(body.descriptor)
