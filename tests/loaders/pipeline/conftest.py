"""A Dask cluster on the loopback, and copies of a project."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

LONG = 60


@contextmanager
def started(*arguments: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def built(new_miniature, tmp_path, built_miniature):
    """A small project of one's own, built already."""
    return new_miniature(tmp_path, like=built_miniature)


@pytest.fixture
def cluster(tmp_path):
    """A Dask scheduler with two worker processes: its address and the workers."""
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    env = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "false"}
    local = ("--scheduler-file", str(file), "--no-dashboard")
    with ExitStack() as stack:
        stack.enter_context(
            started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *local,
                    env=env)
        )  # fmt: skip
        address = waited(lambda: address_in(file))
        worker = ("distributed.cli.dask_worker", "--host", "127.0.0.1", "--no-nanny", "--nthreads",
                  "1", "--local-directory", str(tmp_path), *local)  # fmt: skip
        yield address, [stack.enter_context(started(*worker, env=env)) for _ in range(2)]


def address_in(file: Path) -> str:
    try:
        return json.loads(file.read_text(encoding="utf-8"))["address"]
    except (OSError, ValueError):
        return ""


def waited(condition):
    end = time.monotonic() + LONG
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    assert found, "waited in vain"
    return found


@pytest.fixture(scope="session")
def wait_for() -> Callable[[Callable[[], Any]], Any]:
    """Wait until a condition holds, a minute at most."""
    return waited
