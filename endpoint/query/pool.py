"""Sends queries to the workers of the current release and waits for what they answer."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import time
from dataclasses import dataclass, replace
from pathlib import Path

from endpoint.backend import ReleaseInfo
from endpoint.query import frames
from endpoint.query.errors import QueryError
from endpoint.query.frames import HEAD, Head, Task
from endpoint.query.generation import CONTROL, PAGES, PUBLIC, SLOTS, Generation, Watch
from endpoint.query.limits import Limits
from endpoint.query.messages import Spooled
from endpoint.query.slots import Slots

CHUNK = 1 << 18
# A worker that was ended from outside did not fail because of its query: another one may try.
TRIES = 5
MOVING = 0.05
FATE_WAIT = 0.2
ANCILLARY = socket.CMSG_SPACE(4)


@dataclass(frozen=True)
class Reply:
    """An answer: its body, how long it was computed, and of which release it is."""

    body: bytes | Spooled
    seconds: float
    release: ReleaseInfo


class BrokenError(Exception):
    """The worker went away before its answer was whole."""


class MovedError(Exception):
    """The workers of this generation have left: there are, or soon will be, others."""


class Receipt:
    """Collects the bytes of one answer as they arrive."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.data = bytearray()
        self.head: Head | None = None
        self.descriptors: list[int] = []

    def take(self, connection: socket.socket) -> bool:
        """Read what is there; True when the answer is whole; raise BrokenError if it breaks off."""
        if self.head is None:
            data, self_descriptors, _, _ = socket.recv_fds(connection, CHUNK, 1)
            self.descriptors += self_descriptors
        else:
            data = connection.recv(CHUNK)
        if not data:
            self.discard()
            raise BrokenError
        self.data += data
        if self.head is None and len(self.data) >= HEAD.size:
            self.head = frames.unpack_head(bytes(self.data[: HEAD.size]))
            del self.data[: HEAD.size]
        return self.head is not None and (
            self.head.kind == frames.IN_FILE or len(self.data) >= self.head.size
        )

    def discard(self) -> None:
        """Close what came along."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()

    def reply(self, release: ReleaseInfo) -> Reply:
        """Return the whole answer; raise the error that came instead of it."""
        if self.head is None:
            raise BrokenError
        if self.head.kind == frames.ERROR:
            error = frames.unpack_error(bytes(self.data))
            error.seconds = self.head.seconds
            raise error
        if self.head.kind == frames.IN_FILE:
            return Reply(
                Spooled(self.descriptors.pop(), self.head.size), self.head.seconds, release
            )
        return Reply(bytes(self.data), self.head.seconds, release)


class Pool:
    """The workers, as a web process sees them."""

    def __init__(self, run: Path, limits: Limits) -> None:
        """Look for workers in a run folder."""
        self.watch = Watch(run)
        self.limits = limits
        self._slots: tuple[int, int, Slots] | None = None

    @property
    def generation(self) -> Generation:
        """Return the current generation; raise QueryError while there is none."""
        found = self.watch.current()
        if found is None:
            raise QueryError("try again in a moment", kind="starting", retry_after=1)
        return found

    async def ask(self, task: Task, lane: str = PUBLIC) -> Reply:
        """Return the answer of a worker; raise QueryError. To be called in an event loop.

        When the caller is cancelled the worker is ended, so that it is free for others.
        """
        tried = replace(task)
        for attempt in range(TRIES):
            current = self.generation
            try:
                return await self._ask(tried, lane, current)
            except MovedError:
                await asyncio.sleep(MOVING)
            except BrokenError:
                fate = await asyncio.to_thread(self._fate, current, tried.query_id)
                self._blame(fate, tried)
                tried = replace(task, query_id=f"{task.query_id}.{attempt + 1}")
        raise QueryError("the workers were ended from outside", kind="busy", retry_after=1)

    async def begun(self, patience: float) -> None:
        """Wait for the first release to be loaded, at most so many seconds."""
        until = time.monotonic() + patience
        while self.watch.current() is None and time.monotonic() < until:
            await asyncio.sleep(MOVING)

    async def _ask(self, task: Task, lane: str, current: Generation) -> Reply:
        loop = asyncio.get_running_loop()
        receipt = Receipt()
        with self._connect(current, lane) as connection:
            try:
                request = frames.pack_task(task)
                sent = connection.send(request)
                if sent < len(request):
                    await loop.sock_sendall(connection, request[sent:])
                await self._whole(connection, receipt, task, current)
            except (BrokenPipeError, ConnectionResetError):
                receipt.discard()
                raise BrokenError from None
            except BaseException:
                receipt.discard()
                self._tell(current, f"kill {task.query_id}")
                raise
        return receipt.reply(current.release)

    async def _whole(
        self, connection: socket.socket, receipt: Receipt, task: Task, current: Generation
    ) -> None:
        """Wait until the answer is whole, but in the queue no longer than allowed."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        def readable() -> None:
            try:
                if receipt.take(connection) and not done.done():
                    done.set_result(None)
            except (BrokenError, ConnectionResetError) as error:
                if not done.done():
                    done.set_exception(error)
            except BlockingIOError:
                return

        def waited() -> None:
            if not done.done() and not self._running(current, task.query_id):
                done.set_exception(self._busy())

        def overdue() -> None:
            if not done.done():
                done.set_exception(too_slow(task))

        loop.add_reader(connection, readable)
        now = time.monotonic()
        queued = loop.call_later(self.limits.queue_wait, waited)
        # The worker ends itself at the deadline; this is for the case that it cannot.
        late = loop.call_later(max(task.deadline - now, 0) + 0.5, overdue)
        try:
            await done
        finally:
            queued.cancel()
            late.cancel()
            loop.remove_reader(connection)

    def ask_now(self, task: Task, lane: str = PAGES) -> Reply:
        """Return the answer of a worker; raise QueryError. To be called in a thread."""
        tried = replace(task)
        for attempt in range(TRIES):
            current = self.generation
            try:
                return self._ask_now(tried, lane, current)
            except MovedError:
                time.sleep(MOVING)
            except BrokenError:
                self._blame(self._fate(current, tried.query_id), tried)
                tried = replace(task, query_id=f"{task.query_id}.{attempt + 1}")
        raise QueryError("the workers were ended from outside", kind="busy", retry_after=1)

    def _ask_now(self, task: Task, lane: str, current: Generation) -> Reply:
        receipt = Receipt()
        with self._connect(current, lane) as connection:
            connection.settimeout(max(task.deadline - time.monotonic(), 0) + 0.5)
            try:
                connection.sendall(frames.pack_task(task))
                while not receipt.take(connection):
                    continue
            except (BrokenPipeError, ConnectionResetError):
                receipt.discard()
                raise BrokenError from None
            except TimeoutError:
                receipt.discard()
                self._tell(current, f"kill {task.query_id}")
                raise too_slow(task) from None
        return receipt.reply(current.release)

    def _connect(self, current: Generation, lane: str) -> socket.socket:
        """Connect to whichever worker is free first; raise QueryError when too many wait."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(current.path(lane))
        except BlockingIOError:
            connection.close()
            raise self._busy() from None
        except (ConnectionRefusedError, FileNotFoundError):
            # The release was changed just now.
            connection.close()
            self.watch.current(sure=True)
            raise MovedError from None
        return connection

    def _busy(self) -> QueryError:
        return QueryError(
            f"{self.limits.query_workers} queries are running and others wait",
            kind="busy",
            retry_after=max(1.0, min(self.limits.timeout, 5.0)),
        )

    def _running(self, current: Generation, query_id: str) -> bool:
        key = (current.number, current.keeper)
        if self._slots is None or self._slots[:2] != key:
            self._slots = (*key, Slots.open(Path(current.path(SLOTS))))
        return self._slots[2].running(query_id)

    def _blame(self, fate: str, task: Task) -> None:
        """Raise what a broken answer means, unless another worker may try."""
        if fate == "timeout" or time.monotonic() >= task.deadline:
            raise too_slow(task)
        if fate == "memory":
            raise QueryError(
                f"a query may take {self.limits.memory} MiB",
                kind="memory",
                remedy="ask for less, or in steps",
            )
        if fate == "crash":
            raise QueryError("the query is too deep or too large to evaluate", kind="crash")

    def _fate(self, current: Generation, query_id: str) -> str:
        """Ask the keeper how a worker ended; an empty text when it knows of nothing."""
        until = time.monotonic() + FATE_WAIT
        while time.monotonic() < until:
            told = self._converse(current, f"fate {query_id}")
            if told is None or told:
                return told or ""
            time.sleep(0.01)
        return ""

    def status(self) -> dict[str, object]:
        """Return what the keeper says of itself; nothing when it does not answer."""
        current = self.watch.current()
        told = None if current is None else self._converse(current, "status")
        return json.loads(told) if told else {}

    def _tell(self, current: Generation, words: str) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as control:
            try:
                control.sendto(words.encode(), current.path(CONTROL))
            except OSError:
                # Without a keeper the deadline ends the worker.
                return

    def _converse(self, current: Generation, words: str) -> str | None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as control:
            control.settimeout(FATE_WAIT)
            control.bind("")
            try:
                control.sendto(words.encode(), current.path(CONTROL))
                return control.recv(65536).decode()
            except OSError:
                return None


def too_slow(task: Task) -> QueryError:
    """Return the error of a query whose time is up."""
    return QueryError(
        f"it was ended after {task.allowed:g} seconds",
        kind="timeout",
        remedy="ask for less, or in steps",
    )
