"""Answers what is quick without the event loop: what the cache has, and queries of milliseconds.

Granian calls an application in a thread of its own, which wakes the event loop, which answers. In
Python to pass work from one thread to another takes longer than a point look-up. So that thread
answers from the cache, or looks up what is said of one thing, or sends the query to a worker and
waits for the answer, for PATIENCE and no longer. What takes more, and whatever is not plain, goes
to the event loop: all rules about waiting, retrying and leaving clients are there and only there.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from endpoint.query import protocol
from endpoint.query.engines import WorkerEngine
from endpoint.query.errors import QueryError
from endpoint.query.frames import Task
from endpoint.query.front import Exchange, Front, Scope, presence
from endpoint.query.generation import PUBLIC
from endpoint.query.lookup import Lookups
from endpoint.query.pool import BrokenError, MovedError, Pending, Pool, Reply
from endpoint.query.protocol import Query
from endpoint.query.service import Job, QueryService

PATIENCE = 0.002
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
    """What answers beside the event loop of a web process, from any of Granian's threads."""

    def __init__(self, front: Front, service: QueryService) -> None:
        """Answer for a front that has the service behind ``/sparql``."""
        self.front = front
        self.service = service
        self.lookups = Lookups(service.limits.lookup_size)
        self.loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()

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
        """Look up the answer of a plain query, or send it to a worker.

        False when it is not plain or something is in the way.
        """
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
        found = self._look_up(asked, engine.pool)
        if found is not None:
            self._respond(job, found, exchange)
            return True
        try:
            pending = engine.pool.send(self.service.task(job, asked), PUBLIC)
        except (QueryError, MovedError, BrokenError):
            self.service.budget.leave(job.request.client, 0.0)
            return False
        if self._quick(pending):
            self._conclude(job, pending, exchange)
        else:
            waiting = Waiting(job, pending, engine.pool, exchange)
            self.loop.call_soon_threadsafe(self._begin, waiting)
        return True

    def _look_up(self, asked: Query, pool: Pool) -> Reply | None:
        """Return the answer of a look-up, found here and now."""
        current = pool.generation
        began = time.monotonic()
        body = self.lookups.answer(asked, current)
        if body is None:
            return None
        return Reply(body, time.monotonic() - began, current.release)

    def _quick(self, pending: Pending) -> bool:
        try:
            return pending.wait(PATIENCE)
        except BrokenError:
            # Whoever takes it over will find it broken again, and knows what to do.
            return False

    def _conclude(self, job: Job, pending: Pending, exchange: Exchange) -> None:
        found: Reply | QueryError
        try:
            found = pending.reply()
        except QueryError as error:
            found = error
        pending.close()
        self._respond(job, found, exchange)

    def _respond(self, job: Job, found: Reply | QueryError, exchange: Exchange) -> None:
        job.computed = found.seconds
        self.service.budget.leave(job.request.client, found.seconds)
        if isinstance(found, QueryError):
            response = self.service.refused(job, found)
        else:
            response = self.service.conclude(job, found)
        self.front.send(exchange, self.service.noted(job, response))

    def _begin(self, waiting: Waiting) -> None:
        task = self.loop.create_task(self._resume(waiting))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _resume(self, waiting: Waiting) -> None:
        async with presence(waiting.exchange):
            response = await self.service.resume(waiting.job, waiting.ask)
            self.front.send(waiting.exchange, response)
