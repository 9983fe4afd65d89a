"""Validates RDF against the SHACL shapes of a folder, with one of two engines that agree.

The default is the compiled engine of the package ``shacl``; ``pyshacl`` is the reference, which
the tests hold it against (see ``shapes/README.md`` for the measurements behind the choice).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import shacl
from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from loaders.errors import DataError, UsageError
from loaders.rdf.rebase import read_rebased
from loaders.settings import DEFAULT_BASE
from loaders.validation.report import Result, ValidationReport, read_report

__all__ = ["DEFAULT_ENGINE", "ENGINES", "Result", "ValidationReport", "validate_graph"]

DEFAULT_ENGINE = "shacl"
Engine = Callable[[bytes, bytes], str]
"""Takes data and shapes as N-Triples, returns the report as Turtle."""


def validate_graph(
    data: Iterable[Quad | Triple],
    shapes: Path,
    engine: str = DEFAULT_ENGINE,
    base: str = DEFAULT_BASE,
) -> ValidationReport:
    """Validate data against all shapes of a folder (SHACL §3.4), whatever graph a quad is in.

    The data must hold the ontology and the concept schemes, which classes and concepts are
    checked against. Raise UsageError for an unknown engine, DataError for unreadable shapes.
    """
    return validate_ntriples(_ntriples(data), shapes, engine, base)


def validate_ntriples(
    data: bytes, shapes: Path, engine: str = DEFAULT_ENGINE, base: str = DEFAULT_BASE
) -> ValidationReport:
    """Do as ``validate_graph`` for data that is N-Triples already: a large graph is not copied."""
    run = _engine(engine)
    return read_report(run(data, shapes_ntriples(shapes, base)), base)


def shapes_ntriples(folder: Path, base: str = DEFAULT_BASE) -> bytes:
    """Return all shapes of a folder (or one file), under a base, as N-Triples."""
    paths = sorted(folder.glob("*.ttl")) if folder.is_dir() else [folder]
    if not paths:
        raise DataError("no shapes here", folder, remedy="restore the files of shapes/")
    return _ntriples(quad for path in paths for quad in _read_shapes(path, base))


def _read_shapes(path: Path, base: str) -> list[Quad]:
    try:
        text = read_rebased(path, base)
        return list(parse(text.encode(), format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise DataError(f"not Turtle: {error.msg}", path, line=error.lineno) from error


def _ntriples(data: Iterable[Quad | Triple]) -> bytes:
    # The same statement may stand in several records: both engines read it as one.
    triples = (item.triple if isinstance(item, Quad) else item for item in data)
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    return written if written is not None else b""


def _engine(name: str) -> Engine:
    try:
        return ENGINES[name]
    except KeyError:
        raise UsageError(f"unknown engine {name!r}", f"use one of {', '.join(ENGINES)}") from None


def _run_shacl(data: bytes, shapes: bytes) -> str:
    compiled = shacl.Shapes.from_text(shapes.decode(), "ntriples")
    return compiled.validate_text(data.decode(), "ntriples").turtle


def _run_pyshacl(data: bytes, shapes: bytes) -> str:
    # Only the tests and a doubting user pay for these imports, which take a second.
    import pyshacl  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415

    graphs = [Graph().parse(data=text, format="nt") for text in (data, shapes)]
    _, report, text = pyshacl.validate(
        graphs[0], shacl_graph=graphs[1], inference="none", advanced=False, inplace=True
    )
    if not isinstance(report, Graph):
        raise DataError(f"pySHACL cannot use the shapes: {text}")
    return str(report.serialize(format="turtle"))


ENGINES: Mapping[str, Engine] = {"shacl": _run_shacl, "pyshacl": _run_pyshacl}
