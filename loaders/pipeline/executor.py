"""Where the work of a build runs: in this process, in worker processes, or on a Dask cluster.

All three are ``concurrent.futures.Executor``; what is submitted is picklable and may be run again,
so a worker that dies loses nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import Any, TypeVar

from loaders.errors import UrbsolError, UsageError

T = TypeVar("T")


class Inline(Executor):
    """Runs everything at once in this process."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run the function and return a future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
            if not isinstance(error, Exception):
                raise
        return future


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def executor(jobs: int, scheduler: str | None = None) -> Iterator[Executor]:
    """Give the executor for so many jobs, or the cluster behind a Dask scheduler's address.

    The workers of a cluster need this checkout, its cache and its releases at the same paths.
    """
    if scheduler:
        with _cluster(scheduler) as pool:
            yield pool
    elif jobs == 1:
        yield Inline()
    else:
        yield from _processes(jobs)


def _processes(jobs: int) -> Iterator[Executor]:
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_die_with_parent)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise UrbsolError(
            "a worker process was killed, perhaps for want of memory",
            remedy="run again with fewer --jobs: sources already read are kept",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _die_with_parent() -> None:
    """End this worker when the build that started it is killed, instead of waiting for ever."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client  # an optional extra  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("--scheduler needs Dask", "pip install .[cluster]") from error
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=10, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        yield client.get_executor(pure=False, retries=3)  # type: ignore[no-untyped-call]
