"""The things that have identifiers of other databases, asked of the graph in one query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from loaders.kinds import BY_KEY, kind_in
from loaders.naming.codes import Code, Scheme


@dataclass(frozen=True)
class Found:
    """A thing with an identifier: its IRI, its kind, its label, and what the identifier is of it.

    ``family`` is ``place`` for what lies somewhere and ``actor`` for what acts, as a government.
    """

    iri: str
    kind: str
    family: str
    label: str


def find(release: Release, codes: Iterable[Code]) -> Mapping[Code, tuple[Found, ...]]:
    """Return the things that have each code; of several properties the most exact one counts."""
    asked: dict[Scheme, list[str]] = defaultdict(list)
    for code in codes:
        asked[code.scheme].append(code.text)
    things = {
        Code(scheme, text): iris
        for scheme, texts in asked.items()
        for text, iris in _of_scheme(release, scheme, texts).items()
    }
    labels = _labels(release, {iri for iris in things.values() for iri in iris})
    return {
        code: tuple(_found(release, iri, labels.get(iri, "")) for iri in iris)
        for code, iris in things.items()
    }


def _of_scheme(release: Release, scheme: Scheme, texts: Sequence[str]) -> dict[str, list[str]]:
    if scheme.name == "iso3166":
        return _countries(release, texts)
    prefixes = release.prefixes
    properties = [
        NamedNode(prefixes[name.partition(":")[0]] + name.partition(":")[2])
        for name in scheme.properties
    ]
    written = {text.lower(): text for text in sorted(set(texts))}
    rows = release.queries.select(
        "identified", property=properties, text=[Literal(text) for text in written]
    )
    ranks = {one.value: place for place, one in enumerate(properties)}
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in rows:
        rank = ranks[str(row["property"].value)]
        found[written[str(row["text"].value)]].add((rank, str(row["thing"].value)))
    return {
        text: sorted(iri for rank, iri in pairs if rank == min(pairs)[0])
        for text, pairs in found.items()
    }


def _countries(release: Release, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the countries of codes: a country's key is its code (design, identifiers)."""
    iris = {text: release.iris.thing("country", text.lower()) for text in set(texts)}
    known = _labels(release, (iri.value for iri in iris.values()))
    return {text: [iri.value] for text, iri in iris.items() if iri.value in known}


def _labels(release: Release, iris: Iterable[str]) -> dict[str, str]:
    found = gather.labels(release, map(NamedNode, iris)).plain
    return {thing.value: labels[0].value for thing, labels in found.items()}


def _found(release: Release, iri: str, label: str) -> Found:
    kind = kind_in(iri, f"{release.info.base}id/")
    known = BY_KEY.get(kind)
    return Found(iri, kind, known.family if known else "", label)
