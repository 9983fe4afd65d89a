"""Runs the look at the contents of a release in a process with limits, and reads what it tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import UrbsolError
from loaders.manifest import STORE
from loaders.release.verification.contents import BEGUN, DONE, FAILED, WRONG

MEBI = 1 << 20
MODULE = "loaders.release.verification.contents"
ROOT = Path(__file__).resolve().parents[3]
SHOWN = 300


@dataclass(frozen=True)
class Limits:
    """The most that a look at the contents may take: bytes of address space, and seconds."""

    memory: int
    seconds: int

    @classmethod
    def of(cls, folder: Path) -> Limits:
        """Return the limits for a release: a small multiple of its largest file, and its size."""
        sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()] or [0]
        return cls(1024 * MEBI + 4 * max(sizes), 60 + sum(sizes) // MEBI)


def problems(folder: Path, limits: Limits) -> Iterator[str]:
    """Yield what is wrong with the contents of a release; never take more than the limits.

    Raise UrbsolError when there is no room for the work.
    """
    output, errors, ended = _run(folder, limits)
    looked_at, done = STORE, False
    for line in output.splitlines():
        kind, text = json.loads(line)
        if kind == BEGUN:
            looked_at = text
        elif kind == WRONG:
            yield text
        elif kind == FAILED:
            raise UrbsolError(
                f"no room for the work: {text}",
                os.environ.get("TMPDIR", "the folder for temporary files"),
                remedy="free some, or set TMPDIR to another folder",
            )
        done = kind == DONE
    if not done:
        yield f"{looked_at}: {ended}{_last_line(errors.decode('utf-8', 'replace'))}"


def _run(folder: Path, limits: Limits) -> tuple[bytes, bytes, str]:
    """Run the program; return what it said, and how it ended if that was before its end."""
    arguments = [sys.executable, "-m", MODULE, str(folder.resolve())]
    try:
        done = subprocess.run(
            [*arguments, str(limits.memory), str(limits.seconds)],
            cwd=ROOT,
            # One arena for all threads, or each of them would reserve address space of its own.
            env={**os.environ, "MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        stopped = f"reading it took more than {limits.seconds} s and was stopped"
        return error.stdout or b"", b"", stopped
    how = f"was stopped (signal {-done.returncode})" if done.returncode < 0 else "failed"
    return done.stdout, done.stderr, f"reading it {how} within {limits.memory >> 20} MiB"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return f": {lines[-1][:SHOWN]}" if lines else ""
