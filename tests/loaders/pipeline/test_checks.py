"""Checks say in which file and row a mistake stands, and take exceptions with reasons only."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from loaders.errors import DataError
from loaders.pipeline.checks import (
    CheckResult,
    excepted,
    located,
    read_checks,
    read_exceptions,
    run_check,
)
from loaders.pipeline.examine import Examined
from loaders.pipeline.statements import SUMMARIES, Statements
from loaders.pipeline.validation import ValidationOutcome
from loaders.rdf.nquads import canonical_lines
from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings

SETTINGS = Settings.from_environment({})
HEAD = f"""@base <{DEFAULT_BASE}> .
@prefix urb: <ontology#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<graph/catalogue> {{ <graph/m/a> a urb:Record ; urb:file "data/m.csv" ; urb:row 7 . }}
"""


def graph(text: str) -> list[bytes]:
    body = f"{HEAD} <graph/m/a> {{ {text} }}"
    return canonical_lines(parse(body.encode(), format=RdfFormat.TRIG))


def store_of(lines: list[bytes]) -> Store:
    store = Store()
    store.load(b"".join(lines), format=RdfFormat.N_QUADS)
    return store


def found(text: str) -> dict[str, CheckResult]:
    lines = [*graph(text), *canonical_lines(ontology_quads(SETTINGS))]
    return {result.name: result for result in Statements.read(lines, DEFAULT_BASE).checked()}


def test_what_a_check_finds_has_its_file_and_row() -> None:
    store = store_of(graph("<id/membership/x> a urb:Membership ."))
    result = CheckResult("c", "s", 1, ({"thing": f"<{DEFAULT_BASE}id/membership/x>"},))
    (row,) = located(store, result, DEFAULT_BASE).rows
    assert (row["file"], row["row"]) == ("data/m.csv", "7")


def test_all_records_that_say_what_is_wrong_are_named() -> None:
    other = f"""@base <{DEFAULT_BASE}> . @prefix urb: <ontology#> .
    <graph/n/b> {{ <id/membership/x> urb:start "2019" . }}
    <graph/o/c> {{ <id/membership/x> urb:status <id/status/active> . }}
    <graph/catalogue> {{ <graph/n/b> urb:file "data/n.csv" ; urb:row 12 .
                         <graph/o/c> urb:file "data/o.csv" ; urb:row 3 . }}"""
    lines = canonical_lines(parse(other.encode(), format=RdfFormat.TRIG))
    store = store_of([*graph('<id/membership/x> a urb:Membership ; urb:start "2018" .'), *lines])
    said = {
        "thing": f"<{DEFAULT_BASE}id/membership/x>",
        "property": f"<{DEFAULT_BASE}ontology#start>",
    }
    (row,) = located(store, CheckResult("c", "s", 1, (said,)), DEFAULT_BASE).rows
    assert (row["file"], row["row"], row["also"]) == ("data/m.csv", "7", "data/n.csv row 12")


def test_a_violation_names_every_record_that_states_the_property() -> None:
    other = f"""@base <{DEFAULT_BASE}> . @prefix urb: <ontology#> .
    <graph/n/b> {{ <id/membership/x> urb:start "2019" . }}
    <graph/catalogue> {{ <graph/n/b> urb:file "data/n.csv" ; urb:row 12 . }}"""
    lines = canonical_lines(parse(other.encode(), format=RdfFormat.TRIG))
    store = store_of([*graph('<id/membership/x> a urb:Membership ; urb:start "2018" .'), *lines])
    text = f"<{DEFAULT_BASE}id/membership/x> <{DEFAULT_BASE}ontology#start>: two starts"
    bad = ValidationOutcome({"Violation": 1}, (text,), ())
    examined = Examined(bad, ValidationOutcome({}, (), ()), (), store)
    (error,) = examined.error(Path("reports"), DEFAULT_BASE).errors
    assert (error.file, error.row) == ("data/m.csv", 7)
    assert error.what.endswith("two starts; also data/n.csv row 12")


def test_what_nobody_recorded_has_no_file() -> None:
    result = CheckResult("c", "s", 1, ({"thing": "<https://example.org/x>"},))
    assert located(Store(), result, DEFAULT_BASE) == result


def test_an_exception_takes_its_thing_away_and_must_be_needed(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    path = tmp_path / "checks" / "exceptions.csv"
    path.write_text("check,thing,reason\nc,id/a,two sources\nc,id/b,two sources\n", "utf-8")
    exceptions = read_exceptions(tmp_path, DEFAULT_BASE)
    rows = tuple({"thing": f"<{DEFAULT_BASE}id/{key}>"} for key in "ax")
    store = store_of(graph("<id/b> a urb:City ."))
    left = excepted(store, CheckResult("c", "s", 2, rows), exceptions)
    assert left.rows == (
        {"thing": f"<{DEFAULT_BASE}id/x>"},
        {"exception": f"<{DEFAULT_BASE}id/b>", "problem": "is not needed"},
    )
    assert excepted(store, CheckResult("d", "s", 2, rows), exceptions).count == 2
    assert excepted(Store(), CheckResult("c", "s", 2, rows), exceptions).count == 1


def test_an_exception_without_a_reason_is_refused(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "exceptions.csv").write_text("check,thing,reason\nc,id/a,\n", "utf-8")
    with pytest.raises(DataError, match="row 2"):
        read_exceptions(tmp_path, DEFAULT_BASE)


def test_exceptions_are_of_checks_that_there_are() -> None:
    names = {check.name for check in read_checks(SETTINGS.queries, DEFAULT_BASE)}
    assert set(read_exceptions(SETTINGS.queries, DEFAULT_BASE)) <= names


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("undeclared-terms", "<id/city/x> urb:twin <id/city/x> ."),
        ("undeclared-terms", "<id/city/x> a urb:Citty ."),
        ("undeclared-terms", "<id/city/x> foaf:nick 'P' ."),
        ("link-to-nothing", "<id/city/x> urb:country <id/country/zz> ."),
        ("personal-data", "<id/city/x> urb:tagline 'ask a.b@example.org' ."),
        ("outside-domain", "<id/city/x> a urb:City ; urb:signatory <id/city/x> ."),
        ("outside-range", "<id/city/x> a urb:City ; urb:country <id/city/x> ."),
        ("outside-range", "<id/city/x> urb:nuts3 7 ."),
        ("outside-kind", "<id/city/x> urb:country 'Italy' ."),
        ("disjoint-classes", "<id/city/x> a urb:City, urb:Government ."),
    ],
)
def test_a_statement_that_breaks_the_ontology_is_found(rule: str, text: str) -> None:
    results = found(text)
    assert set(results) == set(SUMMARIES)
    assert results[rule].count == 1


def test_statements_as_the_ontology_has_them_are_not_found() -> None:
    text = """<id/country/it> a urb:Country ; rdfs:label "Italy" .
    <id/city/x> a urb:City ; rdfs:label "X" ; urb:country <id/country/it> ;
    urb:nuts3 "ITG12" ; urb:tagline "ask the town @ 5" ."""
    assert not [result for result in found(text).values() if result.count]


def test_a_query_that_finds_nothing_says_so() -> None:
    (check,) = (c for c in read_checks(SETTINGS.queries, DEFAULT_BASE) if c.name == "part-of-two")
    assert run_check(Store(), check).count == 0
