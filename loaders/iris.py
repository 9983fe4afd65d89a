"""Mints every IRI of the project from the base (the patterns are a promise: they never change)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

KEY = re.compile(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*")


@dataclass(frozen=True)
class Iris:
    """The IRIs under one base, which ends in ``/``."""

    base: str

    def thing(self, kind: str, key: str) -> NamedNode:
        """Return ``{base}id/{kind}/{key}``; raise ValueError when the key has no valid form."""
        if not KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
        return NamedNode(f"{self.base}id/{kind}/{key}")

    def concept(self, scheme: str, concept: str) -> NamedNode:
        """Return ``{base}id/{scheme}/{concept}``."""
        return self.thing(scheme, concept)

    def scheme(self, scheme: str) -> NamedNode:
        """Return ``{base}id/{scheme}``, the concept scheme itself."""
        return NamedNode(f"{self.base}id/{scheme}")

    def term(self, name: str) -> NamedNode:
        """Return ``{base}ontology#{name}``."""
        return NamedNode(f"{self.base}ontology#{name}")

    def page(self, url: str) -> NamedNode:
        """Return the publication IRI of a cited web page: a function of its URL alone."""
        digest = hashlib.sha256(url.encode()).hexdigest()[:12]
        return self.thing("publication", f"web-{digest}")

    def source(self, stem: str) -> NamedNode:
        """Return ``{base}graph/{stem}``, the source as a dataset."""
        return NamedNode(f"{self.base}graph/{stem}")

    def record(self, stem: str, record: str) -> NamedNode:
        """Return ``{base}graph/{stem}/{record}``, the named graph of one record."""
        return NamedNode(f"{self.base}graph/{stem}/{record}")

    def claims(self, stem: str) -> NamedNode:
        """Return the graph of a source's unreviewed claims."""
        return self.record(stem, "claims")

    def catalogue(self) -> NamedNode:
        """Return the graph that tells where every record was read."""
        return NamedNode(f"{self.base}graph/catalogue")

    def dataset(self) -> NamedNode:
        """Return ``{base}dataset``."""
        return NamedNode(f"{self.base}dataset")

    def release(self, version: str) -> NamedNode:
        """Return ``{base}release/{version}``."""
        return NamedNode(f"{self.base}release/{version}")


def is_claims_graph(graph: str) -> bool:
    """Tell whether a graph IRI names unreviewed claims, which stay out of the default graph."""
    return graph.endswith("/claims")
