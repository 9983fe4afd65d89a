"""Quads that are written by hand and not mapped: ontology, concept schemes, example queries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from loaders.errors import DataError
from loaders.queryfiles import QueryFile, read_queries
from loaders.release.rebase import read_rebased
from loaders.settings import Settings
from loaders.vocabulary import DCTERMS, RDF, RDFS, SCHEMA, SH, urb

FORMS = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "DESCRIBE": ("SPARQLExecutable", "describe"),
}


def static_quads(settings: Settings) -> Iterator[Quad]:
    """Yield the quads of the ontology, of each concept scheme and of the example queries.

    Raise DataError with file and line when a file is no Turtle.
    """
    for path in turtle_files(settings.ontology):
        yield from _turtle(path, ontology_graph(settings, path), settings.base)
    for query in read_queries(settings.queries / "examples", settings.base):
        yield from _query(query, settings.base)


def turtle_files(folder: Path) -> list[Path]:
    """Return all Turtle files under a folder, sorted by path."""
    return sorted(folder.rglob("*.ttl"))


def ontology_graph(settings: Settings, path: Path) -> NamedNode:
    """Return the graph a Turtle file goes to: one a concept scheme, one for the rest."""
    if path.parent == settings.ontology:
        return NamedNode(f"{settings.base}graph/ontology")
    return NamedNode(f"{settings.base}graph/concepts/{path.stem}")


def _turtle(path: Path, graph: NamedNode, base: str) -> Iterator[Quad]:
    text = read_rebased(path, base)
    try:
        for quad in parse(text.encode(), format=RdfFormat.TURTLE, base_iri=base):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
    except SyntaxError as error:
        raise DataError(f"not Turtle: {error.msg}", path, line=error.lineno) from error


def _query(query: QueryFile, base: str) -> Iterator[Quad]:
    """Describe an example as the SIB's example repositories do (SHACL-SPARQL executables)."""
    graph = NamedNode(f"{base}graph/queries")
    node = NamedNode(f"{base}id/query/{query.name}")
    kind, text = FORMS[query.form]
    terms: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, SH.SPARQLExecutable),
        (RDF.type, SH(kind)),
        (RDF.type, urb(base).Query),
        (RDFS.label, Literal(query.summary, language="en")),
        (DCTERMS.description, Literal(query.description, language="en")),
        (SH(text), Literal(query.text)),
        (SCHEMA.target, NamedNode(f"{base}sparql")),
        *((SCHEMA.keywords, Literal(tag)) for tag in query.tags),
    ]
    yield from (Quad(node, predicate, value, graph) for predicate, value in terms)
