"""``urbsol validate``: checks RDF files against the shapes and says what is wrong in them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.console import say
from loaders.errors import UsageError
from loaders.iris import is_claims_graph
from loaders.rdf.files import read_rdf
from loaders.rdf.ontology import ontology_quads
from loaders.settings import Settings
from loaders.validation.messages import Wording, read_remedies
from loaders.validation.report import ValidationReport
from loaders.validation.shacl import DEFAULT_ENGINE, ENGINES, validate_graph
from loaders.vocabulary import OWL, RDF

DUMP = Path("current", "dumps", "urban-solidarity.nq")


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--format",
    "syntax",
    type=click.Choice(["text", "turtle"]),
    default="text",
    show_default=True,
    help="A report for people, or as RDF (SHACL validation report).",
)
@click.option(
    "--with-release",
    is_flag=True,
    help="Look up things that the files refer to in the current release.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as violations.")
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default=DEFAULT_ENGINE,
    show_default=True,
    help="The SHACL engine; pyshacl is the slower reference.",
)
def validate(
    files: tuple[Path, ...], syntax: str, with_release: bool, strict: bool, engine: str
) -> None:
    """Check RDF FILES against the shapes of the project.

    Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML are told by the suffix. Exit code 0 when
    the files conform, 1 when they do not or cannot be read, 2 when called wrongly.
    """
    settings = Settings.from_environment()
    quads = {path: read_rdf(path, settings) for path in files}
    report = validate_files(quads.values(), settings, engine=engine, with_release=with_release)
    if syntax == "turtle":
        click.echo(report.turtle, nl=False)
    else:
        wording = Wording(
            settings.base, _files(quads), read_remedies(settings.shapes, settings.base)
        )
        say(*wording.lines(report, hint=not with_release))
    sys.exit(0 if report.conforms and not (strict and report.results) else 1)


def validate_files(
    files: Iterable[Sequence[Quad]],
    settings: Settings,
    *,
    engine: str = DEFAULT_ENGINE,
    with_release: bool = False,
) -> ValidationReport:
    """Validate the quads of files beside the ontology; only what they describe is reported.

    A dump that holds the ontology is checked with the one it holds, which may be another version.
    ``with_release`` adds the reviewed graphs of the current release, for what the files refer to;
    raise UsageError when there is none.
    """
    own = [quad for quads in files for quad in quads]
    data = [*own, *_release(settings)] if with_release else own
    if not _holds_ontology(data, settings):
        data = [*data, *ontology_quads(settings)]
    report = validate_graph(data, settings.shapes, engine, settings.base)
    return report.about(_described_in(own), settings.base)


def _holds_ontology(quads: Iterable[Quad], settings: Settings) -> bool:
    ontology = NamedNode(f"{settings.base}ontology")
    return any(quad.subject == ontology and quad.object == OWL.Ontology for quad in quads)


def _release(settings: Settings) -> list[Quad]:
    path = settings.releases / DUMP
    if not path.is_file():
        raise UsageError(f"{path}: no release here", "run: urbsol build")
    with path.open("rb") as file:
        quads = parse(file, format=RdfFormat.N_QUADS)
        return [quad for quad in quads if not is_claims_graph(str(quad.graph_name).strip("<>"))]


def _described_in(quads: Sequence[Quad]) -> frozenset[str]:
    """Return what the quads speak about, and the terms they use (one may be deprecated)."""
    subjects = {str(quad.subject) for quad in quads}
    terms = {str(quad.predicate) for quad in quads}
    classes = {str(quad.object) for quad in quads if quad.predicate == RDF.type}
    return frozenset(subjects | terms | classes)


def _files(quads: dict[Path, list[Quad]]) -> dict[str, Path]:
    """Return the file in which each subject stands (the first, when it stands in several)."""
    found: dict[str, Path] = {}
    for path, contents in quads.items():
        for quad in contents:
            found.setdefault(str(quad.subject), path)
    return found
