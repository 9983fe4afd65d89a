"""Answers quick queries in this process: in threads, and looks after the time they take.

To hand a query to another process and to be woken with its answer takes longer than most queries.
But a thread cannot be stopped. So only what has proved to be quick is answered here. What is not
done soon after all is asked again of a worker, which can be killed; and a process in which a thread
goes on for long takes no more work, and another takes its place.

A query that takes no longer than its answer is long is evaluated in the event loop, up to a length:
to hand it to a thread and be woken by it takes longer.
"""

from __future__ import annotations

import asyncio
import os
import resource
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from endpoint.quick.privileges import SHORT, Privileges, Shape
from endpoint.sparql.execute import write
from endpoint.workers.frames import Task
from endpoint.workers.pool import Reply
from endpoint.workers.spool import MEBI
from endpoint.workers.stores import Held

# How often it is looked how long threads have computed; after so many seconds of it a worker is
# asked, after so many more the thread is taken for one that will not end. A thread that does not
# get to compute is given up too.
LOOK = 0.01
GIVEN_UP, RUNAWAY, WAITED = 0.02, 0.25, 0.5
PAGE = resource.getpagesize()
# The most bytes that the event loop writes: a millisecond's worth.
AT_ONCE = 1 << 16


class TooLongError(Exception):
    """An answer that is longer than threads answer, or that nobody waits for any more."""


@dataclass(slots=True, eq=False)
class Job:
    """A query under way: the thread, its clock, what that told when it began, and when that was.

    ``clock`` is 0 until a thread has begun.
    """

    task: Task
    shape: Shape
    answer: asyncio.Future[bytes | None]
    output: Output
    sent: float
    clock: int = 0
    thread: int = 0
    began: float = 0.0
    seconds: float = 0.0


class Output:
    """Takes the bytes of an answer; raises when there are too many, or nobody waits for them."""

    def __init__(self, most: int) -> None:
        """Take at most so many bytes."""
        self.unwanted = False
        self._left = most
        self._pieces: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""
        self._left -= len(data)
        if self._left < 0 or self.unwanted:
            raise TooLongError
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: all is in memory."""

    def whole(self) -> bytes:
        """Return the answer."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)


class Threads:
    """The threads of one process, seen from its event loop.

    ``spoilt`` is called once, when one of them turns out to be one that will not end.
    """

    def __init__(
        self,
        held: Held,
        privileges: Privileges,
        spoilt: Callable[[Job], None],
        *,
        count: int,
        memory: int,
    ) -> None:
        """Begin ``count`` threads; the process may grow by ``memory`` MiB while it is spoilt."""
        self.held = held
        self.privileges = privileges
        self.open = count > 0
        self._spoilt = spoilt
        self._count = count
        self._most = resident() + memory * MEBI
        self._jobs: set[Job] = set()
        self._queue: SimpleQueue[Job] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._looking = False
        for _ in range(count):
            threading.Thread(target=self._serve, daemon=True, name="quick").start()

    async def answer(self, task: Task, shape: Shape) -> Reply | None:
        """Return the answer to a query; None when a worker is to be asked."""
        if not self.open or not self.privileges.has(shape, task.client):
            return None
        if shape.bounded:
            reply = self._at_once(task, shape)
            if reply is not None:
                return reply
        if len(self._jobs) >= self._count:
            return None
        output = Output(SHORT)
        job = Job(task, shape, self._loop.create_future(), output, time.monotonic())
        self._jobs.add(job)
        self._queue.put(job)
        if not self._looking:
            self._looking = True
            self._loop.call_later(LOOK, self._look)
        body = await job.answer
        return None if body is None else Reply(body, job.seconds, self.held.release, of_thread=True)

    def _at_once(self, task: Task, shape: Shape) -> Reply | None:
        """Return the answer to a query, without a thread; None when it is too long for that."""
        began = time.thread_time()
        body = self._evaluated(task, Output(AT_ONCE))
        if body is None:
            shape.bounded = False
            return None
        return Reply(body, time.thread_time() - began, self.held.release, of_thread=True)

    def _serve(self) -> None:
        """Answer one query after the other: what a thread begins, only it may touch."""
        clock, thread = time.pthread_getcpuclockid(threading.get_ident()), threading.get_native_id()
        while True:
            job = self._queue.get()
            job.began, job.thread, job.clock = time.clock_gettime(clock), thread, clock
            body = self._evaluated(job.task, job.output)
            job.seconds = time.clock_gettime(clock) - job.began
            try:
                self._loop.call_soon_threadsafe(self._ended, job, body)
            except RuntimeError:
                # The event loop has ended, and the process is about to.
                return
            del job, body

    def _evaluated(self, task: Task, output: Output) -> bytes | None:
        try:
            result = self.held.begin(task)
            write(result, output, task.media_type, self.held.prefixes)
        except BaseException:  # noqa: BLE001 - a worker is asked, and tells what is wrong
            return None
        return output.whole()

    def _ended(self, job: Job, body: bytes | None) -> None:
        self._jobs.discard(job)
        if body is None:
            self.privileges.slip(job.shape)
        if not job.answer.done():
            job.answer.set_result(body)

    def _look(self) -> None:
        """Give up what takes too long; whoever waits for it asks a worker."""
        now = time.monotonic()
        for job in list(self._jobs):
            spent = time.clock_gettime(job.clock) - job.began if job.clock else 0.0
            if not job.output.unwanted and (spent > GIVEN_UP or now - job.sent > WAITED):
                job.output.unwanted = True
                self.privileges.slip(job.shape)
                if not job.answer.done():
                    job.answer.set_result(None)
            if spent > RUNAWAY and self.open:
                self._spoil(job)
            if job.output.unwanted and resident() > self._most:
                # Better the answers under way here are broken than the machine.
                os._exit(1)
        self._looking = bool(self._jobs)
        if self._looking:
            self._loop.call_later(LOOK, self._look)

    def _spoil(self, job: Job) -> None:
        """Take no more work; the thread goes on only while everybody else rests."""
        self.open = False
        os.setpriority(os.PRIO_PROCESS, job.thread, 19)
        os.sched_setscheduler(job.thread, os.SCHED_IDLE, os.sched_param(0))
        self.privileges.fall(job.shape, job.task.client)
        self._spoilt(job)


def resident() -> int:
    """Return how many bytes of memory this process has."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE
