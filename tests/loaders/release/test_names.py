"""Builds give names that stay, recorded releases are part of the dataset, old ones go by rule."""

import fcntl
import json
import shutil

import pytest
from pyoxigraph import RdfFormat, parse

from loaders import ledger, manifest
from loaders.release import folder as folders
from loaders.release.verify import problems

DAY = "2026-11-22"


def changeable(made):
    """Let the description of the release be changed, which is a link to that of the checkout."""
    path = made.settings.data / "release.yml"
    text = path.read_text()
    path.unlink()
    path.write_text(text)
    return made


@pytest.fixture
def project(tmp_path, built_miniature):
    """A project with one release."""
    return changeable(built_miniature.copied(tmp_path))


def build(project, *arguments: str) -> str:
    """Build and return the name of the release."""
    done = project.urbsol("build", "--jobs", "1", *arguments)
    assert done.returncode == 0, done.stderr
    return manifest.read(folders.current(project.settings.releases)).version


def change(project, population: str) -> None:
    path = project.table("cities")
    head, *rows = path.read_text().splitlines()
    place = head.split(",").index("population_geonames")
    cells = rows[0].split(",")
    cells[place] = population
    path.write_text("\n".join([head, ",".join(cells), *rows[1:], ""]))
    project.stamp("cities")


def redate(project, day: str) -> None:
    path = project.settings.data / "release.yml"
    lines = path.read_text().splitlines()
    path.write_text(
        "".join(f"version: {day}\n" if x.startswith("version:") else f"{x}\n" for x in lines)
    )


def entries(project, folder=None):
    return ledger.read((folder or project.settings.releases) / ledger.NAME)


def test_another_dataset_under_the_same_date_takes_the_next_name(project) -> None:
    names = []
    for population in ("1", "2", "1", "3"):
        change(project, population)
        names.append(build(project))
    assert names == [f"{DAY}.2", f"{DAY}.3", f"{DAY}.2", f"{DAY}.4"]
    hashes = {one.version: one.hash for one in entries(project)}
    assert sorted(hashes) == [DAY, f"{DAY}.2", f"{DAY}.3", f"{DAY}.4"]
    assert len(set(hashes.values())) == 4
    for folder in folders.listed(project.settings.releases):
        made = manifest.read(folder)
        assert hashes[made.version] == made.hash
        assert list(problems(folder)) == []
    text = (folders.current(project.settings.releases) / "dumps" / "dcat.ttl").read_text()
    assert f'dcat:version "{DAY}.4"' in text


def test_another_dataset_is_refused_when_told_to(project) -> None:
    before = folders.current(project.settings.releases)
    change(project, "1")
    done = project.urbsol("build", "--jobs", "1", "--strict-name")
    assert done.returncode == 1
    assert f"the name {DAY} belongs to another dataset" in done.stderr
    assert "Traceback" not in done.stderr
    assert f"write version: {DAY}.2" in done.stderr
    assert folders.current(project.settings.releases) == before
    redate(project, f"{DAY}.2")
    assert build(project, "--strict-name") == f"{DAY}.2"


def test_a_name_stays_taken_when_its_release_is_gone(project) -> None:
    change(project, "1")
    assert build(project) == f"{DAY}.2"
    done = project.urbsol("release", "prune", "--keep", "1")
    assert done.returncode == 0, done.stderr
    assert "1 releases stay, 1 are gone" in done.stdout
    change(project, "2")
    assert build(project) == f"{DAY}.3"
    assert [one.version for one in entries(project)] == [DAY, f"{DAY}.2", f"{DAY}.3"]


def test_a_recorded_name_stays_taken_in_a_new_folder_of_releases(project) -> None:
    assert project.urbsol("release", "record").returncode == 0
    shutil.rmtree(project.settings.releases)
    change(project, "1")
    assert build(project) == f"{DAY}.2"


def test_what_was_recorded_is_part_of_the_dataset_from_the_next_day_on(project) -> None:
    first = manifest.read(folders.current(project.settings.releases))
    done = project.urbsol("release", "record", "--doi", "10.5281/zenodo.1")
    assert done.returncode == 0, done.stderr
    assert first.hash in done.stdout
    assert build(project) == DAY, "a release does not tell of itself"
    assert manifest.read(folders.current(project.settings.releases)).hash == first.hash
    redate(project, "2026-12-01")
    assert build(project) == "2026-12-01"
    current = folders.current(project.settings.releases)
    node = f"{first.base}release/{DAY}"
    dump = parse(path=str(current / manifest.DUMP), format=RdfFormat.N_QUADS)
    told = {q.predicate.value: q for q in dump if str(q.subject).startswith(f"<{node}")}
    assert told["http://spdx.org/rdf/terms#checksumValue"].object.value == first.hash
    assert told["http://purl.org/ontology/bibo/doi"].object.value == "10.5281/zenodo.1"
    assert told["http://rdfs.org/ns/void#triples"].object.value == str(first.triples)
    assert {str(quad.graph_name) for quad in told.values()} == {f"<{first.base}graph/catalogue>"}
    assert [one.version for one in entries(project, current / "dumps")] == [DAY]
    assert list(problems(current)) == []


