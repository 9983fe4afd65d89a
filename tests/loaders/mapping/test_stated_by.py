"""Who states a figure or another value is a publication, with its words beside it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from loaders.mapping.base import Context, Mapped, Row
from loaders.mapping.mappers import conflicts
from loaders.mapping.mappers.acting import networks
from loaders.vocabulary import RDF

SHIPPED = Path(__file__).parents[3] / "data" / "sources"


def table(stem: str) -> list[Row]:
    (path,) = (SHIPPED / stem / "raw").glob("*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Row(stem, path.name, number, row) for number, row in enumerate(rows, 2)]


@pytest.fixture(scope="module")
def conflicting(context_of: Callable[[str], Context]) -> Mapped:
    return conflicts.map_rows(table("conflicts"), context_of("conflicts"))


def stating(mapped: Mapped, context: Context) -> dict[str, set[str]]:
    """Return the publications that state each figure and stated value, by their keys."""
    urb, found = context.urb, {}
    quads = [quad for quad in mapped.quads() if isinstance(quad, Quad)]
    for quad in quads:
        if quad.predicate == RDF.type and quad.object in {urb.Figure, urb.StatedValue}:
            found.setdefault(local(quad.subject), set())
    for quad in quads:
        if quad.predicate == urb.statedBy:
            assert isinstance(quad.object, NamedNode)
            found.setdefault(local(quad.subject), set()).add(local(quad.object))
    return found


def local(node: object) -> str:
    return str(getattr(node, "value", node)).rpartition("/")[2]


def test_every_value_of_every_conflict_names_a_publication(conflicting, shipped) -> None:
    found = stating(conflicting, shipped)
    assert len(found) > 80
    assert not [name for name, publications in found.items() if not publications]


def test_words_that_mean_one_page_here_and_another_there_are_two(conflicting, shipped) -> None:
    found = stating(conflicting, shipped)
    assert found["moving-cities-practices--2"] == {"press-release-moving-cities"}
    assert found["us-doj-list-size--3"] == {"doj-press-release-2025"}
    assert found["iash-size--1"] == {"press-iash-founding"}


def test_a_value_that_names_no_source_is_stated_by_the_table(conflicting, shipped) -> None:
    assert stating(conflicting, shipped)["icc-size--3"] == {"usg-conflicts"}


def test_a_figure_of_a_row_is_stated_by_the_pages_of_the_row(context_of) -> None:
    context = context_of("networks")
    rows = [row for row in table("networks") if row["network_id"] == "rmci"]
    mapped = networks.map_rows(rows, context)
    (record,) = mapped.records
    cited = {quad.object for quad in record.catalogue if quad.predicate.value.endswith("/source")}
    found = stating(mapped, context)
    assert len(found) == 2
    assert set(map(frozenset, found.values())) == {frozenset(map(local, cited))}
    words = [quad.object for quad in record.quads if quad.predicate == context.urb.statedByText]
    assert [word.value for word in words] == ["one source"]
