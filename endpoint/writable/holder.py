"""The process that has the store: it forks a child for each query and for each change.

A child has the store as it is at that moment, and shares its memory. The child of a query answers
and ends. The child of a change makes the change in its own copy; when that is done it holds the
store in place of its parent, and else it ends and nothing has changed. So whatever is asked for can
be stopped at any time, and no store is ever changed by half.

Who asks sends a byte (QUERY, CHANGE) with descriptors over a line: the child's end of a pair of
sockets and, for a query, the file of a long answer. Over the pair comes first a descriptor by which
the child can be stopped, then its answer (frames, closed by DONE), or as the last byte FATE with
the signal that ended it. The pair of a change that is done is the line to the new holder. LEAVE
ends the old one when its queries are answered; when the line breaks everything ends at once.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import resource
import select
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from pyoxigraph import Store

from endpoint.sparql import text
from endpoint.sparql.backend import load_store
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import evaluate, write
from endpoint.sparql.federation import NOWHERE
from endpoint.sparql.limits import Limits
from endpoint.workers import frames, sandbox
from endpoint.workers.frames import Task
from endpoint.workers.pool import ended
from endpoint.workers.spool import MEBI, Spool
from endpoint.writable.changes import Change, carry_out
from loaders.errors import DataError
from loaders.vocabulary import prefixes

QUERY, CHANGE, LEAVE = b"Q", b"C", b"L"
PID, DONE = b"P", b"."
LOG = logging.getLogger(__name__)
# What stands for the signal that ended a child: a byte that DONE never is.
FATE = 128


class PromotedError(BaseException):
    """This process has changed its copy of the store and is to hold it; ``line`` leads to it."""

    def __init__(self, line: socket.socket) -> None:
        """Take the line."""
        super().__init__()
        self.line = line


@dataclass
class Child:
    """A child as its parent knows it: what it does, how it is watched, its end of the pair."""

    pid: int
    verb: bytes
    handle: int
    pair: socket.socket


@dataclass
class Holder:
    """A store, and the line over which it is asked."""

    store: Store
    line: socket.socket
    limits: Limits
    base: str
    sealed: bool = False
    children: dict[int, Child] = field(default_factory=dict)

    def serve(self) -> None:
        """Do what is asked until told to leave, or until the line breaks."""
        watch = select.poll()
        watch.register(self.line, select.POLLIN)
        open_line = True
        while open_line or any(child.verb == QUERY for child in self.children.values()):
            for descriptor, _ in watch.poll():
                if descriptor in self.children:
                    watch.unregister(descriptor)
                    self._bury(self.children.pop(descriptor))
                elif open_line:
                    open_line = self._take(watch)

    def _take(self, watch: select.poll) -> bool:
        """Take one request; False when there will be no more of them."""
        verb, descriptors = b"", list[int]()
        with contextlib.suppress(ConnectionResetError):
            verb, descriptors, _, _ = socket.recv_fds(self.line, 1, 2)
        if verb in {QUERY, CHANGE}:
            child = self._begin(verb, descriptors)
            self.children[child.handle] = child
            watch.register(child.handle, select.POLLIN)
            return True
        watch.unregister(self.line)
        if verb != LEAVE:
            # Nobody is there any more who would read an answer.
            for child in self.children.values():
                signal.pidfd_send_signal(child.handle, signal.SIGKILL)
            os._exit(0)
        return False

    def _begin(self, verb: bytes, descriptors: list[int]) -> Child:
        pair = socket.socket(fileno=descriptors[0])
        pid = os.fork()
        if not pid:
            self._be_child(verb, pair, descriptors[1:])
        for descriptor in descriptors[1:]:
            os.close(descriptor)
        return Child(pid, verb, os.pidfd_open(pid), pair)

    def _bury(self, child: Child) -> None:
        """Say how a child ended; what it has said itself is on its way before."""
        _, status = os.waitpid(child.pid, 0)
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        with contextlib.suppress(OSError):
            child.pair.sendall(bytes([FATE | number]))
        child.pair.close()
        os.close(child.handle)

    # What follows happens in a child.

    def _be_child(self, verb: bytes, pair: socket.socket, descriptors: list[int]) -> NoReturn:
        """Answer a query and end, or change the store and leave the code of the parent."""
        try:
            for child in self.children.values():
                child.pair.detach()
            self.line.detach()
            self.children.clear()
            sandbox.close_all_but({pair.fileno(), *descriptors})
            introduce(pair)
            if verb == QUERY:
                self._answer(pair, descriptors[0])
            elif self._change(pair):
                promote(pair)
            os._exit(0)
        except PromotedError:
            raise
        except BaseException:  # noqa: BLE001 - whatever it is, the code of the parent is not to run
            os._exit(1)

    def _confine(self, deadline: float) -> None:
        # The kernel ends the process when its time is up, whatever it is doing.
        signal.setitimer(signal.ITIMER_REAL, max(deadline - time.monotonic(), 0.001))
        sandbox.limit_memory(self.limits.memory * MEBI, for_good=False)

    def _answer(self, pair: socket.socket, descriptor: int) -> None:
        task = frames.unpack_task(received(pair))
        sandbox.expendable()
        self._confine(task.deadline)
        limits = self.limits
        spool = Spool(limits.spool_memory * MEBI, limits.answer_size * MEBI, descriptor)
        try:
            self._evaluate(task, spool)
        except QueryError as error:
            told(
                pair, frames.ERROR, frames.pack_error(spool.complain() if spool.too_long else error)
            )
        else:
            body = spool.finish()
            told(pair, frames.IN_FILE if spool.in_file else frames.INLINE, body, spool.size)

    def _evaluate(self, task: Task, spool: Spool) -> None:
        text.check_nesting(task.text, self.limits.nesting)
        words = NOWHERE.allowed_only(task.text, self.base)
        result = evaluate(self.store, words, task.default_graphs, task.named_graphs, self.base)
        try:
            write(result, spool, task.media_type, prefixes(self.base))
        except MemoryError as error:
            raise ended("memory", task, self.limits) from error
        except OSError as error:
            raise QueryError("the answer could not be kept", kind="internal") from error

    def _change(self, pair: socket.socket) -> bool:
        """Change this copy of the store; tell whether it is the one to go on with."""
        data = received(pair)
        before = resource.getrlimit(resource.RLIMIT_AS)
        (deadline,) = frames.TIME.unpack_from(data)
        self._confine(deadline)
        try:
            change = Change.unpack(data[frames.TIME.size :])
            text.check_nesting(change.text, self.limits.nesting)
            new = carry_out(self.store, change, sealed=self.sealed)
        except MemoryError:
            error = QueryError(f"a change may take {self.limits.memory} MiB", kind="memory")
            told(pair, frames.ERROR, frames.pack_error(error))
            return False
        except QueryError as error:
            told(pair, frames.ERROR, frames.pack_error(error))
            return False
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)
        told(pair, frames.INLINE, json.dumps(new).encode())
        return True


def introduce(pair: socket.socket) -> None:
    """Send a descriptor by which this process can be stopped."""
    handle = os.pidfd_open(os.getpid())
    socket.send_fds(pair, [PID], [handle])
    os.close(handle)


def promote(line: socket.socket) -> NoReturn:
    """Leave the code of the parent, to hold the store."""
    raise PromotedError(line)


def received(pair: socket.socket) -> bytes:
    """Return what is asked: its length, then as many bytes; EOFError when there are fewer."""
    head = pair.recv(frames.LENGTH.size, socket.MSG_WAITALL)
    if len(head) < frames.LENGTH.size:
        raise EOFError
    (size,) = frames.LENGTH.unpack(head)
    data = bytearray()
    while len(data) < size:
        piece = pair.recv(min(size - len(data), MEBI))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def told(pair: socket.socket, kind: bytes, body: bytes, size: int | None = None) -> None:
    """Send an answer."""
    head = frames.pack_head(kind, len(body) if size is None else size, 0.0)
    pair.sendall(head + body + DONE)


def hold(folder: Path, base: str, line: socket.socket, limits: Limits) -> NoReturn:
    """Be the holder of the store of a release, in a process made for it, as are its successors."""
    try:
        sandbox.close_all_but({line.fileno()})
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        holder = Holder(loaded(folder, line), line, limits, base, sealed=sandbox.forbid_sockets())
        while True:
            try:
                holder.serve()
                break
            except PromotedError as promoted:
                holder.line = promoted.line
    except DataError:
        # It has been said over the line.
        os._exit(1)
    except Exception:
        LOG.exception("the process that has the store failed")
    finally:
        os._exit(0)


def loaded(folder: Path, line: socket.socket) -> Store:
    """Return the store of a release; say over the line that it is there, or why it is not."""
    try:
        store = load_store(folder)
    except DataError as error:
        told(line, frames.ERROR, frames.pack_error(QueryError(str(error))))
        raise
    told(line, frames.INLINE, b"")
    return store
