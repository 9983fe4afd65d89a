"""A process that speaks HTTP: its listener, the query service, and the pages behind it."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import logging
import os
import resource
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from endpoint.http.application import Application
from endpoint.http.bridge import Bridge
from endpoint.http.listener import Listener
from endpoint.remote import choose
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.engines import Engine, WorkerEngine
from endpoint.service.front import Front
from endpoint.service.health import Health
from endpoint.service.log import Log
from endpoint.service.metrics import Metrics
from endpoint.service.service import QueryService
from endpoint.sparql import graphstore
from endpoint.sparql.backend import Backend
from endpoint.sparql.errors import QueryError
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response
from endpoint.sparql.outcome import OUTCOME, Outcome
from endpoint.sparql.protocol import Query
from endpoint.workers import sandbox
from endpoint.workers.backend import WorkerBackend, whole
from endpoint.workers.pool import Pool, Reply
from endpoint.workers.spool import MEBI

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

KIBI = 1 << 10
# How often a page that waits for others of its client looks whether it may begin.
TURN = 0.02
ENDPOINTS = ("/sparql", "/sparql/")


@dataclasses.dataclass
class Site:
    """The pages, called in threads; whoever asks for many waits for his own."""

    bridge: Bridge
    limits: Limits
    budget: Budget
    pool: Pool | None = None

    async def page(self, request: Request) -> Response:
        """Return a page; raise QueryError when its client has used up what it may."""
        if self.pool is not None:
            await self.pool.wait_until_begun(self.limits.queue_wait)
        await self._admit(request.client)
        seconds = 0.0
        try:
            response, seconds = await self.bridge.call(request, {})
            return response
        finally:
            self.budget.leave(request.client, seconds)

    async def _admit(self, client: str) -> None:
        """Wait until a client has less than it may have at a time: browsers ask for many."""
        until = time.monotonic() + self.limits.queue_wait
        while True:
            try:
                self.budget.enter(client)
            except QueryError as error:
                if error.kind != "too-many" or time.monotonic() > until:
                    raise
                await asyncio.sleep(TURN)
            else:
                return

    async def render(
        self, request: Request, asked: Query | None, found: Reply | QueryError | None
    ) -> Response:
        """Return the page of a query: its form, its results, or its error."""
        outcome = Outcome(asked=asked, limits=self.limits)
        if isinstance(found, QueryError):
            outcome = dataclasses.replace(outcome, error=found)
        elif found is not None:
            body = await asyncio.to_thread(whole, found)
            outcome = dataclasses.replace(outcome, body=body, seconds=found.seconds)
        # The page is made by the view of the endpoint, whatever the request was.
        shown = dataclasses.replace(request, method="GET", path="/sparql", body=b"")
        response, _ = await self.bridge.call(shown, {OUTCOME: outcome})
        return response


def page_application(backend: Backend) -> WSGIApplication:
    """Return the pages; their many modules are read while the first queries are answered."""
    from endpoint.app import create_app  # noqa: PLC0415
    from endpoint.config import AppConfig  # noqa: PLC0415

    config = AppConfig.from_environment()
    return create_app(dataclasses.replace(config, backend=backend)).wsgi_app


def answering(pool: Pool, limits: Limits) -> tuple[Engine, Backend]:
    """Return what answers the public, and what answers the pages: workers, or a remote store."""
    remote = choose.engine(pool.watch, limits)
    if remote is not None:
        return remote, remote.backend
    return WorkerEngine(pool, bool(limits.services)), WorkerBackend(pool)


def assemble(run: Path, limits: Limits, process: int) -> tuple[Front, QueryService]:
    """Put together what answers in this process."""
    threads = ThreadPoolExecutor(limits.web_threads, thread_name_prefix="page")
    pool = Pool(run, limits)
    engine, backend = answering(pool, limits)
    budget = Budget(run / "clients", limits, process)
    site = Site(Bridge(lambda: page_application(backend), threads), limits, budget, pool)
    service = QueryService(
        engine=engine,
        limits=limits,
        budget=budget,
        cache=Cache(limits.answer_cache * MEBI, limits.cache_entry * KIBI),
        metrics=Metrics(run / "metrics", process),
        log=Log(with_text=limits.log_queries),
        render=site.render,
    )
    proxies = int(os.environ.get("URBSOL_PROXIES") or 0)
    return front(service, site, proxies), service


def front(service: QueryService, site: Site, proxies: int) -> Front:
    """Give each path its handler."""
    health = Health(service)

    async def graph(request: Request) -> Response:
        return await service.answer(request, graphstore.read)

    return Front(
        limits=service.limits,
        pages=site.page,
        handlers={
            **dict.fromkeys(ENDPOINTS, service.answer),
            "/rdf-graphs/service": graph,
            "/health": health.health,
            "/ready": health.ready,
            "/metrics": health.metrics,
        },
        proxies=proxies,
    )


async def serve(answer: Front, descriptor: int, limits: Limits) -> None:
    """Serve until told to stop; requests that have begun are finished."""
    loop = asyncio.get_running_loop()
    listener = Listener(descriptor, Application(answer), limits)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, listener.stop)
    await listener.serve()


def runner() -> asyncio.Runner:
    """Return what runs an event loop: that of uvloop, which takes half the time of Python's own."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def main(arguments: list[str]) -> None:
    """Serve: arguments are run folder, descriptor of the listening socket, number of process."""
    run, descriptor, process = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    sandbox.die_with_parent(signal.SIGTERM)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    limits = Limits.from_environment()
    with runner() as running:
        # What lives long is made now; there is little to gain by looking for cycles often.
        gc.set_threshold(20_000, 50, 100)
        answer, service = assemble(run, limits, process)
        running.run(serve(answer, descriptor, limits))
        service.log.flush()
        # Threads that still read modules for the pages have nothing left to do.
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
