"""What the tests of hostile connections send, byte by byte, and how they read what comes back."""

from __future__ import annotations

import contextlib
import socket
import urllib.parse

from tests.endpoint.hostile.conftest import Target

ASK = "/sparql?query=ASK%7B%7D"
HOST = b"Host: localhost\r\n"
CLOSE = b"Connection: close\r\n"
GET = f"GET {ASK} HTTP/1.1\r\n".encode() + HOST
CROSS = urllib.parse.quote(
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }"
)
DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"


def post(body: bytes, media_type: str, extra: bytes = b"", length: int | None = None) -> bytes:
    head = f"POST /sparql HTTP/1.1\r\nContent-Type: {media_type}\r\n"
    size = len(body) if length is None else length
    return head.encode() + HOST + f"Content-Length: {size}\r\n".encode() + extra + b"\r\n" + body


def everything(client: socket.socket) -> bytes:
    """Read until the other side closes; a reset is an end too."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(65536):
            data += piece
    return data


def exchange(target: Target, data: bytes, timeout: float = 6) -> bytes:
    """Send bytes in one go, and return what comes back until the connection closes."""
    with target.connection(timeout) as client:
        with contextlib.suppress(ConnectionError):
            client.sendall(data)
        return everything(client)


def status(answer: bytes) -> int:
    """Return the status of the first response, 0 when the connection was closed without any."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def form(text: str) -> bytes:
    return post(text.encode(), FORM, CLOSE)


def line(target_line: str) -> bytes:
    return f"{target_line}\r\n".encode() + HOST + CLOSE + b"\r\n"
