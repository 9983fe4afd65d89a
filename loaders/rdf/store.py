"""The Oxigraph store of a release: named graphs, and their reviewed union as the default graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from loaders.errors import DataError
from loaders.iris import is_claims_graph
from loaders.rdf.nquads import iri, split


def open_new(folder: Path) -> Store:
    """Return an empty store on disk in a new folder."""
    folder.mkdir(parents=True)
    return Store(str(folder))


def load(store: Store, named: Path, union: Path) -> None:
    """Load sorted N-Quads, and the N-Triples of their reviewed union into the default graph."""
    try:
        store.bulk_load(path=str(named), format=RdfFormat.N_QUADS)
        store.bulk_load(path=str(union), format=RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise DataError(f"the store cannot be written: {error}", named) from error


def load_lines(store: Store, lines: Iterable[bytes]) -> None:
    """Load a few N-Quads lines, and those that are reviewed into the default graph too."""
    listed = list(lines)
    union = [reviewed for line in listed if (reviewed := union_line(line))]
    store.load(b"".join(listed), format=RdfFormat.N_QUADS)
    store.load(b"".join(union), format=RdfFormat.N_TRIPLES)


def union_line(line: bytes) -> bytes:
    """Return an N-Quads line as N-Triples, or nothing when it is an unreviewed claim."""
    subject, predicate, value, graph = split(line)
    if is_claims_graph(iri(graph)):
        return b""
    return b" ".join((subject, predicate, value, b".\n"))


def close(store: Store) -> None:
    """Bring everything to disk; the store is closed when nobody holds it any more."""
    store.optimize()
    store.flush()


def tidy(folder: Path) -> None:
    """Take out of a closed store what is not needed to read it: its journal, and its own log.

    Opened once more, it throws away the journal of what is in its tables by now. From then on
    nothing changes its files, for a release is only read.
    """
    Store(str(folder)).flush()
    for path in folder.iterdir():
        if path.name.startswith(("LOG", "LOCK")):
            path.unlink()
