"""One connection: uvicorn reads and answers HTTP/1.1 on it, this bounds what its client may do.

uvicorn (RFC 9112 by httptools, ASGI) leaves open how long and how large a head may be, what becomes
of trailers, how many requests may wait behind one another, and who stops for a client that left.
"""

from __future__ import annotations

import asyncio
import select
from collections import deque
from typing import Any, NoReturn, Protocol

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)
from uvicorn.server import ServerState

from endpoint.http.outlet import Outlet
from endpoint.http.target import HOST, split_target

# What is parsed at once, and how many requests may wait before no more of them is parsed.
PIECE = 1 << 14
AHEAD = 8
MOST_HEADERS = 200
# How long a client that was refused may go on sending, so that it finds time to read why; and how
# long one that is idle may begin another request although the process is to end.
LINGER = 1.0
VERSIONS = frozenset({"1.0", "1.1"})


class House(Protocol):
    """Where the connections of a process are known, and what bounds them."""

    header_wait: float
    longest_head: int
    stopping: bool

    def opened(self, connection: Connection, client: str) -> None:
        """Take note of a new connection."""

    def closed(self, connection: Connection) -> None:
        """Take note that a connection is no more."""


class Fault(Exception):  # noqa: N818 - it leaves a callback of the parser, nothing else sees it
    """There is nothing more to be parsed."""


