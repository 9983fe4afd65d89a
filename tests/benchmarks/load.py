"""A load generator: plain sockets and epoll in a process of its own, the same for every server.

    python -m tests.benchmarks.load < plan.json > measured.json

It reads a plan (host, port, path, queries, clients, seconds …), keeps one connection a client with
one request under way on each, and writes how many answers came, how long each took, and how much
of a processor this program itself used.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode


@dataclass
class Client:
    """One connection: when its request was sent, and what came of its answer so far."""

    connection: socket.socket
    sent: float = 0.0
    data: bytearray = field(default_factory=bytearray)
    needed: int = -1
    chunked: bool = False
    status: int = 0
    received: int = 0

    def begin(self, request: bytes) -> None:
        """Send a request."""
        self.data.clear()
        self.needed, self.chunked, self.status, self.received = -1, False, 0, 0
        self.sent = time.perf_counter()
        self.connection.sendall(request)

    def take(self, block: bytes) -> bool:
        """Take what came; True when the answer is whole."""
        self.received += len(block)
        if not self.status:
            self.data += block
            end = self.data.find(b"\r\n\r\n")
            if end < 0:
                return False
            self._head(bytes(self.data[:end]), end + 4)
            block = bytes(self.data[end + 4 :])
            del self.data[: max(0, len(self.data) - 8)]
        if self.chunked:
            self.data = (self.data + block)[-8:] if len(block) < 8 else bytearray(block[-8:])
            return self.data.endswith(b"0\r\n\r\n")
        return self.received >= self.needed

    def _head(self, head: bytes, length: int) -> None:
        lowered = head.lower()
        self.status = int(head[9:12])
        self.chunked = b"transfer-encoding: chunked" in lowered
        place = lowered.find(b"content-length:")
        size = int(lowered[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
        self.needed = length + size


# Where the number of a request stands in a query that shall be asked only once.
ONCE = "# ONCE\n"


def requests(plan: dict[str, Any]) -> list[bytes]:
    """Return the requests of a plan, all of them GET."""
    head = f"Host: {plan['host']}\r\nAccept: {plan['accept']}\r\nConnection: keep-alive\r\n"
    made = []
    for text in plan["queries"]:
        encoded = urlencode([("query", text), *plan["extra"]], quote_via=quote)
        made.append(f"GET {plan['path']}?{encoded} HTTP/1.1\r\n{head}\r\n".encode())
    return made


def connect(plan: dict[str, Any]) -> Client:
    """Open a connection."""
    connection = socket.create_connection((plan["host"], plan["port"]), plan["patience"])
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Client(connection)


@dataclass
class Run:
    """A run under way: requests are sent until the time is up, and all that were are waited for.

    Answers of a warm-up are not counted, unless one takes longer than the warm-up.
    """

    plan: dict[str, Any]
    requests: list[bytes]
    began: float = field(default_factory=time.perf_counter)
    start: float = 0.0
    cpu: float = field(default_factory=time.process_time)
    taken: list[float] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)
    received: int = 0
    last: float = 0.0
    number: int = 0
    salt: int = field(default_factory=time.time_ns)
    waiting: dict[int, Client] = field(default_factory=dict)
    poll: select.epoll = field(default_factory=select.epoll)

    def begin(self, client: Client) -> None:
        """Send the next request, over a new connection if need be."""
        request = self.requests[self.number % len(self.requests)]
        self.number += 1
        # No cache of any server has seen this number: not in this run, nor in one before.
        request = request.replace(b"ONCE", b"%d.%d" % (self.salt, self.number), 1)
        try:
            client.begin(request)
        except OSError:
            client.connection.close()
            client = connect(self.plan)
            client.begin(request)
        number = client.connection.fileno()
        if number not in self.waiting:
            self.poll.register(number, select.EPOLLIN)
        self.waiting[number] = client

    def end(self, client: Client) -> None:
        """Stop waiting for a connection and close it."""
        number = client.connection.fileno()
        self.poll.unregister(number)
        del self.waiting[number]
        client.connection.close()

    def fail(self, why: str) -> None:
        """Count a failure."""
        self.failed[why] = self.failed.get(why, 0) + 1

    def warmed(self, now: float) -> None:
        """Begin to count, from now on or from the beginning."""
        if len(self.taken) >= self.plan["clients"]:
            self.start, self.taken, self.received = now, [], 0
            self.cpu = time.process_time()
        else:
            self.start = self.began

    def note(self, client: Client, now: float) -> None:
        """Count a whole answer."""
        if client.status != 200:
            self.fail(str(client.status))
        elif client.sent >= self.start:
            self.taken.append(now - client.sent)
            self.received += client.received
            self.last = now


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Carry out a plan: warm up, then measure for so many seconds."""
    state = Run(plan, requests(plan))
    warm = state.began + plan["warm"]
    until, give_up = warm + plan["seconds"], state.began + plan["patience"]
    for _ in range(plan["clients"]):
        state.begin(connect(plan))
    counting = False
    while state.waiting:
        now = time.perf_counter()
        if not counting and now >= warm:
            counting = True
            state.warmed(now)
        if now >= give_up or sum(state.failed.values()) > 100:
            break
        for number, _ in state.poll.poll(0.1):
            client = state.waiting[number]
            block = client.connection.recv(1 << 18)
            if block and not client.take(block):
                continue
            now = time.perf_counter()
            if not block:
                state.fail("closed")
            else:
                state.note(client, now)
            if now >= until or not block:
                state.end(client)
            if now < until:
                state.begin(client if block else connect(plan))
    elapsed = (state.last or time.perf_counter()) - (state.start or state.began)
    own = time.process_time() - state.cpu
    if state.waiting:
        state.fail("late")
    for client in list(state.waiting.values()):
        state.end(client)
    return summary(state.taken, elapsed, own, state.received, state.failed)


def summary(
    taken: list[float], elapsed: float, own: float, received: int, failed: dict[str, int]
) -> dict[str, Any]:
    """Return what was measured; times in seconds, ``generator`` in processors used by this."""
    ordered = sorted(taken)

    def part(share: float) -> float | None:
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else None

    return {
        "answers": len(taken),
        "seconds": elapsed,
        "rate": len(taken) / elapsed if elapsed else 0.0,
        "p50": part(0.5),
        "p95": part(0.95),
        "bytes": received,
        "generator": own / elapsed if elapsed else 0.0,
        "failed": failed,
    }


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
