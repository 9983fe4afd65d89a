"""Brings each request to its handler: ``/sparql`` and its kin here, all else to the pages."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from endpoint.http.application import Body
from endpoint.languages.known import split
from endpoint.service.squeeze import Squeeze
from endpoint.sparql import responses as respond
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response
from endpoint.workers.spool import MEBI

# Weighing what a client accepts takes longer the more it names: what stands further on is ignored.
LONGEST_ACCEPT = 4096
# What people read in their language is under its prefix too; programs ask without one.
SPOKEN = frozenset({"/sparql", "/sparql/"})
# No page has an address as long as this, its query included; those of `/sparql` may be longer.
LONGEST_ADDRESS = 16384
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
SCHEMES = frozenset({"http", "https"})
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
# What servers that compress answers put into entity tags.
CODED = re.compile(r'[-;](?:gzip|br|zstd|deflate)"')
PREFIX = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+")
HOST = re.compile(r"(?:[A-Za-z0-9._~%-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")


Handler = Callable[[Request], Awaitable[Response]]


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
        self.squeeze: Squeeze | None = Squeeze()

    async def __call__(self, request: Request, body: Body) -> Response:
        """Answer one request, compressed if its client likes that."""
        response = await self._answer(request, body)
        return response if self.squeeze is None else await self.squeeze(request, response)

    async def _answer(self, request: Request, body: Body) -> Response:
        """Answer one request; its body is read where the method has one."""
        try:
            request = self._seen(request)
            if request.method not in BODILESS:
                request = replace(request, body=await self._read(request, body))
            return await self._handler(request)(request)
        except QueryError as error:
            return respond.refused(error, "", request.place)

    def _handler(self, request: Request) -> Handler:
        found = self.handlers.get(request.path)
        if found is not None:
            return found
        for prefix, handler in self.prefixes.items():
            if request.path.startswith(prefix):
                return handler
        if request.path == "*":
            return the_server_itself
        if len(request.path) + len(request.query_string) > LONGEST_ADDRESS:
            raise QueryError("the address is too long", kind="address")
        return self.pages

    def _seen(self, request: Request) -> Request:
        """Return a request as the last trusted proxy saw it, with the URL it names."""
        headers, path, language = dict(request.headers), request.path, ""
        code, rest = split(path)
        if code and rest in SPOKEN:
            path, language = rest, code
        if "accept" in headers:
            headers["accept"] = shortened(headers["accept"])
        if "if-none-match" in headers:
            headers["if-none-match"] = CODED.sub('"', headers["if-none-match"])
        scheme = forwarded_value(request, "x-forwarded-proto", self.proxies) or "http"
        host = forwarded_value(request, "x-forwarded-host", self.proxies) or headers.get("host", "")
        prefix = forwarded_value(request, "x-forwarded-prefix", self.proxies).rstrip("/")
        if scheme not in SCHEMES or not HOST.fullmatch(host):
            raise QueryError("the proxy in front names no host or scheme", kind="bad-request")
        if prefix and not PREFIX.fullmatch(prefix):
            raise QueryError("the prefix the proxy in front names is no path", kind="bad-request")
        quoted = path if path in self.handlers else urllib.parse.quote(path)
        return replace(
            request,
            path=path,
            language=language,
            headers=headers,
            client=forwarded_value(request, "x-forwarded-for", self.proxies) or request.client,
            target=f"{scheme}://{host}{prefix}{quoted}",
            prefix=prefix,
        )

    async def _read(self, request: Request, pieces: Body) -> bytes:
        """Read the body; raise QueryError when it is too long or does not arrive in time."""
        limit = self._largest(request)
        announced = request.header("content-length")
        if announced.isdigit() and int(announced) > limit:
            raise too_long(limit)
        body = bytearray()
        try:
            async with asyncio.timeout(self.limits.body_wait):
                async for piece in pieces:
                    body += piece
                    if len(body) > limit:
                        raise too_long(limit)
        except TimeoutError:
            raise QueryError("the body did not arrive in time", kind="slow") from None
        return bytes(body)

    def _largest(self, request: Request) -> int:
        """Return the most bytes a body may have."""
        if request.path in self.handlers and not self.prefixes:
            return self.limits.longest_body
        return self.limits.body_size * MEBI


async def the_server_itself(request: Request) -> Response:
    """Answer ``OPTIONS *`` (RFC 9110 §9.3.7); no other method is about the server as a whole."""
    if request.method != "OPTIONS":
        raise QueryError("* is for OPTIONS alone", kind="bad-request")
    return respond.preflight(METHODS, request.header(respond.WANTED))


def forwarded_value(request: Request, name: str, proxies: int) -> str:
    """Return what the last trusted proxy says in a header; nothing when none is trusted."""
    if not proxies:
        return ""
    said = [part.strip() for part in request.header(name).split(",")]
    return said[-proxies] if len(said) >= proxies else ""


def shortened(accept: str) -> str:
    """Return as much of what a client accepts as is weighed, cut between two media types."""
    if len(accept) <= LONGEST_ACCEPT:
        return accept
    return accept[:LONGEST_ACCEPT].rpartition(",")[0]


def too_long(limit: int) -> QueryError:
    """Return the error of a body that is too long."""
    return QueryError(f"the body may have {limit} bytes", kind="too-long")
