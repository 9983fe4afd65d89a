"""What pages read from the bytes of a worker is what the store said."""

from __future__ import annotations

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from endpoint.remote.backend import RemoteBackend
from endpoint.sparql.backend import QueryRequest, ReleaseInfo, rows
from endpoint.sparql.formats import JSON, RESULTS
from endpoint.workers.pageanswers import PageAnswers

HARD = (
    "<https://example.org/a%20b?c#d>", '""', '"x"', '"a\\tb\\nc\\r\\"d\\"\\\\e"', '"é\\u200Fß"@de',
    '"x"@en-GB', "1", "-2.50", "1e3", '"NaN"^^xsd:double', '"+01"^^xsd:integer',
    '"no"^^xsd:integer', "true", '"2018"^^xsd:gYear', '"2018-23"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
    '"?x\\t<y>"', "UNDEF",
)  # fmt: skip
QUERY = f"""PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?one ?two WHERE {{ VALUES ?one {{ {" ".join(HARD)} }} OPTIONAL {{ VALUES ?two {{ 1 2 }} }} }}
"""


class Answers(PageAnswers):
    """Answers as a worker does: a whole table, written in the format asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    release = ReleaseInfo("1", "x", "https://example.org/")

    def run(self, request: QueryRequest) -> None:  # type: ignore[override]
        raise NotImplementedError

    def _page(self, text: str, media_type: str) -> bytes:
        self.asked.append(media_type)
        written = next(one.writer for one in RESULTS if one.media_type == media_type)
        assert isinstance(written, QueryResultsFormat)
        found = Store().query(text).serialize(format=written)
        assert found is not None
        return found


@pytest.mark.parametrize("table", RESULTS[:1] + RESULTS[3:], ids=lambda one: one.title)
def test_every_term_arrives_as_it_was(table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "table", table)
    answers = Answers()
    said = Store().query(QUERY)
    assert isinstance(said, QuerySolutions)
    assert answers.select(QUERY) == rows(said)
    assert answers.asked == [table.media_type]
    assert answers.ask("ASK { }") is True


def test_a_row_without_any_value_is_a_row() -> None:
    assert Answers().select("SELECT ?x WHERE { }") == [{}]


def test_servers_of_others_are_asked_for_json() -> None:
    assert RemoteBackend.table is JSON


def test_a_term_that_a_table_repeats_is_read_once() -> None:
    query = "SELECT ?a ?b WHERE { VALUES ?a { <https://example.org/> } VALUES ?b { 1 2 } }"
    first, second = Answers().select(query)
    assert first["a"] is second["a"]
    assert first["b"] != second["b"]
