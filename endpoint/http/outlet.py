"""The way out of one answer: its head leaves with the start of its body."""

from __future__ import annotations

import asyncio
from typing import Protocol

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle


class Parting(Protocol):
    """A connection that knows how to part from its client."""

    transport: asyncio.Transport
    parting: bool

    def part(self) -> None:
        """Close when all is sent."""


class Outlet:
    """The transport of one answer: sends its head with the start of its body, in one packet.

    To close it is to part from the client as one should.
    """

    def __init__(self, connection: Parting, cycle: RequestResponseCycle) -> None:
        """Take the connection and the request that is answered."""
        self._connection = connection
        self._cycle = cycle
        self._head: bytes | None = None
        self._begun = False

    def write(self, data: bytes) -> None:
        """Send a part of the answer; keep back the head, which is the first part."""
        transport = self._connection.transport
        if self._begun:
            transport.writelines(self._with_head(data))
        elif self._cycle.response_started:
            self._head, self._begun = data, True
        else:
            # What comes before an answer: 100 Continue.
            transport.write(data)

    def flush(self) -> None:
        """Send a head that has no body."""
        if self._head is not None:
            self._connection.transport.writelines(self._with_head(b""))

    def _with_head(self, data: bytes) -> list[bytes]:
        head, self._head = self._head, None
        return [data] if head is None else [head, data]

    def is_closing(self) -> bool:
        """Tell whether nothing more can be sent."""
        return self._connection.parting or self._connection.transport.is_closing()

    def close(self) -> None:
        """Part."""
        self.flush()
        self._connection.part()
