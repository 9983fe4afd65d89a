"""Reads from a dump what became of things whose keys no longer stand: the life cycle of URIs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from loaders.rdf.nquads import iri, split
from loaders.vocabulary import DCTERMS, OWL

MOVED, SPLIT, GONE = 301, 300, 410


@dataclass(frozen=True)
class Life:
    """What became of a thing: its key, and those that replace it, as ``kind/key``, sorted.

    None replaces what was withdrawn, one what was renamed or merged, several what was split.
    """

    key: str
    replacements: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """Return the HTTP status its address has from now on."""
        return GONE if not self.replacements else MOVED if len(self.replacements) == 1 else SPLIT


def read(dump: Path, base: str) -> tuple[Life, ...]:
    """Return what became of the keys that no longer stand in a dump."""
    with dump.open("rb") as lines:
        return lives(lines, base)


@dataclass
class _Told:
    retired: set[str] = field(default_factory=set)
    replaced: dict[str, set[str]] = field(default_factory=dict)


def lives(lines: Iterable[bytes], base: str) -> tuple[Life, ...]:
    """Return what became of all things of a dump (canonical N-Quads) that are deprecated, by key.

    What was replaced by something that was replaced in turn leads to the end of the chain.
    """
    told = _read(lines, base)
    return tuple(
        Life(key, tuple(sorted(_ends(key, told.replaced, frozenset({key})))))
        for key in sorted(told.retired)
    )


def _read(lines: Iterable[bytes], base: str) -> _Told:
    things, told = f"<{base}id/".encode(), _Told()
    deprecated, replaced = (_term(one) for one in (OWL.deprecated, DCTERMS.isReplacedBy))
    for line in lines:
        if not line.startswith(things) or not (deprecated in line or replaced in line):
            continue
        subject, predicate, value, _ = split(line)
        key = iri(subject).removeprefix(f"{base}id/")
        if predicate == deprecated and value.startswith(b'"true"') and "/" in key:
            told.retired.add(key)
        elif predicate == replaced and value.startswith(things):
            target = iri(value).removeprefix(f"{base}id/")
            told.replaced.setdefault(key, set()).add(target)
    return told


def _term(term: NamedNode) -> bytes:
    return f"<{term.value}>".encode()


def _ends(key: str, replaced: Mapping[str, set[str]], seen: frozenset[str]) -> Iterator[str]:
    """Yield what stands in the end for a key; nothing for a chain that bites its tail."""
    for following in replaced.get(key, ()):
        if following in seen:
            continue
        if following in replaced:
            yield from _ends(following, replaced, seen | {following})
        else:
            yield following
