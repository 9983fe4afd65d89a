"""Copies of the sample in one graph: each copy has IRIs and identifiers of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from loaders.settings import DEFAULT_BASE
from loaders.vocabulary import XSD, urb

Term = NamedNode | Literal
URB = urb(DEFAULT_BASE)
OWN = re.compile(rf"^({re.escape(DEFAULT_BASE)}(?:id|graph)/)([^#]*)(#.*)?$")
ITEMS = re.compile(
    r"^(http://www\.wikidata\.org/entity/Q|https://sws\.geonames\.org/)([0-9]+)(/?)$"
)
IDENTIFIERS = {URB.wikidataId: "Q", URB.geonamesId: ""}
FIRST = 100_000


def around(quads: Iterable[Quad], thing: NamedNode) -> list[Quad]:
    """Return what is said of a thing, what names it and what it names, with the records."""
    listed = list(quads)
    near = {thing} | {q.object for q in listed if q.subject == thing}
    near |= {q.subject for q in listed if q.object == thing}
    # A place stands with its country, a member with what it governs, a geometry with its place.
    near |= {q.object for q in listed if q.subject in near and q.predicate in FURTHER}
    found = [q for q in listed if q.subject in near]
    graphs = {q.graph_name for q in found}
    found += [q for q in listed if q.subject in graphs and q not in found]
    sources = {q.object for q in found if q.subject in graphs}
    return [*found, *(q for q in listed if q.subject in sources and q.subject not in near)]


FURTHER = {URB.country, URB.governs, URB.government}


@dataclass
class Copier:
    """Renames things, records and identifiers; things that are concepts keep their names."""

    concepts: frozenset[str]
    tag: str
    number: int

    def quads(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return a copy of quads under the tag."""
        return [
            Quad(
                self.node(quad.subject),
                quad.predicate,
                self.value(quad.predicate, quad.object),
                self.node(quad.graph_name),
            )
            for quad in quads
        ]

    def node(self, term: object) -> NamedNode:
        """Return the IRI of the copy of a thing, a record or an item of another dataset."""
        assert isinstance(term, NamedNode), term
        if (item := ITEMS.match(term.value)) is not None:
            return NamedNode(f"{item[1]}{self.identifier(item[2])}{item[3]}")
        own = OWN.match(term.value)
        if own is None or term.value in self.concepts or own[2] in {"catalogue"}:
            return term
        return NamedNode(f"{own[1]}{own[2]}{self.tag}{own[3] or ''}")

    def value(self, predicate: NamedNode, term: object) -> Term:
        """Return what stands for a value in the copy."""
        if isinstance(term, Literal):
            sign = IDENTIFIERS.get(predicate)
            if sign is None or term.datatype != XSD.string or not term.value.startswith(sign):
                return term
            if not term.value.removeprefix(sign).isdigit():
                return term
            return Literal(f"{sign}{self.identifier(term.value.removeprefix(sign))}")
        return self.node(term)

    def identifier(self, digits: str) -> str:
        return str(FIRST + self.number * 1000 + int(digits) % 1000)
