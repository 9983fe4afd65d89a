"""Sends queries to the workers of the current release and waits for what they answer."""

from __future__ import annotations

import array
import asyncio
import json
import os
import socket
import time
from dataclasses import dataclass, replace
from pathlib import Path

from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.errors import QueryError, refusal
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Spooled
from endpoint.syntax.reading import say
from endpoint.workers import frames
from endpoint.workers.frames import HEAD, Head, Task
from endpoint.workers.generation import CONTROL, PAGES, PUBLIC, SLOTS, Generation, Watch
from endpoint.workers.slots import Slots

# The first piece of an answer and those after it: larger buffers are mapped and unmapped each time.
FIRST, CHUNK = 1 << 15, 1 << 18
# A worker that was ended from outside did not fail because of its query: another one may try.
TRIES = 5
# While workers of the next generation begin there may be none for a moment: look again after this.
MOVING = 0.05
# How often a waiting query is looked after, and how late after its deadline it is given up.
LOOK = 0.2
LATE = 0.3
FATE_WAIT = 0.2
ANCILLARY = socket.CMSG_SPACE(4)


@dataclass(slots=True)
class Reply:
    """An answer, which nobody changes: its body, how long it was computed, by whom, of what."""

    body: bytes | Spooled
    seconds: float
    release: ReleaseInfo
    of_thread: bool = False


class BrokenError(Exception):
    """The worker went away before its answer was whole."""


class MovedError(Exception):
    """The workers of this generation have left: there are, or soon will be, others."""


class Pending:
    """A query that was sent to a worker, and as much of its answer as has arrived."""

    __slots__ = ("began", "connection", "data", "descriptors", "generation", "head", "task")

    def __init__(self, connection: socket.socket, task: Task, current: Generation) -> None:
        """Begin with nothing of the answer."""
        self.connection = connection
        self.task = task
        self.generation = current
        self.began = time.monotonic()
        self.data = b""
        self.head: Head | None = None
        self.descriptors: list[int] = []

    @property
    def whole(self) -> bool:
        """Tell whether all of the answer has arrived."""
        return self.head is not None and (
            self.head.kind == frames.IN_FILE or len(self.data) >= self.head.size
        )

    def wait(self, seconds: float) -> bool:
        """Read for so long; True when the answer is whole; raise BrokenError if it breaks off."""
        self.connection.settimeout(seconds)
        try:
            while not self.take():
                continue
        except TimeoutError:
            return False
        finally:
            self.connection.setblocking(False)
        return True

    def take(self) -> bool:
        """Read what is there; True when the answer is whole; raise BrokenError if it breaks off."""
        if self.whole:
            return True
        try:
            if self.head is None:
                more, ancillary, _, _ = self.connection.recvmsg(FIRST, ANCILLARY)
                for _, _, descriptors in ancillary:
                    self.descriptors += array.array("i", descriptors)
            else:
                more = self.connection.recv(min(CHUNK, self.head.size - len(self.data)))
        except BlockingIOError:
            return False
        except ConnectionResetError:
            raise BrokenError from None
        if not more:
            raise BrokenError
        self.data += more
        if self.head is None and len(self.data) >= HEAD.size:
            self.head = frames.unpack_head(self.data[: HEAD.size])
            self.data = self.data[HEAD.size :]
        return self.whole

    def close(self) -> None:
        """Give up what is held."""
        self.connection.close()
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()

    def reply(self) -> Reply:
        """Return the whole answer; raise the error that came instead of it."""
        if self.head is None:
            raise BrokenError
        if self.head.kind == frames.ERROR:
            error = frames.unpack_error(self.data)
            error.seconds = self.head.seconds
            raise error
        body: bytes | Spooled = self.data
        if self.head.kind == frames.IN_FILE:
            body = Spooled(self.descriptors.pop(), self.head.size)
        return Reply(body, self.head.seconds, self.generation.release)


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
            raise refusal("starting", say("try again in a moment"), retry_after=1)
        return found

    async def wait_until_begun(self, patience: float) -> None:
        """Wait for the first release to be loaded, at most so many seconds."""
        until = time.monotonic() + patience
        while self.watch.current() is None and time.monotonic() < until:
            await asyncio.sleep(MOVING)

    def send(self, task: Task, lane: str) -> Pending:
        """Send a query to whichever worker is free first, without waiting.

        Raise QueryError when too many wait already, MovedError when the release was changed just
        now, BrokenError when the worker went away.
        """
        current = self.generation
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.setblocking(False)
            connection.connect(current.path(lane))
            request = frames.pack_task(task)
            sent = connection.send(request)
            if sent < len(request):
                # Long queries are few: the worker is reading already, or will be.
                connection.settimeout(max(task.deadline - time.monotonic(), 0.001))
                connection.sendall(request[sent:])
                connection.setblocking(False)
        except (BlockingIOError, TimeoutError):
            connection.close()
            raise self._busy() from None
        except (ConnectionRefusedError, FileNotFoundError):
            connection.close()
            self.watch.current(sure=True)
            raise MovedError from None
        except (BrokenPipeError, ConnectionResetError):
            connection.close()
            raise BrokenError from None
        return Pending(connection, task, current)

    async def ask(self, task: Task, lane: str = PUBLIC, pending: Pending | None = None) -> Reply:
        """Return the answer of a worker; raise QueryError. To be called in an event loop.

        ``pending`` is the query when it has been sent already. When the caller is cancelled the
        worker is ended, so that it is free for others.
        """
        tried, broken = task, 0
        while broken < TRIES and time.monotonic() < task.deadline:
            current = self.generation
            try:
                pending = pending or self.send(tried, lane)
                current = pending.generation
                return await self._finish(pending)
            except MovedError:
                await asyncio.sleep(MOVING)
            except BrokenError:
                broken += 1
                fate = await asyncio.to_thread(self._fate, current, tried.query_id)
                self._blame(fate, tried)
                tried = replace(task, query_id=f"{task.query_id}.{broken}")
            pending = None
        raise ended_from_outside()

    async def _finish(self, pending: Pending) -> Reply:
        try:
            await _Wait(self, pending).over()
            return pending.reply()
        except (BrokenError, QueryError) as error:
            if isinstance(error, QueryError) and pending.head is None:
                self.abandon(pending)
            raise
        except BaseException:
            self.abandon(pending)
            raise
        finally:
            pending.close()

    def abandon(self, pending: Pending) -> None:
        """End the worker of a query nobody waits for any more."""
        self._tell(pending.generation, f"kill {pending.task.query_id}")

    def ask_now(self, task: Task, lane: str = PAGES) -> Reply:
        """Return the answer of a worker; raise QueryError. To be called in a thread."""
        tried, broken = task, 0
        while broken < TRIES and time.monotonic() < task.deadline:
            current = self.generation
            try:
                return self._finish_now(self.send(tried, lane))
            except MovedError:
                time.sleep(MOVING)
            except BrokenError:
                broken += 1
                self._blame(self._fate(current, tried.query_id), tried)
                tried = replace(task, query_id=f"{task.query_id}.{broken}")
        raise ended_from_outside()

    def _finish_now(self, pending: Pending) -> Reply:
        try:
            if pending.wait(max(pending.task.deadline - time.monotonic(), 0) + LATE):
                return pending.reply()
            self.abandon(pending)
            raise too_slow(pending.task)
        finally:
            pending.close()

    def look_after(self, pending: Pending) -> QueryError | None:
        """Return why a query that is still waiting must be given up, if so."""
        now = time.monotonic()
        if now > pending.task.deadline + LATE:
            # The worker ends itself at the deadline; this is for the case that it cannot.
            return too_slow(pending.task)
        waited = now - pending.began > self.limits.queue_wait
        if waited and not self._running(pending.generation, pending.task.query_id):
            return self._busy()
        return None

    def _busy(self) -> QueryError:
        return refusal(
            "busy",
            say("%(num)s queries are running and others wait", num=self.limits.query_workers),
            retry_after=max(1.0, min(self.limits.timeout, 5.0)),
        )

    def _running(self, current: Generation, query_id: str) -> bool:
        key = (current.number, current.keeper)
        if self._slots is None or self._slots[:2] != key:
            self._slots = (*key, Slots.open(Path(current.path(SLOTS))))
        return self._slots[2].running(query_id)

    def _blame(self, fate: str, task: Task) -> None:
        """Raise what a broken answer means, unless another worker may try."""
        if time.monotonic() >= task.deadline:
            raise too_slow(task)
        if fate in {"timeout", "memory", "crash"}:
            raise ended(fate, task, self.limits)

    def _fate(self, current: Generation, query_id: str) -> str:
        """Ask the keeper how a worker ended; an empty text when it knows of nothing."""
        until = time.monotonic() + FATE_WAIT
        while time.monotonic() < until:
            told = self._converse(current, f"fate {query_id}")
            if told is None or told:
                return told or ""
            time.sleep(0.01)
        return ""

    def replace(self, web: int) -> None:
        """Have the keeper put another web process in the place of one."""
        self._tell(self.generation, f"replace {web}")

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


