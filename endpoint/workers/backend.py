"""The backend that pages use under ``urbsol serve``: their queries go to workers of their own."""

from __future__ import annotations

import itertools
import os
import time

from endpoint.sparql.backend import Answer, QueryRequest, ReleaseInfo
from endpoint.sparql.messages import Spooled
from endpoint.workers.frames import Task
from endpoint.workers.generation import PAGES, PUBLIC
from endpoint.workers.pageanswers import PageAnswers
from endpoint.workers.pool import Pool, Reply


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


def whole(reply: Reply) -> bytes:
    """Return the body of a reply, wherever it lies."""
    if not isinstance(reply.body, Spooled):
        return reply.body
    with open(reply.body.descriptor, "rb") as file:  # noqa: PTH123 - it is a descriptor
        file.seek(0)
        return file.read()
