"""Takes from a worker what a query must not have: sockets, files, memory, a life without parent."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

PARENT = "URBSOL_SUPERVISOR"
PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
SECCOMP_MODE_FILTER = 2
ALLOW, ERRNO_EPERM, KILL = 0x7FFF0000, 0x00050001, 0x80000000
LOAD_WORD, JUMP_EQUAL, JUMP_GREATER_EQUAL, RETURN = 0x20, 0x15, 0x35, 0x06
X32_BIT = 0x40000000
# Where the low half of the first argument of a call stands.
FIRST_ARGUMENT = 16
# Architecture: (audit number, the system calls that open or use a socket or start a program).
CALLS = {
    # socket, connect, bind, socketpair, execve, ptrace, io_uring_setup, execveat
    "x86_64": (0xC000003E, (41, 42, 49, 53, 59, 101, 425, 322)),
    "aarch64": (0xC00000B7, (198, 203, 200, 199, 221, 117, 425, 281)),
}
# sched_setattr: its number by architecture, its argument (size, policy, flags, niceness, priority,
# slice, deadline, period), and the shortest slice there is, in nanoseconds.
SCHED_SETATTR = {"x86_64": 314, "aarch64": 274}
SCHED_ATTR = "IIQiIQQQ"
SHORT_SLICE = 100_000
PAGE = resource.getpagesize()


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Have the kernel send a signal when the parent of this process ends (prctl(2)).

    A parent that PARENT names in the environment, and that ended before, is noticed too.
    """
    _prctl(PR_SET_PDEATHSIG, number)
    if os.environ.get(PARENT, str(os.getppid())) != str(os.getppid()):
        os.kill(os.getpid(), number)


def name_process(name: str) -> None:
    """Give a process that was forked the name by which people see it (at most 15 characters)."""
    told = ctypes.create_string_buffer(name.encode())
    _prctl(PR_SET_NAME, ctypes.addressof(told))


def give_way() -> None:
    """Have the scheduler let others finish what they do when this process wakes (sched(7)).

    The web process that sends a query would else be put aside as soon as it has connected, for a
    worker that then finds nothing to read.
    """
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def slow_down(pid: int, niceness: int, *, short_slices: bool = True) -> None:
    """Lower the priority of a process, and have it interrupted more often (sched_setattr(2)).

    Linux 6.12 and later let a process run for its slice before another that wakes has its turn; by
    default that is some milliseconds. Where slices cannot be set only the priority counts.
    """
    os.setpriority(os.PRIO_PROCESS, pid, niceness)
    number = SCHED_SETATTR.get(platform.machine())
    if number is not None and short_slices:
        size = struct.calcsize(SCHED_ATTR)
        told = struct.pack(SCHED_ATTR, size, os.SCHED_BATCH, 0, niceness, 0, SHORT_SLICE, 0, 0)
        ctypes.CDLL(None).syscall(number, pid, told, 0)


def limit_memory(extra: int, *, for_good: bool = True) -> None:
    """Bound the address space to what is mapped now and ``extra`` bytes more.

    Unless ``for_good`` the process may take the bound away again.
    """
    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * PAGE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = mapped + extra
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound if for_good else hard))


def unbind_memory() -> None:
    """Take the bound on the address space away as far as it is not for good."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def adopt_orphans() -> None:
    """Become the parent of whatever descends from this process when its own parent ends."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def limit_descriptors(spare: int) -> None:
    """Allow ``spare`` open descriptors beyond the highest one that is open."""
    highest = max(_descriptors())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1 + spare, highest + 1 + spare))


def close_all_but(kept: Iterable[int]) -> None:
    """Close every inherited descriptor above standard error that is not named."""
    wanted = set(kept)
    for descriptor in _descriptors():
        if descriptor > 2 and descriptor not in wanted:
            os.close(descriptor)


def expendable() -> None:
    """Have the kernel end this process first when the machine runs out of memory."""
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def forbid_sockets() -> bool:
    """Refuse socket(2), connect(2) and execve(2) for good (seccomp(2)); False where unsupported."""
    known = CALLS.get(platform.machine())
    return known is not None and _install(_filter(*known))


def forbid_networks() -> bool:
    """Refuse sockets that are not of this machine, and programs, for good; False as above."""
    known = CALLS.get(platform.machine())
    if known is None:
        return False
    audit, (sockets, _connect, _bind, _pair, *others) = known
    return _install(_filter(audit, tuple(others), local=sockets))


def _install(program: bytes) -> bool:
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    pointer = ctypes.create_string_buffer(header, len(header))
    try:
        _prctl(PR_SET_NO_NEW_PRIVS, 1)
        _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(pointer))
    except OSError:
        return False
    return True


def _filter(audit: int, calls: tuple[int, ...], local: int | None = None) -> bytes:
    """Return a BPF program: another architecture is killed, the calls fail with EPERM.

    The call ``local`` fails unless its first argument is AF_UNIX.
    """
    looked = calls if local is None else (*calls, local)
    count = len(looked)
    lines = [
        (LOAD_WORD, 0, 0, 4),
        (JUMP_EQUAL, 1, 0, audit),
        (RETURN, 0, 0, KILL),
        (LOAD_WORD, 0, 0, 0),
        (JUMP_GREATER_EQUAL, count + 1, 0, X32_BIT),
        *((JUMP_EQUAL, count - index, 0, number) for index, number in enumerate(calls)),
        # Past the two ends below, to where the argument is looked at.
        *([] if local is None else [(JUMP_EQUAL, 2, 0, local)]),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, ERRNO_EPERM),
        (LOAD_WORD, 0, 0, FIRST_ARGUMENT),
        (JUMP_EQUAL, 0, 1, socket.AF_UNIX),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, ERRNO_EPERM),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _prctl(option: int, first: int, second: int = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if library.prctl(option, first, second, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _descriptors() -> list[int]:
    # Listing opens a descriptor of its own, which is closed again by the time it is looked at.
    listed = [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]
    return [descriptor for descriptor in listed if _open(descriptor)]


def _open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
