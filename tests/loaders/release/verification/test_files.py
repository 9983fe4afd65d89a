"""After any one changed byte in any file, that file is named and no other."""

import os
import random
import shutil
from pathlib import Path

import pytest

from loaders import manifest, sums
from loaders.errors import DataError
from loaders.release import folder as folders
from loaders.release.verification import contained
from loaders.release.verify import problems

NQ = "dumps/urban-solidarity.nq"
PAPERS = (manifest.NAME, *(f"{room}{name}" for room in ("", "store/") for name in sums.PAPERS))
SEED = 20261128


@pytest.fixture(scope="module")
def release(tmp_path_factory, built_miniature) -> Path:
    """A copy of a release, in which one file at a time is damaged and fixed."""
    source = folders.current(built_miniature.settings.releases)
    return shutil.copytree(source, tmp_path_factory.mktemp("damaged") / source.name)


class Remembered:
    """Digests of files nobody damages, each made once: a release is looked at 600 times here."""

    def __init__(self) -> None:
        self.known: dict[Path, str] = {}
        self.damaged = Path()

    def __call__(self, path: Path) -> str:
        if path == self.damaged:
            return digest(path)
        if path not in self.known:
            self.known[path] = digest(path)
        return self.known[path]


digest = sums.digest


@pytest.fixture
def damaging(monkeypatch, no_contents) -> Remembered:
    """Set ``damaged`` to the one file whose bytes change; those of the others do not."""
    remembered = Remembered()
    monkeypatch.setattr(sums, "digest", remembered)
    return remembered


@pytest.fixture
def no_contents(monkeypatch):
    """Let nobody look at contents: what is damaged must not be opened."""

    def refuse(*_):
        raise AssertionError("a damaged release was opened")

    monkeypatch.setattr(contained, "problems", refuse)


def names(release: Path) -> list[str]:
    found = [p.relative_to(release).as_posix() for p in sorted(release.rglob("*")) if p.is_file()]
    assert len(found) > 80
    assert sum(name.startswith("store/") for name in found) > 10
    return found


def flipped(content: bytes, positions: list[int], generator: random.Random) -> list[bytes]:
    changed = []
    for position in positions:
        copy = bytearray(content)
        copy[position] ^= 1 << generator.randrange(8)
        changed.append(bytes(copy))
    return changed


def positions(size: int, many: int, generator: random.Random) -> list[int]:
    return sorted({size - 1, *(generator.randrange(size) for _ in range(many))})


def named(release: Path) -> set[str]:
    return {text.partition(":")[0].partition(",")[0] for text in problems(release)}


def test_a_flipped_bit_in_any_file_is_seen_and_named(release, damaging) -> None:
    generator = random.Random(SEED)
    for name in names(release):
        path = damaging.damaged = release / name
        content = path.read_bytes()
        if not content:
            continue
        many = 40 if name in PAPERS else 1
        for damaged in flipped(content, positions(len(content), many, generator), generator):
            path.write_bytes(damaged)
            assert named(release) == {name}, f"{name} was damaged"
        path.write_bytes(content)


def test_a_byte_lost_or_added_anywhere_is_seen_and_named(release, damaging) -> None:
    for name in names(release):
        path = damaging.damaged = release / name
        content = path.read_bytes()
        for damaged in (content + b"\n", content[:-1])[: 2 if name in PAPERS else 1]:
            path.write_bytes(damaged)
            assert named(release) == {name}
        path.write_bytes(content)


def test_a_file_lost_is_named(release, damaging) -> None:
    for name in set(names(release)) - {manifest.NAME}:
        path = damaging.damaged = release / name
        content = path.read_bytes()
        path.unlink()
        assert named(release) == {name}
        path.write_bytes(content)


def test_without_a_manifest_there_is_no_release(release) -> None:
    path = release / manifest.NAME
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(DataError, match="no release manifest here"):
        list(problems(release))
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["dumps/extra.nq", "store/000099.sst", ".hidden"])
def test_a_file_too_many_is_named(name, release, no_contents) -> None:
    (release / name).write_bytes(b"")
    assert list(problems(release)) == [f"{name}: not in SHA256SUMS"]
    (release / name).unlink()


def test_what_is_not_a_file_is_named_and_not_read(release, no_contents) -> None:
    path = release / NQ
    content = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    assert list(problems(release)) == [f"{NQ}: not a file but a link or a device"]
    path.unlink()
    path.symlink_to("/dev/zero")
    assert list(problems(release)) == [f"{NQ}: not a file but a link or a device"]
    path.unlink()
    path.write_bytes(content)


def test_a_release_without_damage_has_no_problems(release) -> None:
    assert list(problems(release)) == []


def test_a_file_that_cannot_be_read_is_named(release, monkeypatch) -> None:
    def broken(path: Path) -> str:
        if path.name == "search.sqlite":
            raise OSError(5, "Input/output error")
        return digest(path)

    monkeypatch.setattr(sums, "digest", broken)
    assert list(problems(release)) == ["search.sqlite: it cannot be read (Input/output error)"]
