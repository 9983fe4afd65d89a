"""A store one may write to, made from a release, to try data before it is released.

It is a role of its own (``urbsol serve --writable``): one process, bound to loopback, every write
with a token, and nothing of it ever reaches the release folder.
"""

from __future__ import annotations

import email
import hmac
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from endpoint.sparql import formats, text
from endpoint.sparql.backend import LocalBackend
from endpoint.sparql.errors import QueryError, syntax_error
from endpoint.sparql.execute import Result, evaluate
from endpoint.sparql.graphstore import GraphName
from endpoint.sparql.messages import Request
from endpoint.sparql.protocol import Update, content_type
from endpoint.sparql.text import Token
from endpoint.workers.frames import Task

FORMATS = {
    **formats.syntaxes(formats.TURTLE, formats.N_TRIPLES, formats.RDF_XML, formats.JSON_LD),
    "": RdfFormat.TURTLE,
}
BEFORE_GRAPH = frozenset({"PREFIX", "GRAPH", "WITH", "USING", "NAMED", "TO", "INTO"})
MULTIPART = "multipart/form-data"


class WritableBackend(LocalBackend):
    """A LocalBackend whose store may be changed; ``version`` counts the changes."""

    def __init__(self, release_path: Path) -> None:
        """Load a release folder into memory."""
        super().__init__(release_path)
        self.version = 0
        self.prefixes = self._prefixes
        # Who holds it is the only one to change the store.
        self.lock = threading.Lock()

    def begin(self, task: Task) -> Result:
        """Begin to evaluate a query."""
        base = self.release.base
        return evaluate(self._store, task.text, task.default_graphs, task.named_graphs, base)

    def update(self, asked: Update) -> None:
        """Carry out a SPARQL 1.1 Update; raise QueryError when it is wrong or not allowed."""
        words = with_dataset(asked)
        if text.services(words) or loads(words):
            raise QueryError("LOAD and SERVICE would reach other hosts", kind="service-refused")
        with self.lock:
            try:
                self._store.update(words, base_iri=self.release.base)
            except SyntaxError as error:
                raise syntax_error(str(error)) from error
            except (ValueError, RuntimeError, OSError) as error:
                raise QueryError(str(error)[:500], kind="evaluation") from error
            self.version += 1

    def exists(self, graph: GraphName) -> bool:
        """Tell whether there is such a graph; the default graph always is."""
        return graph.iri is None or self._store.contains_named_graph(NamedNode(graph.iri))

    def put(self, graph: GraphName, triples: list[Triple], *, replace: bool) -> bool:
        """Add triples to a graph, after emptying it when ``replace``; True when it is new."""
        name = node(graph)
        with self.lock:
            new = not self.exists(graph)
            if replace:
                self._store.clear_graph(name)
            if isinstance(name, NamedNode):
                self._store.add_graph(name)
            self._store.extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
            self.version += 1
        return new

    def delete(self, graph: GraphName) -> None:
        """Remove a graph; raise QueryError when there is none."""
        with self.lock:
            if not self.exists(graph):
                raise QueryError("there is no such graph", kind="not-found")
            self._store.remove_graph(node(graph))
            self.version += 1


def node(graph: GraphName) -> NamedNode | DefaultGraph:
    """Return the term that names a graph in the store."""
    return DefaultGraph() if graph.iri is None else NamedNode(graph.iri)


def check_token(request: Request, token: str) -> None:
    """Raise QueryError unless the request carries the token (RFC 6750 §2.1)."""
    scheme, _, given = request.header("authorization").partition(" ")
    right = hmac.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not right:
        raise QueryError("writing needs Authorization: Bearer and the token", kind="token")


def with_dataset(asked: Update) -> str:
    """Return the update with the dataset of the request put into it as USING clauses (§2.2.3).

    Raise QueryError when the update has such clauses itself.
    """
    if not (asked.using or asked.using_named):
        return asked.text
    clauses = [f"USING {_named(iri)}" for iri in asked.using]
    clauses += [f"USING NAMED {_named(iri)}" for iri in asked.using_named]
    inserted = " " + " ".join(clauses) + " "
    places: list[int] = []
    before = ""
    for token in _outside_groups(asked.text):
        word = token.text.upper()
        if token.kind == "word" and word in {"USING", "WITH"}:
            raise QueryError(
                "the dataset is given both by the request and in the update", kind="bad-request"
            )
        if token.kind == "word" and word == "WHERE":
            if before == "DELETE":
                raise QueryError(
                    "DELETE WHERE has no dataset of its own",
                    kind="bad-request",
                    remedy="write DELETE {…} WHERE {…}",
                )
            places.append(token.start)
        before = word
    words = asked.text
    for place in reversed(places):
        words = words[:place] + inserted + words[place:]
    return words


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError("a graph is not named by an absolute IRI", kind="bad-request") from error


def loads(words: str) -> bool:
    """Tell whether an update has LOAD in it, be it glued to what it loads."""
    before = ""
    for token in _outside_groups(text.unescaped(words)):
        word = token.text.upper()
        glued = token.kind == "name" and word.startswith("LOAD") and before not in BEFORE_GRAPH
        if glued or (token.kind == "word" and "LOAD" in word):
            return True
        before = word
    return False


def _outside_groups(words: str) -> Iterator[Token]:
    depth = 0
    for token in text.tokens(words):
        depth -= token.kind == "close"
        if depth == 0:
            yield token
        depth += token.kind == "open"


def triples_of(request: Request, base: str) -> list[Triple]:
    """Return the triples of a request's body, blank nodes renamed; raise QueryError when wrong."""
    media_type, _ = content_type(request.header("content-type"))
    if media_type == MULTIPART:
        return [t for part, kind in _parts(request) for t in _parsed(part, kind, base)]
    return _parsed(request.body, media_type, base)


def _parts(request: Request) -> Iterator[tuple[bytes, str]]:
    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode()
    for part in email.message_from_bytes(head + request.body).walk():
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            yield body, part.get_content_type()


def _parsed(body: bytes, media_type: str, base: str) -> list[Triple]:
    syntax = FORMATS.get(media_type)
    if syntax is None:
        known = ", ".join(name for name in FORMATS if name)
        raise QueryError(f"{media_type} is not one of {known}", kind="media-type")
    try:
        quads = parse(body, syntax, base_iri=base, rename_blank_nodes=True)
        return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the body is not {media_type}: {error}", kind="bad-request") from error


def new_graph(target: str) -> GraphName:
    """Return a name for a graph that is created by POST to the store itself (§5.5)."""
    return GraphName(f"{target.rstrip('/')}/{uuid.uuid4()}")
