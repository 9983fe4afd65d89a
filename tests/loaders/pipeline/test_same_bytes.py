"""The same input gives the same bytes: other folders, jobs, locale, time zone and hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from loaders import manifest
from loaders.settings import DEFAULT_BASE

ENVIRONMENTS = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
]


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files but those of the store."""
    paths = (p for p in folder.rglob("*") if p.is_file() and p.parent.name != "store")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_everything_but_the_store_is_the_same_everywhere(tmp_path, new_miniature) -> None:
    releases = []
    for number, (jobs, environment) in enumerate(zip("12", ENVIRONMENTS, strict=True)):
        miniature = new_miniature(tmp_path / f"Ort {number} ž")
        done = miniature.urbsol("build", "--jobs", jobs, **environment)
        assert done.returncode == 0, done.stderr
        releases.append(contents(miniature.settings.releases / "current"))
    assert len(releases[0]) > 30
    assert releases[0].keys() == releases[1].keys()
    different = [name for name in releases[0] if releases[0][name] != releases[1][name]]
    assert different == []


def test_every_iri_comes_from_the_base(tmp_path, new_miniature) -> None:
    base = "https://solidarity.example/"
    miniature = new_miniature(tmp_path, base)
    done = miniature.urbsol("build")
    assert done.returncode == 0, done.stderr
    release = miniature.settings.releases / "current"
    assert manifest.read(release).base == base
    with_default = [n for n, text in contents(release).items() if DEFAULT_BASE.encode() in text]
    # The address of the project itself is not one of its IRIs.
    about = {"dumps/dcat.ttl", "dumps/void.ttl", "tables/datapackage.json"}
    assert set(with_default) <= about


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_progress_is_plain_lines_where_there_is_no_terminal(jobs, miniature) -> None:
    done = miniature.urbsol("build", "--jobs", jobs)
    stages = [line.split()[0] for line in done.stderr.splitlines() if not line.startswith("warn")]
    assert stages == ["read", "load", "validate", "check", "rules", "examples", "release"]
    assert "\r" not in done.stderr
    assert done.stdout.startswith("release ")


def test_a_terminal_gets_bars(miniature) -> None:
    master, terminal = os.openpty()
    build = subprocess.Popen(
        [sys.executable, "-m", "loaders", "build", "--jobs", "1"],
        env=miniature.environment,
        stderr=terminal,
        stdout=subprocess.DEVNULL,
    )
    os.close(terminal)
    shown = read_all(master)
    assert build.wait() == 0, shown
    assert "\r" in shown
    assert "3/3" in shown
    assert "####" in shown


def read_all(terminal: int) -> str:
    shown = b""
    try:
        while part := os.read(terminal, 4096):
            shown += part
    except OSError:  # the other side closed it
        pass
    finally:
        os.close(terminal)
    return shown.decode()
