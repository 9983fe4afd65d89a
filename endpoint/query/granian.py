"""Granian, on a listening socket that processes share, and with a fast lane beside its event loop.

Granian's own way is a socket for each process (SO_REUSEPORT): when such a process dies the
connections waiting at its socket are lost, here another process accepts them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

from granian._granian import CallbackScheduler, RSGIWorker, SocketHolder
from granian.server.embed import Server

from endpoint.query.front import Exchange, Scope

# Threads that wait for quick answers, in one process: more would only fight for Python's lock.
MOST_THREADS = 4
# Takes a request, or leaves it to the event loop.
Take = Callable[[Scope, Exchange], bool]
Application = Callable[[Scope, Exchange], Awaitable[None]]


class Watcher(Protocol):
    """A request as Granian hands it over."""

    scope: Scope
    proto: Exchange

    def taskref(self, task: asyncio.Task[None]) -> None:
        """Keep a reference to the task that answers."""

    def done(self) -> None:
        """Note that the application has returned: without a response it will be a 500."""

    def err(self, error: BaseException) -> None:
        """Note that the application failed."""


class Scheduler(CallbackScheduler):
    """What Granian calls with each request, in a thread of its own."""

    def attach(
        self, loop: asyncio.AbstractEventLoop, application: Application, take: Take | None
    ) -> None:
        """Offer each request to ``take`` first; ``application`` answers the others in ``loop``."""

        async def answer(watcher: Watcher) -> None:
            try:
                await application(watcher.scope, watcher.proto)
            except BaseException as error:
                watcher.err(error)
                raise
            watcher.done()

        def run(coroutine: Coroutine[Any, Any, None], watcher: Watcher) -> None:
            watcher.taskref(loop.create_task(coroutine))

        def schedule(watcher: Watcher) -> None:
            if take is None or not take(watcher.scope, watcher.proto):
                loop.call_soon_threadsafe(run, answer(watcher), watcher)

        self._schedule_fn = schedule


class Shared(Server):
    """Granian in this process and this event loop."""

    def __init__(self, descriptor: int, *arguments: Any, **settings: Any) -> None:
        """Listen on an inherited socket."""
        super().__init__(*arguments, **settings)
        self.descriptor = descriptor
        self.take: Take | None = None
        self.threads = 1

    def _init_shared_socket(self) -> None:
        holder: Any = SocketHolder
        self._ssp: Any = None
        self._sfd: Any = self.descriptor
        self._shd: Any = holder(self.descriptor, False, self.backlog)

    async def spawn(  # noqa: PLR0917 - Granian calls it with these
        self,
        worker_id: int,
        ending: Any,
        application: Application,
        sock: Any,
        runtime_threads: int,
        runtime_blocking_threads: int | None,
        blocking_threads: int,
        blocking_threads_idle_timeout: int,
        backpressure: int,
        _task_impl: Any,
        http_mode: Any,
        http1_settings: Any,
        http2_settings: Any,
        websockets: bool,
        static_path: Any,
        _log_format: str | None,
        ssl_context: tuple[Any, ...],
        _scope_options: dict[str, Any],
    ) -> None:
        """Serve until ``ending`` is set; as Granian's own function for RSGI, with our scheduler."""
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[None] = loop.create_future()
        ending.add_cb(lambda: loop.call_soon_threadsafe(ended.set_result, None))
        make: Any = RSGIWorker
        worker = make(
            worker_id,
            sock,
            None,
            runtime_threads,
            runtime_blocking_threads,
            # Granian's check allows one; but what they call here may be called from many.
            self.threads if self.take else blocking_threads,
            blocking_threads_idle_timeout,
            backpressure,
            http_mode,
            http1_settings,
            http2_settings,
            websockets,
            static_path,
            *ssl_context,
            (None, None),
        )
        scheduler: Any = Scheduler
        scheduler = scheduler(loop, application, None, None, None)
        scheduler.attach(loop, application, self.take)
        worker.serve_async(scheduler, loop, ending)
        await ended
