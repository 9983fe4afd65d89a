"""The default engine and the reference pySHACL find the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from loaders.errors import DataError, UsageError
from loaders.iris import is_claims_graph
from loaders.settings import Settings
from loaders.validation.shacl import DEFAULT_ENGINE, ENGINES, ValidationReport, validate_graph
from loaders.vocabulary import RDF, urb

HERE = Path(__file__).parent
REFERENCE = "pyshacl"


def test_the_default_is_not_the_reference() -> None:
    assert DEFAULT_ENGINE in ENGINES
    assert REFERENCE in ENGINES
    assert DEFAULT_ENGINE != REFERENCE


def test_both_agree_on_all_fixtures(validated: Callable[[str], ValidationReport]) -> None:
    default, reference = validated(DEFAULT_ENGINE), validated(REFERENCE)
    assert Counter(default.results) == Counter(reference.results)
    assert len(default.results) >= len(list((HERE / "invalid").glob("*.ttl")))
    assert not default.conforms
    assert not reference.conforms


def test_both_agree_on_the_shipped_graph(shipped_release: Path, checkout: Settings) -> None:
    dump = shipped_release / "dumps" / "urban-solidarity.nq"
    data = [
        quad
        for quad in parse(path=str(dump), format=RdfFormat.N_QUADS)
        if not is_claims_graph(str(quad.graph_name).strip("<>"))
    ]
    default = validate_graph(data, checkout.shapes)
    reference = validate_graph(data, checkout.shapes, REFERENCE)
    assert Counter(default.results) == Counter(reference.results)
    assert default.conforms, default.violations[:10]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_results_give_the_same_report(engine: str, checkout: Settings) -> None:
    thing = NamedNode("https://example.org/x")
    kinds = urb(checkout.base)
    triples = [Triple(thing, RDF.type, kinds(name)) for name in ("Practice", "Charter", "Tenure")]
    reports = {
        validate_graph(data, checkout.shapes, engine).turtle for data in (triples, triples[::-1])
    }
    assert len(reports) == 1


def test_a_warning_does_not_stop_a_build(checkout: Settings) -> None:
    thing = NamedNode("https://example.org/x")
    kinds = urb(checkout.base)
    triples = [
        Triple(thing, RDF.type, kinds.Organisation),
        Triple(thing, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), Literal("x")),
    ]
    report = validate_graph(triples, checkout.shapes)
    assert report.conforms
    assert [warning.source_shape.rpartition("#")[2] for warning in report.warnings] == [
        "organisation-type"
    ]


def test_shapes_follow_the_base(checkout: Settings) -> None:
    base = "http://localhost:8000/"
    triple = Triple(NamedNode("https://example.org/x"), RDF.type, urb(base).Tenure)
    assert validate_graph([triple], checkout.shapes).conforms
    report = validate_graph([triple], checkout.shapes, base=base)
    assert {r.source_shape for r in report.violations} == {
        f"{base}shapes#tenure-holder",
        f"{base}shapes#tenure-office",
    }


def test_an_unknown_engine_is_a_wrong_call(checkout: Settings) -> None:
    with pytest.raises(UsageError, match="unknown engine 'fuseki'"):
        validate_graph([], checkout.shapes, "fuseki")


def test_a_broken_file_of_shapes_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b> <c> .\n<a> <b>\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        validate_graph([], tmp_path)
    assert caught.value.line == 3
    assert str(caught.value.file).endswith("bad.ttl")


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no shapes here"):
        validate_graph([], tmp_path)
