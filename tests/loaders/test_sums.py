"""``SHA256SUMS`` is what other software writes and reads."""

import shutil
import subprocess

import pytest

from loaders import sums
from loaders.errors import DataError

DIGEST = "0" * 64


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "a.nq").write_text("a")
    (tmp_path / "b.csv").write_text("b")
    names = ("b.csv", "dumps/a.nq")
    sums.write(tmp_path, {name: sums.digest(tmp_path / name) for name in names})
    return tmp_path


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_sha256sum_checks_both_files(folder) -> None:
    for name in (sums.SEAL, sums.NAME):
        done = subprocess.run(
            ["sha256sum", "--check", "--strict", name], cwd=folder, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_what_was_written_is_read(folder) -> None:
    assert list(sums.read(folder / sums.NAME)) == ["b.csv", "dumps/a.nq"]
    assert sums.changed(folder, ["b.csv", "dumps/a.nq"]) == []


def test_a_changed_and_a_missing_file_are_named(folder) -> None:
    (folder / "b.csv").write_text("c")
    (folder / "dumps" / "a.nq").unlink()
    assert sums.changed(folder, ["b.csv", "dumps/a.nq", "other"]) == [
        "b.csv",
        "dumps/a.nq",
        "other",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{DIGEST}  ../secret\n", 1),
        (f"{DIGEST}  /etc/passwd\n", 1),
        (f"{DIGEST}  a/../b\n", 1),
        (f"{DIGEST}  ./a\n", 1),
        (f"{DIGEST}  a\n{DIGEST}  a\n", 2),
        (f"{DIGEST}  b\n{DIGEST}  a\n", 2),
        (f"{DIGEST} a\n", 1),
        (f"{DIGEST[:-1]}  a\n", 1),
        (f"{DIGEST[:-1]}A  a\n", 1),
        (f"{DIGEST}  a\n\n", 2),
        (f"{DIGEST}  a\tb\n", 1),
        (f"{DIGEST}  a", None),
        ("", None),
    ],
)
def test_what_is_not_a_list_of_checksums_is_refused(text, line, tmp_path) -> None:
    path = tmp_path / sums.NAME
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        sums.read(path)
    assert caught.value.line == line
    assert caught.value.file == path


def test_bytes_that_are_not_text_are_refused(tmp_path) -> None:
    path = tmp_path / sums.NAME
    path.write_bytes(b"\xff\n")
    with pytest.raises(DataError, match="not UTF-8 at byte 0"):
        sums.read(path)
    with pytest.raises(DataError, match="missing"):
        sums.read(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["b.csv", sums.NAME, sums.SEAL])
def test_a_folder_with_a_changed_file_is_refused(name, folder) -> None:
    sums.check(folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-1] + b"?")
    with pytest.raises(DataError, match="the release is damaged") as caught:
        sums.check(folder)
    assert "urbsol release verify" in caught.value.remedy
    assert (name if name == "b.csv" else sums.NAME) in caught.value.what


def test_a_folder_without_checksums_passes(tmp_path) -> None:
    sums.check(tmp_path, ("", "store"))