class Connection(HttpToolsProtocol):
    """A client and its requests, each of which the application answers in a task.

    ``broken`` tells that the body of the last request will never be whole.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Begin; ``app_state`` names the house."""
        super().__init__(config, server_state, {}, _loop)
        self.app_state = {"connection": self}
        self.app = self._answer
        self.house: House = app_state["house"]
        # When to give up waiting for a head, or for the client to go; None while neither is due.
        self.deadline: float | None = self.loop.time() + self.house.header_wait
        self.unfinished: deque[RequestResponseCycle] = deque()
        self.broken = False
        self.parting = False
        self._task: asyncio.Task[object] | None = None
        self._unread = b""
        # Whether a head or trailers are parsed, how much of them, and whether the last request that
        # was taken is whole.
        self._in_head = self._headed = False
        self._length = self._lines = 0
        self._whole = True
        # Set once nothing more is to be parsed; with the status to refuse with, if any.
        self._over = False
        self._status = 0

    @property
    def idle(self) -> bool:
        """Tell whether no request waits for its answer."""
        return not self.unfinished

    def keeping(self) -> bytes:
        """Return what the header Connection says of the answer that is due, if it must be there.

        None is due any more once the client has left.
        """
        if not self.unfinished:
            return b""
        if not self._whole and len(self.unfinished) == 1:
            # Whoever has not read all of a request cannot tell where the next one begins.
            return b"close"
        cycle = self.unfinished[0]
        old = cycle.scope["http_version"] == "1.0"
        return b"keep-alive" if old and cycle.keep_alive else b""

    # What the transport calls.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        super().connection_made(transport)
        self.flow = Flow(transport, self)
        self.house.opened(self, self.client[0] if self.client else "")

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop what is done for the client."""
        self._over, self._unread, self.deadline = True, b"", None
        self.pipeline.clear()
        for cycle in self.unfinished:
            cycle.disconnected = True
            cycle.message_event.set()
        self.unfinished.clear()
        if self._task is not None:
            self._task.cancel()
        super().connection_lost(exc)
        self.house.closed(self)
        # Nothing refers to itself any more: no head waits for the next search for cycles.
        for name in ("app", "app_state", "scope", "headers", "flow", "cycle"):
            setattr(self, name, None)

    def data_received(self, data: bytes) -> None:
        """Parse requests."""
        if not self._over:
            self._unread = self._unread + data if self._unread else data
            self.read_on()

    # Reading requests.

    def read_on(self) -> None:
        """Parse what has arrived, as far as there is room for more requests."""
        while self._unread and not self._over and len(self.unfinished) < AHEAD:
            piece, self._unread = self._unread[:PIECE], self._unread[PIECE:]
            self._parse(piece)
        if self._unread and not self._over:
            self.flow.pause_reading()

    def _parse(self, piece: bytes) -> None:
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade as upgrade:
            self._without_upgrade(piece[upgrade.args[0] :])
        except httptools.HttpParserError:
            self._end(self._status or 400)
        if self._in_head:
            self._length += len(piece)
            if self._length > self.house.longest_head:
                self._end(431)

    def _without_upgrade(self, rest: bytes) -> None:
        """Read a request anew as if it did not ask for another protocol (RFC 9110 §7.8)."""
        headers = [(n, v) for n, v in self.headers if n != b"upgrade"]
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        first = b"%s %s HTTP/1.1\r\n" % (self.scope["method"].encode(), self.url)
        self.parser = httptools.HttpRequestParser(self)
        self._unread = b"".join((first, lines, b"\r\n", rest, self._unread))

    def on_message_begin(self) -> None:
        """Begin to read a head."""
        if self._over:
            raise Fault
        super().on_message_begin()
        self._in_head, self._headed = True, False
        self._length = self._lines = 0
        self.deadline = self.loop.time() + self.house.header_wait

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; a trailer is not one, and passed over (RFC 9110 §6.5.1)."""
        self._lines += 1
        if self._lines > MOST_HEADERS:
            self._refuse(431)
        if not self._headed:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Take a request; its body may still have to come."""
        self._in_head, self._headed, self.deadline = False, True, None
        version = self.parser.get_http_version()
        target = split_target(self.url)
        if version not in VERSIONS:
            self._refuse(505)
        if target is None or not self._has_host(version):
            self._refuse(400)
        if self.parser.should_upgrade():
            self.scope["method"] = self.parser.get_method().decode("ascii")
            return
        # What uvicorn would make of the target is put right below.
        self.url = b"/"
        super().on_headers_complete()
        self.scope["path"], self.scope["query_string"] = target
        cycle = self.cycle
        cycle.transport = Outlet(self, cycle)  # type: ignore[assignment]
        cycle.keep_alive = self.parser.should_keep_alive() and not self.house.stopping
        if version == "1.0":
            # An expectation of HTTP/1.0 is not one (RFC 9110 §10.1.1).
            cycle.waiting_for_100_continue = False
        self.unfinished.append(cycle)
        self._whole = False

    def _has_host(self, version: str) -> bool:
        """Tell whether there is one right header Host, or none in HTTP/1.0 (RFC 9112 §3.2)."""
        hosts = [value for name, value in self.headers if name == b"host"]
        if not hosts:
            return version == "1.0"
        return len(hosts) == 1 and HOST.fullmatch(hosts[0].decode("latin-1")) is not None

    def on_chunk_header(self) -> None:
        """Expect data, or trailers."""
        self._in_head, self._length, self._lines = True, 0, 0

    def on_chunk_complete(self) -> None:
        """Expect the next chunk."""
        self._in_head = False

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._in_head = False
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that a request is whole."""
        if self.parser.should_upgrade():
            return
        self._in_head, self._whole = False, True
        super().on_message_complete()
        if not self.parser.should_keep_alive():
            self._over = True

    def _refuse(self, status: int) -> NoReturn:
        """Stop parsing, to end with a status."""
        self._status = status
        raise Fault

    def _end(self, status: int) -> None:
        """Parse no more; refuse with a status when all that came before is answered."""
        if self._over:
            return
        self._over, self._unread, self._in_head = True, b"", False
        if self.unfinished and not self._whole:
            self.broken = True
            self.unfinished[-1].message_event.set()
            return
        self._status = status
        if self.idle:
            self._say()

    # Answering them.

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Have the application answer, until it has or the client leaves."""
        if self.transport.is_closing():
            return
        self._task = asyncio.current_task()
        try:
            await self.config.loaded_app(scope, receive, send)
        except asyncio.CancelledError:
            if not self.transport.is_closing():
                raise
        finally:
            self._task = None

    async def send(self, status: int, lines: list[bytes], body: bytes) -> None:
        """Send an answer that is whole: what uvicorn takes in two messages, in one packet.

        ``lines`` are its headers, each with its end. A client that has left gets none.
        """
        if not self.unfinished:
            return
        cycle = self.unfinished[0]
        if self.flow.write_paused:
            await self.flow.drain()
        if cycle.disconnected:
            return
        cycle.response_started, cycle.waiting_for_100_continue = True, False
        dates = [b"%s: %s\r\n" % header for header in cycle.default_headers]
        if b"connection: close\r\n" in lines:
            cycle.keep_alive = False
        elif not cycle.keep_alive:
            lines.append(b"connection: close\r\n")
        self.transport.write(b"".join((STATUS_LINE[status], *dates, *lines, b"\r\n", body)))
        cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()

    def on_response_complete(self) -> None:
        """Go on to the next request, or end."""
        if self.unfinished:
            outlet: Any = self.unfinished.popleft().transport
            outlet.flush()
        if self.parting or self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        if self.unfinished:
            return
        if self._over:
            self._say()
        elif not self._in_head:
            self.deadline = self.loop.time() + self.house.header_wait

    def _say(self) -> None:
        """Send the last response, if there is one to send, and part."""
        if self._status:
            text = STATUS_LINE[self._status].split(b" ", 2)[2].replace(b"\r\n", b"\n")
            headers = [b"%s: %s\r\n" % header for header in self.server_state.default_headers]
            rest = b"content-type: text/plain\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"
            head = (STATUS_LINE[self._status], *headers, rest % (len(text), text))
            self.transport.write(b"".join(head))
        self.part()

    def part(self) -> None:
        """Close when all is sent; whoever still sends may do so for a moment (RFC 9112 §9.6)."""
        self._over = True
        if self._whole and not self._unread and not self._status:
            self.transport.close()
        elif not self.parting and not self.transport.is_closing():
            self.parting, self._unread = True, b""
            self.deadline = self.loop.time() + LINGER
            self.transport.write_eof()
            self.flow.resume_reading()

    def shutdown(self) -> None:
        """Close when all that has begun is answered, and what the client may just be sending."""
        for cycle in self.unfinished:
            cycle.keep_alive = False
        if self.idle and not self._in_head:
            self.deadline = self.loop.time() + LINGER

    def abort(self) -> None:
        """Close at once."""
        if self.transport is not None:
            self.transport.abort()

    def look(self, now: float) -> None:
        """See whether the time is up, or the client has left while nothing is read from it."""
        if self.deadline is not None and self.deadline < now:
            self.deadline = None
            if self.parting:
                self.abort()
            elif self._in_head:
                self._end(408)
            elif self.idle:
                self.transport.close()
        elif self.flow.read_paused and has_left(self.transport):
            self.abort()


class Flow(FlowControl):
    """Reads on from what a connection has not parsed yet before it reads from the client."""

    def __init__(self, transport: asyncio.Transport, connection: Connection) -> None:
        """Take the connection."""
        super().__init__(transport)
        self._connection = connection

    def resume_reading(self) -> None:
        """Parse, soon, what is there already, or read."""
        if self._connection._unread:
            self._connection.loop.call_soon(self._read_on)
        else:
            super().resume_reading()

    def _read_on(self) -> None:
        self._connection.read_on()
        if not self._connection._unread:
            super().resume_reading()


def has_left(transport: asyncio.Transport) -> bool:
    """Tell whether the other side sends no more."""
    poll = select.poll()
    poll.register(transport.get_extra_info("socket"), select.POLLRDHUP)
    return bool(poll.poll(0))
