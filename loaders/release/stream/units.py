"""Cuts a dataset into units, each of which an activity creates, replaces or deletes whole.

The graph of a record is a unit. Of graphs that many things share (the catalogue, the ontology, what
rules derive, claims of a text) what is said of one subject is a unit.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.iris import is_claims_graph
from loaders.rdf.nquads import iri, split

SHARED = frozenset({"catalogue", "ontology", "concepts", "rules", "queries"})
Unit = tuple[str, str]


class Units:
    """Tells the unit of a line of N-Quads: graph, and subject where it counts, else ""."""

    def __init__(self, base: str) -> None:
        """Take what the IRIs of graphs begin with."""
        self._start = f"{base}graph/"
        self._shared: dict[bytes, tuple[str, bool]] = {}

    def of(self, line: bytes) -> Unit:
        """Return the unit of a line."""
        subject, _, _, graph = split(line)
        if graph not in self._shared:
            name = iri(graph)
            self._shared[graph] = (name, self._is_shared(name))
        name, shared = self._shared[graph]
        return (name, iri(subject)) if shared else (name, "")

    def _is_shared(self, graph: str) -> bool:
        first, slash, _ = graph.removeprefix(self._start).partition("/")
        return not slash or first in SHARED or is_claims_graph(graph)

    def digests(self, dump: Path) -> dict[Unit, str]:
        """Return the sha256 (hex) of the lines of each unit of a canonical dump."""
        found: defaultdict[Unit, hashlib._Hash] = defaultdict(hashlib.sha256)
        with dump.open("rb") as lines:
            for line in lines:
                found[self.of(line)].update(line)
        return {unit: digest.hexdigest() for unit, digest in found.items()}

    def lines(self, dump: Path, wanted: Iterable[Unit]) -> Mapping[Unit, list[bytes]]:
        """Return the lines of some units."""
        found: dict[Unit, list[bytes]] = {unit: [] for unit in wanted}
        with dump.open("rb") as lines:
            for line in lines:
                if (kept := found.get(self.of(line))) is not None:
                    kept.append(line)
        return found
