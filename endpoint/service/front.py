"""Brings each request to its handler: ``/sparql`` and its kin here, all else to the pages."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
from collections.abc import Awaitable, Callable, Mapping

from endpoint.http.exchange import Exchange, Scope
from endpoint.sparql import responses as respond
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response
from endpoint.workers.spool import MEBI

FORM_OVERHEAD = 3
# Weighing what a client accepts takes longer the more it names: what stands further on is ignored.
LONGEST_ACCEPT = 4096
HOST = re.compile(r"(?:[A-Za-z0-9._~%-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")


Handler = Callable[[Request, str], Awaitable[Response]]


class Front:
    """The handlers of one web process, by path; ``pages`` takes what nobody else does."""

    def __init__(
        self,
        *,
        limits: Limits,
        pages: Handler,
        handlers: Mapping[str, Handler],
        proxies: int = 0,
    ) -> None:
        """Take the handlers."""
        self.limits = limits
        self.pages = pages
        self.handlers = handlers
        self.proxies = proxies
        self.prefixes: Mapping[str, Handler] = {}

    async def __call__(self, exchange: Exchange) -> None:
        """Answer one request."""
        request = self.request(exchange.scope)
        try:
            check_host(request)
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                request = await self._with_body(request, exchange)
            handler = self.handlers.get(request.path) or self._by_prefix(request.path)
            exchange.send(await handler(request, self._scheme(request, exchange.scope)))
        except QueryError as error:
            exchange.send(respond.refused(error, "", request.path))

    def _by_prefix(self, path: str) -> Handler:
        for prefix, handler in self.prefixes.items():
            if path.startswith(prefix):
                return handler
        return self.pages

    def request(self, scope: Scope) -> Request:
        """Return a request without its body."""
        headers = scope.headers
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
        return scope.client

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


def check_host(request: Request) -> None:
    """Raise QueryError when the header Host is not one (RFC 9112 §3.2)."""
    if not HOST.fullmatch(request.header("host")):
        raise QueryError("the header Host names no host", kind="bad-request")


def too_long(limit: int) -> QueryError:
    """Return the error of a body that is too long."""
    return QueryError(f"the body may have {limit} bytes", kind="too-long")
