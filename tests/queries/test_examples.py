"""Every example returns something, every check nothing, every file says what it is for."""

import re
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from endpoint.languages.known import LANGUAGES
from loaders.pipeline.checks import excepted, read_exceptions, run_check
from loaders.rdf.queryfiles import read_query
from loaders.settings import DEFAULT_BASE

FOLDER = Path(__file__).parent.parent.parent / "queries"
EXAMPLES = sorted(FOLDER.glob("examples/*.rq"))
CHECKS = sorted(FOLDER.glob("checks/*.rq"))
ALL = sorted(FOLDER.glob("*/*.rq"))


@pytest.fixture(scope="module")
def store(shipped_release: Path) -> Store:
    return Store.read_only(str(shipped_release / "store"))


def test_there_are_enough_examples_and_checks() -> None:
    assert len(EXAMPLES) >= 20
    assert len(CHECKS) >= 10


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_query_says_what_it_is_for(path: Path) -> None:
    assert read_query(path).summary


def test_queries_name_their_base_before_their_prefixes_for_virtuoso_takes_none_after() -> None:
    late = re.compile(r"^\s*PREFIX\b.*^\s*BASE\b", re.IGNORECASE | re.MULTILINE | re.DOTALL)
    assert ALL
    assert not [path.name for path in ALL if late.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_titled_and_described_in_seven_languages(path: Path) -> None:
    query = read_query(path)
    for said in (query.titles, query.descriptions):
        assert list(said) == [language.code for language in LANGUAGES]
        assert len({text.strip() for text in said.values()} - {""}) == len(LANGUAGES)


def test_the_graph_has_one_label_and_one_comment_of_an_example_and_names_in_each_language(
    store: Store,
) -> None:
    found = store.query(
        """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?one (COUNT(DISTINCT ?label) AS ?labels) (COUNT(DISTINCT ?comment) AS ?comments)
          (COUNT(DISTINCT LANG(?name)) AS ?names) (COUNT(DISTINCT LANG(?about)) AS ?abouts) {
          ?one a sh:SPARQLExecutable ; rdfs:label ?label ; rdfs:comment ?comment ;
            skos:prefLabel ?name ; dcterms:description ?about
        } GROUP BY ?one"""
    )
    assert isinstance(found, QuerySolutions)
    counts = [tuple(int(one[n].value) for n in range(1, 5)) for one in found]
    assert counts == [(1, 1, 7, 7)] * len(EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_returns_rows(path: Path, store: Store) -> None:
    query = read_query(path)
    assert query.description
    assert query.tags
    answer = store.query(query.text)
    if isinstance(answer, QueryBoolean):
        return
    assert isinstance(answer, QuerySolutions | QueryTriples)
    assert next(iter(answer), None) is not None


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_a_check_finds_nothing(path: Path, store: Store) -> None:
    result = run_check(store, read_query(path))
    left = excepted(store, result, read_exceptions(FOLDER, DEFAULT_BASE))
    assert not left.count, str(left)
