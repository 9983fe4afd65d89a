"""Lists as data: Hydra collections with pages, whose members say what the list shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Quad

from endpoint.site.core.state import Release
from endpoint.site.describe import gather
from endpoint.site.documents.address import Address
from loaders.vocabulary import DCTERMS, HYDRA, RDF, RDFS, VOID, XSD

NAMED = (RDF.type, RDFS.label)


@dataclass(frozen=True)
class Part:
    """A narrower list of the same things: what is asked for, its name and size."""

    query: tuple[tuple[str, str], ...]
    title: str
    total: int


@dataclass(frozen=True)
class Collection:
    """One page of a list: its name under the base, what narrows it, and what is on the page.

    ``query`` are the names and values that narrow the list, ``page`` and ``last`` count from 1;
    ``properties`` are what the list shows of its members beside class and label.
    """

    name: str
    title: str
    total: int
    members: Sequence[NamedNode]
    query: tuple[tuple[str, str], ...] = ()
    page: int = 1
    last: int = 1
    properties: tuple[NamedNode, ...] = ()
    parts: tuple[Part, ...] = ()
    said: tuple[Quad, ...] = field(default=(), repr=False)

    def address(self, path: str) -> Address:
        """Return where the document of this page is, ``path`` being that of the list."""
        return Address(path, self._page(self.page))

    def iri(self, base: str, query: tuple[tuple[str, str], ...] | None = None) -> NamedNode:
        """Return the IRI of the collection, or of the one that ``query`` narrows it to."""
        asked = self.query if query is None else query
        return NamedNode(f"{base}{self.name}" + (f"?{urlencode(asked)}" if asked else ""))

    def _page(self, number: int) -> tuple[tuple[str, str], ...]:
        return self.query if number == 1 else (*self.query, ("page", str(number)))

    def quads(self, release: Release) -> list[Quad]:
        """Return the collection, the page of it, and its members."""
        base = release.info.base
        found = [Quad(*triple) for triple in self._collection(base)]
        found += [Quad(*triple) for triple in self._view(base)]
        for batch in gather.batches(self.members):
            for row in gather.values(release, batch, [*NAMED, *self.properties]):
                subject, predicate = row["subject"], row["property"]
                found.append(Quad(subject, predicate, row["value"]))  # type: ignore[arg-type]
        return [*found, *self.said]

    def _collection(self, base: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        node = self.iri(base)
        yield node, RDF.type, HYDRA.Collection
        yield node, DCTERMS.title, Literal(self.title, language="en")
        yield node, HYDRA.totalItems, _count(self.total)
        yield node, VOID.inDataset, NamedNode(f"{base}dataset")
        for member in self.members:
            yield node, HYDRA.member, member
        if self.query:
            yield node, DCTERMS.isPartOf, self.iri(base, ())
        for part in self.parts:
            narrower = self.iri(base, part.query)
            yield node, DCTERMS.hasPart, narrower
            yield narrower, RDF.type, HYDRA.Collection
            yield narrower, DCTERMS.title, Literal(part.title, language="en")
            yield narrower, HYDRA.totalItems, _count(part.total)

    def _view(self, base: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
        """Yield where this page stands among the others; a list of one page has none."""
        if self.last < 2:
            return
        pages = {
            HYDRA.first: 1,
            HYDRA.previous: self.page - 1,
            HYDRA.next: self.page + 1,
            HYDRA.last: self.last,
        }
        view = self._view_iri(base, self.page)
        yield self.iri(base), HYDRA.view, view
        yield view, RDF.type, HYDRA.PartialCollectionView
        for relation, number in pages.items():
            if 1 <= number <= self.last:
                yield view, relation, self._view_iri(base, number)

    def _view_iri(self, base: str, number: int) -> NamedNode:
        return self.iri(base, (*self.query, ("page", str(number))))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
