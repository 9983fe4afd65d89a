"""Describes the releases before this one, for the dataset itself: each is a version in DCAT 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from loaders.iris import Iris
from loaders.ledger import Entry, order
from loaders.vocabulary import BIBO, DCAT, DCTERMS, RDF, RDFS, SPDX, VOID, XSD

Term = NamedNode | Literal
Statements = Iterator[tuple[NamedNode, NamedNode, Term]]
RESOLVER = "https://doi.org/"


def release_quads(entries: Iterable[Entry], day: str, base: str) -> Iterator[Quad]:
    """Yield what the catalogue says of the releases of the days before ``day`` (ISO 8601).

    Those of the same day are left out: which of them there were may not change what this one says.
    """
    iris, graph = Iris(base), NamedNode(f"{base}graph/catalogue")
    earlier = sorted((one for one in entries if one.date < day), key=lambda one: order(one.version))
    last: NamedNode | None = None
    for entry in earlier:
        node = iris.release(entry.version)
        for subject, predicate, value in _release(node, entry, iris.dataset(), last):
            yield Quad(subject, predicate, value, graph)
        last = node


def _release(
    node: NamedNode, entry: Entry, dataset: NamedNode, last: NamedNode | None
) -> Statements:
    checksum = NamedNode(f"{node.value}#hash")
    yield dataset, DCAT.hasVersion, node
    yield node, RDF.type, DCAT.Dataset
    yield node, DCAT.isVersionOf, dataset
    yield node, RDFS.label, Literal(f"Release {entry.version}", language="en")
    yield node, DCAT.version, Literal(entry.version)
    yield node, DCTERMS.issued, Literal(entry.date, datatype=XSD.date)
    yield node, VOID.triples, Literal(str(entry.triples), datatype=XSD.integer)
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(entry.hash, datatype=XSD.hexBinary)
    if last is not None:
        yield node, DCAT.previousVersion, last
    if entry.doi:
        yield node, BIBO.doi, Literal(entry.doi)
        yield node, DCTERMS.identifier, Literal(f"{RESOLVER}{entry.doi}", datatype=XSD.anyURI)
    if entry.deposited:
        yield node, DCAT.accessURL, NamedNode(entry.deposited)
