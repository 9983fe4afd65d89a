"""Reads and writes a socket so that all of it together keeps one deadline."""

from __future__ import annotations

import io
import socket
import time
from typing import Any

from loaders.sparql_client.errors import timed_out


class Line:
    """A socket as ``http.client`` uses one; ``deadline`` is on the monotonic clock.

    A timeout of the socket alone bounds each read: a server that sends a byte now and then would
    never run into it.
    """

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        """Take a connected socket."""
        self.connection = connection
        self.deadline = deadline

    def hurry(self) -> None:
        """Give the next operation what is left of the time; raise WireError when nothing is."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise timed_out()
        self.connection.settimeout(left)

    def sendall(self, data: Any) -> None:
        """Send bytes, or what a file or an iterable gives."""
        view = memoryview(data)
        while view:
            self.hurry()
            view = view[self.connection.send(view[: 1 << 20]) :]

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return the incoming side as a file."""
        return io.BufferedReader(Incoming(self), 1 << 16)

    def close(self) -> None:
        """Do nothing: ``http.client`` closes before the last answer has been read."""

    def hang_up(self) -> None:
        """Close the socket."""
        self.connection.close()

    def break_off(self) -> None:
        """End whatever another thread does with the socket."""
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It has ended already.
            return


class Incoming(io.RawIOBase):
    """The incoming side of a line; closing it leaves the socket open for the next request."""

    def __init__(self, line: Line) -> None:
        """Take the line."""
        super().__init__()
        self.line = line

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there, at most until the deadline."""
        self.line.hurry()
        return self.line.connection.recv_into(buffer)
