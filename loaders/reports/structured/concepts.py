"""Finds concepts by key or by label in any of their languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.settings import DEFAULT_BASE
from loaders.text import folded
from loaders.vocabulary import SKOS

_LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.notation})


@dataclass(frozen=True)
class Concepts:
    """The concepts of all schemes: scheme → folded name → key."""

    schemes: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, folder: Path) -> Concepts:
        """Read the schemes of ``ontology/schemes`` (their keys are the same under any base)."""
        schemes: dict[str, dict[str, str]] = {}
        for path in sorted(folder.glob("*.ttl")):
            names = schemes.setdefault(path.stem, {})
            start = f"{DEFAULT_BASE}id/{path.stem}/"
            quads = list(parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=DEFAULT_BASE))
            for quad in quads:
                subject = quad.subject
                if isinstance(subject, NamedNode) and subject.value.startswith(start):
                    key = subject.value.removeprefix(start)
                    names.setdefault(folded(key), key)
                    if quad.predicate in _LABELS and isinstance(quad.object, Literal):
                        names.setdefault(folded(quad.object.value), key)
        return cls(schemes)

    def find(self, scheme: str, words: str) -> str | None:
        """Return the key of the concept that is called so, or None."""
        return self.schemes.get(scheme, {}).get(folded(words))

    def keys(self, scheme: str) -> list[str]:
        """Return the keys of a scheme, sorted."""
        return sorted(set(self.schemes.get(scheme, {}).values()))
