"""A miniature project runs through the whole pipeline, and stops where it should."""

import csv
import json
import os

import pytest
from pyoxigraph import Store

from loaders import manifest
from loaders.errors import GroupedError, UrbsolError, UsageError
from loaders.pipeline.stages import BuildOutcome, BuildRequest, build
from loaders.progress import Progress
from loaders.release import folder as folders
from loaders.release.verify import problems

STRICT = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix shape: <https://w3id.org/urban-solidarity/shapes#> .
shape:Strict a sh:NodeShape ; sh:targetClass urb:City ; sh:property shape:Strict-label .
shape:Strict-label sh:path rdfs:label ; sh:pattern "^P" ; sh:message "begins with P" .
"""
GOALS_BEGIN_WITH_P = STRICT.replace(
    "sh:targetClass urb:City", "sh:targetNode <http://metadata.un.org/sdg/10>"
)
NOTHING_IN_FRANCE = """#+ summary: No city is in France
#+ description: A check that finds something.
#+ tags: [check]
PREFIX urb: <https://w3id.org/urban-solidarity/ontology#>
SELECT ?city { ?city urb:country <https://w3id.org/urban-solidarity/id/country/fr> }
"""


def run(miniature, **options) -> BuildOutcome:
    return build(BuildRequest(miniature.settings, **{"jobs": 1, **options}), Progress())


def test_a_build_makes_a_release(miniature) -> None:
    outcome = run(miniature)
    made = outcome.manifest
    assert outcome.changed
    assert set(outcome.read) == {"cities", "countries", "sdg-targets"}
    assert outcome.folder.name == f"{made.version}-{made.hash[:12]}"
    assert folders.current(miniature.settings.releases) == outcome.folder
    assert list(problems(outcome.folder)) == []
    assert made == manifest.read(outcome.folder)
    assert set(made.sources) == {"cities", "countries", "sdg-targets"}
    assert made.classes["https://w3id.org/urban-solidarity/ontology#City"] == 2
    assert f"{made.base}graph/cities/palermo" in made.graphs
    assert sum(made.graphs.values()) == made.quads
    assert not list(outcome.folder.glob("work*"))


def test_the_reports_say_what_became_of_the_rows(built_miniature) -> None:
    reports = built_miniature.settings.releases / "current" / "reports"
    counts = json.loads((reports / "counts.json").read_text())
    assert counts["cities"]["rows"] == counts["cities"]["records"] == 2
    assert counts["cities"]["things"]["city"] == 2
    assert counts["sdg-targets"]["things"] == {"external": 1}
    checks = json.loads((reports / "checks.json").read_text())
    assert checks
    assert not any(check["count"] for check in checks.values())
    with (reports / "uninterpreted.csv").open() as file:
        assert next(csv.reader(file))[:4] == ["source", "file", "row", "column"]
    assert (reports / "validation.ttl").is_file()


def test_the_default_graph_of_the_store_is_the_reviewed_union(built_miniature) -> None:
    store = Store.read_only(str(built_miniature.settings.releases / "current" / "store"))
    counts = "SELECT (COUNT(*) AS ?n) { %s }"
    union = "{ SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    default, named = (
        next(iter(store.query(counts % text)))["n"].value for text in ("?s ?p ?o", union)
    )
    assert int(default) == int(named) > 1000


def test_an_unchanged_rebuild_reads_nothing(built) -> None:
    first = folders.current(built.settings.releases)
    for path in built.settings.root.rglob("*"):
        os.utime(path, (0, 0))  # times do not matter, contents do
    second = run(built)
    assert not second.changed
    assert second.read == ()
    assert second.folder == first


def test_an_unchanged_rebuild_says_that_there_is_nothing_to_do(built) -> None:
    done = built.urbsol("build")
    assert done.returncode == 0
    assert "nothing to do" in done.stdout


def test_only_what_changed_is_read_again(built) -> None:
    first = folders.current(built.settings.releases)
    built.edit("cities", "648260", "648261")
    second = run(built)
    assert second.read == ("cities",)
    assert second.folder != first
    assert first.is_dir()
    built.edit("cities", "648261", "648260")
    third = run(built)
    assert third.folder == first
    assert folders.current(built.settings.releases) == first


def test_a_changed_query_or_shape_reads_no_source(built) -> None:
    first = folders.current(built.settings.releases)
    query = built.settings.queries / "examples" / "one-more.rq"
    query.write_text("#+ summary: S\n#+ description: D\n#+ tags: [t]\nSELECT * { ?s ?p ?o }\n")
    second = run(built)
    assert second.changed
    assert second.read == ()
    assert second.folder != first
    names = {e["name"] for e in json.loads((second.folder / "queries/index.json").read_text())}
    assert "one-more" in names
    (built.settings.shapes / "notes.txt").write_text("a file that changes nothing")
    third = run(built)
    assert third.manifest.hash == second.manifest.hash
    assert third.folder == second.folder, "the same files need no other folder"
    assert not run(built).changed


def test_a_failing_source_stops_the_release(built) -> None:
    before = folders.current(built.settings.releases)
    built.edit("cities", "38.11660", "138.11660")
    with pytest.raises(GroupedError) as caught:
        run(built)
    message = str(caught.value)
    assert "data/sources/cities/raw/cities.csv" in message
    assert "row 2" in message
    assert "column lat" in message
    assert folders.current(built.settings.releases) == before
    assert list(problems(before)) == []


def test_all_failing_sources_are_told_at_once(miniature) -> None:
    miniature.edit("cities", "38.11660", "138.11660")
    miniature.edit("countries", "Frankreich", "")
    with pytest.raises(GroupedError) as caught:
        run(miniature)
    assert "cities.csv, row 2" in str(caught.value)
    assert "countries.csv, row 2" in str(caught.value)


def test_quarantine_sets_the_source_aside_whole(built) -> None:
    built.edit("sdg-targets", "http://metadata", "metadata")
    outcome = run(built, quarantine=True)
    assert set(outcome.manifest.quarantined) == {"sdg-targets"}
    assert "row 2" in outcome.manifest.quarantined["sdg-targets"]
    assert set(outcome.manifest.sources) == {"cities", "countries"}
    assert not any("/graph/sdg-targets" in graph for graph in outcome.manifest.graphs)
    assert any("sdg-targets" in warning for warning in outcome.warnings)
    assert not run(built, quarantine=True).changed
    with pytest.raises(GroupedError):
        run(built)


def test_only_reads_one_source_and_takes_the_others_as_they_were(built) -> None:
    built.edit("cities", "648260", "648261")
    built.edit("countries", "Francja", "Francya")
    outcome = run(built, only=("cities",))
    assert outcome.read == ("cities",)
    text = (outcome.folder / "dumps/urban-solidarity.nq").read_text()
    assert "648261" in text
    assert "Francja" in text
    later = run(built)
    assert later.read == ("countries",)
    assert "Francya" in (later.folder / "dumps/urban-solidarity.nq").read_text()


def test_only_wants_sources_that_are_there_and_were_read(miniature) -> None:
    with pytest.raises(UsageError, match="no source is called 'towns'"):
        run(miniature, only=("towns",))
    with pytest.raises(UrbsolError, match="never read"):
        run(miniature, only=("cities",))


def test_a_violation_stops_the_release_and_leaves_its_report(miniature) -> None:
    (miniature.settings.shapes / "strict.ttl").write_text(STRICT)
    with pytest.raises(GroupedError, match="violation") as caught:
        run(miniature)
    assert "id/city/lyon" in str(caught.value)
    assert "begins with P" in str(caught.value)
    assert folders.current(miniature.settings.releases) is None
    reports = miniature.settings.cache / "reports"
    assert str(reports) in str(caught.value)
    assert "begins with P" in (reports / "validation.txt").read_text()


def test_quarantine_sets_a_source_aside_for_what_shapes_and_checks_find(built) -> None:
    (built.settings.shapes / "strict.ttl").write_text(GOALS_BEGIN_WITH_P)
    outcome = run(built, quarantine=True)
    assert set(outcome.manifest.quarantined) == {"sdg-targets"}
    assert set(outcome.manifest.sources) == {"cities", "countries"}
    assert "begins with P" in outcome.manifest.quarantined["sdg-targets"]
    assert list(problems(outcome.folder)) == []
    (built.settings.queries / "checks" / "no-france.rq").write_text(NOTHING_IN_FRANCE)
    outcome = run(built, quarantine=True)
    assert set(outcome.manifest.quarantined) == {"cities", "sdg-targets"}


def test_a_warning_is_told_and_does_not_stop(built) -> None:
    warning = STRICT.replace("sh:message", "sh:severity sh:Warning ; sh:message")
    (built.settings.shapes / "strict.ttl").write_text(warning)
    outcome = run(built)
    assert any("warnings of the shapes" in text for text in outcome.warnings)
    assert "begins with P" in (outcome.folder / "reports/validation.txt").read_text()


def test_a_check_that_finds_rows_stops_the_release(miniature) -> None:
    (miniature.settings.queries / "checks" / "no-france.rq").write_text(NOTHING_IN_FRANCE)
    with pytest.raises(GroupedError, match="checks found something") as caught:
        run(miniature)
    assert "No city is in France" in str(caught.value)
    assert "id/city/lyon" in str(caught.value)


@pytest.mark.parametrize(
    ("term", "declared"), [("Country", "owl:Class"), ("tagline", "rdf:Property")]
)
def test_a_term_the_ontology_does_not_declare_is_refused_with_file_and_row(
    miniature, term, declared
) -> None:
    miniature.edit("cities", "no,,https://example.org/lyon", "no,a city,https://example.org/lyon")
    assert run(miniature).changed
    path = miniature.settings.ontology / "urban-solidarity.ttl"
    text = path.read_text(encoding="utf-8")
    assert f"urb:{term} a {declared}" in text
    path.write_text(
        text.replace(f"urb:{term} a {declared}", f"urb:{term} a rdfs:Resource"), "utf-8"
    )
    with pytest.raises(GroupedError, match="checks found something") as caught:
        run(miniature)
    stem, row = {"Country": ("countries", 2), "tagline": ("cities", 3)}[term]
    told = [line for line in str(caught.value).splitlines() if f"ontology#{term}>" in line]
    place = f"file data/sources/{stem}/raw/{stem}.csv, row {row}"
    assert any(place in line for line in told), told


def test_too_few_records_stop_and_too_many_warn(miniature) -> None:
    path = miniature.description("cities")
    text = path.read_text()
    path.write_text(text.replace("max: 10", "max: 1"))
    assert any("1 at most" in warning for warning in run(miniature).warnings)
    path.write_text(text.replace("min: 1", "min: 3"))
    with pytest.raises(GroupedError, match="at least 3"):
        run(miniature)


def test_a_folder_that_is_no_source_is_told(miniature) -> None:
    (miniature.settings.data / "sources" / "stray").mkdir()
    with pytest.raises(UrbsolError, match=r"no source\.yml"):
        run(miniature)


def test_broken_turtle_is_told_with_file_and_line(miniature) -> None:
    (miniature.settings.ontology / "broken.ttl").write_text("<https://x.test/a> a .\n")
    with pytest.raises(UrbsolError, match="not Turtle") as caught:
        run(miniature)
    assert caught.value.line == 1
    assert "broken.ttl" in str(caught.value.file)


def test_a_blank_node_is_refused(miniature) -> None:
    (miniature.settings.ontology / "blank.ttl").write_text("[] <https://x.test/p> 1 .\n")
    with pytest.raises(UrbsolError, match="blank node"):
        run(miniature)


def test_a_damaged_cache_is_read_again(built) -> None:
    before = folders.current(built.settings.releases)
    for path in (built.settings.cache / "sources" / "cities").rglob("quads.nq"):
        path.write_bytes(path.read_bytes()[:-100])
    (before / "search.sqlite").unlink()
    after = run(built)
    assert after.read == ("cities",)
    assert after.manifest.hash == manifest.read(before).hash
    assert list(problems(after.folder)) == []


def test_the_cache_keeps_one_result_a_source(built) -> None:
    built.edit("cities", "648260", "648261")
    run(built)
    assert len(list((built.settings.cache / "sources" / "cities").iterdir())) == 1
