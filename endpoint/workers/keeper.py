"""The keeper: holds one release, forks the processes that share its memory, replaces the fallen."""

from __future__ import annotations

import gc
import json
import os
import resource
import selectors
import signal
import socket
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from endpoint.sparql.federation import NOWHERE, Directory
from endpoint.sparql.limits import Limits
from endpoint.workers import generation, sandbox, worker
from endpoint.workers.generation import Generation
from endpoint.workers.slots import Slots
from endpoint.workers.spool import MEBI
from endpoint.workers.stores import Held, Shelf
from endpoint.workers.worker import Worker

TICK = 0.1
# After so many seconds of computing a query runs at a lower priority, so that short ones do not
# wait for it. Not at the lowest: beside other busy programs that would be to stand still. Nor much
# sooner: who was slowed may not speed up again, so a new worker takes its place.
SLOW = 0.25
LOWER = 10
# The kernel ends a worker at its deadline; this is for the case that it did not.
GRACE = 2.0
REMEMBERED = 4096
TICKS = os.sysconf("SC_CLK_TCK")
STACK = 256 * MEBI
FATES = {
    signal.SIGALRM: "timeout",
    signal.SIGABRT: "memory",
    signal.SIGSEGV: "crash",
    signal.SIGBUS: "crash",
    signal.SIGILL: "crash",
    signal.SIGXFSZ: "memory",
}


@dataclass
class Child:
    """A living worker: its lane, its row in the table, when it was made, and its query.

    ``computed`` is how long it had computed when that query was first seen, in seconds.
    """

    lane: str
    index: int
    query_id: str = ""
    computed: float = 0.0
    slowed: bool = False


# What a forked child does to be a web process; it never returns.
Web = Callable[[Held | None], None]


class Keeper:
    """One release, the workers that answer from it, and the web processes that ask them."""

    def __init__(
        self, current: Generation, limits: Limits, family: frozenset[int], web: Web, *, far: bool
    ) -> None:
        """Load the release unless it is ``far``; ``family`` are this process and its parent."""
        self.generation = current
        self.limits = limits
        self.family = family
        self.children: dict[int, Child] = {}
        # Each web process, and whether it leaves: then another takes its place already.
        self.webs: dict[int, bool] = {}
        self.web = web
        self.fates: OrderedDict[str, str] = OrderedDict()
        self.counts = {"timeout": 0, "memory": 0, "crash": 0, "killed": 0, "forked": 0}
        # Set when it is told to leave; what is to be done then is done between two forks.
        self.told = self.leaving = self.drained = False
        self.directory = Directory.of(limits, os.environ.get("URBSOL_RELAY", ""))
        self.held = None if far else Held.load(current.release, limits)
        self.lanes = {} if far else self._lanes()
        workers = sum(count for _, count in self.lanes.values())
        self.slots = Slots.create(Path(current.path(generation.SLOTS)), workers)
        self.free = {lane: self._rows(lane) for lane in self.lanes}

    def _lanes(self) -> dict[str, tuple[socket.socket, int]]:
        """Return the listening sockets and the number of workers behind each."""
        lanes = {
            generation.PUBLIC: self.limits.query_workers,
            generation.PAGES: self.limits.page_workers,
        }
        if self.limits.past_workers:
            lanes[generation.PAST] = self.limits.past_workers
        if self.limits.services:
            lanes[generation.REMOTE] = 2
        return {lane: (self._listen(lane), count) for lane, count in lanes.items()}

    def _listen(self, lane: str) -> socket.socket:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(self.generation.path(lane))
        listener.listen(self.limits.queue)
        return listener

    def _rows(self, lane: str) -> list[int]:
        first = 0
        for name, (_, count) in self.lanes.items():
            if name == lane:
                return list(range(first, first + count))
            first += count
        return []

    def fork(self, lane: str) -> None:
        """Fork one worker for a lane."""
        index = self.free[lane].pop()
        make = partial(self._worker, lane, index)
        with undisturbed():
            pid = os.fork()
            if pid == 0:
                worker.run(make)
            self.children[pid] = Child(lane, index)
        self.counts["forked"] += 1

    def _worker(self, lane: str, index: int) -> Worker:
        """Make the worker, in its own process."""
        held: Held | Shelf
        if lane == generation.PAST:
            held = Shelf(self.generation.release, self.limits)
        else:
            held = self.held or Held.open(self.generation.release, self.limits)
        return Worker(
            held=held,
            listener=self.lanes[lane][0],
            slots=self.slots,
            index=index,
            limits=self.limits,
            family=self.family,
            directory=self.directory if lane == generation.REMOTE else NOWHERE,
            may_connect=lane == generation.REMOTE,
        )

    def _fork_web(self) -> None:
        with undisturbed():
            pid = os.fork()
            if pid == 0:
                self.web(self.held)
            self.webs[pid] = False

    def fill(self) -> None:
        """Fork the processes that are missing."""
        while (
            not self.leaving and list(self.webs.values()).count(False) < self.limits.web_processes
        ):
            self._fork_web()
        for lane, rows in self.free.items():
            while rows and not self.leaving:
                self.fork(lane)

    def replace(self, web: int) -> None:
        """Have another web process take the place of one that leaves by itself."""
        if web in self.webs:
            self.webs[web] = True

    def bury(self) -> None:
        """Take note of the workers that ended, and how."""
        while self.children or self.webs:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self.children.pop(pid, None)
            if child is not None:
                self._note(child, status)
            elif not self.webs.pop(pid, True) and status and not self.leaving:
                # Nor must whatever keeps web processes from starting.
                time.sleep(0.05)

    def _note(self, child: Child, status: int) -> None:
        busy = self.slots.read(child.index)
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if number:
            fate = FATES.get(signal.Signals(number), "killed")
            self.counts[fate] += 1
            if busy is not None:
                self.fates[busy.query_id] = fate
                while len(self.fates) > REMEMBERED:
                    self.fates.popitem(last=False)
        elif os.WEXITSTATUS(status) != worker.RETIRED:
            # Whatever keeps workers from starting must not make this a loop that burns the machine.
            time.sleep(0.05)
        self.slots.clear(child.index)
        self.free[child.lane].append(child.index)

    def oversee(self) -> None:
        """Slow down long queries; end those that outlived their deadline."""
        now = time.monotonic()
        for pid, child in self.children.items():
            busy = self.slots.read(child.index)
            if busy is None:
                continue
            if now > busy.deadline + GRACE:
                os.kill(pid, signal.SIGALRM)
            elif not child.slowed:
                self._slow_down(pid, child, busy.query_id)

    def _slow_down(self, pid: int, child: Child, query_id: str) -> None:
        """Lower the priority of a worker that has computed one query for long."""
        computed = computing(pid)
        if child.query_id != query_id:
            child.query_id, child.computed = query_id, computed
        elif computed - child.computed > SLOW:
            child.slowed = True
            sandbox.slow_down(pid, LOWER, short_slices=self.limits.short_slices)

    def abandon(self, query_id: str) -> None:
        """End the worker of a query nobody waits for any more."""
        for pid, child in self.children.items():
            busy = self.slots.read(child.index)
            if busy is not None and busy.query_id == query_id:
                os.kill(pid, signal.SIGKILL)

    def fate(self, query_id: str) -> str:
        """Return how the worker of a query ended, an empty text when nothing is known."""
        self.bury()
        return self.fates.get(query_id, "")

    def status(self) -> dict[str, object]:
        """Return what metrics and health want to know."""
        busy = self.slots.all()
        return {
            "pid": os.getpid(),
            "generation": self.generation.number,
            "workers": {lane: count for lane, (_, count) in self.lanes.items()},
            "alive": len(self.children),
            "webs": len(self.webs),
            "busy": sum(one is not None for one in busy),
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "ended": self.counts,
        }

    def leave(self) -> None:
        """Make no new processes; have the web processes finish, and after them the workers."""
        if self.told and not self.leaving:
            self.leaving = True
            for pid in self.webs:
                os.kill(pid, signal.SIGTERM)
        if self.leaving and not self.webs and not self.drained:
            self.drained = True
            for listener, _ in self.lanes.values():
                listener.close()
            for pid in self.children:
                os.kill(pid, worker.DRAIN)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold back what tells a process to leave while it forks.

    A child that is not known yet would not be told, and one that has not begun not understand it.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, worker.FORKING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, worker.FORKING)


