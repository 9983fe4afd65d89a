"""Describes the dataset in VoID (https://www.w3.org/TR/void/): counts, partitions, links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from loaders.rdf.nquads import iri
from loaders.rdf.trig import turtle
from loaders.release.description.metadata import ReleaseMetadata
from loaders.release.description.survey import Survey
from loaders.vocabulary import DCTERMS, FOAF, RDF, VOID, XSD, prefixes

Triples = Iterator[Triple]
HOMEPAGES = {
    "geonames": "https://www.geonames.org/",
    "wikidata": "https://www.wikidata.org/",
    "eurovoc": "https://op.europa.eu/en/web/eu-vocabularies",
    "sdg": "https://metadata.un.org/sdg/",
}


def void(
    survey: Survey,
    metadata: ReleaseMetadata,
    sources: Mapping[str, tuple[str, int]],
    dumps: Iterable[str],
) -> bytes:
    """Return the description as Turtle.

    ``sources`` gives title and quads of each source by stem; ``dumps`` the addresses of the dumps.
    """
    base = survey.base
    dataset = NamedNode(f"{base}dataset")
    triples = [
        *_dataset(dataset, survey, metadata, dumps),
        *_vocabularies(dataset, survey),
        *_classes(dataset, survey),
        *_properties(dataset, survey),
        *_properties_of_classes(survey),
        *_links(dataset, survey),
        *_sources(dataset, sources, base),
        *_document(dataset, metadata, base),
    ]
    return turtle(triples, prefixes(base))


def _dataset(
    node: NamedNode, survey: Survey, metadata: ReleaseMetadata, dumps: Iterable[str]
) -> Triples:
    yield Triple(node, RDF.type, VOID.Dataset)
    yield Triple(node, DCTERMS.title, Literal(metadata.title, language="en"))
    yield Triple(node, DCTERMS.description, Literal(metadata.description, language="en"))
    yield Triple(node, DCTERMS.license, NamedNode(metadata.license))
    yield Triple(node, DCTERMS.modified, Literal(metadata.date, datatype=XSD.date))
    yield Triple(node, FOAF.homepage, NamedNode(metadata.homepage))
    yield Triple(node, VOID.sparqlEndpoint, NamedNode(f"{survey.base}sparql"))
    yield Triple(node, VOID.uriSpace, Literal(f"{survey.base}id/"))
    for address in dumps:
        yield Triple(node, VOID.dataDump, NamedNode(address))
    counts = {
        VOID.triples: survey.triples,
        VOID.entities: survey.entities,
        VOID.distinctSubjects: survey.subjects,
        VOID.classes: len(survey.classes),
        VOID.properties: len(survey.properties),
    }
    for name, count in counts.items():
        yield Triple(node, name, _number(count))
    for class_, example in sorted(survey.examples.items()):
        if iri(example).startswith(f"{survey.base}id/") and iri(class_).startswith(survey.base):
            yield Triple(node, VOID.exampleResource, NamedNode(iri(example)))


def _vocabularies(node: NamedNode, survey: Survey) -> Triples:
    used = {iri(term) for term in (*survey.properties, *survey.classes)}
    for namespace in prefixes(survey.base).values():
        if any(term.startswith(namespace) for term in used):
            yield Triple(node, VOID.vocabulary, NamedNode(namespace))


def _classes(node: NamedNode, survey: Survey) -> Triples:
    for name, count in survey.classes.items():
        part = _part(survey.base, "class", name)
        yield Triple(node, VOID.classPartition, part)
        yield Triple(part, VOID("class"), NamedNode(iri(name)))
        yield Triple(part, VOID.entities, _number(count))


def _properties(node: NamedNode, survey: Survey) -> Triples:
    for name, count in survey.properties.items():
        part = _part(survey.base, "property", name)
        yield Triple(node, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, NamedNode(iri(name)))
        yield Triple(part, VOID.triples, _number(count))
        yield Triple(part, VOID.distinctSubjects, _number(survey.property_subjects[name]))


def _properties_of_classes(survey: Survey) -> Triples:
    for quad in parse(b"".join(survey.partitions), RdfFormat.N_QUADS):
        yield quad.triple


def _links(node: NamedNode, survey: Survey) -> Triples:
    for (predicate, target), count in survey.links.items():
        local = iri(predicate).replace("/", "#").rpartition("#")[2]
        links = NamedNode(f"{survey.base}dataset#links-{target}-{local}")
        other = NamedNode(f"{survey.base}dataset#{target}")
        yield Triple(node, VOID.subset, links)
        yield Triple(links, RDF.type, VOID.Linkset)
        yield Triple(links, VOID.linkPredicate, NamedNode(iri(predicate)))
        yield Triple(links, VOID.subjectsTarget, node)
        yield Triple(links, VOID.objectsTarget, other)
        yield Triple(links, VOID.triples, _number(count))
        yield Triple(other, RDF.type, VOID.Dataset)
        yield Triple(other, FOAF.homepage, NamedNode(HOMEPAGES[target]))


def _sources(node: NamedNode, sources: Mapping[str, tuple[str, int]], base: str) -> Triples:
    for stem, (title, quads) in sources.items():
        source = NamedNode(f"{base}graph/{stem}")
        yield Triple(node, VOID.subset, source)
        yield Triple(source, RDF.type, VOID.Dataset)
        yield Triple(source, DCTERMS.title, Literal(title, language="en"))
        yield Triple(source, VOID.triples, _number(quads))


def _document(node: NamedNode, metadata: ReleaseMetadata, base: str) -> Triples:
    page = NamedNode(f"{base}.well-known/void")
    yield Triple(page, RDF.type, VOID.DatasetDescription)
    yield Triple(page, DCTERMS.title, Literal(f"VoID of the {metadata.title}", language="en"))
    yield Triple(page, FOAF.primaryTopic, node)


def _part(base: str, kind: str, term: bytes) -> NamedNode:
    digest = hashlib.sha256(term[1:-1]).hexdigest()[:12]
    return NamedNode(f"{base}dataset#{kind}-{digest}")


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=XSD.integer)
