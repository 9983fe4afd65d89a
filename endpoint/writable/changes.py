"""What may be changed in a store, and changing it: an update, or a graph put in place or removed.

Nothing of it opens a connection. ``LOAD SILENT`` and ``SERVICE SILENT`` of anything find nothing;
without ``SILENT`` they are refused.
"""

from __future__ import annotations

import email
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from endpoint.sparql import formats, text
from endpoint.sparql.errors import QueryError, syntax_error
from endpoint.sparql.federation import NOBODY, NOWHERE
from endpoint.sparql.protocol import Update, content_type
from endpoint.syntax.tokens import Token, tokens

FORMATS = {
    **formats.syntaxes(formats.TURTLE, formats.N_TRIPLES, formats.RDF_XML, formats.JSON_LD),
    "": RdfFormat.TURTLE,
}
BEFORE_GRAPH = frozenset({"PREFIX", "GRAPH", "WITH", "USING", "NAMED", "TO", "INTO"})
MULTIPART = "multipart/form-data"
UPDATE, PUT, DELETE = "update", "put", "delete"


@dataclass(frozen=True)
class Change:
    """A change: of ``verb`` UPDATE (with ``text``), PUT (with ``body``) or DELETE.

    ``graph`` is None for the default graph; ``replace`` empties it before. ``base`` is what
    relative IRIs are resolved against, ``media_type`` the Content-Type of the body.
    """

    verb: str
    base: str
    text: str = ""
    graph: str | None = None
    replace: bool = False
    media_type: str = ""
    body: bytes = b""

    def pack(self) -> bytes:
        """Return the bytes that ``unpack`` reads."""
        told = {name: value for name, value in asdict(self).items() if name != "body"}
        return json.dumps(told).encode() + b"\0" + self.body

    @classmethod
    def unpack(cls, data: bytes) -> Change:
        """Return the change of its bytes."""
        head, _, body = data.partition(b"\0")
        return cls(body=body, **json.loads(head))


def carry_out(store: Store, change: Change, *, sealed: bool) -> bool:
    """Change a store; True when a graph is new. Raise QueryError when it is wrong or not allowed.

    ``sealed`` tells that this process cannot open connections.
    """
    if change.verb == UPDATE:
        update(store, change, sealed=sealed)
        return False
    name = NamedNode(change.graph) if change.graph is not None else DefaultGraph()
    new = isinstance(name, NamedNode) and not store.contains_named_graph(name)
    if change.verb == DELETE:
        if new:
            raise QueryError("there is no such graph", kind="not-found")
        store.remove_graph(name)
        return False
    triples = triples_of(change.media_type, change.body, change.base)
    if change.replace:
        store.clear_graph(name)
    if isinstance(name, NamedNode):
        store.add_graph(name)
    store.extend(Quad(t.subject, t.predicate, t.object, name) for t in triples)
    return new


def update(store: Store, change: Change, *, sealed: bool) -> None:
    """Carry out a SPARQL Update; raise QueryError."""
    try:
        words = harmless(change.text)
    except QueryError:
        # A text that is wrong is refused for that. With a seal nothing can be reached by trying.
        if sealed:
            check_syntax(change)
        raise
    try:
        store.update(words, base_iri=change.base)
    except SyntaxError as error:
        check_syntax(change)
        raise syntax_error(str(error), words, change.base) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(str(error)[:500], kind="evaluation") from error


def check_syntax(change: Change) -> None:
    """Raise QueryError when an update is not one, by trying it where there is nothing."""
    try:
        Store().update(change.text, base_iri=change.base)
    except SyntaxError as error:
        raise syntax_error(str(error), change.text, change.base) from error
    except (ValueError, RuntimeError, OSError):
        return


def harmless(words: str) -> str:
    """Return an update in which what is silent names nothing that can be reached.

    Raise QueryError for what would reach other hosts otherwise.
    """
    found = loads(words)
    for load in found:
        if not load.silent:
            raise QueryError(
                "LOAD would reach other hosts",
                kind="load-refused",
                remedy="send the data by PUT or POST to /rdf-graphs/service?graph=IRI",
            )
    for load in reversed(found):
        words = f"{words[: load.start]}<{NOBODY}>{words[load.end :]}"
    return NOWHERE.directed(words, text.services(words))


@dataclass(frozen=True)
class Load:
    """A LOAD: whether it is silent, and where the IRI stands that it loads."""

    silent: bool
    start: int = 0
    end: int = 0


def loads(words: str) -> tuple[Load, ...]:
    r"""Return every LOAD of an update, be it glued to what it loads or written with escapes.

    Only one that is plainly written counts as silent.
    """
    found: list[Load] = []
    stream = list(_outside_groups(text.unescaped(words)))
    for index, token in enumerate(stream):
        word = token.text.upper()
        before = stream[index - 1].text.upper() if index else ""
        if token.kind == "word" and word == "LOAD":
            found.append(_load(stream[index + 1 : index + 3]))
        elif (token.kind == "word" and "LOAD" in word) or (
            token.kind == "name" and word.startswith("LOAD") and before not in BEFORE_GRAPH
        ):
            found.append(Load(silent=False))
    if "\\u" in words.lower():
        return tuple(replace(load, silent=False) for load in found)
    return tuple(found)


def _load(following: list[Token]) -> Load:
    silent = len(following) == 2 and following[0].text.upper() == "SILENT"
    if not silent or following[1].kind not in {"iri", "name"}:
        return Load(silent=False)
    name = following[1]
    return Load(silent=True, start=name.start, end=name.start + len(name.text))


def _outside_groups(words: str) -> Iterator[Token]:
    depth = 0
    for token in tokens(words):
        depth -= token.kind == "close"
        if depth == 0:
            yield token
        depth += token.kind == "open"


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


def triples_of(header: str, body: bytes, base: str) -> list[Triple]:
    """Return the triples of a body, blank nodes renamed; raise QueryError when it is wrong.

    ``header`` is its Content-Type; each part of ``multipart/form-data`` has one of its own.
    """
    media_type, _ = content_type(header)
    if media_type == MULTIPART:
        return [t for part, kind in _parts(header, body) for t in _parsed(part, kind, base)]
    return _parsed(body, media_type, base)


def _parts(header: str, body: bytes) -> Iterator[tuple[bytes, str]]:
    for part in email.message_from_bytes(f"Content-Type: {header}\r\n\r\n".encode() + body).walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content, part.get_content_type()


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
