"""What pages and protocol ask of whatever answers SPARQL, and the one that answers in-process."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import evaluate, write
from endpoint.sparql.federation import NOWHERE
from loaders import folded, iris, manifest, sums
from loaders.errors import DataError, UsageError
from loaders.manifest import DUMP, STORE
from loaders.vocabulary import prefixes

Term = NamedNode | Literal | BlankNode
Row = dict[str, Term]
# Lines of the dump loaded at a time: some 30 MB.
CHUNK = 100_000


@dataclass(frozen=True)
class ReleaseInfo:
    """Which release is served: ``folder`` is None when the data comes from a remote server."""

    version: str
    hash: str
    base: str
    quads: int = 0
    triples: int = 0
    folder: Path | None = None


@dataclass(frozen=True)
class QueryRequest:
    """A query as the SPARQL 1.1 Protocol (§2.1) hands it over.

    ``media_type`` is the one the answer is written in, already negotiated. ``default_graphs`` and
    ``named_graphs`` replace the dataset of the query when either is not empty. ``timeout`` is the
    client's own limit in seconds, ``client`` who is charged for the computing time.
    """

    text: str
    media_type: str = "application/sparql-results+json"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    timeout: float | None = None
    client: str = ""
    query_id: str = ""


@dataclass(frozen=True)
class Answer:
    """A complete answer, or the beginning of one too long to be spooled.

    ``body`` yields bytes and raises QueryError when the answer breaks off: whoever sends it on must
    then end the response abnormally. ``length`` is the size in bytes when it is known.
    """

    media_type: str
    body: Iterator[bytes]
    length: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Backend(Protocol):
    """Answers SPARQL over one release."""

    @property
    def release(self) -> ReleaseInfo:
        """Return which release is answered from."""

    def select(self, text: str) -> list[Row]:
        """Return the solutions of a SELECT query of the pages; unbound variables are left out."""

    def construct(self, text: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query of the pages."""

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK query of the pages."""

    def run(self, request: QueryRequest) -> Answer:
        """Answer a query of the public; raise QueryError when there is no answer to give."""

    def at(self, release: ReleaseInfo) -> Backend:
        """Return what answers from an old release; raise QueryError when nothing does."""


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Put terms in the place of each ``VALUES ?name { UNDEF }`` of a query.

    Terms are written by pyoxigraph, so no value can break out of its place. Raise UsageError when
    the query has no such block for a name.
    """
    for name, terms in values.items():
        block = re.compile(r"VALUES\s+\?" + re.escape(name) + r"\s*\{\s*UNDEF\s*\}", re.IGNORECASE)
        parts = block.split(text)
        if len(parts) == 1:
            raise UsageError(f"the query has no VALUES ?{name} {{ UNDEF }}")
        written = f"VALUES ?{name} {{ {' '.join(str(term) for term in terms)} }}"
        text = written.join(parts)
    return text


def release_info(folder: Path) -> ReleaseInfo:
    """Read which release a folder holds; raise DataError when it holds none."""
    entry = manifest.read(folder)
    return ReleaseInfo(
        version=entry.version,
        hash=entry.hash,
        base=entry.base,
        quads=entry.quads,
        triples=entry.triples,
        folder=folder.resolve(),
    )


def load_store(folder: Path) -> Store:
    """Load the dump of a release folder into memory, default graph included.

    Raise DataError when the dump cannot be read.
    """
    dump, store = folder / DUMP, Store()
    with reading(dump):
        store.bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
        fill_default_graph(store, dump)
    return store


def rebuilt_store(folder: Path) -> Store:
    """Load a release that is stored as a difference into memory, default graph included.

    Raise DataError when it cannot be rebuilt as it was.
    """
    lines, store = folded.content(folder, DUMP), Store()
    if lines is None:
        raise DataError("the release has no dump", folder / DUMP, remedy=folded.REMEDY)
    with reading(folder / DUMP):
        store.bulk_load(lines, format=RdfFormat.N_QUADS)
        _fill(store, io.BytesIO(lines))
    return store


def load_default_graph(folder: Path) -> Store:
    """Load the default graph of a release folder into memory, and no other.

    Raise DataError when the dump cannot be read.
    """
    dump, store = folder / DUMP, Store()
    with reading(dump):
        fill_default_graph(store, dump)
    return store


