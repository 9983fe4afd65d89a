"""The backend that pages use under ``urbsol serve``: their queries go to workers of their own."""

from __future__ import annotations

import itertools
import os
import time
from dataclasses import replace

from endpoint.sparql.backend import Answer, Backend, QueryRequest, ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Spooled
from endpoint.workers.frames import Task
from endpoint.workers.generation import PAGES, PAST, PUBLIC
from endpoint.workers.pageanswers import PageAnswers
from endpoint.workers.pool import Pool, Reply
from endpoint.workers.stores import folder_of


class WorkerBackend(PageAnswers):
    """A Backend over the workers of the current release."""

    def __init__(self, pool: Pool) -> None:
        """Use a pool."""
        self.pool = pool
        self._name = os.urandom(4).hex()
        self._numbers = itertools.count()

    @property
    def release(self) -> ReleaseInfo:
        """Return the current release; raise QueryError while there is none."""
        return self.pool.generation.release

    def at(self, release: ReleaseInfo) -> Backend:
        """Return what answers from an old release that lies beside the current one."""
        if not self.pool.limits.past_workers:
            raise QueryError("releases of the past are not answered from here", kind="unserved")
        return PastBackend(self.pool, release)

    def run(self, request: QueryRequest) -> Answer:
        """Answer a query of the public."""
        allowed = min(request.timeout or self.pool.limits.timeout, self.pool.limits.timeout)
        task = self._task(request.text, request.media_type, allowed)
        body = whole(self.pool.ask_now(task, PUBLIC))
        return Answer(request.media_type, iter((body,)), len(body))

    def _page(self, text: str, media_type: str) -> bytes:
        allowed = self.pool.limits.page_timeout
        return whole(self.pool.ask_now(self._task(text, media_type, allowed), PAGES))

    def _task(self, text: str, media_type: str, allowed: float) -> Task:
        return Task(
            query_id=f"p{self._name}{next(self._numbers):x}",
            text=text,
            media_type=media_type,
            default_graphs=(),
            named_graphs=(),
            deadline=time.monotonic() + allowed,
            allowed=allowed,
        )


class PastBackend(WorkerBackend):
    """A Backend over an old release, whose store the worker of the past opens."""

    def __init__(self, pool: Pool, release: ReleaseInfo) -> None:
        """Use a pool."""
        super().__init__(pool)
        self._release = release

    @property
    def release(self) -> ReleaseInfo:
        """Return the old release."""
        return self._release

    def _page(self, text: str, media_type: str) -> bytes:
        task = self._task(text, media_type, self.pool.limits.page_timeout)
        return whole(self.pool.ask_now(of_past(task, self._release), PAST))


def of_past(task: Task, release: ReleaseInfo) -> Task:
    """Return the same question to an old release."""
    return replace(task, release=folder_of(release).name)


def whole(reply: Reply) -> bytes:
    """Return the body of a reply, wherever it lies."""
    if not isinstance(reply.body, Spooled):
        return reply.body
    with open(reply.body.descriptor, "rb") as file:  # noqa: PTH123 - it is a descriptor
        file.seek(0)
        return file.read()
