"""What was recorded is a promise: a build that breaks it says so, or is refused."""

import json
import re

import pytest

from loaders import manifest
from loaders.release import folder as folders
from loaders.release.verify import problems

STRICTER = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix urbs: <https://w3id.org/urban-solidarity/shapes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
urbs:stricter a sh:PropertyShape ; sh:targetClass urb:City ; sh:path rdfs:label ; sh:minCount 1 ;
  sh:severity sh:Violation ; sh:message "A city has no label." ; sh:description "Name it." .
"""


@pytest.fixture
def project(tmp_path, built_miniature):
    """A project with a release, whose shapes became stricter since."""
    made = built_miniature.copied(tmp_path)
    path = made.settings.data / "release.yml"
    text = path.read_text()
    path.unlink()
    path.write_text(text)
    (made.settings.shapes / "stricter.ttl").write_text(STRICTER)
    made.edit("cities", "648260", "700000")
    return made


def declare(project, text: str) -> None:
    path = project.settings.data / "release.yml"
    kept = re.sub(r"(?ms)^breaking:.*", "", path.read_text())
    path.write_text(f"{kept}breaking:\n  - {text}\n")


def test_a_promise_that_breaks_is_refused_and_the_old_release_stays(project) -> None:
    before = folders.current(project.settings.releases)
    assert project.urbsol("release", "record").returncode == 0
    done = project.urbsol("build", "--jobs", "1")
    assert done.returncode == 1
    assert f"1 breaking changes since {before.name} are not declared" in done.stderr
    assert "shape stricter: shapes#stricter (new)" in done.stderr
    assert "declare each under breaking" in done.stderr
    assert "Traceback" not in done.stderr
    assert folders.current(project.settings.releases) == before
    assert folders.listed(project.settings.releases) == [before]


def test_a_promise_that_is_declared_to_break_is_told_to_everybody(project) -> None:
    before = folders.current(project.settings.releases)
    assert project.urbsol("release", "record").returncode == 0
    declare(project, "shapes#stric*: every city has had a label for years")
    done = project.urbsol("build", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    current = folders.current(project.settings.releases)
    why = {"shapes#stric*": "every city has had a label for years"}
    assert manifest.read(current).breaking == why
    assert "Breaks shapes#stric*: every city has had" in (current / "dumps/dcat.ttl").read_text()
    assert list(problems(current)) == []
    done = project.urbsol("release", "diff", before.name, "--strict")
    assert done.returncode == 0, done.stderr
    assert "shapes#stricter (new): every city has had a label for years" in done.stdout
    found = json.loads(project.urbsol("release", "diff", before.name, "--json").stdout)
    [told] = found["breaking"]
    assert told == {
        "kind": "shape stricter",
        "what": "shapes#stricter",
        "detail": "new",
        "declared": "every city has had a label for years",
    }


def test_what_was_never_recorded_is_no_promise(project) -> None:
    before = folders.current(project.settings.releases)
    done = project.urbsol("build", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert project.urbsol("release", "diff", before.name).returncode == 0
    done = project.urbsol("release", "diff", before.name, "--strict")
    assert done.returncode == 1
    assert "shape stricter: shapes#stricter (new)" in done.stderr
    assert "NOT DECLARED" in done.stdout


@pytest.mark.parametrize("text", ["shapes#stricter", "'shapes#stricter: '", "two words: why"])
def test_a_declaration_names_one_thing_and_a_reason(text, project) -> None:
    declare(project, text)
    done = project.urbsol("build", "--jobs", "1")
    assert done.returncode == 1
    assert "release.yml" in done.stderr
    assert "- id/city/lyon: why" in done.stderr


def test_a_difference_is_told_by_things_people_know(project) -> None:
    before = folders.current(project.settings.releases).name
    assert project.urbsol("build", "--jobs", "1").returncode == 0
    told = project.urbsol("release", "diff", before).stdout
    assert "\n~ figure: 700000 inhabitants (Palermo)  [id/figure/palermo--population]\n" in told
    assert "\n    value: 648260 → 700000\n" in told
    assert "\n    from cities.csv, row 2: https://" in told
    counts = project.urbsol("release", "diff", before, "--counts").stdout
    assert re.search(r"(?m)^figure: 1 changed$", counts)
    assert "[id/figure/palermo--population]" not in counts
    patch = project.urbsol("release", "diff", before, "--patch").stdout.splitlines()
    assert patch[0].startswith("H id <https://w3id.org/urban-solidarity/release/")
    assert (patch[2], patch[-1]) == ("TX .", "TC .")
    assert any(line.startswith("A <") and "700000" in line for line in patch)
    assert any(line.startswith("D <") and "648260" in line for line in patch)
