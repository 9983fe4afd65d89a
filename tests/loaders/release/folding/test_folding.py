"""Old releases are stored as differences where that is smaller, and are still what they were."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from loaders import folded, manifest
from loaders.errors import DataError, UsageError
from loaders.release import folder as folders
from loaders.release.changes.statements import compare
from loaders.release.command import release
from loaders.release.folding.edits import script
from loaders.release.folding.fold import fold
from loaders.release.folding.whole import whole
from loaders.release.verify import problems

CASES = [
    (b"", b""),
    (b"a\n", b""),
    (b"", b"a"),
    (b"a\nb\nc\n", b"a\nx\nc\n"),
    (b"a\nb", b"a\nb\n"),
    (b"a\na\na\n", b"a\na\n"),
    (b"a\nb\nc\nd\n", b"d\nc\nb\na\n"),
    (b"\x00\r\n\r\xff\n", b"\r\n\x00\r\xff\n\x00"),
]


def lines(content: bytes) -> list[bytes]:
    return [part for part in content.replace(b"\n", b"\n\x1e").split(b"\x1e") if part]


def some(seed: int) -> tuple[bytes, bytes]:
    """Two texts, the second made of the first by changes here and there."""
    chance = random.Random(seed)
    old = [b"%d\n" % chance.randrange(30) for _ in range(60)]
    new = list(old)
    for _ in range(chance.randrange(12)):
        place = chance.randrange(len(new))
        new[place : place + chance.randrange(5)] = [
            b"%d\n" % chance.randrange(90) for _ in range(chance.randrange(4))
        ]
    return b"".join(old), b"".join(new)


@pytest.mark.parametrize(("old", "new"), [*CASES, *map(some, range(40))])
def test_a_script_makes_the_new_lines_of_the_old_ones(old, new) -> None:
    made = list(script(lines(old), lines(new)))
    assert b"".join(folded.applied(lines(old), made)) == new


@pytest.mark.parametrize("seed", range(5))
def test_scripts_are_those_of_diff(seed, tmp_path) -> None:
    old, new = some(seed)
    (tmp_path / "old").write_bytes(old)
    (tmp_path / "new").write_bytes(new)
    done = subprocess.run(
        ["diff", "-n", "old", "new"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode in {0, 1}
    assert b"".join(folded.applied(lines(old), lines(done.stdout))) == new


@pytest.mark.parametrize(
    "wrong", [b"x\n", b"d9 1\n", b"a9 1\nx\n", b"d1\n", b"d99999999999999 1\n"]
)
def test_a_script_for_another_file_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"script|command"):
        list(folded.applied([b"a\n", b"b\n"], lines(wrong)))


@pytest.fixture(scope="module")
def made(tmp_path_factory, built_miniature) -> Path:
    """A folder of two releases that differ in a number, and the current one once more."""
    project = built_miniature.copied(tmp_path_factory.mktemp("folding"))
    path = project.settings.data / "release.yml"
    text = path.read_text()
    path.unlink()
    path.write_text(text)
    table = project.table("cities")
    head, first, *rest = table.read_text().splitlines()
    cells = first.split(",")
    cells[head.split(",").index("population_geonames")] = "1"
    table.write_text("\n".join([head, ",".join(cells), *rest, ""]))
    project.stamp("cities")
    done = project.urbsol("build", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    current = folders.current(project.settings.releases)
    assert current is not None
    shutil.copytree(current, current.with_name(f"{current.name}-2"))
    return Path(project.settings.releases)


@pytest.fixture
def releases(made, tmp_path, monkeypatch) -> Path:
    folder = Path(shutil.copytree(made, tmp_path / "releases", symlinks=True))
    monkeypatch.setenv("URBSOL_RELEASES", str(folder))
    return folder


def urbsol(*words: str) -> str:
    done = CliRunner().invoke(release, words)
    assert done.exit_code == 0, done.output
    return str(done.output)


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: body for name, body in named.items() if not name.startswith("store/")}


def test_what_stays_is_stored_as_a_difference_and_is_what_it_was(releases) -> None:
    first, current, second = folders.listed(releases)
    before, told = snapshot(first), compare(first, current).as_json()
    said = urbsol("prune", "--keep", "3", "--difference")
    assert "3 releases stay, 0 are gone" in said
    assert f"{first.name}: " in said
    assert not (first / manifest.DUMP).exists()
    assert not (first / "store").exists()
    assert folded.told(first).against == folded.told(second).against == current.name
    assert not folded.is_folded(current)
    assert sum(map(len, snapshot(first).values())) < sum(map(len, before.values())) / 3
    assert list(problems(first)) == []
    with whole(first) as rebuilt:
        assert snapshot(rebuilt) == before
        assert compare(rebuilt, current).as_json() == told
    patch = urbsol("diff", first.name, current.name, "--patch")
    assert patch.count("\nA ") == len(told["statements"]["added"])


def test_a_changed_byte_of_what_is_kept_is_named(releases) -> None:
    first, current, _ = folders.listed(releases)
    fold(first, current)
    files = sorted(path for path in first.rglob("*") if path.is_file())
    assert len(files) > 6
    for path in files:
        content = path.read_bytes()
        place = len(content) // 2
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        name = path.relative_to(first).as_posix()
        found = list(problems(first))
        assert found, name
        assert all(one.startswith(name) for one in found), (name, found)
        path.write_bytes(content)


def test_what_it_is_made_from_may_not_be_damaged_or_gone(releases) -> None:
    first, current, _ = folders.listed(releases)
    fold(first, current)
    dump = current / manifest.DUMP
    dump.write_bytes(dump.read_bytes().replace(b"Palermo", b"Panormo", 1))
    assert any(one.startswith(f"{manifest.DUMP}: ") for one in problems(first))
    with pytest.raises(DataError, match="not what it was"):
        folded.content(first, manifest.DUMP)
    current.rename(current.with_name("elsewhere"))
    assert any("no release" in one for one in problems(first))
    with pytest.raises(DataError, match="cannot be rebuilt"):
        folded.content(first, manifest.DUMP)


def test_it_is_made_whole_again(releases) -> None:
    first, current, _ = folders.listed(releases)
    before = snapshot(first)
    fold(first, current)
    with pytest.raises(UsageError, match="stored as a difference"):
        folders.find(releases, first.name)
    assert f"{first.name} is whole again" in urbsol("restore", first.name)
    assert snapshot(first) == before
    assert list(problems(first)) == []


def test_what_others_are_made_from_stays(releases) -> None:
    first, current, second = folders.listed(releases)
    fold(first, second)
    said = urbsol("prune", "--keep", first.name)
    assert "3 releases stay" in said
    before = b"".join(folded.lines(first, manifest.DUMP))
    urbsol("prune", "--keep", first.name, "--difference")
    assert folders.listed(releases) == [first, current]
    assert folded.told(first).against == current.name
    assert folded.content(first, manifest.DUMP) == before


def test_a_release_that_is_damaged_is_not_stored_as_a_difference(releases) -> None:
    first, current, _ = folders.listed(releases)
    (first / manifest.DUMP).write_bytes(b"nothing\n")
    with pytest.raises(DataError, match="damaged"):
        fold(first, current)
    assert not folded.is_folded(first)
    assert (first / "store").is_dir()


def test_a_release_stored_as_this_difference_already_keeps_it(releases) -> None:
    first, current, _ = folders.listed(releases)
    fold(first, current)
    before = snapshot(first)
    with pytest.raises(DataError, match="already"):
        fold(first, current)
    assert snapshot(first) == before


def test_a_way_out_of_the_folder_of_releases_is_refused(tmp_path) -> None:
    for against in ("..", "../x", "/etc", ".hidden"):
        folded.Told(against, {"passwd": folded.SAME}).write(tmp_path)
        with pytest.raises(DataError, match="how it is stored"):
            list(folded.lines(tmp_path, "passwd"))
    folded.Told("x", {"../../etc/passwd": folded.SAME}).write(tmp_path)
    with pytest.raises(DataError, match="how it is stored"):
        list(folded.lines(tmp_path, "../../etc/passwd"))
