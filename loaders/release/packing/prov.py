"""Says what a release was made from and by what (PROV-O), and describes the files of a pack."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from loaders.rdf.trig import turtle
from loaders.release.description.dcat import Distribution
from loaders.release.packing.model import Item, Parts
from loaders.vocabulary import DCTERMS, PROV, RDF, RDFS, SPDX, XSD, prefixes

# Types of files in the EU's authority list, by the end of their names without ``.gz``.
FILE_TYPES = {
    ".nq": "RDF_N_QUADS",
    ".trig": "RDF_TRIG",
    ".jsonld": "JSON_LD",
    ".csv": "CSV",
    ".geojson": "GEOJSON",
}
OFFERED = ("dumps/urban-solidarity.", "tables/", "sources/")


def prov_text(parts: Parts) -> bytes:
    """Return the provenance of a release as Turtle; it tells no times but the day of release."""
    return turtle(_statements(parts), prefixes(parts.made.base))


def _statements(parts: Parts) -> Iterator[Triple]:
    made, release = parts.made, NamedNode(parts.address)
    build, program = (NamedNode(f"{parts.address}#{name}") for name in ("build", "program"))
    publisher = NamedNode(f"{made.base}dataset#publisher")
    yield Triple(release, RDF.type, PROV.Entity)
    yield Triple(release, DCTERMS.title, Literal(parts.title, language="en"))
    yield Triple(release, DCTERMS.issued, Literal(parts.metadata.date, datatype=XSD.date))
    yield Triple(release, PROV.specializationOf, NamedNode(f"{made.base}dataset"))
    yield Triple(release, PROV.wasGeneratedBy, build)
    yield Triple(release, PROV.wasAttributedTo, publisher)
    yield from _checksum(release, made.hash)
    yield Triple(build, RDF.type, PROV.Activity)
    yield Triple(build, RDFS.label, Literal(f"Build of {parts.title}", language="en"))
    yield Triple(build, PROV.wasAssociatedWith, program)
    yield Triple(program, RDF.type, PROV.SoftwareAgent)
    yield Triple(program, RDFS.label, Literal("urbsol"))
    yield Triple(program, PROV.actedOnBehalfOf, publisher)
    yield Triple(publisher, RDF.type, PROV.Agent)
    yield Triple(publisher, RDFS.label, Literal(parts.metadata.publisher))
    for stem, entry in made.sources.items():
        source = NamedNode(f"{made.base}graph/{stem}")
        yield Triple(build, PROV.used, source)
        yield Triple(release, PROV.wasDerivedFrom, source)
        yield Triple(source, RDF.type, PROV.Entity)
        yield Triple(source, DCTERMS.title, Literal(entry.title))
        yield from _checksum(source, entry.checksum)


def _checksum(entity: NamedNode, digest: str) -> Iterator[Triple]:
    node = NamedNode(f"{entity.value}#checksum")
    yield Triple(entity, SPDX.checksum, node)
    yield Triple(node, RDF.type, SPDX.Checksum)
    yield Triple(node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Triple(node, SPDX.checksumValue, Literal(digest, datatype=XSD.hexBinary))


def distributions(parts: Parts) -> Iterator[Distribution]:
    """Yield the files of a pack that portals are told of; those of the release are served too."""
    for item in parts.items:
        plain = item.name.removesuffix(".gz")
        file_type = FILE_TYPES.get(plain[plain.rfind(".") :])
        if file_type and item.name.startswith(OFFERED):
            yield _distribution(item, plain, file_type, served=item.name in parts.made.files)


def _distribution(item: Item, plain: str, file_type: str, *, served: bool) -> Distribution:
    packed = "application/gzip" if plain != item.name else ""
    return Distribution(
        item.name.removeprefix("dumps/"),
        item.title,
        item.media_type,
        file_type,
        item.bytes,
        item.sha256,
        packed,
        served,
    )
