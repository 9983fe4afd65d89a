"""Starts the keeper, which forks all that answers, replaces it, and changes the release.

It does nothing else, holds no data and has no threads, so that it is the last to fail.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import secrets
import select
import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from endpoint.sparql.limits import Limits
from endpoint.workers import generation, sandbox
from endpoint.workers.runfolder import RunFolder
from endpoint.workers.spool import MEBI
from loaders import manifest
from loaders.errors import UsageError

PR_SET_CHILD_SUBREAPER = 36
TICK = 0.2
# How long the workers of an old release still take queries after the new one took over.
OVERLAP = 1.0
# A child that lives shorter than this is started again more slowly.
YOUNG = 2.0
PAUSE = 0.5
# So much longer than a query may take the service waits for what has begun when it is to end.
GRACE = 5.0
STACK = 64 << 20


@dataclass(frozen=True)
class Service:
    """What is to be served, and where: ``follow`` says to look for new releases."""

    release: Path
    listener: socket.socket
    limits: Limits
    environment: Mapping[str, str] = field(default_factory=dict)
    follow: bool = True


@dataclass
class Process:
    """A child: its kind, its number, what it serves, when it began."""

    kind: str
    number: int
    folder: Path | None
    began: float
    retiring: bool = False


class Supervisor:
    """The parent of all processes of the service."""

    def __init__(self, service: Service) -> None:
        """Prepare a run folder, which only this user can read."""
        self.service = service
        self.held = RunFolder()
        self.run_folder = self.held.path
        self.children: dict[int, Process] = {}
        self.number = 0
        self.announced = 0
        self.served: Path | None = None
        self.stopping = False
        self.reload = False
        self.failed = False
        # Whether what answers is to be replaced by what holds the release in memory.
        self.provisional = False
        self.target = service.release.resolve()
        self.due: list[tuple[float, str, int]] = []
        # The process groups of keepers that ended, and their generations.
        self.orphans: dict[int, int] = {}
        self.relay: socket.socket | None = None
        self.relay_url = ""
        if service.limits.services:
            self.relay, self.relay_url = _relay_socket()

    def run(self) -> int:
        """Serve until told to stop; return the exit code."""
        _subreaper()
        wake, waker = socket.socketpair()
        for end in (wake, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._stop())
        signal.signal(signal.SIGHUP, lambda *_: setattr(self, "reload", True))
        try:
            self._begin()
            self._start_relay()
            while not self.stopping:
                self._turn(wake)
            return self._end()
        finally:
            self.held.remove()

    def _begin(self) -> None:
        """Start the first keeper: of a large release one that need not load it."""
        limits = self.service.limits
        if not os.environ.get("URBSOL_STORE"):
            size = manifest.loadable(self.target) / MEBI
            self.provisional = limits.disk_first < size <= limits.memory_release
        self._start_keeper(from_disk=self.provisional)

    def _stop(self) -> None:
        self.stopping = True

    def _turn(self, wake: socket.socket) -> None:
        select.select([wake], [], [], TICK)
        try:
            while wake.recv(4096):
                continue
        except BlockingIOError:
            pass
        self._bury()
        self._announce()
        self._look_for_release()
        for moment, kind, number in [one for one in self.due if one[0] <= time.monotonic()]:
            self.due.remove((moment, kind, number))
            if kind == "relay":
                self._start_relay()
            elif kind == "retire":
                self._retire(number)
            else:
                self._start_keeper(self.served if kind == "former keeper" else None)

    def _bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            child = self.children.pop(pid, None)
            if child is not None:
                self._replace(pid, child, status)

    def _replace(self, pid: int, child: Process, status: int) -> None:
        """Start another process in the place of one that ended, unless it was to end."""
        if child.kind == "keeper":
            # It may have become ready just before it ended: then its workers are serving.
            self._announce()
        if child.retiring or self.stopping:
            return
        lived = time.monotonic() - child.began
        report("ended", kind=child.kind, pid=pid, status=status, seconds=round(lived, 1))
        wait = PAUSE if lived < YOUNG else 0.0
        if child.kind == "relay":
            self.due.append((time.monotonic() + wait, child.kind, child.number))
        elif self.announced == child.number:
            # Its workers go on until those of the next keeper are there.
            self.orphans[pid] = child.number
            self.due.append((time.monotonic() + wait, "keeper", 0))
        elif self.announced == 0:
            self.failed = self.stopping = True
        elif os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGKILL, signal.SIGTERM}:
            # Somebody ended it while it loaded: that says nothing about the release.
            self.due.append((time.monotonic() + PAUSE, "keeper", 0))
        else:
            report("release refused", folder=str(child.folder), remedy="urbsol release verify")
            if not self._kept():
                self.due.append((time.monotonic() + PAUSE, "former keeper", 0))

    def _kept(self) -> bool:
        """Tell whether the keeper of the release that is served lives."""
        return any(
            child.kind == "keeper" and child.number == self.announced
            for child in self.children.values()
        )

    def _start_keeper(self, folder: Path | None = None, *, from_disk: bool = False) -> None:
        """Start a keeper of the release to be served, or of another."""
        folder = folder or self.target
        self.number += 1
        module = [sys.executable, "-m", "endpoint.service.keep"]
        descriptor = self.service.listener.fileno()
        told = [str(self.run_folder), str(self.number), str(folder), str(descriptor)]
        limits = self.service.limits
        if from_disk:
            limits = replace(limits, memory_release=0)
        environment = self._environment(limits)
        pid = spawn([*module, *told], environment, keep=descriptor, stack=STACK)
        self.children[pid] = Process("keeper", self.number, folder, time.monotonic())

    def _start_relay(self) -> None:
        if self.relay is None:
            return
        descriptor = self.relay.fileno()
        arguments = [sys.executable, "-m", "endpoint.workers.relay", str(descriptor)]
        pid = spawn(arguments, self._environment(self.service.limits), keep=descriptor)
        self.children[pid] = Process("relay", 0, None, time.monotonic())

    def _environment(self, limits: Limits) -> dict[str, str]:
        return {
            **os.environ,
            **limits.to_environment(),
            **self.service.environment,
            sandbox.PARENT: str(os.getpid()),
            "URBSOL_RELAY": self.relay_url,
            # A worker that runs out of memory shall not spend seconds on telling where.
            "RUST_BACKTRACE": "0",
        }

    def _announce(self) -> None:
        """See whether a keeper became ready; send those before it away."""
        current = generation.read(self.run_folder)
        if current is None or current.number == self.announced:
            return
        self.announced = current.number
        release = current.release
        self.served = release.folder
        report(
            "serving", version=release.version, hash=release.hash[:12], generation=current.number
        )
        for child in self.children.values():
            if child.kind == "keeper" and child.number < current.number and not child.retiring:
                child.retiring = True
        self.due.append((time.monotonic() + OVERLAP, "retire", current.number))
        if self.provisional:
            self.provisional = False
            self.due.append((time.monotonic(), "keeper", 0))

    def _retire(self, number: int) -> None:
        """Let the processes of older generations finish and leave."""
        for pid, child in self.children.items():
            if child.kind == "keeper" and child.number < number:
                child.retiring = True
                os.kill(pid, signal.SIGTERM)
        for group in [group for group, of in self.orphans.items() if of < number]:
            _signal_group(group, signal.SIGUSR1)
            del self.orphans[group]

    def _look_for_release(self) -> None:
        """Change to the release that ``current`` names now."""
        target = self.service.release.resolve()
        moved = self.service.follow and target != self.target and target.is_dir()
        if not (moved or self.reload):
            return
        loading = any(
            child.kind == "keeper" and child.number > self.announced
            for child in self.children.values()
        )
        if loading:
            return
        self.reload = False
        self.target = target
        self._start_keeper()

    def _end(self) -> int:
        """Let requests finish, then everything end."""
        self._signal("keeper", signal.SIGTERM)
        for group in self.orphans:
            _signal_group(group, signal.SIGUSR1)
        self._wait("keeper", patience(self.service.limits))
        for pid in list(self.children):
            _signal_group(pid, signal.SIGKILL)
            os.kill(pid, signal.SIGKILL)
        for group in self.orphans:
            _signal_group(group, signal.SIGKILL)
        return 1 if self.failed else 0

    def _signal(self, kind: str, number: signal.Signals) -> None:
        for pid, child in self.children.items():
            if child.kind == kind:
                child.retiring = True
                os.kill(pid, number)

    def _wait(self, kind: str, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._bury()
            if not any(child.kind == kind for child in self.children.values()):
                return
            time.sleep(0.02)


def spawn(
    arguments: list[str], environment: Mapping[str, str], *, keep: int = -1, stack: int = 0
) -> int:
    """Start a program and return its process; ``keep`` is a descriptor it inherits.

    ``stack`` bounds its stack in bytes, as far as the system allows: a parser is recursive.
    """
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if keep >= 0:
            os.set_inheritable(keep, True)
        if stack:
            _, most = resource.getrlimit(resource.RLIMIT_STACK)
            wanted = stack if most == resource.RLIM_INFINITY else min(stack, most)
            resource.setrlimit(resource.RLIMIT_STACK, (wanted, most))
        # A group of its own, so that a key pressed in a terminal reaches the supervisor alone.
        os.setpgid(0, 0)
        os.execve(arguments[0], arguments, dict(environment))  # noqa: S606 - no shell is wanted
    finally:
        os._exit(127)


def patience(limits: Limits) -> float:
    """Return how many seconds a service that is stopped waits: as long as a query may take."""
    return max(limits.timeout, limits.page_timeout) + GRACE


def listen(host: str, port: int, limits: Limits) -> socket.socket:
    """Return a socket that listens; raise UsageError when that address is not to be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A client that reads nothing of its answer is sent away: connections inherit this.
        waiting = int(limits.read_wait * 1000)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, waiting)
        listener.bind(address)
        listener.listen(limits.backlog)
    except OSError as error:
        raise UsageError(
            f"cannot listen at {host}, port {port}: {error.strerror or error}",
            remedy="choose another with --host and --port",
        ) from error
    return listener


def _relay_socket() -> tuple[socket.socket, str]:
    """Return where the relay listens, and its URL with a path that only our processes know."""
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, f"http://127.0.0.1:{listener.getsockname()[1]}/{secrets.token_hex(16)}/"


def report(event: str, **told: object) -> None:
    """Write a line of the log."""
    line = {"time": round(time.time(), 3), "event": event, **told}
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()


def _subreaper() -> None:
    """Become the parent of workers whose keeper ended (prctl(2)), to know when they have left."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return
