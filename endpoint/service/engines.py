"""What answers the queries of the service: workers, or a backend in threads of this process."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from endpoint.quick.threads import Threads
from endpoint.sparql import text
from endpoint.sparql.backend import Backend, QueryRequest, ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Spooled
from endpoint.workers.frames import Task
from endpoint.workers.generation import PUBLIC, REMOTE
from endpoint.workers.pool import Pool, Reply


class Engine(Protocol):
    """Answers a task in an event loop."""

    @property
    def release(self) -> ReleaseInfo:
        """Return which release is answered from."""

    @property
    def key(self) -> object:
        """Return what changes whenever answers may change."""

    async def wait_until_begun(self, patience: float) -> None:
        """Wait until there is a release, at most so many seconds."""

    async def answer(self, task: Task) -> Reply:
        """Return the answer; raise QueryError."""

    def status(self) -> dict[str, object]:
        """Return what metrics and health want to know."""


@dataclass(frozen=True)
class WorkerEngine:
    """Answers what has proved to be quick by threads of this process, all else by workers.

    ``federated`` says that there are endpoints that may be named: what may name one goes to the few
    workers that may connect to them.
    """

    pool: Pool
    federated: bool
    threads: Threads

    @property
    def release(self) -> ReleaseInfo:
        """Return the release of the current generation."""
        return self.pool.generation.release

    @property
    def key(self) -> object:
        """Return the release: a new keeper of the same one answers alike."""
        return self.pool.generation.release.hash

    async def wait_until_begun(self, patience: float) -> None:
        """Wait for the first keeper."""
        await self.pool.wait_until_begun(patience)

    async def answer(self, task: Task) -> Reply:
        """Return the answer of a thread or of a worker."""
        here = self.pool.generation.release.hash == self.threads.held.release.hash
        shape = self.threads.privileges.of(task) if here else None
        if shape is not None:
            reply = await self.threads.answer(task, shape)
            if reply is not None:
                return reply
        far = self.federated and text.may_name_services(task.text)
        reply = await self.pool.ask(task, REMOTE if far else PUBLIC)
        if shape is not None:
            size = reply.body.size if isinstance(reply.body, Spooled) else len(reply.body)
            self.threads.privileges.prove(shape, reply.seconds, size)
        return reply

    def status(self) -> dict[str, object]:
        """Return what the keeper says."""
        return self.pool.status()


@dataclass
class BackendEngine:
    """Answers by a backend, in threads: for a remote store, and for a store one may write to."""

    backend: Backend
    limits: Limits
    threads: ThreadPoolExecutor
    version: int = 0

    @property
    def release(self) -> ReleaseInfo:
        """Return the release of the backend."""
        return self.backend.release

    @property
    def key(self) -> object:
        """Return release and version: a store one may write to changes."""
        return (self.backend.release.hash, self.version)

    async def wait_until_begun(self, patience: float) -> None:
        """Return at once: a backend is there from the beginning."""

    async def answer(self, task: Task) -> Reply:
        """Return the answer of the backend."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, self._answer, task)

    def _answer(self, task: Task) -> Reply:
        left = task.deadline - time.monotonic()
        if left <= 0:
            raise QueryError("it waited too long", kind="busy", retry_after=1)
        text.check_nesting(task.text, self.limits.nesting)
        request = QueryRequest(
            text=task.text,
            media_type=task.media_type,
            default_graphs=task.default_graphs,
            named_graphs=task.named_graphs,
            timeout=left,
            query_id=task.query_id,
        )
        began = time.monotonic()
        body = b"".join(self.backend.run(request).body)
        return Reply(body, time.monotonic() - began, self.backend.release)

    def status(self) -> dict[str, object]:
        """Return nothing: there is no keeper."""
        return {}
