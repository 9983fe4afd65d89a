"""``urbsol release`` lists, verifies and compares."""

import json
import shutil

import pytest

from loaders import manifest
from loaders.release import folder as folders
from loaders.release.verify import problems

NQ = "dumps/urban-solidarity.nq"


@pytest.fixture
def release(tmp_path, built_miniature):
    """A copy of a release, to be damaged."""
    source = folders.current(built_miniature.settings.releases)
    return shutil.copytree(source, tmp_path / source.name)


def test_a_release_under_another_name_is_told(release) -> None:
    moved = release.rename(release.with_name("2020-01-01-000000000000"))
    assert any("should be called" in text for text in problems(moved))


def test_verify_tells_and_exits(built_miniature, release) -> None:
    done = built_miniature.urbsol("release", "verify")
    assert done.returncode == 0
    assert "as they should be" in done.stdout
    (release / "search.sqlite").unlink()
    done = built_miniature.urbsol("release", "verify", str(release))
    assert done.returncode == 1
    assert "search.sqlite: missing" in done.stderr


def test_what_is_no_release_is_told(built_miniature) -> None:
    done = built_miniature.urbsol("release", "verify", "1999")
    assert done.returncode == 2
    assert "is not one release" in done.stderr


@pytest.fixture
def two(new_miniature, tmp_path, built_miniature):
    """A project with two releases."""
    made = new_miniature(tmp_path, like=built_miniature)
    made.edit("cities", "648260", "700000")
    made.edit("cities", "lyon,Lyon,Lyon", "lyon,Lyons,Lyon")
    done = made.urbsol("build", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return made


def test_list_marks_the_current_release(two) -> None:
    lines = two.urbsol("release", "list").stdout.splitlines()
    assert len(lines) == 2
    current = folders.current(two.settings.releases).name
    assert [line.split()[1] for line in lines if line.startswith("*")] == [current]
    entries = json.loads(two.urbsol("release", "list", "--json").stdout)
    assert [entry["name"] for entry in entries if entry["current"]] == [current]


def test_a_damaged_manifest_is_listed_and_built_anew(two) -> None:
    current = folders.current(two.settings.releases)
    (current / manifest.NAME).write_text("{}")
    lines = two.urbsol("release", "list").stdout.splitlines()
    assert [line for line in lines if "malformed manifest" in line and current.name in line]
    assert two.urbsol("build", "--jobs", "1").returncode == 0
    assert two.urbsol("release", "verify").returncode == 0


def test_diff_tells_statements_graphs_and_things(two) -> None:
    old, new = sorted(
        folders.listed(two.settings.releases),
        key=lambda path: path == folders.current(two.settings.releases),
    )
    found = json.loads(two.urbsol("release", "diff", old.name, new.name, "--json").stdout)
    added, removed = found["statements"]["added"], found["statements"]["removed"]
    assert any("700000" in line for line in added)
    assert any("648260" in line for line in removed)
    base = manifest.read(new).base
    assert found["graphs"][f"{base}graph/cities/palermo"]["added"] > 0
    assert f"{base}id/city/lyon" in found["things"]["changed"]
    assert found["things"]["new"] == found["things"]["gone"] == []
    lines = {name: set((path / NQ).read_text().splitlines()) for name, path in
             (("old", old), ("new", new))}  # fmt: skip
    assert set(added) == lines["new"] - lines["old"]
    assert set(removed) == lines["old"] - lines["new"]
    text = two.urbsol("release", "diff", old.name).stdout
    assert f"statements: +{len(added)} -{len(removed)}" in text
    assert "id/city/lyon" in text
    statements = two.urbsol("release", "diff", old.name, "--statements").stdout.splitlines()
    assert statements == [f"- {line}" for line in removed] + [f"+ {line}" for line in added]
