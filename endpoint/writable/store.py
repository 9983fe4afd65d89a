"""The store one may write to as a backend of the pages, who may write to it, and new graphs."""

from __future__ import annotations

import hmac
import itertools
import os
import re
import time
import uuid
from pathlib import Path

from endpoint.sparql.backend import Answer, QueryRequest, ReleaseInfo, release_info
from endpoint.sparql.errors import QueryError
from endpoint.sparql.graphstore import GraphName
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request
from endpoint.workers.backend import whole
from endpoint.workers.frames import Task
from endpoint.workers.pageanswers import PageAnswers
from endpoint.workers.pool import Reply
from endpoint.writable import line
from endpoint.writable.line import Child
from loaders import sums
from loaders.errors import UsageError

# What a header can carry as it is (RFC 6750 §2.1), and what nobody guesses.
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
SHORTEST, FEWEST = 16, 6


class WritableBackend(PageAnswers):
    """A Backend over a copy of a release, which may be changed."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Load a release folder; raise DataError when it is not one, or is damaged."""
        sums.check(folder)
        self.limits = limits
        self._release = release_info(folder)
        self.line = line.begin(folder, self._release.base, limits)
        self._numbers = itertools.count()
        self._name = os.urandom(4).hex()

    @property
    def release(self) -> ReleaseInfo:
        """Return which release the store was made from."""
        return self._release

    def run(self, request: QueryRequest) -> Answer:
        """Answer a query of the public."""
        allowed = min(request.timeout or self.limits.timeout, self.limits.timeout)
        body = self._whole(self.task(allowed, request.text, request.media_type))
        return Answer(request.media_type, iter((body,)), len(body))

    def task(self, allowed: float, text: str = "", media_type: str = "") -> Task:
        """Return the task of a query, or of a change, that may take so many seconds from now."""
        number = f"w{self._name}{next(self._numbers):x}"
        return Task(number, text, media_type, (), (), time.monotonic() + allowed, allowed)

    def _page(self, text: str, media_type: str) -> bytes:
        return self._whole(self.task(self.limits.page_timeout, text, media_type))

    def _whole(self, task: Task) -> bytes:
        return whole(Reply(self.line.ask(task, Child()), 0.0, self._release))


def check_strength(token: str) -> None:
    """Raise UsageError for a token that a header cannot carry, or that is soon guessed."""
    remedy = f"give {SHORTEST} random characters or more, or leave --token out: one is made up"
    if not TOKEN.fullmatch(token):
        said = "has characters that a header has no place for" if token else "is empty"
        raise UsageError(f"the token for writing {said}", remedy=remedy)
    if len(token) < SHORTEST or len(set(token)) < FEWEST:
        raise UsageError("the token for writing is easy to guess", remedy=remedy)


def check_token(request: Request, token: str) -> None:
    """Raise QueryError unless the request carries the token (RFC 6750 §2.1)."""
    scheme, _, given = request.header("authorization").partition(" ")
    right = hmac.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not right:
        raise QueryError("writing needs Authorization: Bearer and the token", kind="token")


def new_graph(target: str) -> GraphName:
    """Return a name for a graph that is created by POST to the store itself (§5.5)."""
    return GraphName(f"{target.rstrip('/')}/{uuid.uuid4()}")
