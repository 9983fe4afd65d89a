"""A process that speaks HTTP: its listener, the query service, and the pages behind it.

It is forked from the keeper, so that it holds the release too.
"""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import logging
import os
import resource
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import uvloop

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.http.ahead import Ahead
from endpoint.http.application import Application
from endpoint.http.bridge import Bridge
from endpoint.http.listener import Listener
from endpoint.mcp.inner import Doors
from endpoint.mcp.library import Shelf
from endpoint.mcp.serving import Mcp
from endpoint.quick.privileges import Privileges
from endpoint.quick.standing import Standing
from endpoint.quick.threads import Job, Threads
from endpoint.remote import choose
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.engines import Engine, WorkerEngine
from endpoint.service.front import Front
from endpoint.service.health import Health
from endpoint.service.log import Log
from endpoint.service.metrics import Metrics
from endpoint.service.past import PastEngine, PastService
from endpoint.service.seat import Seat
from endpoint.service.service import QueryService
from endpoint.service.site import Site
from endpoint.service.turns import Places
from endpoint.sparql import graphstore
from endpoint.sparql.backend import Backend, ReleaseInfo
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Request, Response
from endpoint.workers import sandbox
from endpoint.workers.backend import WorkerBackend
from endpoint.workers.pool import Pool
from endpoint.workers.spool import MEBI
from endpoint.workers.stores import Held
from endpoint.workers.worker import DRAIN, FORKING
from loaders.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed.wsgi import WSGIApplication

KIBI = 1 << 10
# How long threads that make pages keep the event loop waiting for the interpreter, in seconds. With
# Python's own 5 ms a query beside 64 connections for pages waited 0.6 s, with this 0.1 s.
SWITCH = 0.0005
# The niceness of threads that make pages.
LOWER = 10
# How often it is looked whether this process still belongs to somebody.
ORPHANED = 1.0
ENDPOINTS = ("/sparql", "/sparql/")
ASSISTANTS = ("/mcp", "/mcp/")


def page_application(backend: Backend) -> WSGIApplication:
    """Return the pages."""
    config = AppConfig.from_environment()
    return create_app(dataclasses.replace(config, backend=backend)).wsgi_app


@dataclasses.dataclass(frozen=True)
class Post:
    """Where a web process serves: the run folder, the socket that listens, who it belongs to."""

    run: Path
    descriptor: int
    limits: Limits
    release: ReleaseInfo
    family: frozenset[int]


def give_way(short_slices: bool) -> None:
    """Have a thread that makes pages wait for those that answer queries."""
    sandbox.slow_down(threading.get_native_id(), LOWER, short_slices=short_slices)


