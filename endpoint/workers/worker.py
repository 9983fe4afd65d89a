"""One worker: answers one query at a time from the store it shares with its keeper."""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import FrameType

from endpoint.sparql import text
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import check_syntax, write
from endpoint.sparql.federation import NOWHERE, Directory
from endpoint.sparql.limits import Limits
from endpoint.workers import frames, sandbox
from endpoint.workers.frames import Task
from endpoint.workers.slots import Busy, Slots
from endpoint.workers.spool import MEBI, Spool, open_file
from endpoint.workers.stores import Held, Shelf

DRAIN = signal.SIGUSR1
# What a process that is being forked is told once it knows what to do then.
FORKING = frozenset({DRAIN, signal.SIGTERM})
CONNECTION_WAIT = struct.pack("ll", 5, 0)
# A worker that grew by more than this leaves, so that the memory goes back to the system.
GROWTH = 64 * MEBI
PAGE = resource.getpagesize()
# Most queries arrive in one piece; a larger buffer would be mapped and unmapped each time.
CHUNK = 1 << 14
BRIEF = 0.02
# How often an idle worker looks whether it is an orphan.
LOOK_UP = 2.0
RETIRED = 0


class Drained(BaseException):
    """The worker was told to leave while it had nothing to do."""


@dataclass
class Worker:
    """What a worker has: a release, where its queries arrive, its row in the table of workers.

    ``family`` are the processes it lives with: its keeper and the keeper's own parent. It leaves
    when it is orphaned of both.
    """

    held: Held | Shelf
    listener: socket.socket
    slots: Slots
    index: int
    limits: Limits
    family: frozenset[int]
    directory: Directory = NOWHERE
    may_connect: bool = False
    draining: bool = False
    idle: bool = False
    arrivals: select.epoll = field(init=False)
    spool: int = -1
    worn: bool = False
    computed: float = 0.0
    priority: int = field(default_factory=lambda: os.getpriority(os.PRIO_PROCESS, 0))
    bloated: int = field(default_factory=lambda: peak_memory() + GROWTH)

    @property
    def share(self) -> int:
        """Return how many bytes of the store this worker may copy."""
        workers = self.limits.query_workers + self.limits.page_workers
        return self.limits.memory_copied * MEBI // workers

    def confine(self) -> None:
        """Give up everything that answering does not need; nothing of it comes back."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(DRAIN, self._told_to_leave)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, FORKING)
        sandbox.expendable()
        sandbox.give_way()
        self._close_inherited()
        # The lowest free descriptors, so that there is no gap below the limit set on them.
        self.listener = socket.socket(fileno=os.dup(self.listener.detach()))
        self._close_inherited()
        self.listener.setblocking(False)
        self.arrivals = select.epoll()
        self.arrivals.register(self.listener, select.EPOLLIN | select.EPOLLEXCLUSIVE)
        self.spool = open_file(self.limits.spool_folder)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        size = self.limits.answer_size * MEBI
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + MEBI, size + MEBI))
        if not self.may_connect:
            sandbox.forbid_sockets()
        if not self.may_connect and self.held.in_memory:
            # One descriptor for the connection of the query: none is left for a socket. A store on
            # disk opens its files when it needs them, so there only the line above holds.
            sandbox.limit_descriptors(1)
        sandbox.limit_memory(self.limits.memory * MEBI + self.held.opening)

    def _close_inherited(self) -> None:
        if not self.held.holds_files:
            sandbox.close_all_but({self.listener.fileno()})

    def _told_to_leave(self, _number: int, _frame: FrameType | None) -> None:
        self.draining = True
        if self.idle:
            raise Drained

    def serve(self) -> None:
        """Answer queries until told to leave, or until the process is worn."""
        # Of the idle workers the system wakes the one that was busy last, not each in turn as with
        # a blocking accept(2): its memory is still in the caches of the processor.
        while not self.worn:
            connection = self._accept(self.arrivals)
            if connection is None:
                return
            with connection:
                self._answer(connection)

    def _accept(self, arrivals: select.epoll) -> socket.socket | None:
        """Wait for a query; None when there is none and the worker is to leave."""
        while True:
            try:
                self.idle = True
                arrived = arrivals.poll(0 if self.draining else LOOK_UP)
                self.idle = False
                if arrived:
                    return self.listener.accept()[0]
            except (BlockingIOError, Drained):
                # Another worker was quicker, or this one was told to leave.
                self.idle = False
                continue
            if self.draining:
                return None
            self.draining = os.getppid() not in self.family

    def _worn(self, computed: float) -> bool:
        """Tell whether a new process is due after a query that computed for so many seconds.

        The store counts in its own memory who reads what, so whoever reads it copies it, page by
        page. Who has copied its share leaves, and so does who was slowed down or grew.
        """
        if self.held.in_memory and copied_memory() > self.share:
            return True
        slowed = os.getpriority(os.PRIO_PROCESS, 0) > self.priority
        return computed > BRIEF and (slowed or peak_memory() > self.bloated)

    def _answer(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, CONNECTION_WAIT)
        try:
            task = receive(connection)
            if task is None or (waited(task) and gone(connection)):
                return
            self._run(connection, task)
        except OSError:
            # The web process has given up on this query; there is nobody to tell.
            return

    def _run(self, connection: socket.socket, task: Task) -> None:
        started, before = time.monotonic(), time.process_time()
        remaining = task.deadline - started
        if remaining <= 0:
            answer_error(connection, QueryError("no time was left", kind="timeout"), 0.0)
            return
        self.slots.begin(self.index, Busy(task.query_id, started, task.deadline))
        # The kernel ends the process when its time is up, whatever it is doing.
        signal.setitimer(signal.ITIMER_REAL, remaining)
        try:
            spool = Spool(
                self.limits.spool_memory * MEBI, self.limits.answer_size * MEBI, self.spool
            )
            try:
                self._evaluate(task, spool)
            except QueryError as error:
                told = spool.complain() if spool.too_long else error
                answer_error(connection, told, self._computed(before))
            else:
                body = spool.finish()
                self._send(connection, spool, body, self._computed(before))
            if spool.size > self.limits.spool_memory * MEBI:
                os.close(self.spool)
                self.spool = open_file(self.limits.spool_folder)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.slots.clear(self.index)

    def _computed(self, before: float) -> float:
        """Return the seconds a query was computed; see whether it wore the process out."""
        computed = time.process_time() - before
        self.worn = self.worn or self._worn(computed)
        return computed

    def _evaluate(self, task: Task, spool: Spool) -> None:
        text.check_nesting(task.text, self.limits.nesting)
        directed = self._directed(task)
        try:
            result = self.held.begin(directed)
        except QueryError as error:
            if error.kind == "syntax" and directed.text != task.text:
                # Line and column are those of the query as it came.
                check_syntax(task.text, self.held.release.base)
            raise
        try:
            write(result, spool, task.media_type, self.held.prefixes)
        except MemoryError as error:
            raise QueryError("the answer does not fit into memory", kind="memory") from error
        except OSError as error:
            if self.may_connect and not spool.too_long:
                raise QueryError("the remote endpoint failed", kind="service-failed") from error
            raise QueryError("the answer could not be kept", kind="internal") from error

    def _directed(self, task: Task) -> Task:
        """Return the task with the addresses of the relay in its query.

        Raise QueryError when it names what it may not. Who may connect and is asked something for
        which there is no need gives that up first, and leaves afterwards.
        """
        allowed = self.directory.allowed_only(task.text, self.held.release.base)
        if self.may_connect and allowed == task.text:
            sandbox.forbid_sockets()
            self.worn = True
        return replace(task, text=allowed)

    def _send(self, connection: socket.socket, spool: Spool, body: bytes, cpu: float) -> None:
        if spool.in_file:
            head = frames.pack_head(frames.IN_FILE, spool.size, cpu)
            socket.send_fds(connection, [head], [self.spool])
        else:
            connection.sendall(frames.pack_head(frames.INLINE, len(body), cpu) + body)


def peak_memory() -> int:
    """Return the most memory this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def copied_memory() -> int:
    """Return how many bytes this process got for itself since it was forked.

    Each page that it wrote to for the first time, as a copy or as new memory, is a minor fault.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * PAGE


def receive(connection: socket.socket) -> Task | None:
    """Read a task; None when the other side closes before it is whole."""
    data = connection.recv(CHUNK)
    if len(data) < frames.LENGTH.size:
        return None
    (size,) = frames.LENGTH.unpack_from(data)
    missing = frames.LENGTH.size + size - len(data)
    if size > frames.MAX_REQUEST:
        return None
    while missing > 0:
        more = connection.recv(missing, socket.MSG_WAITALL)
        if not more:
            return None
        data += more
        missing -= len(more)
    return frames.unpack_task(data[frames.LENGTH.size :])


def waited(task: Task) -> bool:
    """Tell whether a task stood in the queue for long enough to have been given up."""
    return time.monotonic() - (task.deadline - task.allowed) > BRIEF


def gone(connection: socket.socket) -> bool:
    """Tell whether the other side has closed the connection."""
    poll = select.poll()
    poll.register(connection, select.POLLRDHUP)
    return bool(poll.poll(0))


def answer_error(connection: socket.socket, error: QueryError, cpu: float) -> None:
    """Send an error instead of an answer."""
    body = frames.pack_error(error)
    connection.sendall(frames.pack_head(frames.ERROR, len(body), cpu) + body)


def run(make: Callable[[], Worker]) -> None:
    """Be a worker in a forked child until it leaves; never returns to the keeper's code."""
    code = 1
    try:
        gc.disable()
        sandbox.name_process("urbsol-worker")
        worker = make()
        worker.confine()
        gc.freeze()
        gc.enable()
        worker.serve()
        code = RETIRED
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
