"""The Service Description of the endpoint, with its limits.

https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from endpoint.sparql import formats
from endpoint.sparql.backend import ReleaseInfo
from endpoint.sparql.formats import Format
from endpoint.sparql.limits import Limits
from loaders.vocabulary import DCTERMS, GEOF, RDF, RDFS, SCHEMA, SD, VOID, prefixes

# What a client may want to know; the rest is the business of whoever runs the service.
SHOWN = (
    "timeout",
    "memory",
    "answer_size",
    "query_length",
    "nesting",
    "query_workers",
    "queue",
    "queue_wait",
    "client_queries",
    "client_budget",
    "client_refill",
    "services",
)
USED = frozenset({"sd", "void", "dcterms", "schema", "rdf", "rdfs", "xsd"})


def triples(target: str, release: ReleaseInfo, limits: Limits, updates: bool) -> Iterator[Triple]:
    """Yield what is said of the service at the URL ``target``."""
    service, dataset = NamedNode(f"{target}#service"), NamedNode(f"{target}#dataset")
    graph = NamedNode(f"{target}#default-graph")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(target))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield from language(service, "query")
    if updates:
        yield Triple(service, SD.supportedLanguage, SD.SPARQL11Update)
        yield from language(service, "update")
    if limits.services:
        yield Triple(service, SD.feature, SD.BasicFederatedQuery)
    for one in (*formats.RESULTS, *formats.GRAPHS):
        yield Triple(service, SD.resultFormat, NamedNode(formats.writer(one.media_type).iri))
    yield Triple(service, SD.extensionFunction, GEOF.distance)
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, SD.defaultGraph, graph)
    yield Triple(graph, RDF.type, SD.Graph)
    yield Triple(graph, VOID.triples, Literal(release.triples))
    yield Triple(dataset, DCTERMS.isPartOf, NamedNode(f"{release.base}dataset"))
    yield Triple(dataset, SCHEMA.version, Literal(release.version))
    yield from bounds(target, service, limits)


def language(service: NamedNode, name: str) -> Iterator[Triple]:
    """Yield that the service speaks a language of SPARQL 1.2, for which SD has no name yet."""
    spoken = NamedNode(f"https://www.w3.org/TR/sparql12-{name}/")
    yield Triple(service, SD.supportedLanguage, spoken)
    yield Triple(spoken, RDF.type, SD.Language)
    yield Triple(spoken, RDFS.label, Literal(f"SPARQL 1.2 {name.capitalize()}", language="en"))


def bounds(target: str, service: NamedNode, limits: Limits) -> Iterator[Triple]:
    """Yield the limits a client meets, each a schema:PropertyValue."""
    for limit in fields(limits):
        if limit.name not in SHOWN:
            continue
        value = NamedNode(f"{target}#{limit.name}")
        yield Triple(service, SCHEMA.additionalProperty, value)
        yield Triple(value, RDF.type, SCHEMA.PropertyValue)
        yield Triple(value, SCHEMA.name, Literal(limit.name))
        yield Triple(value, SCHEMA.value, Literal(getattr(limits, limit.name)))
        yield Triple(value, RDFS.comment, Literal(limit.metadata["meaning"], language="en"))


def document(
    target: str, release: ReleaseInfo, limits: Limits, format_: Format, *, updates: bool = False
) -> bytes:
    """Return the Service Description in a format."""
    if not isinstance(format_.writer, RdfFormat):
        raise TypeError(f"{format_.name} cannot hold RDF")
    used = {name: iri for name, iri in prefixes(release.base).items() if name in USED}
    statements = list(triples(target, release, limits, updates))
    if format_.writer in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return serialize(statements, format=format_.writer) or b""
    return serialize(statements, format=format_.writer, prefixes=used) or b""
