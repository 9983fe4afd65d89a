"""A release as workers hold it: all of its graphs, and its default graph once more by itself.

The store in memory (Oxigraph 0.5.13) follows lists of all statements of a term, in whatever graph
they are, and passes over those that are not asked for. The default graph holds nearly everything
the named graphs hold. So most queries, which ask the default graph alone, are answered half as fast
again from a store that has nothing else, for half as much memory again.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from pyoxigraph import Store

from endpoint.sparql.backend import (
    ReleaseInfo,
    load_default_graph,
    load_store,
    old_store,
    release_info,
)
from endpoint.sparql.errors import QueryError
from endpoint.sparql.execute import Result, evaluate
from endpoint.sparql.limits import Limits
from endpoint.workers import sandbox
from endpoint.workers.frames import Task
from endpoint.workers.order import Counts, count, ordered
from endpoint.workers.spool import MEBI
from loaders import manifest, sums
from loaders.errors import DataError
from loaders.manifest import STORE
from loaders.vocabulary import prefixes

# With one of these in its text a query may ask named graphs; an escape may hide any of them.
NAMED = ("graph", "from", "\\u")
# Addresses that the threads of a store on disk take, most of them never used: 256 MiB a stack. Once
# it is open the memory of its queries is bounded as that of all others.
OPENING = 2048 * MEBI


@dataclass(frozen=True)
class Stores:
    """The store with all graphs, and the one with the default graph; they may be the same."""

    everything: Store
    default: Store

    @classmethod
    def in_memory(cls, folder: Path) -> Self:
        """Load a release folder into memory; raise DataError when its dump cannot be read."""
        with ThreadPoolExecutor(1) as threads:
            everything = threads.submit(load_store, folder)
            default = load_default_graph(folder)
            return cls(everything.result(), default)

    @classmethod
    def on_disk(cls, folder: Path) -> Self:
        """Open the store of a release folder for reading; make it anew where it is not kept."""
        store = old_store(folder)
        return cls(store, store)

    def of(self, task: Task) -> Store:
        """Return the store that answers a query."""
        if task.default_graphs or task.named_graphs or may_name_graphs(task.text):
            return self.everything
        return self.default


@dataclass(frozen=True)
class Held:
    """A release as a process answers from it; what is held in memory is shared by forking."""

    release: ReleaseInfo
    stores: Stores
    prefixes: dict[str, str]
    counts: Counts
    in_memory: bool
    reorder: bool

    @classmethod
    def load(cls, release: ReleaseInfo, limits: Limits) -> Self | None:
        """Load a release into memory; None when it is so large that it is read from disk."""
        folder = folder_of(release)
        if manifest.loadable(folder) > limits.memory_release * MEBI:
            return None
        stores = Stores.in_memory(folder)
        counts = count(stores.default)
        return cls(release, stores, prefixes(release.base), counts, True, limits.reorder)

    @classmethod
    def open(cls, release: ReleaseInfo, limits: Limits) -> Self:
        """Open the store of a release on disk; a process that did so must not fork.

        To count its statements would take longer than it saves.
        """
        stores = Stores.on_disk(folder_of(release))
        return cls(release, stores, prefixes(release.base), Counts(), False, limits.reorder)

    @property
    def opening(self) -> int:
        """Return the bytes of memory it takes to open it: it is open."""
        return 0

    @property
    def holds_files(self) -> bool:
        """Tell whether there are open files of it."""
        return not self.in_memory

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Return the properties, classes and namespaces, as they are written in queries."""
        names = (*self.counts.statements, *self.counts.classes, *self.prefixes.values())
        return frozenset(f"<{name}>" for name in names)

    def begin(self, task: Task) -> Result:
        """Begin with a query as it is best ordered; tell errors of it as it was written.

        The result belongs to the thread that began.
        """
        store, base = self.stores.of(task), self.release.base
        better = ordered(task.text, self.counts) if self.reorder else task.text
        if better != task.text:
            try:
                return evaluate(store, better, task.default_graphs, task.named_graphs, base)
            except QueryError as error:
                if error.kind != "syntax":
                    raise
        return evaluate(store, task.text, task.default_graphs, task.named_graphs, base)


@dataclass
class Shelf:
    """Old releases that lie beside the one that is served, read from disk; at most one is open.

    A worker that holds a release in memory has all of it; the past is asked seldom, and by few.
    """

    served: ReleaseInfo
    limits: Limits
    in_memory: bool = False
    holds_files: bool = False
    opening: int = OPENING
    _open: Held | None = field(default=None)

    @property
    def release(self) -> ReleaseInfo:
        """Return the release that is open, or the one that is served."""
        return self._open.release if self._open else self.served

    @property
    def prefixes(self) -> dict[str, str]:
        """Return the prefixes of the release that is open."""
        return self._open.prefixes if self._open else prefixes(self.served.base)

    def begin(self, task: Task) -> Result:
        """Begin with a query of the release it names; raise QueryError when it cannot be read."""
        folder = folder_of(self.served).parent / task.release
        if self._open is None or self._open.release.folder != folder.resolve():
            # What was open is closed first, so that memory holds one of them.
            self._open = None
            sandbox.unbind_memory()
            self._open = self._opened(folder)
            sandbox.limit_memory(self.limits.memory * MEBI, for_good=False)
        return self._open.begin(task)

    def _opened(self, folder: Path) -> Held:
        """Open a release whose store is what it was; another must not even be opened."""
        try:
            sums.check(folder, (STORE,))
            return Held.open(release_info(folder), replace(self.limits, reorder=False))
        except (DataError, OSError) as error:
            raise QueryError("this release cannot be read here", kind="internal") from error


def folder_of(release: ReleaseInfo) -> Path:
    """Return the folder of a release; raise ValueError when its data is elsewhere."""
    if release.folder is None:
        raise ValueError("a release on a remote server is not held here")
    return release.folder


def may_name_graphs(text: str) -> bool:
    """Tell whether a query may ask other graphs than the default graph; rather yes than no."""
    lowered = text.lower()
    return any(word in lowered for word in NAMED)
