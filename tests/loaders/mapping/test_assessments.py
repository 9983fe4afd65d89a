"""Which study put which thing into which class."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from loaders.errors import DataError
from loaders.mapping.base import Context, Mapped, Row
from loaders.mapping.mappers.works import assessments
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings

ROOT = Path(__file__).parents[3]
Graph = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


@pytest.fixture(scope="module")
def mapped(context: Context) -> Mapped:
    return map_source(ROOT / "data/sources/assessments", context)


@pytest.fixture(scope="module")
def graph(mapped: Mapped) -> Graph:
    found: Graph = defaultdict(list)
    for quad in mapped.quads():
        ends = (quad.subject, quad.object)
        subject, value = (str(getattr(end, "value", end)).rpartition("/id/")[2] for end in ends)
        found[subject, quad.predicate.value.rpartition("#")[2]].append(value)
    return found


def rows() -> list[dict[str, str]]:
    path = ROOT / "data/sources/assessments/raw/assessments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_becomes_an_assessment_with_one_class(mapped: Mapped, graph: Graph) -> None:
    assert len(mapped.records) == len(rows()) == 14
    assert len({one.things[0] for one in mapped.records}) == 14
    for record in mapped.records:
        thing = record.things[0].value.rpartition("/id/")[2]
        for name in ("assesses", "assessedAs", "study", "typology"):
            assert len(graph[thing, name]) == 1, (thing, name)
    assert not mapped.uninterpreted


def test_one_city_in_two_classes_is_two_assessments(graph: Graph) -> None:
    start = "assessment/kron-lebuhn-2018--barcelona--"
    classes = {thing for thing, name in graph if name == "assessedAs" and thing.startswith(start)}
    assert classes == {f"{start}human-rights-intervention", f"{start}municipal-citizenship"}


def test_lists_and_networks_are_assessed_too(graph: Graph) -> None:
    listed = "assessment/kron-lebuhn-2018--us-sanctuary--protection-from-deportation"
    assert graph[listed, "assesses"] == ["list/us-sanctuary"]
    network = "assessment/kron-lebuhn-2018--solidarity-city-activist--right-to-the-city"
    assert graph[network, "assesses"] == ["network/solidarity-city-activist"]


def test_when_is_a_date_or_how_far_along(graph: Graph) -> None:
    planned = "assessment/kron-lebuhn-2018--berlin--municipal-citizenship"
    assert graph[planned, "status"] == ["status/planned"]
    summer = "assessment/kron-lebuhn-2018--palermo--human-rights-intervention"
    assert graph[summer, "earliestDate"] == ["2018-06-01"]


def test_a_class_that_the_scheme_lacks_is_an_error(context: Context) -> None:
    row = Row("assessments", "a.csv", 3, rows()[0] | {assessments.COLUMN: "utopia"})
    with pytest.raises(DataError, match=r"a\.csv, row 3, .*'utopia' is none of: human-rights"):
        assessments.map_rows([row], context)


def test_the_classes_are_concepts_of_the_scheme() -> None:
    path = ROOT / "ontology/schemes/dimension.ttl"
    quads = parse(path=str(path), format=RdfFormat.TURTLE)
    concepts = {str(quad.subject).strip("<>").rpartition("/")[2] for quad in quads}
    assert set(assessments.CLASSES.values()) <= concepts
