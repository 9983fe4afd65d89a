"""Finds concepts by key or by label in any of their languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from loaders.settings import DEFAULT_BASE
from loaders.text import folded
from loaders.vocabulary import SKOS

_LABELS = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.notation})


@dataclass(frozen=True)
class Concepts:
    """The concepts of all schemes: scheme → folded name → key.

    A collection of a scheme is one too, under ``scheme#collection``.
    """

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
            schemes |= _collections(path.stem, quads, names)
        return cls(schemes)

    def find(self, scheme: str, words: str) -> str | None:
        """Return the key of the concept that is called so, or None."""
        return self.schemes.get(scheme, {}).get(folded(words))

    def keys(self, scheme: str) -> list[str]:
        """Return the keys of a scheme, sorted."""
        return sorted(set(self.schemes.get(scheme, {}).values()))


def _collections(
    scheme: str, quads: Iterable[Quad], names: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the names of the members of each collection of a scheme."""
    members: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate == SKOS.member:
            collection = str(quad.subject).strip("<>").rpartition("#")[2]
            key = str(quad.object).strip("<>").rpartition("/")[2]
            members.setdefault(f"{scheme}#{collection}", set()).add(key)
    return {
        name: {words: key for words, key in names.items() if key in keys}
        for name, keys in members.items()
    }
