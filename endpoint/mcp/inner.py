"""Asks the other doors of the service on behalf of a client: its budget, limits and log are theirs.

A tool has no way of its own to the data. What it needs are requests to ``/sparql`` and to pages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from endpoint.sparql import formats
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.messages import Request, Response, Spooled

LONGEST = 4 << 20  # bytes of an answer that is read for a tool
KEPT = frozenset({"host", "x-forwarded-for", "x-forwarded-host", "x-forwarded-prefix",
                  "x-forwarded-proto"})  # fmt: skip
FORM = "application/x-www-form-urlencoded"
Handler = Callable[[Request], Awaitable[Response]]


class RefusedError(Exception):
    """What another door refused: its problem details, and after how many seconds to try again."""

    def __init__(self, problem: dict[str, Any], retry_after: str = "") -> None:
        """Take the problem."""
        super().__init__(str(problem.get("detail") or problem.get("title") or "refused"))
        self.problem = problem
        self.retry_after = retry_after


@dataclass(frozen=True)
class Doors:
    """The doors of the service, and the release behind them."""

    sparql: Handler
    pages: Handler
    release: Callable[[], ReleaseInfo]


@dataclass(frozen=True)
class Asking:
    """One client at the doors."""

    doors: Doors
    request: Request

    async def query(self, text: str) -> tuple[str, bytes]:
        """Return media type and body of the answer to a query; raise RefusedError."""
        accept = f"{formats.JSON.media_type}, {formats.TURTLE.media_type}"
        body = urlencode({"query": text}).encode()
        request = self._request("POST", "/sparql", "", accept, "en")
        headers = {**request.headers, "content-type": FORM, "content-length": str(len(body))}
        response = await self.doors.sparql(replace(request, headers=headers, body=body))
        found = whole(response)
        return response.header("content-type").partition(";")[0], found

    async def rows(self, text: str) -> list[dict[str, dict[str, str]]]:
        """Return the rows of a SELECT query as SPARQL JSON has them; raise RefusedError."""
        _, body = await self.query(text)
        found: list[dict[str, dict[str, str]]] = json.loads(body)["results"]["bindings"]
        return found

    async def page(self, path: str, accept: str, language: str = "en", **query: str) -> Response:
        """Return a page, or what it leads to on this host; raise RefusedError."""
        asked = self._request("GET", path, urlencode(query), accept, language)
        return await self.doors.pages(asked)

    async def json(self, path: str, **query: str) -> Any:
        """Return what a page has as JSON; raise RefusedError."""
        found = await self.page(path, formats.PLAIN_JSON.media_type, **query)
        return json.loads(whole(found))

    def _request(self, method: str, path: str, query: str, accept: str, language: str) -> Request:
        sent = {name: value for name, value in self.request.headers.items() if name in KEPT}
        sent |= {"accept": accept, "accept-language": language}
        return replace(
            self.request,
            method=method,
            path=path,
            query_string=query,
            headers=sent,
            body=b"",
            target=self.address(path),
        )

    def address(self, path: str) -> str:
        """Return the whole address of a path of this service, as its client knows it."""
        return self.request.target.removesuffix(self.request.path) + path


def whole(response: Response) -> bytes:
    """Return the body of a good response; raise RefusedError for another, or one too long."""
    body = response.body
    if isinstance(body, Spooled):
        try:
            found = os.pread(body.descriptor, LONGEST, 0) if body.size <= LONGEST else b""
        finally:
            os.close(body.descriptor)
    else:
        found = body
    if response.size > LONGEST:
        detail = f"the answer has {response.size} bytes; put a LIMIT into the query, or fetch it"
        raise RefusedError({"title": "The answer is too long", "status": 507, "detail": detail})
    if response.status >= 300:
        raise RefusedError(_problem(response.status, found), response.header("retry-after"))
    return found


def _problem(status: int, body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"title": f"status {status}", "status": status}
