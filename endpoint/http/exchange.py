"""One request and its response (RFC 9110, RFC 9112): what a connection and an application share."""

from __future__ import annotations

import asyncio
import http
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote

from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Response

BODILESS = frozenset({204, 304})
FIRST_LINES = {s.value: f"HTTP/1.1 {s.value} {s.phrase}\r\n" for s in http.HTTPStatus}
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Carrier(Protocol):
    """What a request came by, and its response goes by."""

    def write(self, data: bytes) -> None:
        """Send bytes."""

    def make_room(self) -> None:
        """Read on, now that something was taken."""

    def carry_out(self, exchange: Exchange, work: Awaitable[None]) -> None:
        """Answer a request in a task."""

    def respond(self, exchange: Exchange, response: Response) -> None:
        """Send the response of a request."""


@dataclass(slots=True)
class Scope:
    """The head of a request: ``path`` is decoded, header names are in lower case."""

    method: str
    path: str
    query_string: str
    headers: dict[str, str]
    client: str
    scheme: str = "http"


@dataclass(slots=True, eq=False)
class Exchange:
    """A request that has its turn or waits for it: its head, its body, and the way to respond.

    To iterate over it is to read the body. ``on_gone`` is called when the client leaves before it
    has its answer, and ``task`` is cancelled then.
    """

    carrier: Carrier
    scope: Scope
    version: str
    keep: bool
    begun: bool = False
    whole: bool = False
    answered: bool = False
    broken: bool = False
    task: asyncio.Task[None] | None = None
    on_gone: Callable[[], None] | None = None
    held: int = 0
    _pieces: list[bytes] = field(default_factory=list)
    _wake: asyncio.Future[None] | None = None

    def __aiter__(self) -> Exchange:
        """Return itself, to read the body."""
        return self

    async def __anext__(self) -> bytes:
        """Return more of the body; raise QueryError when it breaks off."""
        while not self._pieces:
            if self.broken:
                raise QueryError("the body broke off", kind="bad-request")
            if self.whole:
                raise StopAsyncIteration
            self._expect()
            self._wake = asyncio.get_running_loop().create_future()
            await self._wake
        data = b"".join(self._pieces)
        self._pieces.clear()
        self.held = 0
        self.carrier.make_room()
        return data

    def body(self) -> bytes | None:
        """Return the body when all of it is there already and nothing was read of it."""
        return b"".join(self._pieces) if self.whole else None

    def _expect(self) -> None:
        """Tell a client that waits for leave to send the body that it may (RFC 9110 §10.1.1)."""
        if self.scope.headers.pop("expect", "").lower() == "100-continue":
            self.carrier.write(CONTINUE)

    def add(self, data: bytes) -> None:
        """Take more of the body."""
        if not self.answered:
            self._pieces.append(data)
            self.held += len(data)
            self.stir()

    def stir(self) -> None:
        """Have whoever reads the body look again."""
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)

    def bare(self, response: Response) -> bool:
        """Tell whether the response has no body, whatever was made (RFC 9110 §6.4.1)."""
        return response.status in BODILESS or self.scope.method == "HEAD"

    def carry_out(self, work: Awaitable[None]) -> None:
        """Have a task respond; should it fail, that is the response."""
        self.carrier.carry_out(self, work)

    def send(self, response: Response) -> None:
        """Respond; a client that has left gets nothing."""
        self.carrier.respond(self, response)


def head_of(exchange: Exchange, response: Response, date: str) -> bytes:
    """Return status line and headers; raise ValueError when a header has a line break."""
    lines = "".join([f"{name}: {value}\r\n" for name, value in response.headers])
    if lines.count("\n") != len(response.headers) or lines.count("\r") != len(response.headers):
        raise ValueError("a header with a line break")
    length = ""
    if response.status not in BODILESS and not any(
        name == "content-length" for name, _ in response.headers
    ):
        length = f"content-length: {response.size}\r\n"
    keeping = ""
    if not exchange.keep:
        keeping = "connection: close\r\n"
    elif exchange.version == "1.0":
        keeping = "connection: keep-alive\r\n"
    first = FIRST_LINES.get(response.status) or f"HTTP/1.1 {response.status} \r\n"
    told = f"{first}date: {date}\r\n{lines}{length}{keeping}\r\n"
    return told.encode("latin-1", "replace")


def split_target(target: bytes) -> tuple[str, str] | None:
    """Return the decoded path and the query string of a request target (RFC 9112 §3.2).

    None when it is none, or has bytes that a URL has no place for.
    """
    try:
        text = target.decode("ascii")
    except UnicodeDecodeError:
        return None
    text = text.partition("#")[0]
    if text[:1] != "/":
        scheme, separator, rest = text.partition("://")
        if text == "*":
            return "*", ""
        if not separator or scheme.lower() not in {"http", "https"}:
            return None
        # Of a URL for a proxy the authority is passed over.
        start = min((place for sign in "/?" if (place := rest.find(sign)) >= 0), default=len(rest))
        text = rest[start:] if rest[start : start + 1] == "/" else f"/{rest[start:]}"
    path, _, query = text.partition("?")
    return (unquote(path) if "%" in path else path), query
