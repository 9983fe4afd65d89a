"""Reads the ontology and the concept schemes into quads, each file in the graph it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.errors import DataError
from loaders.rdf.rebase import read_rebased
from loaders.rdf.sssom import read_mappings
from loaders.settings import Settings
from loaders.vocabulary import OWL, RDFS

MAIN, MAPPINGS = "urban-solidarity.ttl", "alignments.sssom.tsv"


def model_files(settings: Settings) -> tuple[Path, ...]:
    """Return the files of the ontology and of the concept schemes as they are now, sorted.

    Raise DataError when there are none.
    """
    paths = [*settings.ontology.glob("*.ttl"), *(settings.ontology / "schemes").glob("*.ttl")]
    if not paths:
        raise DataError(
            "no ontology here", settings.ontology, remedy="restore the files of ontology/"
        )
    return tuple(sorted(paths))


def version_files(settings: Settings) -> dict[str, Path]:
    """Return the frozen files of earlier versions of the ontology, by version."""
    return {path.stem: path for path in sorted((settings.ontology / "versions").glob("*.ttl"))}


def ontology_version(settings: Settings) -> str:
    """Return the version of the ontology; raise DataError when it has none."""
    ontology, path = NamedNode(f"{settings.base}ontology"), settings.ontology / MAIN
    for quad in read_turtle(path, ontology, settings.base):
        if quad.subject == ontology and quad.predicate == OWL.versionInfo:
            return str(getattr(quad.object, "value", quad.object))
    raise DataError("the ontology has no owl:versionInfo", path)


def ontology_quads(settings: Settings) -> list[Quad]:
    """Return the quads of ``ontology/``, under the base of the settings.

    The ontology stands in ``graph/ontology`` with what its terms are like (``rdfs:seeAlso``, from
    the table of mappings), each concept scheme in ``graph/concepts/{scheme}``. Raise DataError with
    file and line when a file cannot be read.
    """
    quads = [
        quad
        for path in model_files(settings)
        for quad in read_turtle(path, _graph(settings, path), settings.base)
    ]
    return [*quads, *_mappings(settings)]


def read_turtle(path: Path, graph: NamedNode, base: str) -> list[Quad]:
    """Return the quads of a Turtle file, under a base; raise DataError with its line."""
    text = read_rebased(path, base)
    try:
        triples = list(parse(text.encode(), format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise DataError(f"not Turtle: {error.msg}", path, line=error.lineno) from error
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]


def _graph(settings: Settings, path: Path) -> NamedNode:
    if path.parent == settings.ontology:
        return NamedNode(f"{settings.base}graph/ontology")
    return NamedNode(f"{settings.base}graph/concepts/{path.stem}")


def _mappings(settings: Settings) -> Iterator[Quad]:
    path, graph = settings.ontology / MAPPINGS, NamedNode(f"{settings.base}graph/ontology")
    if path.is_file():
        for mapping in read_mappings(path, settings.base):
            yield Quad(mapping.subject, RDFS.seeAlso, mapping.object, graph)