class Web:
    """What answers in one web process, put together in its event loop."""

    def __init__(self, post: Post, held: Held | None) -> None:
        """Take a post; ``held`` is the release when it is held here."""
        limits = post.limits
        self.post = post
        self.number = Seat(post.run / "seats").number
        self.pool = Pool(post.run, limits)
        self.metrics = Metrics(post.run / "metrics", self.number)
        self.log = Log(with_text=limits.log_queries)
        budget = Budget(post.run / "clients", limits, self.number)
        engine, backend = self._answering(held)
        giving_way = partial(give_way, limits.short_slices)
        threads = ThreadPoolExecutor(limits.web_threads, "page", initializer=giving_way)
        bridge = Bridge(lambda: page_application(backend), threads)
        site = Site(
            bridge,
            limits,
            budget,
            self.pool,
            cache=Cache(limits.answer_cache * MEBI, limits.page_entry * KIBI),
            metrics=self.metrics,
            log=self.log,
            generation=lambda: engine.key,
            places=Places(post.run / "turns"),
        )
        service = QueryService(
            engine=engine,
            limits=limits,
            budget=budget,
            cache=Cache(limits.answer_cache * MEBI, limits.cache_entry * KIBI),
            metrics=self.metrics,
            log=self.log,
            render=site.render,
            explain=site.explain,
        )
        self.ahead = Ahead(
            partial(bridge.call, extra={}),
            site.idle,
            lambda: engine.key,
            limits.ahead if held is not None else 0,
        )
        proxies = int(os.environ.get("URBSOL_PROXIES") or 0)
        past = PastService(service, self._past(held))
        answer = Application(front(service, site, proxies, past))
        self.listener = Listener(post.descriptor, answer, limits)

    def _answering(self, held: Held | None) -> tuple[Engine, Backend]:
        """Return what answers the public, and what answers the pages: here, or a remote store."""
        limits = self.post.limits
        if held is None:
            remote = choose.engine(self.pool.watch, limits)
            if remote is None:
                raise ValueError("there is neither a release here nor a store elsewhere")
            return remote, remote.backend
        privileges = Privileges(Standing(self.post.run / "standing"), held.vocabulary)
        threads = Threads(
            held, privileges, self._spoilt, count=limits.quick_threads, memory=limits.memory
        )
        engine = WorkerEngine(self.pool, bool(limits.services), threads)
        return engine, WorkerBackend(self.pool)

    def _past(self, held: Held | None) -> Callable[[ReleaseInfo], Engine] | None:
        """Return what makes the engine of an old release; None where the data is elsewhere."""
        if held is None or not self.post.limits.past_workers:
            return None
        return partial(PastEngine, self.pool)

    def _spoilt(self, job: Job) -> None:
        """Let another process take the place of this one, in which a thread will not end."""
        self.metrics.spoilt()
        self.log.event("thread does not end", id=job.task.query_id)
        self.pool.replace(os.getpid())
        self.listener.stop()

    async def serve(self) -> None:
        """Serve until told to stop; requests that have begun are finished."""
        stop_when_told(self.listener)
        beside = [asyncio.ensure_future(one) for one in (self._watch(), self.ahead.run())]
        await self.listener.serve()
        for one in beside:
            one.cancel()
        self.log.flush()

    async def _watch(self) -> None:
        """Stop when nobody is left to which this process belongs."""
        while os.getppid() in self.post.family:
            await asyncio.sleep(ORPHANED)
        self.listener.stop()


def front(
    service: QueryService, site: Site, proxies: int, past: PastService | None = None
) -> Front:
    """Give each path its handler."""
    asked = service.answer if past is None else past.answer
    health = Health(service)
    mcp = Mcp(
        Doors(service.answer, site.page, lambda: service.engine.release),
        Shelf(Settings.from_environment().queries),
        service.limits.mcp_origins,
        service.log.page,
    )

    async def graph(request: Request) -> Response:
        return await service.answer(request, graphstore.read)

    return Front(
        limits=service.limits,
        pages=site.page,
        handlers={
            **dict.fromkeys(ENDPOINTS, asked),
            **dict.fromkeys(ASSISTANTS, mcp),
            "/rdf-graphs/service": graph,
            "/health": health.health,
            "/ready": health.ready,
            "/metrics": health.metrics,
        },
        proxies=proxies,
    )


def stop_when_told(listener: Listener) -> None:
    """Have signals stop a listener, also those that came while the process was made."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, DRAIN):
        loop.add_signal_handler(number, listener.stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, FORKING)


def runner() -> asyncio.Runner:
    """Return what runs an event loop: that of uvloop, which takes half the time of Python's own."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def run(post: Post, held: Held | None) -> NoReturn:
    """Be a web process in a forked child until it leaves."""
    code = 1
    try:
        confine(post, far=held is None)
        # What lives long was made before; there is little to gain by looking for cycles often.
        gc.set_threshold(20_000, 50, 100)
        sys.setswitchinterval(SWITCH)
        with runner() as running:
            running.run(begin(post, held))
        code = 0
    except Exception:
        logging.exception("a web process failed")
    finally:
        # A thread that will not end is not waited for.
        os._exit(code)


async def begin(post: Post, held: Held | None) -> None:
    """Put a web process together and serve."""
    await Web(post, held).serve()


def confine(post: Post, *, far: bool) -> None:
    """Give up what was inherited from the keeper; connect to no network unless the data is far."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sandbox.name_process("urbsol-web")
    sandbox.close_all_but({post.descriptor})
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if not far:
        sandbox.forbid_networks()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
