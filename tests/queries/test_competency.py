"""Every competency question is answered by the shipped graph as its file expects."""

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, Store

from endpoint.questions import LANGUAGES
from loaders.rdf.queryfiles import read_query

FOLDER = Path(__file__).parent.parent.parent / "queries" / "competency"
FILES = sorted(FOLDER.glob("*.rq"))
KNOWN = {"count", "min", "contains", "first", "ask"}


@pytest.fixture(scope="module")
def store(shipped_release: Path) -> Store:
    return Store.read_only(str(shipped_release / "store"))


def rows(answer: QuerySolutions) -> list[dict[str, str]]:
    names = [variable.value for variable in answer.variables]
    return [{n: row[n].value for n in names if row[n] is not None} for row in answer]


def same(found: str | None, expected: object) -> bool:
    if found is None:
        return False
    try:
        return float(found) == float(str(expected))
    except ValueError:
        return found == str(expected)


def matches(row: dict[str, str], expected: dict[str, Any]) -> bool:
    return all(same(row.get(name), value) for name, value in expected.items())


def test_there_are_at_least_seventy_questions() -> None:
    assert len(FILES) >= 70


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_question_is_in_seven_languages_and_names_its_source_and_what_it_expects(
    path: Path,
) -> None:
    query = read_query(path)
    question = query.extra["question"]
    assert set(question) == set(LANGUAGES)
    assert all(
        text.endswith(";" if language == "el" else "?") for language, text in question.items()
    )
    assert len(set(question.values())) == len(LANGUAGES)
    assert query.extra["source"]
    assert set(query.extra["expects"]) & KNOWN
    assert set(query.extra["expects"]) <= KNOWN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_graph_answers_as_expected(path: Path, store: Store) -> None:
    query = read_query(path)
    expects = query.extra["expects"]
    answer = store.query(query.text)
    if isinstance(answer, QueryBoolean):
        assert bool(answer) is expects["ask"]
        return
    assert isinstance(answer, QuerySolutions)
    found = rows(answer)
    if "count" in expects:
        assert len(found) == expects["count"], found
    assert len(found) >= expects.get("min", 0)
    if "first" in expects:
        assert matches(found[0], expects["first"]), found[0]
    missing = [
        expected
        for expected in expects.get("contains", [])
        if not any(matches(row, expected) for row in found)
    ]
    assert not missing, (missing, found[:40])
