"""Has the pages made in threads, within the budget of who asks for them."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import time
from urllib.parse import urlencode

from endpoint.http.bridge import Bridge
from endpoint.service.budget import Budget
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Headers, Request, Response
from endpoint.sparql.outcome import OUTCOME, Outcome
from endpoint.sparql.protocol import Query
from endpoint.workers.backend import whole
from endpoint.workers.pool import Pool, Reply

# How often a page that waits for others of its client looks whether it may begin.
TURN = 0.02
LONGEST_LINK = 8000  # characters of a query that a header may lead back to


@dataclasses.dataclass
class Site:
    """The pages, called in threads; whoever asks for many waits for his own."""

    bridge: Bridge
    limits: Limits
    budget: Budget
    pool: Pool | None = None

    async def page(self, request: Request) -> Response:
        """Return a page; raise QueryError when its client has used up what it may."""
        if self.pool is not None:
            await self.pool.wait_until_begun(self.limits.queue_wait)
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
