"""Quads that are written by hand and not mapped: ontology, concept schemes, queries, prefixes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from loaders.rdf.ontology import ontology_quads
from loaders.rdf.queryfiles import QueryFile, read_queries
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, SH, SKOS, XSD, prefixes, urb

FORMS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "DESCRIBE": ("SPARQLExecutable", "describe"),
}


def static_quads(settings: Settings) -> Iterator[Quad]:
    """Yield the quads of the ontology, of each concept scheme and of the example queries.

    Raise DataError with file and line when a file is not Turtle.
    """
    yield from ontology_quads(settings)
    yield from _prefixes(settings.base)
    for query in read_queries(settings.queries / "examples", settings.base):
        yield from _query(query, settings.base)


def _prefixes(base: str) -> Iterator[Quad]:
    """Declare the prefixes of the project, which editors ask an endpoint for (SHACL §5.2.1)."""
    graph = NamedNode(f"{base}graph/queries")
    for prefix, namespace in prefixes(base).items():
        node = NamedNode(f"{base}dataset#prefix-{prefix}")
        yield Quad(NamedNode(f"{base}dataset"), SH.declare, node, graph)
        yield Quad(node, SH.prefix, Literal(prefix), graph)
        yield Quad(node, SH.namespace, Literal(namespace, datatype=XSD.anyURI), graph)


def _query(query: QueryFile, base: str) -> Iterator[Quad]:
    """Describe an example as the SIB's example repositories do (SHACL-SPARQL executables).

    Label and comment are English alone: editors list an example once for each comment it has.
    """
    graph = NamedNode(f"{base}graph/queries")
    node = NamedNode(f"{base}id/query/{query.name}")
    kind, form = FORMS[query.form]
    terms: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, SH.SPARQLExecutable),
        (RDF.type, SH(kind)),
        (RDF.type, urb(base).Query),
        (RDFS.label, Literal(query.summary, language="en")),
        (RDFS.comment, Literal(query.summary, language="en")),
        (SH.prefixes, NamedNode(f"{base}dataset")),
        (SH(form), Literal(query.text)),
        (SCHEMA.target, NamedNode(f"{base}sparql")),
        *((SKOS.prefLabel, Literal(text, language=one)) for one, text in query.titles.items()),
        *(
            (DCTERMS.description, Literal(text, language=one))
            for one, text in query.descriptions.items()
        ),
        *((SCHEMA.keywords, Literal(tag)) for tag in query.tags),
    ]
    yield from (Quad(node, predicate, value, graph) for predicate, value in terms)