@pytest.mark.parametrize("option", [("--doi", "zenodo"), ("--deposited", "ftp://x")])
def test_what_is_no_deposit_is_refused(option, project) -> None:
    done = project.urbsol("release", "record", *option)
    assert done.returncode == 2
    assert not (project.settings.data / ledger.NAME).exists()


@pytest.fixture(scope="module")
def five(tmp_path_factory, built_miniature):
    """A project with releases of five days, two of them of one day."""
    project = changeable(built_miniature.copied(tmp_path_factory.mktemp("five")))
    for day, population in (
        ("2026-12-01", "1"), ("2026-12-31", "2"), ("2027-01-15", "3"), ("2027-01-15", "4"),
    ):  # fmt: skip
        redate(project, day)
        change(project, population)
        build(project)
    return project


@pytest.fixture
def many(five, tmp_path):
    """A copy of that project, from which releases may go."""
    return five.copied(tmp_path)


def versions(project) -> list[str]:
    return [manifest.read(path).version for path in folders.listed(project.settings.releases)]


ALL = [DAY, "2026-12-01", "2026-12-31", "2027-01-15", "2027-01-15.2"]


@pytest.mark.parametrize(
    ("rules", "stay"),
    [
        (["2"], ALL[3:]),
        (["0"], ALL[4:]),
        (["9"], ALL),
        (["month"], [ALL[0], ALL[2], ALL[4]]),
        (["month:2"], [ALL[2], ALL[4]]),
        (["year"], [ALL[2], ALL[4]]),
        (["day:1", "2026-12-01"], [ALL[1], ALL[4]]),
        (["recorded"], [ALL[1], ALL[4]]),
    ],
    ids=" ".join,
)
def test_what_no_rule_keeps_goes_and_the_current_one_stays(rules, stay, many) -> None:
    assert versions(many) == ALL
    assert many.urbsol("release", "record", "2026-12-01").returncode == 0
    options = [word for rule in rules for word in ("--keep", rule)]
    tried = many.urbsol("release", "prune", *options, "--dry-run")
    assert f"{len(stay)} releases stay, {len(ALL) - len(stay)} would go" in tried.stdout
    assert versions(many) == ALL
    done = many.urbsol("release", "prune", *options)
    assert done.returncode == 0, done.stderr
    assert versions(many) == stay
    assert [one.version for one in entries(many)] == ALL
    left = {path.name for path in many.settings.releases.iterdir()}
    names = {path.name for path in folders.listed(many.settings.releases)}
    assert left == {*names, folders.CURRENT, folders.LOCK, folders.INPUTS, ledger.NAME}


@pytest.mark.parametrize(
    "rules", [["--keep", "newest"], ["--keep", "week:1"], ["--keep", "1999-01-01"], []]
)
def test_what_is_no_rule_is_refused_and_nothing_goes(rules, project) -> None:
    before = folders.listed(project.settings.releases)
    done = project.urbsol("release", "prune", *rules)
    assert done.returncode == 2
    assert folders.listed(project.settings.releases) == before


def test_a_release_that_is_served_or_damaged_stays(project) -> None:
    first = folders.current(project.settings.releases)
    change(project, "1")
    build(project)
    damaged = folders.current(project.settings.releases)
    change(project, "2")
    build(project)
    (damaged / manifest.NAME).write_text("{}")
    with (first / manifest.NAME).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        done = project.urbsol("release", "prune", "--keep", "1")
    assert f"{first.name} stays: it is being served" in done.stdout
    assert f"{damaged.name} stays: its manifest cannot be read" in done.stdout
    assert first.is_dir()
    assert damaged.is_dir()


def test_a_release_is_found_by_its_version_though_longer_names_begin_so(project) -> None:
    change(project, "1")
    build(project)
    found = json.loads(project.urbsol("release", "list", "--json").stdout)
    assert [one["version"] for one in found] == [DAY, f"{DAY}.2"]
    for one in found:
        done = project.urbsol("release", "verify", one["version"])
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(one["name"])
