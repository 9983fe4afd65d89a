"""Answers within the call that read a request: from the cache, by a look-up, or soon by a worker.

To make a task for each query takes longer than a point look-up. So a plain query goes to a worker
at once, and what has arrived of its answer is looked at when there is something, for PATIENCE and
no longer. What takes more, and whatever is not plain, is answered in a task: all rules about
waiting and retrying are there and only there.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace

from endpoint.http.exchange import Exchange
from endpoint.service.engines import WorkerEngine
from endpoint.service.front import Front
from endpoint.service.lookup import Lookups
from endpoint.service.service import Job, QueryService
from endpoint.sparql import protocol
from endpoint.sparql.errors import QueryError
from endpoint.sparql.protocol import Query
from endpoint.workers.frames import Task
from endpoint.workers.generation import PUBLIC
from endpoint.workers.pool import LOOK, BrokenError, MovedError, Pending, Pool, Reply

# As soon as waiting has to be looked after.
PATIENCE = LOOK
PATHS = frozenset({"/sparql", "/sparql/"})
METHODS = frozenset({"GET", "HEAD", "POST"})


class FastLane:
    """What answers without a task in a web process."""

    def __init__(self, front: Front, service: QueryService) -> None:
        """Answer for a front that has the service behind ``/sparql``; in its event loop."""
        self.front = front
        self.service = service
        self.lookups = Lookups(service.limits.lookup_size)
        self.loop = asyncio.get_running_loop()

    def take(self, exchange: Exchange) -> bool:
        """Answer a request, or see to it that it will be; False when it takes a task."""
        scope = exchange.scope
        if scope.path not in PATHS or scope.method not in METHODS:
            return False
        request = self.front.request(scope)
        if scope.method == "POST":
            body = exchange.body()
            if body is None:
                return False
            request = replace(request, body=body)
        else:
            found = self.service.cached(request)
            if found is not None:
                exchange.send(found)
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
            self.respond(job, found, exchange)
            return True
        try:
            pending = engine.pool.send(self.service.task(job, asked), PUBLIC)
        except (QueryError, MovedError, BrokenError):
            self.service.budget.leave(job.request.client, 0.0)
            return False
        Waiting(self, job, pending, engine.pool, exchange).begin()
        return True

    def _look_up(self, asked: Query, pool: Pool) -> Reply | None:
        """Return the answer of a look-up, found here and now."""
        current = pool.generation
        began = time.monotonic()
        body = self.lookups.answer(asked, current)
        if body is None:
            return None
        return Reply(body, time.monotonic() - began, current.release)

    def respond(self, job: Job, found: Reply | QueryError, exchange: Exchange) -> None:
        """Send an answer or an error."""
        job.computed = found.seconds
        self.service.budget.leave(job.request.client, found.seconds)
        if isinstance(found, QueryError):
            response = self.service.refused(job, found)
        else:
            response = self.service.conclude(job, found)
        exchange.send(self.service.noted(job, response))

    def gone(self, job: Job) -> None:
        """Take note of a client that left before it had its answer."""
        spent = time.monotonic() - job.began
        self.service.budget.leave(job.request.client, spent)
        self.service.metrics.count("gone", spent, spent, 0)


@dataclass(slots=True)
class Waiting:
    """A query that was sent, and where its answer goes."""

    lane: FastLane
    job: Job
    pending: Pending
    pool: Pool
    exchange: Exchange
    _timer: asyncio.TimerHandle | None = field(default=None)

    def begin(self) -> None:
        """Wait for the answer."""
        loop = self.lane.loop
        loop.add_reader(self.pending.connection, self._arrived)
        self._timer = loop.call_later(PATIENCE, self._hand_over)
        self.exchange.on_gone = self._left

    def _arrived(self) -> None:
        try:
            whole = self.pending.take()
        except BrokenError:
            # Whoever takes it over will find it broken again, and knows what to do.
            self._hand_over()
            return
        if whole:
            self._end()
            found: Reply | QueryError
            try:
                found = self.pending.reply()
            except QueryError as error:
                found = error
            self.pending.close()
            self.lane.respond(self.job, found, self.exchange)

    def _end(self) -> None:
        """Stop waiting."""
        self.lane.loop.remove_reader(self.pending.connection)
        if self._timer is not None:
            self._timer.cancel()
        self.exchange.on_gone = None

    def _hand_over(self) -> None:
        """Go on waiting in a task."""
        self._end()
        self.exchange.carry_out(self._resume())

    async def _resume(self) -> None:
        self.exchange.send(await self.lane.service.resume(self.job, self._ask))

    async def _ask(self, task: Task) -> Reply:
        return await self.pool.ask(task, PUBLIC, self.pending)

    def _left(self) -> None:
        """End the worker of a client that has left."""
        self._end()
        self.pool.abandon(self.pending)
        self.pending.close()
        self.lane.gone(self.job)