def computing(pid: int) -> float:
    """Return the seconds a process has run on a processor (proc(5), utime and stime)."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS


def serve(keeper: Keeper, ready: Callable[[], None]) -> None:
    """Run a keeper until it is told to leave and the last of its children has left."""
    wake, waker = socket.socketpair()
    for end in (wake, waker):
        end.setblocking(False)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: setattr(keeper, "told", True))
    control = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    control.bind(keeper.generation.path(generation.CONTROL))
    control.setblocking(False)
    gc.collect()
    gc.freeze()
    keeper.fill()
    ready()
    selector = selectors.DefaultSelector()
    selector.register(wake, selectors.EVENT_READ)
    selector.register(control, selectors.EVENT_READ)
    while keeper.children or keeper.webs or not keeper.leaving:
        selector.select(TICK)
        awake(wake)
        converse(control, keeper)
        keeper.bury()
        keeper.leave()
        keeper.fill()
        keeper.oversee()


def awake(wake: socket.socket) -> None:
    """Forget the signals that woke the loop."""
    try:
        while wake.recv(4096):
            continue
    except BlockingIOError:
        return


def converse(control: socket.socket, keeper: Keeper) -> None:
    """Carry out what web processes ask: ``kill ID``, ``fate ID``, ``replace PID``, ``status``."""
    while True:
        try:
            asked, sender = control.recvfrom(4096)
        except BlockingIOError:
            return
        verb, _, query_id = asked.decode("ascii", "replace").partition(" ")
        if verb == "kill":
            keeper.abandon(query_id)
        elif verb == "replace":
            keeper.replace(int(query_id))
        elif sender:
            told = keeper.fate(query_id) if verb == "fate" else json.dumps(keeper.status())
            try:
                control.sendto(told.encode(), sender)
            except OSError:
                # Whoever asked has left.
                continue
