"""Files are written whole or not at all, and what is wrong with a disk is said in full."""

import errno
import os
import sqlite3
import stat

import pytest

from loaders import disk
from loaders.disk import DiskError


@pytest.mark.parametrize("code", disk.REMEDIES, ids=errno.errorcode.get)
def test_an_error_of_the_system_says_what_where_and_what_to_do(code) -> None:
    error = disk.of_system(OSError(code, os.strerror(code), "/data/file"), "/elsewhere")
    assert error.what.lower() == os.strerror(code).lower()
    assert error.file == "/data/file"
    assert error.remedy == disk.REMEDIES[code]
    assert disk.of_system(OSError(code, os.strerror(code)), "/elsewhere").file == "/elsewhere"


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (OSError("IO error: No space left on device: While appending to file: x"), errno.ENOSPC),
        (OSError("IO error: Read-only file system: While mkdir"), errno.EROFS),
        (sqlite3.OperationalError("database or disk is full"), errno.ENOSPC),
        (sqlite3.OperationalError("attempt to write a readonly database"), errno.EROFS),
        (sqlite3.OperationalError("disk I/O error"), errno.EIO),
    ],
)
def test_what_libraries_say_in_words_is_understood(error, remedy) -> None:
    assert disk.of_system(error, "/data").remedy == disk.REMEDIES[remedy]
    assert disk.of_system(error, "/data").file == "/data"


def test_what_is_not_known_is_told_as_it_is() -> None:
    error = disk.of_system(OSError("something else"), "/data")
    assert (error.what, error.file) == ("something else", "/data")
    assert error.remedy


def test_no_folder_for_temporary_files_names_the_variable() -> None:
    error = OSError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    assert "TMPDIR" in disk.of_system(error).remedy


def test_guarded_lets_other_errors_pass() -> None:
    with pytest.raises(KeyError), disk.guarded("/data"):
        raise KeyError("not of the disk")
    with pytest.raises(DiskError) as caught, disk.guarded("/data"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(caught.value).startswith("/data: no space left on device")


def test_a_file_is_replaced_in_one_step_and_keeps_its_mode(tmp_path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old")
    path.chmod(0o640)
    with disk.replacing(path) as draft:
        draft.write_text("half")
        assert path.read_text() == "old"
    assert path.read_text() == "half"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_of_other_new_files(tmp_path) -> None:
    (tmp_path / "plain").write_text("")
    disk.write_text(tmp_path / "ours", "text")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_a_link(tmp_path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    disk.write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
def test_a_file_stays_as_it_was_when_the_disk_is_full(moment, tmp_path, monkeypatch) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    owner, name = {
        "write": (disk.Path, "write_bytes"),
        "fsync": (os, "fsync"),
        "replace": (disk.Path, "replace"),
    }[moment]
    monkeypatch.setattr(owner, name, full)
    with pytest.raises(DiskError) as caught:
        disk.write_text(path, "new and long")
    assert caught.value.file == str(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
