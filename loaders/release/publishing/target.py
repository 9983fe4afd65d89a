"""The server a release is published to: asks it, changes it, tells what it says when it refuses."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, cast
from urllib.parse import urlencode

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from loaders.errors import UrbsolError, UsageError
from loaders.sparql_client import digest
from loaders.sparql_client.address import PASSWORD, USER, Address
from loaders.sparql_client.client import Client, Request, Response
from loaders.sparql_client.errors import WireError

FORM = "application/x-www-form-urlencoded"
N_TRIPLES = "application/n-triples"
RESULTS = "application/sparql-results+json"
LARGEST = 1 << 30
SHOWN = 300
DATASET = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True)
class Sent:
    """What is sent: a body, and where and how."""

    method: str
    target: str
    media_type: str = ""
    accept: str = "*/*"
    body: bytes = b""


@dataclass
class Server:
    """One of the addresses of the server; ``timeout`` in seconds bounds each request.

    Basic authentication is tried first; Digest when the server asks for it.
    """

    address: Address
    timeout: float
    challenge: str = ""
    answered: int = 0

    @cached_property
    def client(self) -> Client:
        """Return the connections."""
        return Client(self.address)

    def send(self, sent: Sent) -> bytes:
        """Return the body of the answer; raise UrbsolError when the server cannot or will not."""
        try:
            response = self._ask(sent, self._credentials(sent))
            if response.status == 401 and self.address.user and self._challenged(sent, response):
                response = self._ask(sent, self._credentials(sent))
            with response:
                if not 200 <= response.status < 300:
                    raise self._refused(response)
                return response.whole() if response.status != 204 else b""
        except WireError as error:
            raise UrbsolError(
                error.what, self.address.shown, remedy="see whether the server runs, then repeat"
            ) from error

    def _credentials(self, sent: Sent) -> dict[str, str]:
        if not self.challenge:
            return self.address.basic()
        self.answered += 1
        told = digest.header(self.address, self.challenge, sent.method, sent.target, self.answered)
        return {"Authorization": told} if told else {}

    def _challenged(self, sent: Sent, response: Response) -> bool:
        """Take note of the challenge of a refusal; False when there is none we can answer."""
        response.whole()
        challenge = response.headers.get("www-authenticate", "")
        if not challenge and not self.challenge:
            # Virtuoso gives none to who shows Basic credentials.
            bare = self._ask(Sent(sent.method, sent.target, sent.media_type), {})
            bare.whole()
            challenge = bare.headers.get("www-authenticate", "")
        if not digest.header(self.address, challenge, sent.method, sent.target):
            return False
        self.challenge, self.answered = challenge, 0
        return True

    def _ask(self, sent: Sent, credentials: dict[str, str]) -> Response:
        headers = {"Accept": sent.accept, **credentials}
        if sent.media_type:
            headers["Content-Type"] = sent.media_type
        deadline = time.monotonic() + self.timeout
        return self.client.ask(
            Request(sent.method, sent.target, headers, sent.body, deadline, LARGEST)
        )

    def _refused(self, response: Response) -> UrbsolError:
        try:
            told = " ".join((response.read(SHOWN) or b"").decode("utf-8", "replace").split())
        except WireError:
            told = ""
        finally:
            response.discard()
        where, status = self.address.shown, response.status
        if status in {401, 403}:
            return UsageError(
                f"{where} refuses the credentials" if self.address.user else f"{where} wants some",
                remedy=f"give them in the address or in {USER} and {PASSWORD}",
            )
        if status in {404, 405, 501}:
            return UsageError(
                f"{where} is not what it was taken for (status {status})",
                remedy="give --update or --graph-store",
            )
        return UrbsolError(f"status {status}: {told}", where)


@dataclass(frozen=True)
class Target:
    """A server to publish to.

    ``default_graph`` is the name of the graph that holds the reviewed union, empty for the
    unnamed default graph of the server. Statements go through ``graph_store`` (SPARQL 1.1 Graph
    Store HTTP Protocol) when there is one, else through ``update``.
    """

    query: Server
    update: Server
    graph_store: Server | None = None
    default_graph: str = ""

    def counts(self) -> dict[str, int]:
        """Return how many statements each named graph holds."""
        rows = self._select(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", union=False
        )
        return {row[0]: int(row[1]) for row in rows}

    def default_count(self) -> int:
        """Return how many statements the default graph holds."""
        return int(self._select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", union=True)[0][0])

    def _select(self, query: str, *, union: bool) -> list[Sequence[str]]:
        # What the address says of the dataset is for those who read; ours is what we publish.
        parameters = [pair for pair in self.query.address.parameters if pair[0] not in DATASET]
        if union and self.default_graph:
            parameters.append((DATASET[0], self.default_graph))
        body = urlencode([("query", query), *parameters]).encode()
        path = self.query.address.path
        answer = self.query.send(Sent("POST", path, FORM, RESULTS, body))
        return rows(answer, self.query.address.shown)

    def clear(self, graph: str) -> None:
        """Empty a graph; "" is the default graph."""
        if self.graph_store is not None:
            store = self.graph_store
            try:
                store.send(Sent("DELETE", location(store.address, graph)))
            except UsageError:
                # A graph that is not there needs no deleting; some servers answer that with 404.
                if self._left(graph):
                    raise
            return
        self._update(f"DROP SILENT GRAPH <{graph}>" if graph else "CLEAR SILENT DEFAULT")

    def _left(self, graph: str) -> bool:
        return bool(self.counts().get(graph)) if graph else bool(self.default_count())

    def insert(self, statements: Sequence[tuple[str, bytes]]) -> None:
        """Add statements: pairs of graph and N-Triples, neighbours of one graph together."""
        if self.graph_store is not None:
            for graph, lines in grouped(statements):
                target = location(self.graph_store.address, graph)
                self.graph_store.send(Sent("POST", target, N_TRIPLES, body=lines))
            return
        parts = [
            b"GRAPH <%b> {\n%b}\n" % (graph.encode(), lines) if graph else lines
            for graph, lines in grouped(statements)
        ]
        self._update(b"INSERT DATA {\n" + b"".join(parts) + b"}")

    def _update(self, text: str | bytes) -> None:
        parameters = [pair for pair in self.update.address.parameters if pair[0] not in DATASET]
        body = urlencode([("update", text), *parameters]).encode()
        self.update.send(Sent("POST", self.update.address.path, FORM, body=body))


def grouped(statements: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Join neighbours of one graph."""
    found: list[tuple[str, list[bytes]]] = []
    for graph, line in statements:
        if not found or found[-1][0] != graph:
            found.append((graph, []))
        found[-1][1].append(line)
    return [(graph, b"".join(lines)) for graph, lines in found]


def location(address: Address, graph: str) -> str:
    """Return the target of a graph at a graph store (§4.2), "" being the default graph."""
    own = [("graph", graph)] if graph else [("default", "")]
    query = urlencode([*address.parameters, *own])
    return f"{address.path}?{query.removesuffix('=') if not graph else query}"


def rows(answer: bytes, where: str) -> list[Sequence[str]]:
    """Return the values of a table; raise UrbsolError when it is not one."""
    try:
        found = parse_query_results(cast(IO[bytes] | bytes, answer), QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions):
            return [[str(getattr(term, "value", "")) for term in solution] for solution in found]
    except (SyntaxError, ValueError) as error:
        raise UrbsolError(f"no answer in {RESULTS}: {error}", where) from error
    raise UrbsolError("no table where one was asked for", where)