@contextmanager
def reading(dump: Path) -> Iterator[None]:
    """Raise DataError for whatever is wrong with a dump."""
    try:
        yield
    except (OSError, SyntaxError) as error:
        raise DataError(f"unreadable dump: {error}", dump, remedy="run: urbsol build") from error


def fill_default_graph(store: Store, dump: Path) -> None:
    """Add the reviewed statements of a dump to the default graph of a store.

    The dump is canonical N-Quads (RDFC-1.0): one quad a line, its terms apart by one blank. The
    default graph is read from its lines without their graph, which is several times faster than
    making each statement again.
    """
    with dump.open("rb") as lines:
        _fill(store, lines)


def _fill(store: Store, lines: Iterable[bytes]) -> None:
    statements = filter(None, map(default_statement, lines))
    while chunk := b"".join(islice(statements, CHUNK)):
        store.bulk_load(chunk, format=RdfFormat.N_TRIPLES)


def default_statement(line: bytes) -> bytes:
    """Return a line of the dump without its graph; nothing for claims and for the default graph."""
    head, _, graph = line.rstrip().removesuffix(b" .").rpartition(b" ")
    named = graph.startswith(b"<") and head.count(b" ") >= 2
    if not named or iris.is_claims_graph(graph[1:-1].decode()):
        return b""
    return head + b" .\n"


def old_store(folder: Path) -> Store:
    """Open the store of a release, or make one in memory where it is stored as a difference."""
    if folded.is_folded(folder):
        return rebuilt_store(folder)
    return Store.read_only(str(folder / STORE))


class LocalBackend:
    """Answers in this process, without limits: for tests and for the command line.

    A result of pyoxigraph belongs to the thread that asked for it, so every answer is complete
    before it is handed over.
    """

    def __init__(self, release_path: Path) -> None:
        """Load a release folder; raise DataError when it is not one, or is damaged."""
        sums.check(release_path)
        self._release = release_info(release_path)
        self._store = load_store(release_path)
        self._prefixes = prefixes(self._release.base)

    @property
    def release(self) -> ReleaseInfo:
        """Return which release is answered from."""
        return self._release

    def at(self, release: ReleaseInfo) -> LocalBackend:
        """Return what answers from an old release, read from its store on disk."""
        if release.folder is None:
            raise QueryError("the data of old releases is not here", kind="unserved")
        found = copy(self)
        found._release, found._prefixes = release, prefixes(release.base)
        found._store = old_store(release.folder)
        return found

    def select(self, text: str) -> list[Row]:
        """Return the solutions of a SELECT query."""
        result = self._evaluate(text)
        if not isinstance(result, QuerySolutions):
            raise QueryError("not a SELECT query", kind="bad-request")
        return rows(result)

    def construct(self, text: str) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        result = self._evaluate(text)
        if not isinstance(result, QueryTriples):
            raise QueryError("not a CONSTRUCT or DESCRIBE query", kind="bad-request")
        return list(result)

    def ask(self, text: str) -> bool:
        """Return the answer of an ASK query."""
        result = self._evaluate(text)
        if not isinstance(result, QueryBoolean):
            raise QueryError("not an ASK query", kind="bad-request")
        return bool(result)

    def run(self, request: QueryRequest) -> Answer:
        """Answer any query in the media type asked for; SERVICE reaches nobody from here."""
        words = NOWHERE.allowed_only(request.text, self._release.base)
        result = self._evaluate(words, request.default_graphs, request.named_graphs)
        output = io.BytesIO()
        write(result, output, request.media_type, self._prefixes)
        body = output.getvalue()
        return Answer(request.media_type, iter((body,)), len(body))

    def _evaluate(
        self, text: str, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        return evaluate(self._store, text, default, named, self._release.base)


def rows(solutions: QuerySolutions) -> list[Row]:
    """Return solutions as dictionaries from variable name to term, without the unbound.

    The terms are taken in their order: to ask for each by its name takes twice as long.
    """
    names = [variable.value for variable in solutions.variables]
    return [
        {name: term for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in solutions
    ]
