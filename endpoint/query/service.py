"""Answers requests to ``/sparql``: from the cache, by the engine, or with an error."""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from endpoint.query import description, formats, protocol, respond
from endpoint.query.budget import Budget
from endpoint.query.cache import Cache
from endpoint.query.engines import Engine
from endpoint.query.errors import QueryError
from endpoint.query.frames import Task
from endpoint.query.limits import Limits
from endpoint.query.log import Entry, Log
from endpoint.query.messages import Request, Response
from endpoint.query.metrics import Metrics
from endpoint.query.pool import Reply
from endpoint.query.protocol import DescribeService, Operation, Preflight, Query, ShowForm

# Tells what a request asks for, or raises QueryError.
Read = Callable[[Request, Limits], Operation]
# What a page is made of: a form without a query, or a query with its answer or its error.
Render = Callable[[Request, Query | None, Reply | QueryError | None], Awaitable[Response]]


@dataclass
class Spent:
    """What a request cost, for the log."""

    computed: float = 0.0
    outcome: str = "ok"
    asked: Query | None = None


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
    updates: bool = False
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _name: str = field(default_factory=lambda: os.urandom(5).hex())

    def query_id(self) -> str:
        """Return a new identifier of a query."""
        return f"{self._name}{next(self._numbers):x}"

    def cached(self, request: Request) -> Response | None:
        """Return what is kept for exactly this request."""
        try:
            found = self.cache.get(self.engine.key, self._key(request))
        except QueryError:
            return None
        if found is None:
            return None
        began = time.monotonic()
        query_id = self.query_id()
        tag = found.header("etag")
        response = respond.unchanged(tag) if respond.matches(request, tag) else found
        self._note(request, response, query_id, began, Spent(outcome="cached"))
        return respond.marked(response, query_id)

    async def answer(self, request: Request, read: Read = protocol.read) -> Response:
        """Answer a request whose body has been read; ``read`` tells what it asks for."""
        began = time.monotonic()
        query_id = self.query_id()
        spent = Spent()
        await self.engine.begun(self.limits.queue_wait)
        try:
            response = await self._operate(
                read(request, self.limits), request, query_id, began, spent
            )
        except QueryError as error:
            spent.outcome = error.kind
            spent.computed = spent.computed or error.seconds
            response = await self._refuse(request, error, spent.asked)
        self._note(request, response, query_id, began, spent)
        return respond.marked(response, query_id)

    async def _operate(
        self,
        operation: Operation,
        request: Request,
        query_id: str,
        began: float,
        spent: Spent,
    ) -> Response:
        if isinstance(operation, Preflight):
            spent.outcome = "options"
            return respond.preflight(operation.methods)
        if isinstance(operation, ShowForm):
            spent.outcome = "form"
            return await self.render(request, None, None)
        if isinstance(operation, DescribeService):
            spent.outcome = "description"
            return self._describe(request, operation)
        if not isinstance(operation, Query):
            raise QueryError("updates are not accepted here", kind="update-refused")
        spent.asked = operation
        key = self.engine.key
        release = self.engine.release.hash
        tag = respond.tag_of(release, operation)
        if respond.matches(request, tag):
            spent.outcome = "unchanged"
            return respond.unchanged(tag)
        reply = await self._run(request.client, operation, query_id, began, spent)
        if tag and reply.release.hash != release:
            # The release has changed since: the tag is that of the release that answered.
            tag = respond.tag_of(reply.release.hash, operation)
        if operation.html:
            return await self.render(request, operation, reply)
        response = respond.answered(reply.body, operation.format.content_type, tag)
        if tag and request.method in {"GET", "HEAD"} and key == self.engine.key:
            self.cache.put(key, self._key(request), response)
        return response

    async def _run(
        self, client: str, asked: Query, query_id: str, began: float, spent: Spent
    ) -> Reply:
        allowed = min(asked.timeout or self.limits.timeout, self.limits.timeout)
        task = Task(
            query_id=query_id,
            text=asked.text,
            media_type=asked.format.media_type,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            deadline=began + allowed,
            allowed=allowed,
        )
        self.budget.enter(client)
        started = time.monotonic()
        try:
            if asked.exists:
                await self._check(task, asked)
            reply = await self.engine.answer(task)
        except QueryError as error:
            # A worker that was ended cannot say how long it computed.
            killed = error.kind in {"timeout", "memory", "crash"} and not error.seconds
            spent.computed = time.monotonic() - started if killed else error.seconds
            raise
        except BaseException:
            spent.computed = time.monotonic() - started
            self.metrics.count("gone", spent.computed, spent.computed, 0)
            raise
        else:
            spent.computed = reply.seconds
            return reply
        finally:
            self.budget.leave(client, spent.computed)

    async def _check(self, task: Task, asked: Query) -> None:
        """Raise QueryError (404) when what is asked for does not exist."""
        question = replace(
            task, query_id=f"{task.query_id}.e", text=asked.exists, media_type=formats.JSON
        )
        found = await self.engine.answer(question)
        if not isinstance(found.body, bytes) or not json.loads(found.body)["boolean"]:
            raise QueryError("there is no such graph", kind="not-found")

    def _describe(self, request: Request, operation: DescribeService) -> Response:
        body = description.document(
            request.target,
            self.engine.release,
            self.limits,
            operation.format,
            updates=self.updates,
        )
        return respond.answered(body, operation.format.content_type, "")

    async def _refuse(self, request: Request, error: QueryError, asked: Query | None) -> Response:
        wants_page = asked.html if asked else protocol.wants_html(request)
        if wants_page:
            return await self.render(request, asked, error)
        try:
            base = self.engine.release.base
        except QueryError:
            base = ""
        return respond.refused(error, base, request.path)

    def _key(self, request: Request) -> tuple[str, str, str]:
        return (request.path, request.query_string, request.header("accept"))

    def _note(
        self, request: Request, response: Response, query_id: str, began: float, spent: Spent
    ) -> None:
        seconds = time.monotonic() - began
        size = response.size
        self.metrics.count(spent.outcome, seconds, spent.computed, size)
        asked = spent.asked
        self.log.write(
            Entry(
                query_id=query_id,
                client=request.client,
                status=response.status,
                outcome=spent.outcome,
                seconds=seconds,
                computed=spent.computed,
                size=size,
                text=asked.text if asked else "",
                form=asked.form if asked else "",
                format=asked.format.name if asked else "",
            )
        )
