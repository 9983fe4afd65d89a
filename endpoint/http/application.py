"""Between ASGI and the values of requests and responses: what a connection hands over, and gets.

https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import lru_cache
from typing import Any

from endpoint.http.coding import CODINGS, Coding
from endpoint.http.connection import Connection
from endpoint.sparql.errors import QueryError
from endpoint.sparql.messages import Request, Response, Spooled

BLOCK = 1 << 18
CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
BODILESS = frozenset({204, 304})
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Body = AsyncIterator[bytes]
# Answers a request whose body is read only if it is wanted.
Answer = Callable[[Request, Body], Awaitable[Response]]


class Application:
    """What uvicorn calls for each request."""

    def __init__(self, answer: Answer) -> None:
        """Have ``answer`` answer."""
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        connection: Connection = scope["state"]["connection"]
        response = await self.answer(request_of(scope), body_of(connection, receive))
        try:
            await respond(scope, connection, send, response)
        finally:
            if isinstance(response.body, Spooled):
                os.close(response.body.descriptor)


def request_of(scope: Scope) -> Request:
    """Return a request without its body; headers that are repeated are a list (RFC 9110 §5.3)."""
    headers: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        if key in headers:
            lists.setdefault(key, [headers[key]]).append(text)
        else:
            headers[key] = text
    for key, texts in lists.items():
        headers[key] = ", ".join(texts)
    query = scope["query_string"].decode("ascii")
    client = scope["client"]
    if scope.get("http_version") == "1.0":
        # It knows no chunks, by which a body is sent whose length is not known.
        headers.pop("accept-encoding", None)
    return Request(scope["method"], scope["path"], query, headers, b"", client[0] if client else "")


async def body_of(connection: Connection, receive: Receive) -> Body:
    """Yield the body as it arrives; raise QueryError when it breaks off."""
    more = True
    while more:
        message = await receive()
        if connection.broken or message["type"] == "http.disconnect":
            raise QueryError("the body broke off", kind="bad-request")
        more = message["more_body"]
        yield message["body"]


async def respond(scope: Scope, connection: Connection, send: Send, response: Response) -> None:
    """Send a response; one whose body does not come to its length never looks whole."""
    headers, body = list(map(encoded, response.headers)), response.body
    bodiless, head = response.status in BODILESS, scope["method"] == "HEAD"
    coding = CODINGS.get(response.header("content-encoding"))
    # What is compressed while it is sent comes in chunks: an end that is missing is noticed.
    unknown = isinstance(body, Spooled) or (head and not body)
    coded = coding is not None and unknown
    if not bodiless and not coded and not response.header("content-length"):
        headers.append((b"content-length", b"%d" % response.size))
    told = connection.keeping()
    if told:
        headers.append((b"connection", told))
    if isinstance(body, Spooled):
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        if not bodiless and not head:
            await send_file(send, body, coding)
        await send({"type": "http.response.body", "body": b""})
    else:
        lines = [b"%s: %s\r\n" % header for header in headers]
        await connection.send(response.status, lines, b"" if bodiless or head else body)


@lru_cache(maxsize=4096)
def encoded(header: tuple[str, str]) -> tuple[bytes, bytes]:
    """Return a header as it is sent; most are the same in every response.

    Raise ValueError for one that would be several.
    """
    name, value = header[0].encode("latin-1"), header[1].encode("latin-1", "replace")
    if CONTROL.search(value):
        raise ValueError("a header with a line break or another control")
    return name, value


async def send_file(send: Send, file: Spooled, coding: Coding | None = None) -> None:
    """Send a file as fast as the client reads it; raise OSError when it is shorter than it was."""
    if coding is not None:
        async for piece in coding.pieces(file):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        return
    place = 0
    while place < file.size:
        data = os.pread(file.descriptor, min(BLOCK, file.size - place), place)
        if not data:
            raise OSError("the file of an answer was cut")
        place += len(data)
        await send({"type": "http.response.body", "body": data, "more_body": True})
