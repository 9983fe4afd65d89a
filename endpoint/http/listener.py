"""Accepts connections at a socket that several processes share, and bounds how many and how long.

A socket for each process (SO_REUSEPORT) would lose the connections that wait at the socket of a
process that dies; here another process accepts them.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import os
import resource
import socket
import time
from collections import Counter
from functools import partial

from uvicorn.config import Config
from uvicorn.server import ServerState

from endpoint.http.application import Application
from endpoint.http.connection import Connection
from endpoint.sparql.limits import Limits

# How often it is looked which connections have outstayed their time.
LOOK = 0.25
# When no more files can be opened, new connections wait so long.
PAUSE = 0.5
# A connection may take three descriptors: its own, one to a worker, one of a long answer. The rest
# are for the process itself.
EACH, OTHERS = 3, 40
FEWEST = 8
LOG = logging.getLogger(__name__)


class Listener:
    """The connections of one process."""

    def __init__(self, descriptor: int, application: Application, limits: Limits) -> None:
        """Serve at an inherited socket that listens; to be made in the event loop."""
        self.header_wait = limits.header_wait
        # In a URL a character of a query may take three.
        self.longest_head = 2 * limits.query_length + 65536
        self.most = most_connections(limits.connections)
        self.stopping = False
        self.state = ServerState()
        self._config = config(application)
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(fileno=os.dup(descriptor))
        self._socket.setblocking(False)
        self._connections: dict[Connection, str] = {}
        self._opening: set[asyncio.Task[None]] = set()
        self._accepting = False
        self._ended: asyncio.Future[None] = self._loop.create_future()

    async def serve(self) -> None:
        """Serve until told to stop; requests that have begun are answered."""
        self._look()
        self._listen()
        await self._ended
        self._socket.close()

    def stop(self) -> None:
        """Accept nothing more, and end when all that has begun is answered."""
        self.stopping = True
        self._listen()
        for connection in list(self._connections):
            connection.shutdown()
        self._end()

    def opened(self, connection: Connection, client: str) -> None:
        """Take note of a new connection."""
        self._connections[connection] = client
        if self.stopping:
            connection.shutdown()

    def closed(self, connection: Connection) -> None:
        """Take note that a connection is no more."""
        self._connections.pop(connection, None)
        self._listen()
        self._end()

    def _listen(self) -> None:
        """Accept, or leave off, as the number of connections allows."""
        wanted = not self.stopping and (len(self._connections) < self.most or self._has_idle())
        if wanted and not self._accepting:
            self._loop.add_reader(self._socket, self._accept)
        elif self._accepting and not wanted:
            self._loop.remove_reader(self._socket)
        self._accepting = wanted

    def _has_idle(self) -> bool:
        return any(connection.idle for connection in self._connections)

    def _accept(self) -> None:
        """Accept one connection: of many that arrive at once other processes take their share."""
        if len(self._connections) >= self.most and not self._make_room():
            self._listen()
            return
        try:
            accepted, _ = self._socket.accept()
        except (BlockingIOError, ConnectionError):
            return
        except OSError as error:
            LOG.warning("cannot accept a connection: %s", error)
            self._loop.remove_reader(self._socket)
            self._loop.call_later(PAUSE, self._try_again)
            return
        accepted.setblocking(False)
        task = self._loop.create_task(self._open(accepted))
        self._opening.add(task)
        task.add_done_callback(self._opened)

    def _make_room(self) -> bool:
        """Close the oldest idle connection of the client that has the most; False if none is idle.

        So whoever fills the house with connections that do nothing shuts nobody else out.
        """
        idle = [(one, client) for one, client in self._connections.items() if one.idle]
        if not idle:
            return False
        held = Counter(client for _, client in idle)
        [(greediest, _)] = held.most_common(1)
        oldest = next(one for one, client in idle if client == greediest)
        # It is no more as far as counting goes, though the event loop has yet to close it.
        del self._connections[oldest]
        oldest.abort()
        return True

    def _try_again(self) -> None:
        self._accepting = False
        self._listen()

    async def _open(self, accepted: socket.socket) -> None:
        make = partial(Connection, self._config, self.state, {"house": self})
        try:
            await self._loop.connect_accepted_socket(make, accepted)
        except OSError:
            # It went before it was begun.
            accepted.close()

    def _opened(self, task: asyncio.Task[None]) -> None:
        self._opening.discard(task)
        self._end()

    def _look(self) -> None:
        """End the connections whose time is up, and those whose clients have left; tell the date.

        The date is that of RFC 9110 §5.6.7.
        """
        now = self._loop.time()
        for connection in list(self._connections):
            connection.look(now)
        date = email.utils.formatdate(time.time(), usegmt=True).encode()
        self.state.default_headers = [(b"date", date)]
        if not self._ended.done():
            self._loop.call_later(LOOK, self._look)

    def _end(self) -> None:
        over = self.stopping and not self._connections and not self._opening
        if over and not self._ended.done():
            self._ended.set_result(None)


def config(application: Application) -> Config:
    """Return how uvicorn is to speak: HTTP alone, as we bound it, without a log of its own."""
    # It would write a line for each request that is not one.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    made = Config(
        application,
        http=Connection,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    made.load()
    return made


def most_connections(wanted: int) -> int:
    """Return how many connections there may be: as wanted, or as open files allow."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return min(wanted, max(FEWEST, (files - OTHERS) // EACH))
