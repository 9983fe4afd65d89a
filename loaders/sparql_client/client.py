"""Asks one server: keeps connections alive, follows no redirect, bounds time and size."""

from __future__ import annotations

import http.client
import io
import select
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from loaders.sparql_client.address import Address
from loaders.sparql_client.errors import WireError, broken, timed_out, unreachable
from loaders.sparql_client.stream import Line

CONNECT = 10.0
# Servers close idle connections after five to fifteen seconds.
IDLE = 4.0
KEPT = 32
AGENT = "urbsol"


@dataclass(frozen=True)
class Request:
    """A request: ``target`` is path and query string, ``deadline`` on the monotonic clock.

    ``limit`` is the most bytes its answer may have.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    deadline: float
    limit: int


@dataclass(frozen=True)
class Link:
    """A connection: its socket, and what speaks HTTP over it."""

    line: Line
    http: http.client.HTTPConnection

    def close(self) -> None:
        """Close it."""
        self.http.close()
        self.line.hang_up()


class Cancel:
    """Lets another thread end a request."""

    def __init__(self) -> None:
        """Begin with nothing to end."""
        self.line: Line | None = None
        self.done = False

    def end(self) -> None:
        """End the request, whether it has begun or not."""
        self.done = True
        if self.line is not None:
            self.line.break_off()


@dataclass
class Client:
    """The connections to one server; may be used from many threads."""

    address: Address
    _idle: list[tuple[float, Link]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, request: Request, cancel: Cancel | None = None) -> Response:
        """Return the beginning of the answer; raise WireError.

        A request on a connection that the server has closed meanwhile is sent once more, so only
        requests that may be repeated are sent through this.
        """
        cancel = cancel or Cancel()
        while True:
            kept = self._kept()
            link = kept or self._connect(request.deadline)
            try:
                return self._send(link, request, cancel)
            except (http.client.RemoteDisconnected, ConnectionError) as error:
                link.close()
                if kept is None or cancel.done:
                    raise broken("did not come") from error
            except TimeoutError as error:
                link.close()
                raise timed_out() from error
            except (http.client.HTTPException, OSError, ValueError) as error:
                link.close()
                raise broken("is not HTTP") from error
            except BaseException:
                link.close()
                raise

    def close(self) -> None:
        """Close all idle connections."""
        with self._lock:
            for _, link in self._idle:
                link.close()
            self._idle.clear()

    def _send(self, link: Link, request: Request, cancel: Cancel) -> Response:
        link.line.deadline = request.deadline
        cancel.line = link.line
        connection = link.http
        if cancel.done:
            raise timed_out()
        headers = {
            "Host": self.address.authority,
            "Accept-Encoding": "identity",
            "User-Agent": AGENT,
            **request.headers,
        }
        connection.putrequest(
            request.method, request.target, skip_host=True, skip_accept_encoding=True
        )
        if request.body or request.method in {"POST", "PUT"}:
            headers["Content-Length"] = str(len(request.body))
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(request.body or None)
        return Response(connection.getresponse(), link, self, request.limit)

    def _connect(self, deadline: float) -> Link:
        address = self.address
        left = deadline - time.monotonic()
        if left <= 0:
            raise timed_out()
        try:
            plain = socket.create_connection((address.host, address.port), min(left, CONNECT))
        except TimeoutError as error:
            raise timed_out() from error
        except OSError as error:
            raise unreachable() from error
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if address.scheme == "https":
                context = ssl.create_default_context()
                plain = context.wrap_socket(plain, server_hostname=address.host)
        except OSError as error:
            plain.close()
            raise unreachable() from error
        connection = http.client.HTTPConnection(address.host, address.port)
        line = Line(plain, deadline)
        stored: Any = line
        connection.sock = stored
        return Link(line, connection)

    def _kept(self) -> Link | None:
        """Return a connection that is still open."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                since, link = self._idle.pop()
            poll = select.poll()
            poll.register(link.line.connection, select.POLLIN)
            if time.monotonic() - since < IDLE and not poll.poll(0):
                return link
            link.close()

    def keep(self, link: Link) -> None:
        """Take back a connection whose answer was read to its end."""
        with self._lock:
            if len(self._idle) < KEPT:
                self._idle.append((time.monotonic(), link))
                return
        link.close()


class Response(io.RawIOBase):
    """An answer as a file: reading raises WireError when it is late, too long or breaks off.

    ``failure`` is that error, for whoever reads through a library that changes it.
    """

    def __init__(
        self,
        response: http.client.HTTPResponse,
        link: Link,
        client: Client,
        limit: int,
    ) -> None:
        """Take the answer whose headers have been read."""
        super().__init__()
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.failure: WireError | None = None
        self.size = 0
        self._expected = response.length
        self._framed = response.chunked or response.length is not None
        self._response = response
        self._link: Link | None = link
        self._client = client
        self._limit = limit

    @property
    def media_type(self) -> str:
        """Return the media type, in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read more of the body; 0 at its proper end. Raise WireError."""
        try:
            return self._read(buffer)
        except WireError as error:
            self.failure = error
        except TimeoutError:
            self.failure = timed_out()
        except (http.client.HTTPException, OSError, ValueError):
            self.failure = broken("broke off")
        self.discard()
        raise self.failure

    def _read(self, buffer: Any) -> int:
        if self._link is None:
            return 0
        if not self._framed:
            # Nothing would tell a whole answer from one that broke off.
            raise broken("does not tell where it ends")
        count = self._response.readinto(buffer)
        self.size += count
        if self.size > self._limit:
            raise WireError("the answer of the store is too long", kind="too-large")
        if not count and len(buffer):
            self._finish()
        return count

    def _finish(self) -> None:
        if self._expected is not None and self.size != self._expected:
            raise broken("broke off")
        link, self._link = self._link, None
        if link is None:
            return
        if self._response.will_close:
            link.close()
        else:
            self._client.keep(link)

    def discard(self) -> None:
        """Close the connection: whatever is left of the answer is not wanted."""
        if self._link is not None:
            self._link.close()
            self._link = None

    def close(self) -> None:
        """Close; a connection whose answer was not read to its end is not used again."""
        self.discard()
        super().close()

    def whole(self) -> bytes:
        """Return the body; raise WireError."""
        return b"".join(iter(lambda: self.read(1 << 16) or b"", b""))
