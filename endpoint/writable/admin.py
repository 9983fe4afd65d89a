"""``urbsol serve --writable``: the query service of one process over a store one may write to."""

from __future__ import annotations

import asyncio
import dataclasses
import ipaddress
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.http.application import Application, Body
from endpoint.http.bridge import Bridge
from endpoint.http.listener import Listener
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.engines import BackendEngine
from endpoint.service.front import Front
from endpoint.service.log import Log
from endpoint.service.metrics import Metrics
from endpoint.service.service import Job, QueryService
from endpoint.service.site import Site
from endpoint.service.web import front, runner
from endpoint.sparql import graphstore
from endpoint.sparql import responses as respond
from endpoint.sparql.errors import QueryError
from endpoint.sparql.graphstore import WRITING, GraphName
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Headers, Request, Response
from endpoint.sparql.protocol import Operation, Update
from endpoint.workers.frames import Task
from endpoint.workers.pool import Reply
from endpoint.workers.runfolder import RunFolder
from endpoint.writable.changes import DELETE, PUT, UPDATE, Change, with_dataset
from endpoint.writable.line import Child
from endpoint.writable.store import WritableBackend, check_strength, check_token, new_graph
from loaders.errors import UsageError

INDIRECT = "/rdf-graphs/service"
DIRECT = "/rdf-graphs/"
SHARED = "access-control-"


@dataclass
class WritableEngine(BackendEngine):
    """An engine whose answers change with each write; a query has the limits of any other."""

    changing: Child | None = None
    stopping: bool = False
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def key(self) -> object:
        """Return what changes with each write."""
        return (self.backend.release.hash, writable(self).line.version)

    async def answer(self, task: Task) -> Reply:
        """Return the answer of a process made for the query; end it when the client leaves."""
        child = Child()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self.threads, self._asked, task, child)
        except asyncio.CancelledError:
            child.end()
            raise

    def _asked(self, task: Task, child: Child) -> Reply:
        backend, began = writable(self), time.monotonic()
        body = backend.line.ask(task, child)
        return Reply(body, time.monotonic() - began, backend.release)

    async def change(self, change: Change) -> bool:
        """Change the store, one change after another; tell whether a graph is new.

        Raise QueryError when nothing was changed, be it that the client left or the service stops.
        """
        backend = writable(self)
        task = backend.task(self.limits.timeout)
        try:
            async with asyncio.timeout(self.limits.timeout):
                await self._turn.acquire()
        except TimeoutError:
            raise QueryError("another change is under way", kind="busy", retry_after=1) from None
        self.changing = Child(unwanted=self.stopping)
        running = asyncio.ensure_future(
            asyncio.to_thread(backend.line.change, change, self.changing, task)
        )
        try:
            return await asyncio.shield(running) == b"true"
        except asyncio.CancelledError:
            # The next change begins with what this one leaves: it must be over.
            self.changing.end()
            await asyncio.wait([running])
            raise
        except QueryError as error:
            if self.stopping:
                raise QueryError("the service stops", kind="busy", retry_after=1) from error
            raise
        finally:
            self.changing = None
            self._turn.release()

    def stop(self) -> None:
        """End the change that is under way, and let none begin any more."""
        self.stopping = True
        if self.changing is not None:
            self.changing.end()


