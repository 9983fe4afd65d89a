"""Reads files in a child process with limits on memory, time, open files and writing.

One child serves many files, so start-up is paid once; a child that had to be killed is replaced and
the other files go on.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from loaders.documents.model import Document
from loaders.documents.sandbox.transport import load
from loaders.errors import DataError


@dataclass(frozen=True)
class Limits:
    """What reading one file may take.

    ``memory`` is the address space of the child in bytes, ``seconds`` its processor and (twice
    that) wall-clock time, ``size`` the file's bytes, ``answer`` those of the document as JSON.
    """

    memory: int = 1_500_000_000
    seconds: int = 60
    size: int = 200_000_000
    answer: int = 400_000_000


class Sandbox:
    """A child that reads files; use it as a context manager or call ``close``."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Take the limits; the child is started by the first file."""
        self.limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the child."""
        self.close()

    def read(self, path: Path) -> Document:
        """Read one file; raise DataError with its path when it cannot be read within the limits."""
        _check(path, self.limits)
        with self._lock:
            raw = self._ask(path)
        if "error" in raw:
            raise DataError(str(raw["error"]), path, remedy=str(raw.get("remedy", "")))
        try:
            return load(raw)
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("reading gave no valid answer", path) from error

    def close(self) -> None:
        """Stop the child; a later file starts another."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()

    def _ask(self, path: Path) -> dict[str, Any]:
        child = self._started()
        request = {
            "path": str(path.resolve()),
            "name": path.name,
            "memory": self.limits.memory,
            "seconds": self.limits.seconds,
        }
        try:
            _pipe(child.stdin).write(json.dumps(request).encode() + b"\n")
            _pipe(child.stdin).flush()
            body = self._receive(_pipe(child.stdout))
            return dict(json.loads(body))
        except (BrokenPipeError, EOFError, TimeoutError, ValueError, RecursionError) as error:
            what = self._reason(error)
            self.close()
            raise DataError(
                f"reading was stopped: {what}",
                path,
                remedy="open the file in the program that wrote it, save it again or split it",
            ) from error

    def _reason(self, error: Exception) -> str:
        """Tell why the child gave no answer, from how it ended."""
        child = self._child
        late = isinstance(error, TimeoutError)
        if child is not None and not late:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(5)
        if late or (child is not None and child.returncode == -signal.SIGXCPU):
            return f"it takes more than {self.limits.seconds} s"
        memory = self.limits.memory // 1_000_000
        return f"the file breaks its reader, or needs more than {memory} MB of memory"

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                close_fds=True,
            )
        return self._child

    def _receive(self, pipe: IO[bytes]) -> bytes:
        deadline = time.monotonic() + 2 * self.limits.seconds
        size = int.from_bytes(_exactly(pipe, 8, deadline), "big")
        if size > self.limits.answer:
            raise ValueError("the answer is too long")
        return _exactly(pipe, size, deadline)


_ROOT = Path(__file__).resolve().parents[3]
# Isolated mode leaves the working directory and the user's site out of the path.
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from loaders.documents.sandbox.child import main; main()"
)


def _environment() -> dict[str, str]:
    """Return the few variables a reader needs: no secrets of the parent, one thread."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise BrokenPipeError
    return pipe


def _exactly(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    """Read so many bytes before the deadline; raise TimeoutError or EOFError."""
    parts: list[bytes] = []
    descriptor = pipe.fileno()
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while size > 0:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not selector.select(remaining):
                raise TimeoutError
            part = os.read(descriptor, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
    return b"".join(parts)


def _check(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path) from error
    if not path.is_file():
        raise DataError("is not a file", path, remedy="give the files themselves")
    if size > limits.size:
        raise DataError(
            f"the file has {size:,} bytes, more than {limits.size:,}",
            path,
            remedy="split it into several files",
        )
