"""Asks one address: follows a few redirects, bounds time and bytes, believes nothing it is told."""

from __future__ import annotations

import hashlib
import http.client
import select
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from loaders.checking.address import Target, UnaskableError, resolved, target_of
from loaders.sparql_client.errors import WireError
from loaders.sparql_client.stream import Line

REDIRECTS = 5
MOVED = {301, 302, 303, 307, 308}
# Redirects that say: this is the address from now on (RFC 9110 §15.4).
FOR_GOOD = {301, 308}
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one address may cost: seconds in all, bytes of its answer.

    ``loopback`` lets this machine be asked (for tests).
    """

    seconds: float = 20.0
    bytes: int = 4 * MEGABYTE
    loopback: bool = False


@dataclass(frozen=True)
class Answer:
    """What came of asking: the last status (0: none came), and the address that gave it.

    ``permanent`` says that every redirect on the way was for good, ``sha256`` is that of the body
    (empty when it was cut), ``error`` says why nothing came.
    """

    status: int = 0
    url: str = ""
    permanent: bool = False
    sha256: str = ""
    modified: str = ""
    body: bytes = field(default=b"", repr=False)
    error: str = ""


def ask(url: str, limits: Limits) -> Answer:
    """Ask an address and return what came of it; nothing is raised for what others do wrong."""
    deadline, here, permanent = time.monotonic() + limits.seconds, url, True
    for _ in range(REDIRECTS + 1):
        try:
            target = target_of(here)
            status, headers, body, whole = _once(target, deadline, limits)
            if status in MOVED and (location := headers.get("location")):
                here, permanent = (
                    target_of(location, target.url).url,
                    permanent and status in FOR_GOOD,
                )
                continue
        except UnaskableError as error:
            return Answer(url=here, error=str(error))
        except (OSError, WireError, http.client.HTTPException, ValueError) as error:
            return Answer(url=here, error=_why(error))
        return Answer(
            status,
            target.url,
            permanent,
            hashlib.sha256(body).hexdigest() if whole else "",
            headers.get("last-modified", ""),
            body,
        )
    return Answer(url=here, error=f"more than {REDIRECTS} redirects")


Once = tuple[int, http.client.HTTPMessage, bytes, bool]


def _once(target: Target, deadline: float, limits: Limits) -> Once:
    """Return status, headers, as much of the body as may be read, and whether that is all of it."""
    with _connected(target, deadline, limits) as connection:
        connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", target.authority)
        connection.putheader("User-Agent", agent())
        connection.putheader("Accept", "text/html,application/xhtml+xml,application/pdf,*/*;q=0.5")
        connection.putheader("Accept-Encoding", "identity")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read(limits.bytes + 1) if answer.status not in MOVED else b""
        return answer.status, answer.headers, body[: limits.bytes], len(body) <= limits.bytes


@contextmanager
def _connected(
    target: Target, deadline: float, limits: Limits
) -> Iterator[http.client.HTTPConnection]:
    place = resolved(target, loopback=limits.loopback)
    with closing(socket.create_connection(place, timeout=_left(deadline))) as plain:
        line = _secured(plain, target, deadline) if target.scheme == "https" else plain
        with closing(line):
            connection = http.client.HTTPConnection(target.host, target.port)
            stored: Any = Line(line, deadline)
            connection.sock = stored
            yield connection


def _secured(plain: socket.socket, target: Target, deadline: float) -> ssl.SSLSocket:
    """Shake hands before the deadline, however slowly the other side does it."""
    plain.setblocking(False)
    line = ssl.create_default_context().wrap_socket(
        plain, server_hostname=target.host, do_handshake_on_connect=False
    )
    while True:
        try:
            line.do_handshake()
        except ssl.SSLWantReadError:
            select.select([line], [], [], _left(deadline))
        except ssl.SSLWantWriteError:
            select.select([], [line], [], _left(deadline))
        else:
            return line


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def agent() -> str:
    """Return how this project introduces itself to those it asks."""
    name = "urban-solidarity-graph"
    return f"{name}/{version(name)} (checks cited pages; https://w3id.org/urban-solidarity/)"


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError) or "time" in str(error).lower():
        return "no answer in time"
    if isinstance(error, socket.gaierror):
        return "the host is unknown"
    if isinstance(error, ssl.SSLError):
        return "the certificate is not accepted"
    if isinstance(error, OSError):
        return error.strerror or "the connection failed"
    return "the answer is not HTTP"
