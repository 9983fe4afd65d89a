"""Each shape fires on the file that breaks it, and on nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Dataset, Literal, NamedNode, RdfFormat, parse

from loaders.rdf.ontology import ontology_quads
from loaders.settings import Settings
from loaders.validation.shacl import DEFAULT_ENGINE, ValidationReport, shapes_ntriples
from loaders.vocabulary import OWL, RDF, SH, urb

HERE = Path(__file__).parent
INVALID = sorted((HERE / "invalid").glob("*.ttl"))
VALID = sorted((HERE / "valid").glob("*.ttl"))
SHAPES = Settings.from_environment({}).shapes
URBS = f"{Settings.from_environment({}).base}shapes#"
Validated = Callable[[str], ValidationReport]


@cache
def shapes() -> Dataset:
    return Dataset(parse(shapes_ntriples(SHAPES), format=RdfFormat.N_TRIPLES))


def rules(graph: Dataset) -> set[str]:
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
    found = {q.subject for target in targets for q in graph.quads_for_predicate(target)}
    return {str(shape).strip("<>").removeprefix(URBS) for shape in found}


def declared(path: Path, word: str) -> str:
    match = re.match(rf"# {word}: (.+)\n", path.read_text(encoding="utf-8"))
    assert match, f"{path.name} does not say what it {word}"
    return match[1]


def fired(report: ValidationReport, folder: str, path: Path) -> set[str]:
    start = f"<https://example.org/{folder}/{path.stem}#"
    here = [r for r in report.results if r.focus_node.startswith(start)]
    # The blank geometry of one file has no IRI to know it by, but its place has.
    return {result.source_shape.removeprefix(URBS) for result in here}


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_a_defect_fires_its_shape_alone(path: Path, validated: Validated) -> None:
    assert fired(validated(DEFAULT_ENGINE), "invalid", path) == {declared(path, "fires")}


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_good_data_fires_nothing(path: Path, validated: Validated) -> None:
    assert not fired(validated(DEFAULT_ENGINE), "valid", path)


def test_every_rule_has_a_valid_and_an_invalid_file() -> None:
    expected = rules(shapes())
    assert len(expected) > 150
    assert {declared(path, "fires") for path in INVALID} == expected
    assert {declared(path, "satisfies") for path in VALID} - {"an edge case"} == expected


def test_nothing_is_reported_outside_the_fixtures(validated: Validated) -> None:
    for result in validated(DEFAULT_ENGINE).results:
        assert result.focus_node.startswith("<https://example.org/invalid/"), result


def test_every_class_is_covered(checkout: Settings) -> None:
    namespace = urb(checkout.base).iri
    ontology = Dataset(quad for quad in ontology_quads(checkout))
    classes = {
        str(quad.subject).strip("<>")
        for quad in ontology.quads_for_object(OWL.Class)
        if str(quad.subject).startswith(f"<{namespace}")
    }
    targets = {str(q.object).strip("<>") for q in shapes().quads_for_predicate(SH.targetClass)}
    deprecated = {str(q.subject).strip("<>") for q in ontology.quads_for_predicate(OWL.deprecated)}
    assert len(classes) > 30
    assert not classes - targets - deprecated


@pytest.mark.parametrize("rule", sorted(rules(shapes())))
def test_every_rule_says_what_is_wrong_and_how_to_mend_it(rule: str) -> None:
    graph = shapes()
    found = {q.predicate: q.object for q in graph.quads_for_subject(NamedNode(URBS + rule))}
    message, remedy = found[SH.message], found[SH.description]
    assert isinstance(message, Literal)
    assert isinstance(remedy, Literal)
    assert message.value.endswith(".")
    assert found[SH.severity] in {SH.Violation, SH.Warning}
    assert found[RDF.type] in {SH.NodeShape, SH.PropertyShape}


def test_each_file_of_shapes_has_its_strictness() -> None:
    for name, severity in {"core": SH.Violation, "recommended": SH.Warning}.items():
        graph = Dataset(parse(path=str(SHAPES / f"{name}.ttl"), format=RdfFormat.TURTLE))
        assert {quad.object for quad in graph.quads_for_predicate(SH.severity)} == {severity}
    assert {path.stem for path in SHAPES.glob("*.ttl")} == {
        "catalogue", "concepts", "core", "links", "recommended",
    }  # fmt: skip
