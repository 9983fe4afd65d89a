"""Reads from the lines of a dataset what the search index holds of each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from loaders.kinds import KINDS, PARTS, kind_in
from loaders.naming.codes import SCHEMES
from loaders.naming.index import (
    ACRONYM,
    CONCEPTS,
    HIDDEN,
    INNER,
    LABEL,
    OTHER,
    PAGES,
    PREFERRED,
    THINGS,
)
from loaders.rdf.nquads import quads_of
from loaders.vocabulary import OWL, RDFS, SKOS, prefixes, urb

NAMES = {RDFS.label: LABEL, SKOS.prefLabel: PREFERRED, SKOS.altLabel: OTHER,
         SKOS.hiddenLabel: HIDDEN}  # fmt: skip
# How the keys of pages begin that were read or are cited, and that nobody described.
READ = ("web-", "cited-")
MADE = "graph/rules/government-names"
ORDER = {kind.key: place for place, kind in enumerate(KINDS)}


@dataclass
class Facts:
    """What the index holds of a thing; ``names`` are text, language and what they are to it."""

    iri: str
    kind: str
    key: str
    names: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: set[tuple[str, str]] = field(default_factory=set)
    country: str = ""
    governs: str = ""
    first: int = 0
    last: int = 0
    gone: bool = False

    @property
    def group(self) -> int:
        """Return what comes before what: a page that was read stands behind all things."""
        if self.kind == "publication" and self.key.startswith(READ):
            return PAGES
        if self.kind in ORDER and self.kind not in PARTS:
            return INNER if self.gone else THINGS
        return INNER if self.kind in PARTS else CONCEPTS

    @property
    def order(self) -> int:
        """Return where its kind stands among the others."""
        return ORDER.get(self.kind, len(ORDER))


def identifying(base: str) -> dict[NamedNode, str]:
    """Return the properties that identify a thing elsewhere, with the name of the database."""
    known = prefixes(base)
    found = {}
    for scheme in SCHEMES:
        for name in scheme.properties:
            prefix, _, local = name.partition(":")
            found[NamedNode(known[prefix] + local)] = scheme.name
    return found


def telling(base: str) -> frozenset[bytes]:
    """Return the properties of which the index needs the lines."""
    ours = urb(base)
    told = (ours.inCountry, ours.governs, ours.startYear, ours.endYear, OWL.deprecated)
    return frozenset(str(term).encode() for term in (*NAMES, *identifying(base), *told))


def things(lines: Iterable[bytes], base: str) -> Iterator[Facts]:
    """Yield what sorted lines say of each thing that has a name.

    What has its IRI from a thing, as a name of it, is found by that thing. What a government is
    called after its place is left out: people who type it mean the place as often, and find both
    by the words that the index knows to stand before places.
    """
    reader, made = Reader(base), NamedNode(f"{base}{MADE}")
    named = (quad for quad in quads_of(lines) if isinstance(quad.subject, NamedNode))
    for subject, quads in groupby(named, key=lambda quad: str(quad.subject)):
        iri = subject[1:-1]
        if iri.startswith(reader.own) and "#" in iri:
            continue
        found = reader.facts(iri)
        for quad in quads:
            if quad.graph_name == made:
                continue
            reader.take(found, quad.predicate, quad.object)
        if found.names:
            yield found


class Reader:
    """Sorts statements into facts, under one base."""

    def __init__(self, base: str) -> None:
        """Remember the terms that tell something."""
        self.own = f"{base}id/"
        self._ontology = f"{base}ontology"
        self._codes = identifying(base)
        self._urb = urb(base)

    def facts(self, iri: str) -> Facts:
        """Return the facts of a thing of which nothing is known but its IRI."""
        kind = kind_in(iri, self.own) or ("ontology" if iri.startswith(self._ontology) else "")
        key = iri.rpartition("/")[2] if iri.startswith(self.own) else ""
        found = Facts(iri, kind, key)
        if kind == "country":
            found.codes.add(("iso3166", key.upper()))
            found.country = iri
        return found

    def take(self, found: Facts, predicate: NamedNode, value: object) -> None:
        """Take one statement; what tells nothing here is left."""
        if isinstance(value, NamedNode):
            if predicate == self._urb.inCountry:
                found.country = found.country or value.value
            elif predicate == self._urb.governs:
                found.governs = value.value
        elif isinstance(value, Literal):
            self._take_text(found, predicate, value)

    def _take_text(self, found: Facts, predicate: NamedNode, value: Literal) -> None:
        text = value.value
        if predicate in NAMES:
            name = (text, value.language or "")
            found.names[name] = min(NAMES[predicate], found.names.get(name, ACRONYM))
        elif predicate in self._codes:
            found.codes.add((self._codes[predicate], text))
        elif predicate == OWL.deprecated:
            found.gone = found.gone or text == "true"
        elif text.lstrip("-").isdigit() and predicate == self._urb.startYear:
            found.first = min(int(text), found.first or int(text))
        elif text.lstrip("-").isdigit() and predicate == self._urb.endYear:
            found.last = max(int(text), found.last)
