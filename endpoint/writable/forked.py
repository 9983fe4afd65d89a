"""Answers one query in a child of this process, which can be ended: for a store that changes.

A fork has the store as it is at that moment, and shares its memory. The limits are those of a
worker, but a process is made for each query: that takes milliseconds.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import Result, write
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Spooled
from endpoint.workers import frames, sandbox
from endpoint.workers.frames import HEAD, Task
from endpoint.workers.keeper import FATES
from endpoint.workers.pool import CHUNK, LATE, ended
from endpoint.workers.spool import MEBI, Spool, open_file


@dataclass
class Child:
    """The process that answers a query; ``end`` may be called from another thread."""

    pid: int = 0
    unwanted: bool = False
    _lock: Lock = field(default_factory=Lock)

    def begin(self, pid: int) -> None:
        """Take note of the process, and end it when nobody wants its answer any more."""
        with self._lock:
            self.pid = pid
        if self.unwanted:
            self.end()

    def end(self) -> None:
        """End the process, now or when it begins."""
        with self._lock:
            self.unwanted = True
            if self.pid:
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Return how the process ended (wait(2)); after that it cannot be ended."""
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            _, status = os.waitpid(self.pid, 0)
            self.pid = 0
        return status


@dataclass(frozen=True)
class Question:
    """A task, how its evaluation begins, and the prefixes of its answer."""

    task: Task
    begin: Callable[[], Result]
    prefixes: dict[str, str]
    limits: Limits


def answer(question: Question, child: Child, held: Lock) -> bytes | Spooled:
    """Return the answer of a child process; raise QueryError when it gives none in time.

    ``held`` is a lock under which nobody changes the store.
    """
    limits = question.limits
    spool = open_file(limits.spool_folder)
    try:
        reader, writer = os.pipe2(os.O_CLOEXEC)
        try:
            with held:
                pid = os.fork()
                if not pid:
                    _be_child(question, writer, spool)
            child.begin(pid)
            os.close(writer)
            told, late = _read(reader, question.task.deadline + LATE)
        finally:
            os.close(reader)
        if late:
            child.end()
        return _understood(told, child.wait(), question, spool)
    except BaseException:
        os.close(spool)
        raise


def _read(reader: int, until: float) -> tuple[bytes, bool]:
    """Return what a child says until it closes the pipe, and whether it took too long."""
    pieces: list[bytes] = []
    poll = select.poll()
    poll.register(reader, select.POLLIN)
    while poll.poll(max(0.0, until - time.monotonic()) * 1000):
        piece = os.read(reader, CHUNK)
        if not piece:
            return b"".join(pieces), False
        pieces.append(piece)
    return b"".join(pieces), True


def _understood(told: bytes, status: int, question: Question, spool: int) -> bytes | Spooled:
    body = told[HEAD.size :]
    if len(told) >= HEAD.size:
        head = frames.unpack_head(told[: HEAD.size])
        if head.kind == frames.ERROR and len(body) == head.size:
            raise frames.unpack_error(body)
        if head.kind == frames.IN_FILE:
            return Spooled(spool, head.size)
        if head.kind == frames.INLINE and len(body) == head.size:
            os.close(spool)
            return body
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    fate = FATES.get(signal.Signals(number), "timeout") if number else "crash"
    raise ended(fate, question.task, question.limits)


def _be_child(question: Question, writer: int, spool: int) -> None:
    """Answer and end; never return to the code of the parent."""
    try:
        _confine(question, {writer, spool})
        _tell(question, writer, spool)
    finally:
        os._exit(0)


def _confine(question: Question, kept: set[int]) -> None:
    limits = question.limits
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    # The kernel ends the process when its time is up, whatever it is doing.
    signal.setitimer(signal.ITIMER_REAL, max(question.task.deadline - time.monotonic(), 0.001))
    sandbox.expendable()
    sandbox.close_all_but(kept)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sandbox.forbid_sockets()
    sandbox.limit_memory(limits.memory * MEBI)


def _tell(question: Question, writer: int, descriptor: int) -> None:
    limits = question.limits
    spool = Spool(limits.spool_memory * MEBI, limits.answer_size * MEBI, descriptor)
    try:
        try:
            write(question.begin(), spool, question.task.media_type, question.prefixes)
        except MemoryError as error:
            raise ended("memory", question.task, limits) from error
        except OSError as error:
            raise QueryError("the answer could not be kept", kind="internal") from error
    except QueryError as error:
        body = frames.pack_error(spool.complain() if spool.too_long else error)
        head = frames.pack_head(frames.ERROR, len(body), 0.0)
    else:
        body = spool.finish()
        kind = frames.IN_FILE if spool.in_file else frames.INLINE
        head = frames.pack_head(kind, spool.size, 0.0)
    with os.fdopen(writer, "wb") as pipe:
        pipe.write(head + body)
