"""Brings each request to its handler: ``/sparql`` and its kin here, all else to the pages."""

from __future__ import annotations

import asyncio
import re
import urllib.parse
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from endpoint.http.application import Body
from endpoint.http.target import HOST
from endpoint.languages.known import split
from endpoint.service.squeeze import Squeeze
from endpoint.sparql import responses as respond
from endpoint.sparql.errors import QueryError, refusal
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response
from endpoint.syntax.reading import say
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
# A name has 253 characters at most (RFC 1035 §2.3.4), a port five.
LONGEST_HOST = 260


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
        headers, path = request.headers, request.path
        if "if-none-match" in headers or len(headers.get("accept", "")) > LONGEST_ACCEPT:
            headers = tidied(headers)
        if path in self.handlers and not self.proxies:
            target = origin("http", headers.get("host", "")) + path
            query, client = request.query_string, request.client
            return Request(request.method, path, query, headers, request.body, client, target)
        code, rest = split(path)
        if code and rest in SPOKEN:
            path = rest
        else:
            code = ""
        place = self._place(request)
        return replace(
            request,
            path=path,
            language=code,
            headers=headers,
            client=forwarded_value(request, "x-forwarded-for", self.proxies) or request.client,
            target=origin(*place) + urllib.parse.quote(path),
            prefix=place[2],
        )

    def _place(self, request: Request) -> tuple[str, str, str]:
        """Return where the last trusted proxy shows the service: scheme, host and path."""
        names = ("x-forwarded-proto", "x-forwarded-host", "x-forwarded-prefix")
        scheme, host, prefix = (forwarded_value(request, name, self.proxies) for name in names)
        return scheme or "http", host or request.header("host"), prefix.rstrip("/")

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


@lru_cache(maxsize=1024)
def origin(scheme: str, host: str, prefix: str = "") -> str:
    """Return what the URLs of the service begin with; raise QueryError where none is named."""
    named = len(host) <= LONGEST_HOST and HOST.fullmatch(host)
    if scheme not in SCHEMES or not named:
        raise QueryError("the proxy in front names no host or scheme", kind="bad-request")
    if prefix and not PREFIX.fullmatch(prefix):
        raise QueryError("the prefix the proxy in front names is no path", kind="bad-request")
    return f"{scheme}://{host}{prefix}"


def tidied(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers of which no more is left than is weighed here."""
    kept = dict(headers)
    if "accept" in kept:
        kept["accept"] = shortened(kept["accept"])
    if "if-none-match" in kept:
        kept["if-none-match"] = CODED.sub('"', kept["if-none-match"])
    return kept


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
    return refusal("too-long", say("the body may have %(num)s bytes", num=limit))
