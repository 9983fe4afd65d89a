"""A run folder lives as long as its service, and not much longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from endpoint.workers.runfolder import LOCK, RunFolder, remove_abandoned

HOLD = """
from endpoint.workers.runfolder import RunFolder
import time
folder = RunFolder()
print(folder.path, flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_what_a_killed_service_left_goes_with_the_next(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE, text=True) as other:
        left = Path(other.stdout.readline().strip())
        mine = RunFolder()
        assert left.is_dir()
        assert left.stat().st_mode & 0o777 == 0o700
        os.kill(other.pid, signal.SIGKILL)
    assert left.is_dir()
    remove_abandoned(tmp_path)
    assert not left.exists()
    assert mine.path.is_dir()
    mine.remove()
    assert list(tmp_path.iterdir()) == []


def test_other_folders_stay(tmp_path):
    for name in ("urbsol-notes", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "other" / LOCK).touch()
    (tmp_path / "urbsol-notes" / "letter").touch()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    (tmp_path / "urbsol-trap").mkdir()
    (tmp_path / "urbsol-trap" / LOCK).symlink_to(elsewhere)
    remove_abandoned(tmp_path)
    assert (tmp_path / "urbsol-notes" / "letter").exists()
    assert (tmp_path / "other").exists()
    assert (tmp_path / "urbsol-trap").exists()
