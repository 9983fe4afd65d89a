"""Answers what is quick without the event loop: what the cache has, and queries of milliseconds.

Granian calls an application in a thread of its own, which wakes the event loop, which answers. For
a point look-up these changes of thread cost more than the look-up. Here that first thread answers
from the cache, or sends the query to a worker and leaves the answer to a second thread that does
nothing but wait. What takes longer than PATIENCE, and whatever is not plain, goes to the event
loop: all rules about waiting, retrying and leaving clients are there and only there.
"""

from __future__ import annotations

import asyncio
import select
import threading
import time
from dataclasses import dataclass

from endpoint.query import protocol
from endpoint.query.engines import WorkerEngine
from endpoint.query.errors import QueryError
from endpoint.query.frames import Task
from endpoint.query.front import Exchange, Front, Scope, presence
from endpoint.query.generation import PUBLIC
from endpoint.query.pool import BrokenError, MovedError, Pending, Pool, Reply
from endpoint.query.protocol import Query
from endpoint.query.service import Job, QueryService

PATIENCE = 0.02
# How long the second thread sleeps when nothing is waiting: nobody wakes it for a new query.
IDLE = 0.1
PATHS = frozenset({"/sparql", "/sparql/"})


@dataclass
class Waiting:
    """A query that was sent, and where its answer goes."""

    job: Job
    pending: Pending
    pool: Pool
    exchange: Exchange

    async def ask(self, task: Task) -> Reply:
        """Go on waiting for the answer."""
        return await self.pool.ask(task, PUBLIC, self.pending)


class FastLane:
    """The two threads beside the event loop of a web process."""

    def __init__(self, front: Front, service: QueryService) -> None:
        """Answer for a front that has the service behind ``/sparql``."""
        self.front = front
        self.service = service
        self.loop = asyncio.get_running_loop()
        self._poll = select.epoll()
        self._waiting: dict[int, Waiting] = {}
        self._lock = threading.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        threading.Thread(target=self._wait, name="answers", daemon=True).start()

    def take(self, scope: Scope, exchange: Exchange) -> bool:
        """Answer a request, or see to it that it will be; False when it is for the event loop."""
        if scope.path not in PATHS or scope.method not in {"GET", "HEAD"}:
            return False
        request = self.front.request(scope)
        found = self.service.cached(request)
        if found is not None:
            self.front.send(exchange, found)
            return True
        return self._send(Job(request, self.service.query_id(), time.monotonic()), exchange)

    def _send(self, job: Job, exchange: Exchange) -> bool:
        """Send a plain query to a worker; False when it is not plain or something is in the way."""
        engine = self.service.engine
        if not isinstance(engine, WorkerEngine) or job.request.header("if-none-match"):
            return False
        try:
            asked = protocol.read(job.request, self.service.limits)
            if not isinstance(asked, Query) or asked.html or engine.federates(asked.text):
                return False
            self.service.plan(job, asked)
            self.service.budget.enter(job.request.client)
        except QueryError:
            return False
        try:
            pending = engine.pool.send(self.service.task(job, asked), PUBLIC)
        except (QueryError, MovedError, BrokenError):
            self.service.budget.leave(job.request.client, 0.0)
            return False
        descriptor = pending.connection.fileno()
        with self._lock:
            self._waiting[descriptor] = Waiting(job, pending, engine.pool, exchange)
            self._poll.register(descriptor, select.EPOLLIN)
        return True

    def _wait(self) -> None:
        while True:
            for descriptor, _ in self._poll.poll(PATIENCE if self._waiting else IDLE):
                self._readable(descriptor)
            self._pass_on()

    def _readable(self, descriptor: int) -> None:
        waiting = self._waiting[descriptor]
        found: Reply | QueryError
        try:
            if not waiting.pending.take():
                return
            found = waiting.pending.reply()
        except BrokenError:
            self._to_loop(self._forget(descriptor))
            return
        except QueryError as error:
            found = error
        self._conclude(self._forget(descriptor), found)

    def _conclude(self, waiting: Waiting, found: Reply | QueryError) -> None:
        waiting.pending.close()
        job = waiting.job
        job.computed = found.seconds
        self.service.budget.leave(job.request.client, found.seconds)
        if isinstance(found, QueryError):
            response = self.service.refused(job, found)
        else:
            response = self.service.conclude(job, found)
        self.front.send(waiting.exchange, self.service.noted(job, response))

    def _pass_on(self) -> None:
        """Give the queries that take their time to the event loop."""
        late = time.monotonic() - PATIENCE
        with self._lock:
            old = [fd for fd, one in self._waiting.items() if one.pending.began < late]
        for descriptor in old:
            self._to_loop(self._forget(descriptor))

    def _to_loop(self, waiting: Waiting) -> None:
        self.loop.call_soon_threadsafe(self._begin, waiting)

    def _begin(self, waiting: Waiting) -> None:
        task = self.loop.create_task(self._resume(waiting))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _resume(self, waiting: Waiting) -> None:
        async with presence(waiting.exchange):
            response = await self.service.resume(waiting.job, waiting.ask)
            self.front.send(waiting.exchange, response)

    def _forget(self, descriptor: int) -> Waiting:
        with self._lock:
            self._poll.unregister(descriptor)
            return self._waiting.pop(descriptor)
