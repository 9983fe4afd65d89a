"""The Backend of a remote store: for the pages, and for queries answered in threads."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable

from endpoint.remote.store import RemoteStore
from endpoint.sparql.backend import Answer, QueryRequest, ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.formats import JSON
from endpoint.sparql.messages import Spooled
from endpoint.workers.backend import whole
from endpoint.workers.frames import Task
from endpoint.workers.pageanswers import PageAnswers
from endpoint.workers.pool import Reply
from endpoint.workers.spool import MEBI, Spool, open_file
from loaders.sparql_client.client import Cancel


class RemoteBackend(PageAnswers):
    """A Backend over a remote store that holds the release ``release`` returns.

    It is asked for JSON, which the servers of others write with fewer faults than TSV.
    """

    table = JSON

    def __init__(self, store: RemoteStore, release: Callable[[], ReleaseInfo]) -> None:
        """Take the store, and what tells which release it holds now."""
        self.store = store
        self._release = release
        self._name = os.urandom(4).hex()
        self._numbers = itertools.count()

    @property
    def release(self) -> ReleaseInfo:
        """Return the release; raise QueryError while there is none."""
        return self._release()

    def run(self, request: QueryRequest) -> Answer:
        """Answer a query of the public, whole before its first byte is handed over."""
        most = self.store.limits.timeout
        allowed = min(request.timeout or most, most)
        body = whole(self.reply(self._task(request, allowed)))
        return Answer(request.media_type, iter((body,)), len(body))

    def reply(self, task: Task, cancel: Cancel | None = None) -> Reply:
        """Return the whole answer of a query, long ones in a file; raise QueryError.

        The time it took is what the client is charged for: it is the time of the remote server.
        """
        limits, release = self.store.limits, self.release
        began = time.monotonic()
        descriptor = open_file(limits.spool_folder)
        spool = Spool(limits.spool_memory * MEBI, limits.answer_size * MEBI, descriptor)
        failure: QueryError | None = None
        try:
            self.store.answer(task, release.base, spool, cancel)
            body = spool.finish()
        except QueryError as error:
            os.close(descriptor)
            failure = spool.complain() if spool.too_long else error
        except BaseException:
            os.close(descriptor)
            raise
        if failure is not None:
            failure.seconds = time.monotonic() - began
            raise bare(failure)
        seconds = time.monotonic() - began
        if spool.in_file:
            return Reply(Spooled(descriptor, spool.size), seconds, release)
        os.close(descriptor)
        return Reply(body, seconds, release)

    def _page(self, text: str, media_type: str) -> bytes:
        request = QueryRequest(text, media_type)
        return whole(self.reply(self._task(request, self.store.limits.page_timeout)))

    def _task(self, request: QueryRequest, allowed: float) -> Task:
        return Task(
            query_id=request.query_id or f"r{self._name}{next(self._numbers):x}",
            text=request.text,
            media_type=request.media_type,
            default_graphs=request.default_graphs,
            named_graphs=request.named_graphs,
            deadline=time.monotonic() + allowed,
            allowed=allowed,
        )


def bare(error: QueryError) -> QueryError:
    """Return an error without the frames it passed through, and without its cause.

    They hold results of pyoxigraph, which end the process when another thread drops them.
    """
    error.__cause__ = error.__context__ = error.__traceback__ = None
    return error
