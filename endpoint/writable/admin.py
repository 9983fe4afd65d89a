"""``urbsol serve --writable``: the query service of one process over a store one may write to."""

from __future__ import annotations

import asyncio
import dataclasses
import ipaddress
import socket
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.http.bridge import Bridge
from endpoint.service.budget import Budget
from endpoint.service.cache import Cache
from endpoint.service.engines import BackendEngine
from endpoint.service.front import Front
from endpoint.service.log import Log
from endpoint.service.metrics import Metrics
from endpoint.service.service import Job, QueryService
from endpoint.service.web import Site, front, runner, serve
from endpoint.sparql import graphstore, text
from endpoint.sparql import responses as respond
from endpoint.sparql.errors import QueryError
from endpoint.sparql.federation import refuse_all
from endpoint.sparql.graphstore import WRITING, GraphName
from endpoint.sparql.limits import Limits
from endpoint.sparql.messages import Headers, Request, Response
from endpoint.sparql.protocol import Operation, Update
from endpoint.workers.frames import Task
from endpoint.workers.pool import Reply
from endpoint.workers.runfolder import RunFolder
from endpoint.writable import forked
from endpoint.writable.forked import Child, Question
from endpoint.writable.store import WritableBackend, check_token, new_graph, node, triples_of
from loaders.errors import UsageError

INDIRECT = "/rdf-graphs/service"
DIRECT = "/rdf-graphs/"


@dataclass
class WritableEngine(BackendEngine):
    """An engine whose answers change with each write; a query has the limits of any other."""

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
        text.check_nesting(task.text, self.limits.nesting)
        refuse_all(task.text)
        backend, began = writable(self), time.monotonic()
        question = Question(task, partial(backend.begin, task), backend.prefixes, self.limits)
        body = forked.answer(question, child, backend.lock)
        return Reply(body, time.monotonic() - began, backend.release)

    @property
    def key(self) -> object:
        """Return what changes with each write."""
        return (self.backend.release.hash, writable(self).version)


@dataclass
class WritableService(QueryService):
    """A query service that carries out updates of who has the token."""

    token: str = ""

    async def _operate(self, operation: Operation, job: Job) -> Response:
        if not isinstance(operation, Update):
            return await super()._operate(operation, job)
        job.outcome = "update"
        check_token(job.request, self.token)
        await asyncio.to_thread(writable(self.engine).update, operation)
        return Response(204, respond.SHARING)

    async def graph(self, request: Request) -> Response:
        """Answer the Graph Store HTTP Protocol, with a graph named by parameter or by path."""
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return await self.answer(self._named(request), graphstore.read)
        try:
            check_token(request, self.token)
            return await asyncio.to_thread(self._write, request)
        except QueryError as error:
            return respond.refused(error, self.engine.release.base, request.path)

    def _named(self, request: Request) -> Request:
        """Return the request with the graph of its path as a parameter (§4.1)."""
        if request.path == INDIRECT or not request.path.startswith(INDIRECT):
            return request
        return dataclasses.replace(
            request, path=INDIRECT, query_string=f"graph={request.target.replace('+', '%2B')}"
        )

    def _write(self, request: Request) -> Response:
        backend = writable(self.engine)
        if request.method not in WRITING:
            raise QueryError("not a method of the protocol", kind="method", methods=WRITING)
        store_itself = request.path == INDIRECT and not request.query_string
        if request.method == "POST" and store_itself:
            graph = new_graph(request.target)
            backend.put(graph, triples_of(request, graph.iri or ""), replace=False)
            return made(201, (("location", graph.iri or ""),))
        graph = graphstore.named(self._named(request))
        if request.method == "DELETE":
            backend.delete(graph)
            return made(204)
        triples = triples_of(request, base_of(graph, request))
        new = backend.put(graph, triples, replace=request.method == "PUT")
        return made(201 if new else 204)


def writable(engine: Any) -> WritableBackend:
    """Return the backend of an engine that writes."""
    backend = engine.backend
    if not isinstance(backend, WritableBackend):
        raise TypeError("this engine only reads")
    return backend


def made(status: int, headers: Headers = ()) -> Response:
    """Return a response without body."""
    return Response(status, (*headers, *respond.SHARING))


def base_of(graph: GraphName, request: Request) -> str:
    """Return what relative IRIs in a body are resolved against: the graph's own name."""
    return request.target if graph.iri is None else str(node(graph).value)  # type: ignore[union-attr]


def assemble(
    run: Path,
    limits: Limits,
    backend: WritableBackend,
    token: str,
) -> Front:
    """Put together what answers."""
    threads = ThreadPoolExecutor(limits.web_threads, thread_name_prefix="page")
    config = dataclasses.replace(AppConfig.from_environment(), backend=backend)
    budget = Budget(run / "clients", limits)
    site = Site(Bridge(lambda: create_app(config), threads), limits, budget)
    service = WritableService(
        engine=WritableEngine(backend, limits, threads),
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
    return made_front


def check_loopback(listener: socket.socket) -> None:
    """Raise UsageError unless a socket listens on loopback alone."""
    address = listener.getsockname()[0]
    if not ipaddress.ip_address(address).is_loopback:
        raise UsageError(
            f"a writable service must not listen at {address}", remedy="leave out --host"
        )


def run_writable(
    folder: Path, listener: socket.socket, limits: Limits, token: str, ready: Callable[[], None]
) -> None:
    """Serve until told to stop."""
    check_loopback(listener)
    # From Python 3.12 on; the child does nothing that could wait for another thread.
    warnings.filterwarnings("ignore", ".* is multi-threaded, use of fork", DeprecationWarning)
    run = RunFolder()
    try:
        backend = WritableBackend(folder)
        with runner() as running:
            application = assemble(run.path, limits, backend, token)
            ready()
            running.run(serve(application, listener.fileno(), limits))
    finally:
        run.remove()
