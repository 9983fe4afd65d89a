"""Offices that several sources tell of become one where their dates fit, and stay two where not."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from loaders.rdf.nquads import canonical_lines
from loaders.rdf.offices import Offices
from loaders.settings import DEFAULT_BASE

RULE = Path(__file__).parents[3] / "queries" / "rules" / "conflicts-of-offices.rq"
PREFIXES = f"""
@prefix : <{DEFAULT_BASE}ontology#> .
@prefix id: <{DEFAULT_BASE}id/> .
@prefix graph: <{DEFAULT_BASE}graph/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TENURE = """GRAPH <{base}graph/{source}/one> {{ <{base}id/tenure/{key}> a :Tenure ;
  rdfs:label "Ada, {source}" ; :holder <{base}id/person/ada> ;
  :office <{base}id/role/mayor> ; org:organization <{base}id/government/lyon> {dates} . }}"""


def write(folder: Path, source: str, key: str, dates: str) -> Path:
    path = folder / f"{source}.nq"
    said = f"; {dates}" if dates else ""
    trig = PREFIXES + TENURE.format(base=DEFAULT_BASE, source=source, key=key, dates=said)
    quads = parse(trig.encode(), format=RdfFormat.TRIG)
    path.write_bytes(b"".join(canonical_lines(quads)))
    return path


def unified(tmp_path: Path, *told: tuple[str, str]) -> list[Quad]:
    files = [write(tmp_path, f"s{n}", key, dates) for n, (key, dates) in enumerate(told)]
    work = tmp_path / "work"
    work.mkdir()
    found = Offices(DEFAULT_BASE).unify(files, work)
    for path in found:
        lines = path.read_bytes().splitlines()
        assert lines == sorted(set(lines))
    return [q for path in found for q in parse(path.read_bytes(), format=RdfFormat.N_QUADS)]


def tenures(quads: list[Quad]) -> dict[str, set[str]]:
    """Return the graphs that tell of each tenure."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if "/id/tenure/" in quad.subject.value:
            key = quad.subject.value.rpartition("/")[2]
            found.setdefault(key, set()).add(quad.graph_name.value.split("/")[-2])
    return found


def values(quads: list[Quad], name: str) -> set[str]:
    term = NamedNode(f"{DEFAULT_BASE}ontology#{name}")
    return {quad.object.value for quad in quads if quad.predicate == term}


YEAR = ("ada--lyon--2018", ':start "2018"^^xsd:gYear')
DAY = ("ada--lyon--2018-11-28", ':start "2018-11-28"^^xsd:date')
OPEN = ("ada--lyon", "")
ENDED = ("ada--lyon", ':end "2022"^^xsd:gYear')
LATER = ("ada--lyon--2020", ':start "2020"^^xsd:gYear')
SECOND = ("ada--lyon--2024", ':start "2024"^^xsd:gYear ; :end "2026"^^xsd:gYear')


@pytest.mark.parametrize(
    ("told", "starts"),
    [
        ((YEAR, DAY), {"2018-11-28"}),
        ((DAY, YEAR, OPEN), {"2018-11-28"}),
        ((OPEN, YEAR), {"2018"}),
        ((ENDED, YEAR), {"2018"}),
    ],
)
def test_offices_whose_dates_fit_become_one_with_all_sources(tmp_path, told, starts) -> None:
    quads = unified(tmp_path, *told)
    ((_, sources),) = tenures(quads).items()
    assert sources == {f"s{n}" for n in range(len(told))}
    assert values(quads, "start") == starts
    assert len({q.object for q in quads if q.predicate.value.endswith("#label")}) == 1
    less = {dates.split('"')[1] for _, dates in told if ":start" in dates} - starts
    assert values(quads, "dateText") == less


@pytest.mark.parametrize("told", [(YEAR, LATER), (YEAR, SECOND), (ENDED, SECOND)])
def test_offices_of_other_times_stay_two(tmp_path, told) -> None:
    assert len(tenures(unified(tmp_path, *told))) == len(told)


def test_an_undated_office_stays_alone_beside_two_terms(tmp_path) -> None:
    assert len(tenures(unified(tmp_path, YEAR, SECOND, OPEN))) == 3


@pytest.mark.parametrize(("told", "conflicts"), [((YEAR, LATER), 1), ((YEAR, DAY), 0)])
def test_contradicting_starts_become_a_conflict(tmp_path, told, conflicts) -> None:
    store = Store()
    for quad in unified(tmp_path, *told):
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    made = [t for t in store.query(RULE.read_text(encoding="utf-8")) if "#Conflict" in str(t)]
    assert len(made) == conflicts


def test_two_terms_that_follow_each_other_are_no_conflict(tmp_path) -> None:
    ended = ("ada--lyon--2018", ':start "2018"^^xsd:gYear ; :end "2022"^^xsd:gYear')
    store = Store()
    for quad in unified(tmp_path, ended, SECOND):
        store.add(Quad(quad.subject, quad.predicate, quad.object))
    assert not list(store.query(RULE.read_text(encoding="utf-8")))