class _Wait:
    """Waits in an event loop until an answer is whole."""

    def __init__(self, pool: Pool, pending: Pending) -> None:
        self._pool = pool
        self._pending = pending
        self._loop = asyncio.get_running_loop()
        self._done: asyncio.Future[None] = self._loop.create_future()
        self._timer: asyncio.TimerHandle | None = None

    async def over(self) -> None:
        """Return when the answer is whole; raise BrokenError or QueryError when it will not be."""
        descriptor = self._pending.connection.fileno()
        self._timer = self._loop.call_later(LOOK, self._look)
        self._loop.add_reader(descriptor, self._readable)
        # What arrived before this began is not told again.
        self._readable()
        try:
            await self._done
        finally:
            self._timer.cancel()
            self._loop.remove_reader(descriptor)

    def _readable(self) -> None:
        if self._done.done():
            return
        try:
            if self._pending.take():
                self._done.set_result(None)
        except BrokenError as error:
            self._done.set_exception(error)

    def _look(self) -> None:
        trouble = self._pool.look_after(self._pending)
        if self._done.done():
            return
        if trouble is not None:
            self._done.set_exception(trouble)
        else:
            self._timer = self._loop.call_later(LOOK, self._look)


def ended_from_outside() -> QueryError:
    """Return the error of a query whose workers all went away through no fault of its own."""
    return refusal("busy", say("the workers were stopped from outside"), retry_after=1)


def ended(fate: str, task: Task, limits: Limits) -> QueryError:
    """Return the error of a query whose process was ended: ``timeout``, ``memory`` or ``crash``."""
    if fate == "timeout":
        return too_slow(task)
    if fate == "memory":
        return refusal(
            "memory",
            say("a query may take %(num)s MiB", num=limits.memory),
            say("ask for less, or in steps"),
        )
    return refusal("crash", say("the query is too deep or too large to evaluate"))


def too_slow(task: Task) -> QueryError:
    """Return the error of a query whose time is up."""
    return refusal(
        "timeout",
        say("it was stopped after %(num)s seconds", num=f"{task.allowed:g}"),
        say("ask for less, or in steps"),
    )
