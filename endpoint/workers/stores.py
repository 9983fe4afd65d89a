"""A release as workers hold it: all of its graphs, and its default graph once more by itself.

The store in memory (Oxigraph 0.5.13) follows lists of all statements of a term, in whatever graph
they are, and passes over those that are not asked for. The default graph holds nearly everything
the named graphs hold. So most queries, which ask the default graph alone, are answered half as fast
again from a store that has nothing else, for half as much memory again.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pyoxigraph import Store

from endpoint.sparql.backend import load_default_graph, load_store
from endpoint.workers.frames import Task

# With one of these in its text a query may ask named graphs; an escape may hide any of them.
NAMED = ("graph", "from", "\\u")


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
        """Open the store of a release folder for reading."""
        store = Store.read_only(str(folder / "store"))
        return cls(store, store)

    def of(self, task: Task) -> Store:
        """Return the store that answers a query."""
        if task.default_graphs or task.named_graphs or may_name_graphs(task.text):
            return self.everything
        return self.default


def may_name_graphs(text: str) -> bool:
    """Tell whether a query may ask other graphs than the default graph; rather yes than no."""
    lowered = text.lower()
    return any(word in lowered for word in NAMED)
