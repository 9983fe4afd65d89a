"""The Oxigraph store of a release: named graphs, and their reviewed union as the default graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from loaders.errors import DataError
from loaders.iris import is_claims_graph
from loaders.rdf.nquads import iri

# From so many lines on, files of the store's own are cheaper than one transaction.
MANY = 5_000


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
    # A line without a graph stands in the default graph (https://www.w3.org/TR/n-quads/#simple-triples).
    data = b"".join([*listed, *union])
    if len(listed) < MANY:
        store.load(data, format=RdfFormat.N_QUADS)
    else:
        store.bulk_load(data, format=RdfFormat.N_QUADS)


def union_line(line: bytes) -> bytes:
    """Return an N-Quads line as N-Triples, or nothing when it is an unreviewed claim."""
    triple, graph, _ = line.rsplit(b" ", 2)
    return b"" if is_claims_graph(iri(graph)) else triple + b" .\n"


def close(store: Store) -> None:
    """Bring everything to disk; the store is closed when nobody holds it any more.

    Its files are not compacted: that costs more than it saves those who read them.
    """
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
