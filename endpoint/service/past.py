"""Answers queries of the past: ``version=`` names the release that is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from endpoint.past import times
from endpoint.past.library import Library
from endpoint.service.cache import Cache
from endpoint.service.engines import Engine
from endpoint.service.service import QueryService
from endpoint.sparql import protocol
from endpoint.sparql import responses as respond
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Request, Response
from endpoint.workers.backend import of_past
from endpoint.workers.frames import Task
from endpoint.workers.generation import PAST
from endpoint.workers.pool import Pool, Reply

NAME = "version"


@dataclass(frozen=True)
class PastEngine:
    """Answers from an old release, by the worker that opens it from disk."""

    pool: Pool
    release: ReleaseInfo

    @property
    def key(self) -> object:
        """Return the hash: what an old release answers never changes."""
        return self.release.hash

    async def wait_until_begun(self, patience: float) -> None:
        """Wait for the first keeper."""
        await self.pool.wait_until_begun(patience)

    async def answer(self, task: Task) -> Reply:
        """Return the answer of the worker of the past."""
        reply = await self.pool.ask(of_past(task, self.release), PAST)
        return replace(reply, release=self.release)

    def status(self) -> dict[str, object]:
        """Return what the keeper says."""
        return self.pool.status()


@dataclass
class PastService:
    """The query service, which passes on what is asked of an old release.

    ``engine`` makes what answers from one; None where old releases are not answered from.
    """

    service: QueryService
    engine: Callable[[ReleaseInfo], Engine] | None
    cache: Cache = field(default_factory=lambda: Cache(0, 0))

    async def answer(self, request: Request) -> Response:
        """Answer a request; nearly all are of the release that is served."""
        if "version=" not in request.query_string and b"version=" not in request.body:
            return await self.service.answer(request)
        version, bare = named(request)
        if not version:
            return await self.service.answer(request)
        try:
            await self.service.engine.wait_until_begun(self.service.limits.queue_wait)
            served = self.service.engine.release
            info = await asyncio.to_thread(Library(served).find, version)
            answering = self._of(info, served, request)
        except QueryError as error:
            return respond.refused(error, "", request.place)
        return dated(await answering.answer(bare), info, request)

    def _of(self, info: ReleaseInfo, served: ReleaseInfo, request: Request) -> QueryService:
        """Return the service of a release: under the same limits, budgets and log."""
        if info.hash == served.hash:
            return self.service
        if self.engine is None:
            raise QueryError("releases of the past are not answered from here", kind="unserved")

        async def render(asked: Request, query: object, found: object) -> Response:
            # The page shows which release was asked, and asks it again.
            shown = replace(asked, query_string=request.query_string)
            return await self.service.render(shown, query, found)  # type: ignore[arg-type]

        engine = self.engine(info)
        return replace(self.service, engine=engine, cache=self.cache, render=render, explain=None)


def named(request: Request) -> tuple[str, Request]:
    """Return the release a request names, "" for none, and the request without it."""
    query, version = without(request.query_string)
    bare = replace(request, query_string=query)
    media_type, _ = protocol.content_type(request.header("content-type"))
    if request.method == "POST" and media_type == protocol.FORM:
        body, again = without(request.body.decode("latin-1"))
        version = again or version
        bare = replace(bare, body=body.encode("latin-1"))
    return version, bare


def without(encoded: str) -> tuple[str, str]:
    """Return form-encoded parameters without the version, and the version."""
    parts = encoded.split("&")
    kept = [part for part in parts if part.partition("=")[0] != NAME]
    if len(kept) == len(parts):
        return encoded, ""
    given = "&".join(part for part in parts if part.partition("=")[0] == NAME)
    return "&".join(kept), dict(parse_qsl(given)).get(NAME, "")


def dated(response: Response, info: ReleaseInfo, request: Request) -> Response:
    """Return an answer with the time of its release (RFC 7089 §2.1.1) and the present one."""
    query, _ = without(request.query_string)
    present = request.place + (f"?{query}" if query else "")
    release = f"{request.prefix}/release/{info.version}"
    headers = (
        ("memento-datetime", times.written(info.version)),
        ("link", f'<{present}>; rel="original"'),
        ("link", f'<{release}>; rel="describedby"'),
    )
    return replace(response, headers=(*response.headers, *headers))
