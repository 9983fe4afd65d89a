"""Reads the ontology and the concept schemes into quads, each file in the graph it belongs to."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.errors import DataError
from loaders.rdf.rebase import read_rebased
from loaders.settings import Settings


def ontology_quads(settings: Settings) -> list[Quad]:
    """Return the quads of ``ontology/``, under the base of the settings.

    The ontology and its alignments stand in ``graph/ontology``, each concept scheme in
    ``graph/concepts/{scheme}``. Raise DataError with file and line when a file is no Turtle.
    """
    paths = sorted(settings.ontology.rglob("*.ttl"))
    if not paths:
        raise DataError(
            "no ontology here", settings.ontology, remedy="restore the files of ontology/"
        )
    return [quad for path in paths for quad in _read(path, _graph(settings, path), settings.base)]


def _graph(settings: Settings, path: Path) -> NamedNode:
    if path.parent == settings.ontology:
        return NamedNode(f"{settings.base}graph/ontology")
    return NamedNode(f"{settings.base}graph/concepts/{path.stem}")


def _read(path: Path, graph: NamedNode, base: str) -> list[Quad]:
    text = read_rebased(path, base)
    try:
        triples = list(parse(text.encode(), format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise DataError(f"not Turtle: {error.msg}", path, line=error.lineno) from error
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
