"""Answers requests to ``/sparql``: from the cache, by the engine, or with an error."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.engines import Engine
from endpoint.service.log import Entry, Log
from endpoint.service.metrics import Metrics
from endpoint.sparql import description, formats, protocol
from endpoint.sparql import responses as respond
from endpoint.sparql.errors import QueryError, refusal
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Headers, Request, Response
from endpoint.sparql.protocol import DescribeService, Operation, Preflight, Query, ShowForm
from endpoint.syntax.reading import say
from endpoint.workers.frames import Task
from endpoint.workers.pool import Reply

# Tells what a request asks for, or raises QueryError.
Read = Callable[[Request, Limits], Operation]
# What a page is made of: a form without a query, or a query with its answer or its error.
Render = Callable[[Request, Query | None, Reply | QueryError | None], Awaitable[Response]]
# Why a query has no rows, in headers.
Explain = Callable[[Request, Query], Awaitable[Headers]]
KEPT = frozenset({"GET", "HEAD"})
# Requests as long as this are not read in the event loop.
LONG = 1 << 14
# Whoever is told to come back later is not told on a page, which takes time to make.
HURRIED = frozenset({"too-many", "budget", "busy", "starting"})


@dataclass
class Job:
    """One request on its way: what it asks for, and what it has cost."""

    request: Request
    query_id: str
    began: float
    asked: Query | None = None
    key: object = None
    release: str = ""
    tag: str = ""
    computed: float = 0.0
    outcome: str = "ok"


@dataclass
class QueryService:
    """The query service of one web process."""

    engine: Engine
    limits: Limits
    budget: Budget
    cache: Cache
    metrics: Metrics
    log: Log
    render: Render
    explain: Explain | None = None
    updates: bool = False
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _name: str = field(default_factory=lambda: os.urandom(5).hex())

    def query_id(self) -> str:
        """Return a new identifier of a query."""
        return f"{self._name}{next(self._numbers):x}"

    async def answer(self, request: Request, read: Read = protocol.read) -> Response:
        """Answer a request whose body has been read; ``read`` tells what it asks for."""
        job = Job(request, self.query_id(), time.monotonic())
        await self.engine.wait_until_begun(self.limits.queue_wait)
        try:
            response = self._kept(job) or await self._operate(await self._read(job, read), job)
        except QueryError as error:
            response = await self._refuse(job, error)
        return self._noted(job, response)

    def _kept(self, job: Job) -> Response | None:
        """Return what is kept for exactly this request."""
        if job.request.method not in KEPT:
            return None
        found = self.cache.get(self.engine.key, key_of(job.request))
        if found is None:
            return None
        job.outcome = "cached"
        tag = found.header("etag")
        return respond.unchanged(tag) if respond.matches(job.request, tag) else found

    async def _read(self, job: Job, read: Read) -> Operation:
        """Return what a request asks for; what is long is read while others are answered."""
        request = job.request
        if len(request.query_string) + len(request.body) < LONG:
            return read(request, self.limits)
        return await asyncio.to_thread(read, request, self.limits)

    async def _operate(self, operation: Operation, job: Job) -> Response:
        request = job.request
        if isinstance(operation, Preflight):
            job.outcome = "options"
            return respond.preflight(operation.methods, request.header(respond.WANTED))
        if isinstance(operation, ShowForm):
            job.outcome = "form"
            return await self.render(request, None, None)
        if isinstance(operation, DescribeService):
            job.outcome = "description"
            return self._describe(request, operation)
        if not isinstance(operation, Query):
            raise refusal("update-refused", say("updates are not accepted here"))
        self._plan(job, operation)
        if respond.matches(request, job.tag):
            job.outcome = "unchanged"
            return respond.unchanged(job.tag)
        reply = await self._run(job, operation)
        if operation.html:
            return await self.render(request, operation, reply)
        extra: Headers = ()
        if (
            operation.explain
            and self.explain
            and respond.is_empty(reply.body, operation.format.name)
        ):
            extra = await self.explain(request, operation)
        return self._conclude(job, operation, reply, extra)

    def _plan(self, job: Job, asked: Query) -> None:
        """Note in a job what it asks for and how its answer will be known."""
        job.asked = asked
        job.key = self.engine.key
        job.release = self.engine.release.hash
        job.tag = respond.tag_of(job.release, asked)

    def _task(self, job: Job, asked: Query) -> Task:
        """Return the task of a planned job; its time began when the request did."""
        allowed = min(asked.timeout or self.limits.timeout, self.limits.timeout)
        return Task(
            query_id=job.query_id,
            text=asked.text,
            media_type=asked.format.media_type,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            deadline=job.began + allowed,
            allowed=allowed,
            client=job.request.client,
        )

    def _conclude(self, job: Job, asked: Query, reply: Reply, extra: Headers = ()) -> Response:
        """Return the response of an answer, and keep it if it may be asked for again."""
        if job.tag and reply.release.hash != job.release:
            # The release has changed since: the tag is that of the release that answered.
            job.tag = respond.tag_of(reply.release.hash, asked)
        response = respond.answered(reply.body, asked.format.content_type, job.tag, extra)
        current = job.key == self.engine.key and reply.release.hash == job.release
        if job.tag and job.request.method in KEPT and current:
            self.cache.put(job.key, key_of(job.request), response)
        return response

    async def _run(self, job: Job, asked: Query) -> Reply:
        """Have the engine answer, within the budget of the client."""
        task = self._task(job, asked)
        self.budget.enter(job.request.client)
        started = time.monotonic()
        try:
            if asked.exists:
                await self._check(task, asked)
            reply = await self.engine.answer(task)
        except QueryError as error:
            # A worker that was killed cannot say how long it computed.
            killed = error.kind in {"timeout", "memory", "crash"} and not error.seconds
            job.computed = time.monotonic() - started if killed else error.seconds
            raise
        except BaseException:
            job.computed = time.monotonic() - started
            self.metrics.count("gone", job.computed, job.computed, 0)
            raise
        else:
            job.computed = reply.seconds
            if reply.of_thread:
                self.metrics.here()
            return reply
        finally:
            self.budget.leave(job.request.client, job.computed)

    async def _check(self, task: Task, asked: Query) -> None:
        """Raise QueryError (404) when what is asked for does not exist."""
        question = replace(
            task,
            query_id=f"{task.query_id}.e",
            text=asked.exists,
            media_type=formats.JSON.media_type,
        )
        found = await self.engine.answer(question)
        if not isinstance(found.body, bytes) or not json.loads(found.body)["boolean"]:
            raise refusal("not-found", say("there is no such graph"))

    def _describe(self, request: Request, operation: DescribeService) -> Response:
        body = description.document(
            request.target,
            self.engine.release,
            self.limits,
            operation.format,
            updates=self.updates,
        )
        return respond.answered(body, operation.format.content_type, "")

    async def _refuse(self, job: Job, error: QueryError) -> Response:
        """Return the response of an error: a page for people, unless it is to save our time."""
        job.outcome = error.kind
        job.computed = job.computed or error.seconds
        wants_page = job.asked.html if job.asked else protocol.wants_html(job.request)
        if wants_page and error.kind not in HURRIED:
            return await self.render(job.request, job.asked, error)
        try:
            base = self.engine.release.base
        except QueryError:
            base = ""
        return respond.refused(error, base, job.request.place)

    def _noted(self, job: Job, response: Response) -> Response:
        """Count and log a request, and return its response with its identifier."""
        seconds = time.monotonic() - job.began
        size = response.size
        self.metrics.count(job.outcome, seconds, job.computed, size)
        asked = job.asked
        self.log.write(
            Entry(
                query_id=job.query_id,
                client=job.request.client,
                status=response.status,
                outcome=job.outcome,
                seconds=seconds,
                computed=job.computed,
                size=size,
                text=asked.text if asked else "",
                form=asked.form if asked else "",
                format=asked.format.name if asked else "",
            )
        )
        return respond.marked(response, job.query_id)


def key_of(request: Request) -> tuple[str, str, str]:
    """Return what two requests must share to get the same answer."""
    return (request.path, request.query_string, request.header("accept"))
