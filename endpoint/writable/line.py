"""The way to the process that has the store, from the threads of the process that speaks HTTP."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Spooled
from endpoint.workers import frames, sandbox
from endpoint.workers.frames import HEAD, LENGTH, TIME, Task
from endpoint.workers.keeper import FATES
from endpoint.workers.pool import CHUNK, LATE, ended, too_slow
from endpoint.workers.spool import open_file
from endpoint.writable import holder
from endpoint.writable.changes import Change
from endpoint.writable.holder import CHANGE, DONE, FATE, LEAVE, PID, QUERY
from loaders.errors import DataError

GONE = "the process that has the store is gone"


@dataclass
class Child:
    """The process that does what is asked; ``end`` may be called from another thread."""

    handle: int = -1
    unwanted: bool = False
    _lock: Lock = field(default_factory=Lock)

    def begin(self, handle: int) -> None:
        """Take note of the process, and end it when nobody wants its answer any more."""
        with self._lock:
            self.handle = handle
            if self.unwanted:
                self._kill()

    def end(self) -> None:
        """End the process, now or when it begins."""
        with self._lock:
            self.unwanted = True
            self._kill()

    def release(self) -> bool:
        """Let the process be; tell whether it was left alone until now."""
        with self._lock:
            if self.handle >= 0:
                os.close(self.handle)
                self.handle = -1
            return not self.unwanted

    def _kill(self) -> None:
        if self.handle >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)


@dataclass
class Line:
    """The line to the present holder; ``version`` counts the changes.

    Queries may be asked from many threads, changes from one at a time.
    """

    far: socket.socket
    limits: Limits
    version: int = 0
    _lock: Lock = field(default_factory=Lock)

    def ask(self, task: Task, child: Child) -> bytes | Spooled:
        """Return the answer of a query; raise QueryError when there is none in time."""
        spool = open_file(self.limits.spool_folder)
        try:
            with self._begun(QUERY, spool) as pair:
                send(pair, frames.pack_task(task))
                kind, size, body = self._answered(pair, child, task)
            child.release()
            if kind == frames.IN_FILE:
                return Spooled(spool, size)
        except BaseException:
            os.close(spool)
            raise
        os.close(spool)
        return body

    def change(self, change: Change, child: Child, task: Task) -> bytes:
        """Have the store changed, and go on with the process that has it changed.

        ``task`` tells the time there is. Raise QueryError when nothing was changed.
        """
        data = TIME.pack(task.deadline) + change.pack()
        with self._begun(CHANGE) as pair:
            send(pair, LENGTH.pack(len(data)) + data)
            _, _, body = self._answered(pair, child, task)
            if not child.release():
                raise QueryError("nobody waited for the change", kind="busy")
            self._swap(pair.dup())
        return body

    def _swap(self, new: socket.socket) -> None:
        with self._lock:
            old, self.far = self.far, new
            self.version += 1
            with contextlib.suppress(OSError):
                old.sendall(LEAVE)
        old.close()

    @contextmanager
    def _begun(self, verb: bytes, *descriptors: int) -> Iterator[socket.socket]:
        """Have a child made, and yield what leads to it."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                try:
                    with self._lock:
                        socket.send_fds(self.far, [verb], [theirs.fileno(), *descriptors])
                except OSError as error:
                    raise lost() from error
            yield ours

    def _answered(self, pair: socket.socket, child: Child, task: Task) -> tuple[bytes, int, bytes]:
        """Return kind, size and body of what a child answers; raise QueryError."""
        try:
            found = self._read(pair, child, task.deadline + LATE)
        except TimeoutError:
            child.end()
            child.release()
            raise too_slow(task) from None
        except OSError as error:
            raise lost() from error
        end = length(found)
        if not end:
            child.release()
            # The last byte is the signal that ended it.
            number = found[-1] - FATE if found and found[-1] >= FATE else 0
            fate = FATES.get(signal.Signals(number), "timeout") if number else "crash"
            raise ended(fate, task, self.limits)
        head = frames.unpack_head(bytes(found[: HEAD.size]))
        body = bytes(found[HEAD.size : end - len(DONE)])
        if head.kind == frames.ERROR:
            child.release()
            raise frames.unpack_error(body)
        return head.kind, head.size, body

    def _read(self, pair: socket.socket, child: Child, until: float) -> bytearray:
        pair.settimeout(max(until - time.monotonic(), 0.001))
        first, descriptors, _, _ = socket.recv_fds(pair, 1, 1)
        if first != PID:
            raise lost()
        child.begin(descriptors[0])
        found = bytearray()
        while not length(found):
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            pair.settimeout(left)
            piece = pair.recv(CHUNK)
            if not piece:
                break
            found += piece
        return found


def length(found: bytearray) -> int:
    """Return how long the answer is at the beginning of some bytes; 0 when it is not whole."""
    if len(found) < HEAD.size:
        return 0
    head = frames.unpack_head(bytes(found[: HEAD.size]))
    end = HEAD.size + (0 if head.kind == frames.IN_FILE else head.size) + len(DONE)
    return end if found[end - len(DONE) : end] == DONE else 0


def send(pair: socket.socket, data: bytes) -> None:
    """Send what is asked; a child that ended meanwhile is seen when its answer is read."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        pair.sendall(data)


def lost() -> QueryError:
    """Return the error of everything that is asked when there is no store any more."""
    return QueryError(GONE, kind="internal", remedy="start the service again")


def begin(folder: Path, base: str, limits: Limits) -> Line:
    """Load the store of a release in a process of its own; raise DataError when it cannot be read.

    To be called before there are threads: the process is a fork of this one.
    """
    sandbox.adopt_orphans()
    # Whoever is adopted leaves no trace either.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    ours, theirs = socket.socketpair()
    if not os.fork():
        holder.hold(folder, base, theirs, limits)
    theirs.close()
    found = bytearray()
    while not length(found) and (piece := ours.recv(CHUNK)):
        found += piece
    if not length(found):
        raise DataError("the store could not be loaded", folder, remedy="see if memory is enough")
    if frames.unpack_head(bytes(found[: HEAD.size])).kind == frames.ERROR:
        raise DataError(
            frames.unpack_error(bytes(found[HEAD.size : length(found) - 1])).what, folder
        )
    return Line(ours, limits)
