"""A release as data: a dataset of its own in DCAT, with a distribution for each of its files."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from endpoint.site.core.wording import DATA_LICENSE
from endpoint.site.pages.dataset import FileLine, files
from loaders.iris import Iris
from loaders.ledger import Entry
from loaders.manifest import Manifest
from loaders.vocabulary import (
    ADMS,
    BIBO,
    DCAT,
    DCTERMS,
    OWL,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    VOID,
    XSD,
)

Statements = Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
RESOLVER = "https://doi.org/"


def kept(made: Manifest, *, newest: bool) -> list[Quad]:
    """Return the statements about a release whose files are here."""
    return [Quad(*one) for one in _kept(made, newest)]


def gone(base: str, entry: Entry, said: str) -> list[Quad]:
    """Return the statements about a release that is no longer kept; ``said`` is why and where."""
    return [Quad(*one) for one in _gone(base, entry, said)]


def _kept(made: Manifest, newest: bool) -> Statements:
    node, iris = Iris(made.base).release(made.version), Iris(made.base)
    yield from _common(iris, node, made.version, made.hash, made.triples)
    yield node, DCTERMS.license, NamedNode(DATA_LICENSE)
    yield node, DCTERMS.publisher, NamedNode(f"{iris.dataset().value}#publisher")
    yield node, DCTERMS.creator, NamedNode(f"{iris.dataset().value}#publisher")
    if newest:
        yield iris.dataset(), DCAT.hasCurrentVersion, node
    for what, why in made.breaking.items():
        yield node, ADMS.versionNotes, Literal(f"Breaks {what}: {why}", language="en")
    for line in files(made):
        yield from _distribution(node, line)


def _common(iris: Iris, node: NamedNode, version: str, hash_: str, triples: int) -> Statements:
    yield node, RDF.type, DCAT.Dataset
    yield node, RDFS.label, Literal(f"Release {version}", language="en")
    yield node, DCTERMS.title, Literal(f"Urban Solidarity Graph, release {version}", language="en")
    yield node, DCAT.isVersionOf, iris.dataset()
    yield node, DCAT.version, Literal(version)
    yield node, DCTERMS.issued, Literal(version[:10], datatype=XSD.date)
    yield node, VOID.triples, Literal(str(triples), datatype=XSD.integer)
    yield from _checksum(node, NamedNode(f"{node.value}#hash"), hash_)


def _distribution(release: NamedNode, line: FileLine) -> Statements:
    node = NamedNode(f"{release.value}#{line.name.replace('/', '-').replace('.', '-')}")
    yield release, DCAT.distribution, node
    yield node, RDF.type, DCAT.Distribution
    yield node, DCTERMS.title, Literal(line.title, language="en")
    yield node, DCTERMS.license, NamedNode(DATA_LICENSE)
    yield node, DCAT.accessURL, release
    yield node, DCAT.downloadURL, NamedNode(f"{release.value}/{line.name}")
    yield node, DCAT.mediaType, NamedNode(MEDIA_TYPES + line.media_type)
    yield node, DCAT.byteSize, Literal(str(line.bytes), datatype=XSD.nonNegativeInteger)
    yield from _checksum(node, NamedNode(f"{node.value}-checksum"), line.sha256)


def _checksum(node: NamedNode, checksum: NamedNode, value: str) -> Statements:
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(value, datatype=XSD.hexBinary)


def _gone(base: str, entry: Entry, said: str) -> Statements:
    iris = Iris(base)
    node = iris.release(entry.version)
    yield from _common(iris, node, entry.version, entry.hash, entry.triples)
    yield node, OWL.deprecated, Literal("true", datatype=XSD.boolean)
    yield node, SKOS.historyNote, Literal(said, language="en")
    if entry.doi:
        yield node, BIBO.doi, Literal(entry.doi)
        yield node, DCTERMS.identifier, Literal(f"{RESOLVER}{entry.doi}", datatype=XSD.anyURI)
    if entry.deposited:
        yield node, DCAT.accessURL, NamedNode(entry.deposited)
