"""Two records that date one membership differently are both kept, and a rule says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from loaders.mapping.result import GRAPHS, QUADS, SourceResult
from loaders.mapping.settling import settle
from loaders.pipeline.checks import read_rules, run_rule
from loaders.rdf.nquads import canonical_lines, merge
from loaders.rdf.store import load_lines
from loaders.settings import DEFAULT_BASE, Settings
from loaders.validation.shacl import validate_graph

SETTINGS = Settings.from_environment({})
HEAD = f"""@base <{DEFAULT_BASE}> .
@prefix urb: <ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
YEAR = (
    'urb:start "{0}"^^xsd:gYear ; urb:earliestStart "{0}-01-01"^^xsd:date ; '
    'urb:latestStart "{0}-12-31"^^xsd:date .'
)
DAY = (
    'urb:start "{0}"^^xsd:date ; urb:earliestStart "{0}"^^xsd:date ; '
    'urb:latestStart "{0}"^^xsd:date .'
)
BY = 'urb:latestStart "{0}"^^xsd:date .'
MEMBER = "<id/membership/n--c>"


def source(folder: Path, stem: str, said: str, thing: str = MEMBER) -> SourceResult:
    record = f"<graph/{stem}/a>"
    text = (
        f'{HEAD} {record} {{ {thing} a urb:Membership ; rdfs:label "C: N"@en ; {said} }}\n'
        f"<graph/catalogue> {{ {record} a urb:Record ; dcterms:source <id/publication/{stem}> . }}"
    )
    place = folder / stem
    place.mkdir()
    lines = canonical_lines(parse(text.encode(), format=RdfFormat.TRIG))
    (place / QUADS).write_bytes(b"".join(lines))
    return SourceResult(stem, "", "", "", "", 1, 1, len(lines), "", {}, (), (), place)


def kept(folder: Path, *said: str, thing: str = MEMBER) -> dict[str, SourceResult]:
    sources = {f"s{n}": source(folder, f"s{n}", one, thing) for n, one in enumerate(said)}
    return settle(sources, folder / "settled", DEFAULT_BASE)


def store_of(results: dict[str, SourceResult]) -> Store:
    store = Store()
    load_lines(store, merge(result.quads_file for result in results.values()))
    for rule in read_rules(SETTINGS.queries, DEFAULT_BASE):
        if rule.name == "conflicts-of-dates":
            run_rule(store, rule, DEFAULT_BASE)
    return store


def values(store: Store, pattern: str) -> list[str]:
    query = (
        f"BASE <{DEFAULT_BASE}> PREFIX urb: <ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>"
    )
    rows = store.query(f"{query} SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x")
    return [row["x"].value.removeprefix(DEFAULT_BASE) for row in rows]


def test_dates_that_do_not_fit_are_alternatives_of_one_conflict_with_their_pages(tmp_path) -> None:
    store = store_of(kept(tmp_path, YEAR.format(2018), DAY.format("2019-05-02")))
    conflict = "<id/conflict/membership--n--c--start>"
    assert values(store, f"{conflict} a urb:Conflict ; urb:about ?x") == ["id/membership/n--c"]
    assert values(store, f"{conflict} urb:alternative/urb:start ?x") == ["2018", "2019-05-02"]
    assert values(store, f"{conflict} urb:alternative/dcterms:source ?x") == [
        "id/publication/s0",
        "id/publication/s1",
    ]
    assert values(store, f"{MEMBER} urb:start ?x") == []
    assert values(store, f"{MEMBER} urb:earliestStart ?x") == ["2018-01-01"]
    assert values(store, f"{MEMBER} urb:latestStart ?x") == ["2019-05-02"]


def test_each_stated_date_stays_in_the_graph_of_its_record(tmp_path) -> None:
    store = store_of(kept(tmp_path, YEAR.format(2018), YEAR.format(2019)))
    for number, year in enumerate(("2018", "2019")):
        graph = f"GRAPH <graph/s{number}/a> {{ ?one a urb:StatedDate ; urb:start ?x }}"
        assert values(store, graph) == [year]


def test_dates_that_fit_keep_the_narrowest_and_make_no_conflict(tmp_path) -> None:
    store = store_of(kept(tmp_path, YEAR.format(2018), DAY.format("2018-06-01")))
    assert values(store, f"{MEMBER} urb:start ?x") == ["2018-06-01"]
    assert values(store, f"{MEMBER} urb:latestStart ?x") == ["2018-06-01"]
    assert values(store, "?x a urb:StatedDate") == ["id/membership/n--c#stated-start-2018"]
    assert values(store, "?x a urb:Conflict") == []


def test_a_mere_bound_gives_way_to_a_date_that_fits_it(tmp_path) -> None:
    store = store_of(kept(tmp_path, BY.format("2020-01-01"), YEAR.format(2018)))
    assert values(store, f"{MEMBER} urb:start ?x") == ["2018"]
    assert values(store, f"{MEMBER} urb:latestStart ?x") == ["2018-12-31"]
    assert values(store, "?x a urb:StatedDate") == []
    assert values(store, "?v a urb:StatedValue ; urb:statedText ?x") == ["../2020-01-01"]


def test_what_is_kept_breaks_no_shape_of_dates(tmp_path) -> None:
    results = kept(tmp_path, YEAR.format(2018), YEAR.format(2020), BY.format("2019-01-01"))
    files = (result.quads_file for result in results.values())
    quads = parse(b"".join(merge(files)), format=RdfFormat.N_QUADS)
    report = validate_graph(quads, SETTINGS.shapes)
    assert [one.message for one in report.violations if "tart" in one.path] == []
    assert not [one for one in report.violations if "stated-" in one.focus_node]


def test_sources_that_agree_are_left_as_they_are(tmp_path) -> None:
    results = kept(tmp_path, YEAR.format(2018), YEAR.format(2018))
    assert [result.folder.name for result in results.values()] == ["s0", "s1"]
    assert {result.folder.parent for result in results.values()} == {tmp_path}


def test_a_record_that_contradicts_itself_is_left_for_the_checks(tmp_path) -> None:
    twice = 'urb:start "2018"^^xsd:gYear , "2019"^^xsd:gYear .'
    results = kept(tmp_path, twice, YEAR.format(2018))
    assert {result.folder.parent for result in results.values()} == {tmp_path}


def test_dates_of_other_things_are_not_settled(tmp_path) -> None:
    results = kept(tmp_path, YEAR.format(2018), YEAR.format(2019), thing="<id/practice/p>")
    assert {result.folder.parent for result in results.values()} == {tmp_path}


def test_the_copy_ordered_by_graphs_says_the_same(tmp_path) -> None:
    sources = {"s0": source(tmp_path, "s0", YEAR.format(2018))}
    other = source(tmp_path, "s1", YEAR.format(2019))
    lines = other.quads_file.read_bytes().splitlines(keepends=True)
    (other.folder / GRAPHS).write_bytes(b"".join(sorted(lines, key=lambda one: one.split()[-2])))
    settled = settle(sources | {"s1": other}, tmp_path / "settled", DEFAULT_BASE)["s1"]
    assert settled.graphs_file
    assert sorted(settled.graphs_file.read_bytes().splitlines()) == (
        settled.quads_file.read_bytes().splitlines()
    )
    assert replace(settled, folder=other.folder, quads=other.quads) == other
