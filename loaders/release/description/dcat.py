"""Describes the release for data portals: DCAT 3 in the profile DCAT-AP 3.0.1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from loaders.rdf.trig import turtle
from loaders.release.description.metadata import ReleaseMetadata
from loaders.vocabulary import (
    ADMS,
    DCAT,
    DCTERMS,
    FOAF,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    VCARD,
    XSD,
    prefixes,
)

AUTHORITY = "http://publications.europa.eu/resource/authority/"
PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
ATTRIBUTION = NamedNode("http://purl.org/adms/licencetype/Attribution")
LANGUAGES = ("ENG", "DEU", "FRA", "ITA", "SPA", "ELL", "POL")
Triples = Iterator[Triple]


@dataclass(frozen=True)
class Distribution:
    """One file; ``file_type`` is a name in the EU's list, ``bytes`` the size, ``sha256`` in hex.

    ``compressed`` is the media type of the compression, ``served`` tells whether it can be had at
    ``/downloads`` too.
    """

    name: str
    title: str
    media_type: str
    file_type: str
    bytes: int
    sha256: str
    compressed: str = ""
    served: bool = True


def dcat(
    base: str,
    metadata: ReleaseMetadata,
    distributions: Iterable[Distribution],
    continents: Iterable[str],
) -> bytes:
    """Return catalogue, dataset, distributions and SPARQL service as Turtle.

    ``continents`` are those the dataset covers, by their names in the EU's authority list.
    """
    nodes = _Nodes(base, metadata, tuple(continents))
    triples = [*nodes.catalogue(), *nodes.dataset(), *nodes.agents(), *nodes.service()]
    for distribution in distributions:
        triples += nodes.distribution(distribution)
    return turtle(triples, prefixes(base))


@dataclass(frozen=True)
class _Nodes:
    """The statements about each node of the catalogue."""

    base: str
    metadata: ReleaseMetadata
    continents: tuple[str, ...]

    def node(self, name: str = "") -> NamedNode:
        return NamedNode(f"{self.base}dataset{'#' if name else ''}{name}")

    def catalogue(self) -> Triples:
        node, about = self.node("catalogue"), self.metadata
        yield Triple(node, RDF.type, DCAT.Catalog)
        yield from self._texts(node, f"Catalogue of the {about.title}", about.description)
        yield from self._common(node)
        yield Triple(node, DCAT.dataset, self.node())
        yield Triple(node, DCAT.service, self.node("sparql"))
        yield Triple(node, DCAT.themeTaxonomy, NamedNode(f"{AUTHORITY}data-theme"))
        yield Triple(NamedNode(f"{AUTHORITY}data-theme"), RDF.type, SKOS.ConceptScheme)
        yield from self._texts(NamedNode(f"{AUTHORITY}data-theme"), "EU data themes")
        yield Triple(node, FOAF.homepage, NamedNode(about.homepage))
        yield Triple(NamedNode(about.homepage), RDF.type, FOAF.Document)
        yield from self._extent(node)

    def dataset(self) -> Triples:
        node, about = self.node(), self.metadata
        yield Triple(node, RDF.type, DCAT.Dataset)
        yield from self._texts(node, about.title, about.description)
        yield from self._common(node)
        yield Triple(node, DCAT.version, Literal(about.version))
        for what, why in about.declared.items():
            yield Triple(node, ADMS.versionNotes, Literal(f"Breaks {what}: {why}", language="en"))
        yield Triple(node, DCTERMS.identifier, Literal(node.value))
        yield Triple(node, DCAT.landingPage, NamedNode(about.homepage))
        yield from self._extent(node)
        yield from self._subject(node)
        yield from self._typed(node, DCTERMS.accessRights, "access-right/PUBLIC")
        yield from self._typed(node, DCTERMS.accrualPeriodicity, "frequency/IRREG")
        yield Triple(node, DCTERMS.conformsTo, NamedNode(f"{self.base}ontology"))
        yield Triple(NamedNode(f"{self.base}ontology"), RDF.type, DCTERMS.Standard)

    def agents(self) -> Triples:
        publisher, contact, about = self.node("publisher"), self.node("contact"), self.metadata
        yield Triple(publisher, RDF.type, FOAF.Agent)
        yield Triple(publisher, FOAF.name, Literal(about.publisher, language="en"))
        yield from self._typed(publisher, DCTERMS.type, "publisher-type/NonProfitOrganisation")
        yield Triple(contact, RDF.type, VCARD.Organization)
        yield Triple(contact, RDF.type, VCARD.Kind)
        yield Triple(contact, VCARD.fn, Literal(about.publisher, language="en"))
        yield Triple(contact, VCARD.hasURL, NamedNode(about.homepage))

    def service(self) -> Triples:
        node, endpoint = self.node("sparql"), NamedNode(f"{self.base}sparql")
        yield Triple(node, RDF.type, DCAT.DataService)
        yield from self._texts(node, f"SPARQL endpoint of the {self.metadata.title}", "SPARQL 1.1")
        yield Triple(node, DCAT.endpointURL, endpoint)
        yield Triple(node, DCAT.endpointDescription, endpoint)
        yield Triple(endpoint, RDF.type, RDFS.Resource)
        yield Triple(node, DCAT.servesDataset, self.node())
        yield Triple(node, DCTERMS.conformsTo, NamedNode(PROTOCOL))
        yield Triple(NamedNode(PROTOCOL), RDF.type, DCTERMS.Standard)
        yield from self._subject(node)
        yield from self._common(node)

    def distribution(self, dump: Distribution) -> Triples:
        node = self.node(dump.name.replace(".", "-").replace("/", "-"))
        address, checksum = self.address(dump.name), NamedNode(f"{node.value}-checksum")
        media = NamedNode(f"https://www.iana.org/assignments/media-types/{dump.media_type}")
        yield Triple(self.node(), DCAT.distribution, node)
        yield Triple(node, RDF.type, DCAT.Distribution)
        yield from self._texts(node, dump.title, f"{dump.title} of release {self.metadata.version}")
        yield from self._dates(node)
        yield Triple(node, DCTERMS.license, NamedNode(self.metadata.license))
        yield Triple(node, DCAT.accessURL, NamedNode(f"{self.base}downloads"))
        yield Triple(NamedNode(f"{self.base}downloads"), RDF.type, RDFS.Resource)
        if dump.served:
            yield Triple(node, DCAT.downloadURL, address)
            yield Triple(address, RDF.type, RDFS.Resource)
        if dump.compressed:
            packing = NamedNode(f"https://www.iana.org/assignments/media-types/{dump.compressed}")
            yield Triple(node, DCAT.compressFormat, packing)
            yield Triple(packing, RDF.type, DCTERMS.MediaType)
        yield Triple(node, DCAT.mediaType, media)
        yield Triple(media, RDF.type, DCTERMS.MediaType)
        yield from self._typed(node, DCTERMS("format"), f"file-type/{dump.file_type}")
        yield Triple(node, DCAT.byteSize, Literal(str(dump.bytes), datatype=XSD.nonNegativeInteger))
        yield from self._typed(
            node, NamedNode("http://data.europa.eu/r5r/availability"), "planned-availability/STABLE"
        )
        yield Triple(node, SPDX.checksum, checksum)
        yield Triple(checksum, RDF.type, SPDX.Checksum)
        yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        yield Triple(SPDX.checksumAlgorithm_sha256, RDF.type, SPDX.ChecksumAlgorithm)
        yield Triple(checksum, SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary))

    def address(self, name: str) -> NamedNode:
        return NamedNode(f"{self.base}downloads/{name}")

    def _subject(self, node: NamedNode) -> Triples:
        """Say what it is about, and whom to ask."""
        yield Triple(node, DCAT.contactPoint, self.node("contact"))
        for keyword in self.metadata.keywords:
            yield Triple(node, DCAT.keyword, Literal(keyword, language="en"))
        for theme in self.metadata.themes:
            yield from self._typed(node, DCAT.theme, f"data-theme/{theme}")

    def _extent(self, node: NamedNode) -> Triples:
        for continent in self.continents:
            yield from self._typed(node, DCTERMS.spatial, f"continent/{continent}")

    def _texts(self, node: NamedNode, title: str, description: str = "") -> Triples:
        yield Triple(node, DCTERMS.title, Literal(title, language="en"))
        if description:
            yield Triple(node, DCTERMS.description, Literal(description, language="en"))

    def _dates(self, node: NamedNode) -> Triples:
        date = Literal(self.metadata.date, datatype=XSD.date)
        yield Triple(node, DCTERMS.issued, date)
        yield Triple(node, DCTERMS.modified, date)

    def _common(self, node: NamedNode) -> Triples:
        license_ = NamedNode(self.metadata.license)
        yield from self._dates(node)
        yield Triple(node, DCTERMS.publisher, self.node("publisher"))
        yield Triple(node, DCTERMS.creator, self.node("publisher"))
        yield Triple(node, DCTERMS.license, license_)
        yield Triple(license_, RDF.type, DCTERMS.LicenseDocument)
        yield Triple(license_, DCTERMS.type, ATTRIBUTION)
        yield Triple(ATTRIBUTION, RDF.type, SKOS.Concept)
        yield Triple(ATTRIBUTION, SKOS.prefLabel, Literal("Attribution", language="en"))
        for language in LANGUAGES:
            yield from self._typed(node, DCTERMS.language, f"language/{language}")

    def _typed(self, node: NamedNode, predicate: NamedNode, name: str) -> Triples:
        """Point to an entry of the EU's authority lists, and say what it is."""
        entry = NamedNode(AUTHORITY + name)
        yield Triple(node, predicate, entry)
        if kind := KINDS.get(name.split("/", maxsplit=1)[0]):
            yield Triple(entry, RDF.type, kind)
        yield Triple(entry, SKOS.prefLabel, Literal(name.rpartition("/")[2]))


KINDS = {
    "continent": DCTERMS.Location,
    "data-theme": SKOS.Concept,
    "access-right": DCTERMS.RightsStatement,
    "frequency": DCTERMS.Frequency,
    "file-type": DCTERMS.MediaTypeOrExtent,
    "language": DCTERMS.LinguisticSystem,
    "planned-availability": SKOS.Concept,
    "publisher-type": SKOS.Concept,
}
