"""Accepts connections at a socket that several processes share, and bounds how many and how long.

A socket for each process (SO_REUSEPORT) would lose the connections that wait at the socket of a
process that dies; here another process accepts them.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable
from functools import partial

from endpoint.http.exchange import Exchange
from endpoint.http.http1 import Connection
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Response

# How often it is looked which connections have outstayed their time.
LOOK = 0.25
# When no more files can be opened, new connections wait so long.
PAUSE = 0.5
LOG = logging.getLogger(__name__)

# Answers a request in a task of its own.
Application = Callable[[Exchange], Awaitable[None]]
# Takes a request, or leaves it to the application.
Take = Callable[[Exchange], bool]


class Listener:
    """The connections of one process."""

    def __init__(
        self, descriptor: int, application: Application, take: Take | None, limits: Limits
    ) -> None:
        """Serve at an inherited socket that listens; to be made in the event loop."""
        self.application = application
        self.take = take
        self.limits = limits
        self.header_wait = limits.header_wait
        # In a URL a character of a query may take three.
        self.longest_head = 2 * limits.query_length + 65536
        self.stopping = False
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(fileno=os.dup(descriptor))
        self._socket.setblocking(False)
        self._connections: set[Connection] = set()
        self._tasks: set[asyncio.Task[object]] = set()
        self._accepting = False
        self._ended: asyncio.Future[None] = self._loop.create_future()
        self._date = (0, "")

    async def serve(self) -> None:
        """Serve until told to stop; requests that have begun are answered."""
        self._listen()
        self._look()
        await self._ended
        self._socket.close()

    def stop(self) -> None:
        """Accept nothing more, and end when all that has begun is answered."""
        self.stopping = True
        self._listen()
        for connection in list(self._connections):
            if connection.idle:
                connection.close()
        self._end()

    def now(self) -> float:
        """Return the time of the event loop."""
        return self._loop.time()

    def date(self) -> str:
        """Return the time as headers tell it (RFC 9110 §5.6.7)."""
        now = int(time.time())
        if now != self._date[0]:
            self._date = (now, email.utils.formatdate(now, usegmt=True))
        return self._date[1]

    def opened(self, connection: Connection) -> None:
        """Take note of a new connection."""
        self._connections.add(connection)
        if self.stopping:
            connection.close()
        else:
            self._listen()

    def closed(self, connection: Connection) -> None:
        """Take note that a connection is no more."""
        self._connections.discard(connection)
        self._listen()
        self._end()

    def handle(self, exchange: Exchange) -> None:
        """Answer a request: at once if it is quick, else in a task."""
        try:
            if self.take is not None and self.take(exchange):
                return
        except Exception:  # noqa: BLE001 - a failure of ours must not end the connection's process
            self._failed(exchange)
            return
        self.carry_out(exchange, self.application(exchange))

    def carry_out(self, exchange: Exchange, work: Awaitable[None]) -> None:
        """Answer a request in a task, which is cancelled when the client leaves."""
        exchange.task = self._begin(self._answer(exchange, work))

    async def _answer(self, exchange: Exchange, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception:  # noqa: BLE001 - as above
            self._failed(exchange)

    def _failed(self, exchange: Exchange) -> None:
        """Log a failure of ours, and say no more than that it was one."""
        LOG.exception("a request failed")
        exchange.send(Response(500, (("content-type", "text/plain"),), b"Internal Server Error\n"))

    def _begin(self, work: Awaitable[None]) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _listen(self) -> None:
        """Accept, or leave off, as the number of connections allows."""
        wanted = not self.stopping and len(self._connections) < self.limits.connections
        if wanted and not self._accepting:
            self._loop.add_reader(self._socket, self._accept)
        elif self._accepting and not wanted:
            self._loop.remove_reader(self._socket)
        self._accepting = wanted

    def _accept(self) -> None:
        """Accept one connection: of many that arrive at once other processes take their share."""
        try:
            accepted, address = self._socket.accept()
        except (BlockingIOError, ConnectionError):
            return
        except OSError as error:
            LOG.warning("cannot accept a connection: %s", error)
            self._loop.remove_reader(self._socket)
            self._loop.call_later(PAUSE, self._try_again)
            return
        accepted.setblocking(False)
        self._begin(self._open(accepted, str(address[0])))

    def _try_again(self) -> None:
        self._accepting = False
        self._listen()

    async def _open(self, accepted: socket.socket, client: str) -> None:
        try:
            await self._loop.connect_accepted_socket(partial(Connection, self, client), accepted)
        except OSError:
            # It went before it was begun.
            accepted.close()

    def _look(self) -> None:
        """End the connections whose time is up, and those whose clients have left."""
        now = self.now()
        for connection in list(self._connections):
            connection.look(now)
        if not self._ended.done():
            self._loop.call_later(LOOK, self._look)

    def _end(self) -> None:
        if self.stopping and not self._connections and not self._ended.done():
            self._ended.set_result(None)
