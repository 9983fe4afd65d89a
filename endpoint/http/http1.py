"""HTTP/1.1 on one connection (RFC 9112): httptools reads requests, this bounds and answers them.

Requests are answered one after the other and in their order. What is quick is answered within the
call that read the request: to make a task for it, or to wake a thread, takes longer than to look
something up. What the client may send while it waits is bounded, and so is what is kept of it.
"""

from __future__ import annotations

import asyncio
import http
import os
import select
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol, cast

import httptools

from endpoint.http.exchange import FIRST_LINES, Exchange, Scope, head_of, split_target
from endpoint.sparql.messages import Response, Spooled

# What is read at once, and how many requests of a connection are read ahead of their answers.
PIECE = 1 << 16
AHEAD = 8
# Of a body so much is kept that nobody has asked for yet.
BODY = 1 << 18
BLOCK = 1 << 18
# Answers given in one go before other connections have their turn.
RUN = 8
MOST_HEADERS = 200
# How long a client that was refused may go on sending, so that it finds time to read why.
LINGER = 1.0
VERSIONS = frozenset({"1.0", "1.1"})


class Service(Protocol):
    """What stands behind connections."""

    header_wait: float
    longest_head: int
    stopping: bool

    def now(self) -> float:
        """Return the time of the event loop."""

    def date(self) -> str:
        """Return the time as headers tell it."""

    def handle(self, exchange: Exchange) -> None:
        """Answer a request, now or later."""

    def carry_out(self, exchange: Exchange, work: Awaitable[None]) -> None:
        """Answer a request in a task."""

    def opened(self, connection: Connection) -> None:
        """Take note of a new connection."""

    def closed(self, connection: Connection) -> None:
        """Take note that a connection is no more."""