@dataclass
class WritableService(QueryService):
    """A query service that carries out updates of who has the token."""

    token: str = ""

    async def _operate(self, operation: Operation, job: Job) -> Response:
        if not isinstance(operation, Update):
            return await super()._operate(operation, job)
        job.outcome = "update"
        check_token(job.request, self.token)
        words = with_dataset(operation)
        await changer(self.engine).change(Change(UPDATE, self.engine.release.base, words))
        return Response(204)

    async def graph(self, request: Request) -> Response:
        """Answer the Graph Store HTTP Protocol, with a graph named by parameter or by path."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return await self.answer(self._named(request), graphstore.read)
        try:
            check_token(request, self.token)
            return await self._write(request)
        except QueryError as error:
            return respond.refused(error, self.engine.release.base, request.place)

    def _named(self, request: Request) -> Request:
        """Return the request with the graph of its path as a parameter (§4.1)."""
        if request.path == INDIRECT or not request.path.startswith(INDIRECT):
            return request
        return dataclasses.replace(
            request, path=INDIRECT, query_string=f"graph={request.target.replace('+', '%2B')}"
        )

    async def _write(self, request: Request) -> Response:
        if request.method not in WRITING:
            raise QueryError("not a method of the protocol", kind="method", methods=WRITING)
        store_itself = request.path == INDIRECT and not request.query_string
        if request.method == "POST" and store_itself:
            graph = new_graph(request.target)
            await changer(self.engine).change(put(graph, request))
            return made(201, (("location", graph.iri or ""),))
        graph = graphstore.named(self._named(request))
        if request.method == "DELETE":
            await changer(self.engine).change(Change(DELETE, "", graph=graph.iri))
            return made(204)
        new = await changer(self.engine).change(put(graph, request))
        return made(201 if new else 204)


def writable(engine: Any) -> WritableBackend:
    """Return the backend of an engine that writes."""
    backend = engine.backend
    if not isinstance(backend, WritableBackend):
        raise TypeError("this engine only reads")
    return backend


def changer(engine: Any) -> WritableEngine:
    """Return an engine that writes as such."""
    if not isinstance(engine, WritableEngine):
        raise TypeError("this engine only reads")
    return engine


def put(graph: GraphName, request: Request) -> Change:
    """Return the change that a PUT or POST of a graph asks for.

    Relative IRIs in the body are resolved against the graph's own name.
    """
    return Change(
        PUT,
        base=request.target if graph.iri is None else graph.iri,
        graph=graph.iri,
        replace=request.method == "PUT",
        media_type=request.header("content-type"),
        body=request.body,
    )


def made(status: int, headers: Headers = ()) -> Response:
    """Return a response without body."""
    return Response(status, headers)


def assemble(
    run: Path, limits: Limits, backend: WritableBackend, token: str
) -> tuple[Front, WritableEngine]:
    """Put together what answers, and what it answers from."""
    threads = ThreadPoolExecutor(limits.web_threads, thread_name_prefix="page")
    config = dataclasses.replace(AppConfig.from_environment(), backend=backend)
    budget = Budget(run / "clients", limits)
    site = Site(Bridge(lambda: create_app(config), threads), limits, budget)
    engine = WritableEngine(backend, limits, threads)
    service = WritableService(
        engine=engine,
        limits=limits,
        budget=budget,
        cache=Cache(0, 0),
        metrics=Metrics(run / "metrics"),
        log=Log(with_text=limits.log_queries),
        render=site.render,
        updates=True,
        token=token,
    )
    made_front = front(service, site, 0)
    made_front.handlers = {**made_front.handlers, INDIRECT: service.graph}
    made_front.prefixes = {DIRECT: service.graph}
    made_front.squeeze = None
    return made_front, engine


def unshared(response: Response) -> Response:
    """Return a response that pages of other sites may not read: what is tried here is private."""
    headers = tuple((k, v) for k, v in response.headers if not k.lower().startswith(SHARED))
    return dataclasses.replace(response, headers=headers)


def check_loopback(listener: socket.socket) -> None:
    """Raise UsageError unless a socket listens on loopback alone."""
    address = listener.getsockname()[0]
    if not ipaddress.ip_address(address).is_loopback:
        raise UsageError(
            f"a writable service must not listen at {address}", remedy="leave out --host"
        )


async def serve(answer: Front, engine: WritableEngine, descriptor: int, limits: Limits) -> None:
    """Serve until told to stop: what is asked is answered, a change under way is given up."""

    async def private(request: Request, body: Body) -> Response:
        return unshared(await answer(request, body))

    listener = Listener(descriptor, Application(private), limits)

    def stop() -> None:
        engine.stop()
        listener.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    await listener.serve()


def run_writable(
    folder: Path, listener: socket.socket, limits: Limits, token: str, ready: Callable[[], None]
) -> None:
    """Serve until told to stop."""
    check_strength(token)
    check_loopback(listener)
    run = RunFolder()
    try:
        backend = WritableBackend(folder, limits)
        with runner() as running:
            application, engine = assemble(run.path, limits, backend, token)
            ready()
            running.run(serve(application, engine, listener.fileno(), limits))
    finally:
        run.remove()
