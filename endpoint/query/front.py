"""Speaks HTTP through Granian: ``/sparql`` and its kin here, everything else by the pages.

Granian's RSGI is used rather than its WSGI for two reasons. It tells when a client has gone, and a
client that is slow to send or to read takes no thread. See the documentation of the query service.
"""

from __future__ import annotations

import asyncio
import os
import re
import urllib.parse
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

from endpoint.query import respond
from endpoint.query.errors import QueryError
from endpoint.query.limits import Limits
from endpoint.query.messages import Request, Response, Spooled
from endpoint.query.spool import MEBI

# How long an answer may take before it is worth watching whether the client is still there.
PATIENCE = 0.02
# Granian opens a file some time after it was told to; until then the descriptor has to stay.
OPENING = 10.0
FORM_OVERHEAD = 3
# Weighing what a client accepts takes longer the more it names: what stands further on is ignored.
LONGEST_ACCEPT = 4096
HOST = re.compile(r"(?:[A-Za-z0-9._~%-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")


class Headers(Protocol):
    """The headers of a request, as Granian gives them."""

    def items(self) -> list[tuple[str, str]]:
        """Return names in lower case and values."""

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return a header."""


class Scope(Protocol):
    """A request, as Granian gives it (https://github.com/emmett-framework/granian, RSGI)."""

    proto: str
    method: str
    path: str
    query_string: str
    scheme: str
    client: str
    server: str
    headers: Headers


class Exchange(Protocol):
    """What Granian offers to read a body and to respond."""

    def __aiter__(self) -> Exchange:
        """Return itself, to read the body."""

    async def __anext__(self) -> bytes:
        """Return more of the body."""

    def client_disconnect(self) -> Awaitable[None]:
        """Return when the client has gone."""

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Respond without a body."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Respond with bytes."""

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        """Respond with a file."""


Handler = Callable[[Request, str], Awaitable[Response]]


class Front:
    """The handlers of one web process, by path; ``pages`` takes what nobody else does."""

    def __init__(
        self,
        *,
        limits: Limits,
        pages: Handler,
        handlers: Mapping[str, Handler],
        loop: asyncio.AbstractEventLoop,
        proxies: int = 0,
    ) -> None:
        """Take the handlers."""
        self.limits = limits
        self.pages = pages
        self.handlers = handlers
        self.loop = loop
        self.proxies = proxies
        self.prefixes: Mapping[str, Handler] = {}

    async def __call__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer one request."""
        request = self.request(scope)
        try:
            check_host(request)
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                request = await self._with_body(request, exchange)
            handler = self.handlers.get(request.path) or self._by_prefix(request.path)
            async with presence(exchange):
                response = await handler(request, self._scheme(request, scope))
                self.send(exchange, response)
        except QueryError as error:
            self.send(exchange, respond.refused(error, "", request.path))

    def _by_prefix(self, path: str) -> Handler:
        for prefix, handler in self.prefixes.items():
            if path.startswith(prefix):
                return handler
        return self.pages

    def request(self, scope: Scope) -> Request:
        """Return a request without its body."""
        headers = dict(scope.headers.items())
        if len(headers.get("accept", "")) > LONGEST_ACCEPT:
            headers["accept"] = headers["accept"][:LONGEST_ACCEPT]
        client = self._client(scope, headers)
        path = scope.path
        scheme = headers.get("x-forwarded-proto", scope.scheme) if self.proxies else scope.scheme
        host = (headers.get("x-forwarded-host") if self.proxies else "") or headers.get("host", "")
        quoted = path if path in self.handlers else urllib.parse.quote(path)
        target = f"{scheme}://{host}{quoted}"
        return Request(scope.method, path, scope.query_string, headers, b"", client, target)

    def _client(self, scope: Scope, headers: Mapping[str, str]) -> str:
        """Return the address of the client: what the last trusted proxy saw."""
        if self.proxies:
            seen = [part.strip() for part in headers.get("x-forwarded-for", "").split(",")]
            if len(seen) >= self.proxies and seen[-self.proxies]:
                return seen[-self.proxies]
        return scope.client.rpartition(":")[0].strip("[]")

    def _scheme(self, request: Request, scope: Scope) -> str:
        return request.target.partition(":")[0] if self.proxies else scope.scheme

    async def _with_body(self, request: Request, exchange: Exchange) -> Request:
        """Read the body; raise QueryError when it is too long or does not arrive in time."""
        special = request.path in self.handlers
        limit = self._largest(special=special)
        announced = request.header("content-length")
        if announced.isdigit() and int(announced) > limit:
            raise too_long(limit)
        body = bytearray()
        try:
            async with asyncio.timeout(self.limits.body_wait):
                async for chunk in exchange:
                    body += chunk
                    if len(body) > limit:
                        raise too_long(limit)
        except TimeoutError:
            raise QueryError("the body did not arrive in time", kind="slow") from None
        if announced.isdigit() and int(announced) != len(body):
            raise QueryError("the body broke off", kind="bad-request")
        return Request(
            request.method,
            request.path,
            request.query_string,
            request.headers,
            bytes(body),
            request.client,
            request.target,
        )

    def _largest(self, *, special: bool) -> int:
        """Return the most bytes a body may have; a form writes some characters as three."""
        if special and not self.prefixes:
            return self.limits.query_length * FORM_OVERHEAD + 65536
        return self.limits.body_size * MEBI

    def send(self, exchange: Exchange, response: Response) -> None:
        """Send a response; from any thread."""
        headers = list(response.headers)
        body = response.body
        if isinstance(body, Spooled):
            exchange.response_file(response.status, headers, f"/proc/self/fd/{body.descriptor}")
            self.loop.call_soon_threadsafe(self.loop.call_later, OPENING, os.close, body.descriptor)
        elif body:
            exchange.response_bytes(response.status, headers, body)
        else:
            exchange.response_empty(response.status, headers)


@asynccontextmanager
async def presence(exchange: Exchange) -> AsyncIterator[None]:
    """Cancel what is done inside when the client leaves, and then end it without complaint."""
    watch = _Presence(exchange)
    try:
        yield
    except asyncio.CancelledError:
        if not watch.gone:
            raise
    finally:
        watch.end()


class _Presence:
    """Watches whether the client of a request is still there, and cancels its task when not."""

    def __init__(self, exchange: Exchange) -> None:
        self.gone = False
        self._exchange = exchange
        self._task = asyncio.current_task()
        self._leaving: asyncio.Future[None] | None = None
        # Most answers are out before watching would pay.
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._watch)

    def _watch(self) -> None:
        self._leaving = asyncio.ensure_future(self._exchange.client_disconnect())
        self._leaving.add_done_callback(self._left)

    def _left(self, leaving: asyncio.Future[None]) -> None:
        if not leaving.cancelled() and self._task is not None:
            self.gone = True
            self._task.cancel()

    def end(self) -> None:
        self._timer.cancel()
        if self._leaving is not None:
            self._leaving.cancel()


def check_host(request: Request) -> None:
    """Raise QueryError when the header Host is not one (RFC 9112 §3.2)."""
    if not HOST.fullmatch(request.header("host")):
        raise QueryError("the header Host names no host", kind="bad-request")


def too_long(limit: int) -> QueryError:
    """Return the error of a body that is too long."""
    return QueryError(f"the body may have {limit} bytes", kind="too-long")
