"""Has the pages made in threads, within the budget of who asks for them."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import time
from collections.abc import Callable
from urllib.parse import urlencode

from endpoint.http.bridge import Bridge
from endpoint.languages.known import chosen
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.log import Log
from endpoint.service.metrics import Metrics
from endpoint.service.turns import Places, Turns
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Headers, Request, Response
from endpoint.sparql.outcome import OUTCOME, Outcome
from endpoint.sparql.protocol import Query
from endpoint.sparql.responses import matches
from endpoint.workers.backend import whole
from endpoint.workers.pool import Pool, Reply

# How often a page that waits for others of its client looks whether it may begin.
TURN = 0.02
OK, ERROR = 200, 500
# What tells of a body, and is left out where there is none.
DESCRIBING = frozenset({"content-type", "content-length", "content-language", "content-location"})
# Files cost no computing: they wait neither for pages nor for the other requests of their client. A
# download once stood 10 s behind its client's queries, then as long behind pages of others.
FILES = ("/downloads/", "/static/")
LONGEST_LINK = 8000  # characters of a query that a header may lead back to


def key_of(request: Request) -> tuple[str, ...]:
    """Return what two requests for a page must share to get the same; () when none is kept.

    It is what a page is made of: address, accepted formats, language, and how the service is seen
    from outside, for pages hold whole addresses.
    """
    if request.method not in ("GET", "HEAD") or request.header("range"):
        return ()
    language = chosen(request.language, request.header("accept-language")).code
    return (
        "page",
        request.method,
        request.path,
        request.query_string,
        request.header("accept"),
        language,
        request.target,
        request.prefix,
        request.header("origin"),
    )


def keepable(response: Response) -> bool:
    """Tell whether a page may be kept: it is whole and good, and says itself that it may."""
    policy = response.header("cache-control")
    return response.status == OK and "public" in policy and isinstance(response.body, bytes)


def unchanged(response: Response) -> Response:
    """Return the 304 of a kept page (RFC 9110 §15.4.5)."""
    kept = tuple((name, value) for name, value in response.headers if name not in DESCRIBING)
    return Response(304, kept)


@dataclasses.dataclass
class Site:
    """The pages, called in threads; whoever asks for many waits for his own."""

    bridge: Bridge
    limits: Limits
    budget: Budget
    pool: Pool | None = None
    cache: Cache | None = None
    metrics: Metrics | None = None
    log: Log | None = None
    generation: Callable[[], object] = object
    places: Places | None = None

    def __post_init__(self) -> None:
        """Begin with nobody waiting."""
        self.turns = Turns(self.limits.queue_wait, self.places)
        self._asked, self._last = 0, time.monotonic()

    def idle(self) -> float:
        """Return for how many seconds nobody has asked for a page or waited for one."""
        return 0.0 if self._asked else time.monotonic() - self._last

    async def page(self, request: Request) -> Response:
        """Return a page, kept or made; raise QueryError when its client has used up his budget."""
        self._asked += 1
        try:
            return await self._answer(request)
        finally:
            self._asked, self._last = self._asked - 1, time.monotonic()

    async def _answer(self, request: Request) -> Response:
        began = time.monotonic()
        if self.pool is not None:
            await self.pool.wait_until_begun(self.limits.queue_wait)
        generation, key = self.generation(), key_of(request)
        found = self.cache.get(generation, key) if self.cache is not None and key else None
        if found is not None:
            tag = found.header("etag")
            response = unchanged(found) if tag and matches(request, tag) else found
            self._note(request, response, "kept", began)
            return response
        response = await self._made(request)
        if self.cache is not None and key and keepable(response):
            self.cache.put(generation, key, response)
        self._note(request, response, "error" if response.status >= ERROR else "made", began)
        return response

    def _note(self, request: Request, response: Response, outcome: str, began: float) -> None:
        seconds = time.monotonic() - began
        if self.metrics is not None:
            self.metrics.page_made(outcome, seconds)
        if self.log is not None:
            self.log.page(request.client, request.path, response.status, outcome, seconds)

    async def _made(self, request: Request) -> Response:
        if request.path.startswith(FILES):
            return await self.bridge.file(request)
        async with self.turns.turn(request.client):
            await self._admit(request.client)
            seconds = 0.0
            try:
                response, seconds = await self.bridge.call(request, {})
                return response
            finally:
                self.budget.leave(request.client, seconds)

    async def _admit(self, client: str) -> None:
        """Wait until a client has less than it may have at a time: browsers ask for many."""
        until = time.monotonic() + self.limits.queue_wait
        while True:
            try:
                self.budget.enter(client)
            except QueryError as error:
                if error.kind != "too-many" or time.monotonic() > until:
                    raise
                await asyncio.sleep(TURN)
            else:
                return

    async def render(
        self, request: Request, asked: Query | None, found: Reply | QueryError | None
    ) -> Response:
        """Return the page of a query: its form, its results, or its error."""
        outcome = Outcome(asked=asked, limits=self.limits)
        if isinstance(found, QueryError):
            outcome = dataclasses.replace(outcome, error=found)
        elif found is not None:
            body = await asyncio.to_thread(whole, found)
            outcome = dataclasses.replace(outcome, body=body, seconds=found.seconds)
        # The page is made by the view of the endpoint, whatever the request was.
        shown = dataclasses.replace(request, method="GET", path="/sparql", body=b"")
        response, _ = await self.bridge.call(shown, {OUTCOME: outcome})
        return response

    async def explain(self, request: Request, asked: Query) -> Headers:
        """Return why a query has no rows, in headers: the first reason, and where all are."""
        given = urlencode({"query": asked.text})
        link = ("link", f'<{request.prefix}/explain?{given}>; rel="help"; type="application/json"')
        if len(given) > LONGEST_LINK:
            return ()
        asking = dataclasses.replace(
            request, method="GET", path="/explain", query_string=given, body=b""
        )
        response, _ = await self.bridge.call(asking, {})
        if response.status != 200 or not isinstance(response.body, bytes):
            return ()
        found = json.loads(response.body)["because"]
        what = found[0]["what"].encode("ascii", "replace").decode() if found else ""
        printable = "".join(one for one in what if one.isprintable())
        return (link, ("x-empty-because", printable)) if printable else (link,)