class Connection(asyncio.Protocol):
    """One client and its requests."""

    def __init__(self, service: Service, client: str) -> None:
        """Serve ``client``, an address."""
        self.service = service
        self.client = client
        self.transport: asyncio.Transport | None = None
        # When to give up waiting for a head, or for the client to go; None while neither is due.
        self.deadline: float | None = service.now() + service.header_wait
        self._parser = httptools.HttpRequestParser(self)
        self._exchanges: deque[Exchange] = deque()
        self._unread = b""
        self._in_head = False
        self._head = 0
        self._target = b""
        self._headers: dict[str, str] = {}
        self._incoming: Exchange | None = None
        # Set once nothing more is to be read: with the status to refuse with, or 0 for none.
        self._over: int | None = None
        self._closing = False
        self._advancing = False
        self._reading = True
        self._writable = True
        self._file: _File | None = None

    @property
    def idle(self) -> bool:
        """Tell whether no request is there to be answered."""
        return not self._exchanges

    # What the transport calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast("asyncio.Transport", transport)
        self.service.opened(self)

    def connection_lost(self, _error: Exception | None) -> None:
        """End what was done for the client."""
        self._leave()
        self.transport = None
        self.service.closed(self)

    def eof_received(self) -> bool:
        """Take a client that sends no more for one that has left: so they mostly do."""
        self._leave()
        return False

    def data_received(self, data: bytes) -> None:
        """Read requests."""
        if self._over is None:
            self._unread = self._unread + data if self._unread else data
            self._read()

    def pause_writing(self) -> None:
        """Send no more of a file: the client is slow to read."""
        self._writable = False

    def resume_writing(self) -> None:
        """Go on sending a file."""
        self._writable = True
        self._pump()

    # Reading requests.

    def _read(self) -> None:
        while self._unread and self._over is None and not self._full():
            piece, self._unread = self._unread[:PIECE], self._unread[PIECE:]
            try:
                self._parser.feed_data(piece)
            except httptools.HttpParserUpgrade:
                # Nothing else is spoken here; what follows is of another protocol.
                self._end(0)
            except httptools.HttpParserError:
                self._end(400)
            if self._in_head:
                self._head += len(piece)
                if self._head > self.service.longest_head:
                    self._end(431)
            self._advance()
        if self._reading == bool(self._unread) and self.transport is not None:
            self._reading = not self._unread
            if self._reading:
                self.transport.resume_reading()
            else:
                self.transport.pause_reading()

    def _full(self) -> bool:
        """Tell whether enough was read ahead."""
        incoming = self._incoming
        return len(self._exchanges) >= AHEAD or (incoming is not None and incoming.held > BODY)

    def make_room(self) -> None:
        """Read on, now that something was taken."""
        if self._unread:
            self._read()

    def on_message_begin(self) -> None:
        """Begin to read a head."""
        self._in_head, self._head = True, 0
        self._target, self._headers = b"", {}
        self._incoming = None
        self.deadline = self.service.now() + self.service.header_wait

    def on_url(self, url: bytes) -> None:
        """Take a part of the target."""
        self._target += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; one that is repeated is a list (RFC 9110 §5.3)."""
        key, told = name.decode("latin-1").lower(), value.decode("latin-1")
        if key in self._headers:
            told = f"{self._headers[key]}, {told}"
        self._headers[key] = told
        if len(self._headers) > MOST_HEADERS:
            self._end(431)

    def on_headers_complete(self) -> None:
        """Take a request; its body may still have to come."""
        self._in_head = False
        self.deadline = None
        version = self._parser.get_http_version()
        split = split_target(self._target)
        if self._over is not None:
            return
        if split is None or version not in VERSIONS:
            self._end(400 if split is None else 505)
            return
        path, query = split
        method = self._parser.get_method().decode("ascii")
        scope = Scope(method, path, query, self._headers, self.client)
        keep = self._parser.should_keep_alive() and not self.service.stopping
        self._incoming = Exchange(self, scope, version, keep)
        self._exchanges.append(self._incoming)

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        if self._incoming is not None:
            self._incoming.add(body)

    def on_message_complete(self) -> None:
        """Note that a request is whole."""
        if self._incoming is not None:
            self._incoming.whole = True
            self._incoming.stir()
            self._incoming = None

    def _end(self, status: int) -> None:
        """Read no more; refuse with a status when all that came before is answered."""
        if self._over is not None:
            return
        self._over = status
        self._unread = b""
        self._in_head = False
        incoming = self._incoming
        if incoming is not None and not incoming.whole:
            incoming.broken = True
            incoming.stir()

    def look(self, now: float) -> None:
        """See whether the time is up, or the client has left while nothing is read from it."""
        if self.deadline is not None and self.deadline < now:
            self._expire()
        elif not self._reading and self.transport is not None:
            poll = select.poll()
            poll.register(self.transport.get_extra_info("socket"), select.POLLRDHUP)
            if poll.poll(0):
                self.abort()

    def _expire(self) -> None:
        """End a connection whose time is up: refuse half a head, abort what lingers."""
        self.deadline = None
        if self._closing:
            self.abort()
        elif self._in_head:
            self._end(408)
            self._advance()
        elif self.idle:
            self.close()

    # Answering them.

    def _advance(self) -> None:
        """Have the next requests answered, as long as that is done at once."""
        if self._advancing:
            return
        self._advancing = True
        run = 0
        while self._exchanges and not self._exchanges[0].begun and not self._closing:
            run += 1
            if run > RUN:
                asyncio.get_running_loop().call_soon(self._go_on)
                break
            exchange = self._exchanges[0]
            exchange.begun = True
            self.service.handle(exchange)
        self._advancing = False
        if self._over is not None and not self._exchanges and not self._closing:
            self._refuse(self._over)

    def _go_on(self) -> None:
        self._advance()
        self.make_room()

    def _refuse(self, status: int) -> None:
        """Send the last response, and give the client time to read it."""
        if status:
            phrase = http.HTTPStatus(status).phrase + "\n"
            head = (
                f"{FIRST_LINES[status]}date: {self.service.date()}\r\n"
                f"content-type: text/plain\r\ncontent-length: {len(phrase)}\r\n"
                f"connection: close\r\n\r\n{phrase}"
            )
            self.write(head.encode())
        self._linger()

    def carry_out(self, exchange: Exchange, work: Awaitable[None]) -> None:
        """Answer a request in a task."""
        self.service.carry_out(exchange, work)

    def respond(self, exchange: Exchange, response: Response) -> None:
        """Send the response of the request whose turn it is."""
        body = response.body
        if self.transport is None or exchange.answered:
            if isinstance(body, Spooled):
                os.close(body.descriptor)
            return
        # Whoever has not read all of a request cannot tell where the next one begins.
        exchange.keep = exchange.keep and exchange.whole and not self.service.stopping
        head = head_of(exchange, response, self.service.date())
        exchange.answered = True
        exchange.task = exchange.on_gone = None
        if isinstance(body, Spooled):
            self.write(head)
            self._file = _File(body.descriptor, body.size, exchange)
            if exchange.bare(response):
                self._file.left = 0
            self._pump()
            return
        self.write(head if exchange.bare(response) else head + body)
        self._finish(exchange)

    def _pump(self) -> None:
        """Send a file as fast as the client reads it."""
        file = self._file
        while file is not None and self._writable and file.left:
            data = os.pread(file.descriptor, min(BLOCK, file.left), file.place)
            if not data:
                # Less than was announced: the end of the connection tells that it is not whole.
                self.abort()
                return
            file.place += len(data)
            file.left -= len(data)
            self.write(data)
        if file is not None and not file.left:
            os.close(file.descriptor)
            self._file = None
            self._finish(file.exchange)

    def _finish(self, exchange: Exchange) -> None:
        """Go on to the next request, or end."""
        self._exchanges.popleft()
        if not exchange.keep:
            if exchange.whole and not self._unread:
                self.close()
            else:
                self._over = 0
                self._linger()
            return
        if not self._exchanges and not self._in_head:
            self.deadline = self.service.now() + self.service.header_wait
        if not self._advancing:
            self._go_on()

    def write(self, data: bytes) -> None:
        """Send bytes, unless the client has left."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def close(self) -> None:
        """End the connection when all is sent."""
        self._closing, self.deadline = True, None
        if self._over is None:
            self._over = 0
        if self.transport is not None:
            self.transport.close()

    def abort(self) -> None:
        """End the connection at once."""
        self._closing = True
        if self.transport is not None:
            self.transport.abort()

    def _linger(self) -> None:
        """Send no more, but read and forget for a moment (RFC 9112 §9.6)."""
        self._closing = True
        self._unread = b""
        self.deadline = self.service.now() + LINGER
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write_eof()
            if not self._reading:
                self._reading = True
                self.transport.resume_reading()

    def _leave(self) -> None:
        """Cancel what is done for a client that has left."""
        self._closing, self._over = True, self._over or 0
        if self._file is not None:
            os.close(self._file.descriptor)
            self._file = None
        while self._exchanges:
            exchange = self._exchanges.popleft()
            exchange.broken = exchange.answered = True
            if exchange.task is not None:
                exchange.task.cancel()
            if exchange.on_gone is not None:
                exchange.on_gone()


@dataclass(slots=True)
class _File:
    """A file that is being sent, and how far that has come."""

    descriptor: int
    left: int
    exchange: Exchange
    place: int = 0
