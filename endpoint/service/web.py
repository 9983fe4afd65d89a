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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from endpoint.http.bridge import Bridge
from endpoint.http.listener import Listener
from endpoint.remote import choose
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.engines import Engine, WorkerEngine
from endpoint.service.fastlane import FastLane
from endpoint.service.front import Front
from endpoint.service.health import Health
from endpoint.service.log import Log
from endpoint.service.metrics import Metrics
from endpoint.service.service import QueryService
from endpoint.sparql import graphstore
from endpoint.sparql.backend import Backend
from endpoint.sparql.errors import QueryError
from endpoint.sparql.federation import Directory
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
ENDPOINTS = ("/sparql", "/sparql/")


@dataclasses.dataclass
class Site:
    """The pages, called in threads."""

    bridge: Bridge
    limits: Limits
    pool: Pool | None = None

    async def page(self, request: Request, scheme: str) -> Response:
        """Return a page."""
        if self.pool is not None:
            await self.pool.begun(self.limits.queue_wait)
        return await self.bridge.call(request, scheme, {})

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
        return await self.bridge.call(shown, request.target.partition(":")[0], {OUTCOME: outcome})


def pages(backend: Backend) -> WSGIApplication:
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
    directory = Directory.of(limits, os.environ.get("URBSOL_RELAY", ""))
    return WorkerEngine(pool, directory), WorkerBackend(pool)


def assemble(run: Path, limits: Limits, process: int) -> tuple[Front, QueryService]:
    """Put together what answers in this process."""
    threads = ThreadPoolExecutor(limits.web_threads, thread_name_prefix="page")
    pool = Pool(run, limits)
    engine, backend = answering(pool, limits)
    site = Site(Bridge(lambda: pages(backend), threads), limits, pool)
    service = QueryService(
        engine=engine,
        limits=limits,
        budget=Budget(run / "clients", limits, process),
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

    async def query(request: Request, _scheme: str) -> Response:
        return await service.answer(request)

    async def graph(request: Request, _scheme: str) -> Response:
        return await service.answer(request, graphstore.read)

    return Front(
        limits=service.limits,
        pages=site.page,
        handlers={
            **dict.fromkeys(ENDPOINTS, query),
            "/rdf-graphs/service": graph,
            "/health": health.health,
            "/ready": health.ready,
            "/metrics": health.metrics,
        },
        proxies=proxies,
    )


async def serve(
    application: Front, fast: QueryService | None, descriptor: int, limits: Limits
) -> None:
    """Serve until told to stop; requests that have begun are finished.

    ``fast`` is the service whose quick answers need no task.
    """
    loop = asyncio.get_running_loop()
    take = FastLane(application, fast).take if fast else None
    listener = Listener(descriptor, application, take, limits)
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
        application, service = assemble(run, limits, process)
        running.run(serve(application, service, descriptor, limits))
        service.log.flush()
        # Threads that still read modules for the pages have nothing left to do.
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
