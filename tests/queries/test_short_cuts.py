"""Each short cut of the docs gives the rows of its long form, on the shipped graph."""

import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import OWL, urb

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "endpoint" / "docs" / "short-cuts.md").read_text(encoding="utf-8")
HEAD = "\n".join(re.findall(r"^    ((?:BASE|PREFIX) .+)$", PAGE, re.MULTILINE))
SECTIONS = [part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE) if "```sparql" in part]
QUERIES = [
    pytest.param(*re.findall(r"```sparql\n(.*?)```", part, re.DOTALL), id=part.splitlines()[0])
    for part in SECTIONS
]
NAMES = {
    "inNetwork", "signed", "onList", "inCountry", "population", "memberCount", "citedPage",
    "hadMayor", "startYear", "endYear",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(shipped_release: Path) -> Store:
    return Store.read_only(str(shipped_release / "store"))


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    answer = store.query(f"{HEAD}\n{query}")
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return sorted(tuple(str(row[name]) for name in names) for row in answer)


def test_the_twelve_commonest_queries_are_there() -> None:
    assert len(QUERIES) == 12
    for name in NAMES:
        assert f"| `urb:{name}` |" in PAGE


@pytest.mark.parametrize(("short", "long"), QUERIES)
def test_a_short_cut_gives_the_rows_of_its_long_form(store: Store, short: str, long: str) -> None:
    found = rows(store, short)
    assert found
    assert found == rows(store, long)


@pytest.mark.parametrize(("short", "long"), QUERIES)
def test_a_short_cut_is_one_or_two_patterns(short: str, long: str) -> None:
    assert len(short) < len(long)
    pattern = short.partition("{")[2]
    assert pattern.count(";") + pattern.count(" . ") <= 2


def test_every_short_cut_is_used_in_the_graph(store: Store) -> None:
    for name in NAMES:
        assert next(store.quads_for_pattern(None, urb(DEFAULT_BASE)(name), None), None), name


def test_relations_with_an_inverse_are_stated_in_both_directions(store: Store) -> None:
    inverses = [
        (quad.subject, quad.object)
        for quad in ontology_quads(Settings.from_environment({}))
        if quad.predicate == OWL.inverseOf and str(quad.object).startswith(f"<{DEFAULT_BASE}")
    ]
    assert len(inverses) >= 12
    stated = 0
    for inverse, property_ in inverses:
        for quad in store.quads_for_pattern(None, property_, None):
            there = store.quads_for_pattern(quad.object, inverse, quad.subject)
            assert next(there, None), (inverse, quad)
            stated += 1
        assert f"`urb:{str(inverse).strip('<>').rpartition('#')[2]}`" in PAGE
    assert stated > 1000


def test_what_is_declared_and_fulfilled_follows_from_the_state(store: Store) -> None:
    query = """SELECT ?graph (COUNT(?commitment) AS ?count) WHERE {
      ?commitment urb:commitmentState <id/commitment-state/declared> .
      GRAPH ?graph {
        ?commitment urb:declared <id/tri-state/yes> ; urb:fulfilled <id/tri-state/unknown>
      }
    } GROUP BY ?graph"""
    ((graph, count),) = rows(store, query)
    assert graph == f"<{DEFAULT_BASE}graph/rules/commitment-states>"
    assert int(count.split('"')[1]) > 100
