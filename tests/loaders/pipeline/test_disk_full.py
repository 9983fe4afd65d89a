"""A disk that is full, read-only or broken ends in a clear error, and the old release stays."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.release import folder as folders
from loaders.release.verify import problems

URBSOL = [sys.executable, "-m", "loaders"]
# Largest file, in bytes: each stops the build at another stage (cache, merge, store, dumps).
LARGEST = [2_000, 100_000, 500_000, 1_500_000, 2_300_000]
# Free space beside the release that is there, in MiB.
FREE = [0, 4, 8]
# Mounts a small disk where only this process sees it, copies releases there, and runs a script.
ON_SMALL_DISK = """
set -e
mount -t tmpfs -o size="$1" tmpfs "$2"
cp -a "$3/." "$2/"
shift 3
set +e
eval "$1"
"""


def namespace() -> list[str]:
    """Return the command that gives a process its own mounts, nothing where that is not allowed."""
    for flags in ("-m", "-Urm"):
        command = ["unshare", flags]
        trial = [*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        try:
            if subprocess.run(trial, capture_output=True, check=False).returncode == 0:
                return command
        except FileNotFoundError:
            break
    return []


NAMESPACE = namespace()
own_mounts = pytest.mark.skipif(not NAMESPACE, reason="no mounts of one's own here")


@pytest.fixture
def built(new_miniature, tmp_path, built_miniature):
    made = new_miniature(tmp_path, like=built_miniature)
    made.edit("cities", "648260", "700000")
    return made


def said(done: subprocess.CompletedProcess[str], words: str) -> None:
    """Check that a command failed with what, where and what to do."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    errors = done.stderr[done.stderr.index("urbsol: ") :].splitlines()
    assert errors[0].startswith("urbsol: /"), errors
    assert words in errors[0], errors
    assert errors[1].startswith("  → "), errors


@pytest.mark.parametrize(
    ("largest", "jobs"), [*((size, "1") for size in LARGEST), (LARGEST[0], "2"), (LARGEST[-1], "2")]
)
def test_a_build_that_cannot_write_says_so_and_the_old_release_stays(largest, jobs, built) -> None:
    before = folders.current(built.settings.releases)
    done = subprocess.run(
        [*URBSOL, "build", "--jobs", jobs],
        env=built.environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
    )
    said(done, "ile too large")
    assert folders.current(built.settings.releases) == before
    assert folders.listed(built.settings.releases) == [before]
    assert list(problems(before)) == []


def on_small_disk(built, size: int, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the releases on a disk with so much free space, in MiB."""
    releases = built.settings.releases
    # A disk gives whole blocks to files and folders.
    used = sum(-(-path.stat().st_size // 4096) * 4096 for path in releases.rglob("*"))
    disk = releases.parent / "disk"
    disk.mkdir()
    arguments = [str(used + (1 << 19) + (size << 20)), str(disk), str(releases), script]
    return subprocess.run(
        [*NAMESPACE, "sh", "-c", ON_SMALL_DISK, "sh", *arguments],
        env={**built.environment, "URBSOL_RELEASES": str(disk), "URBSOL": " ".join(URBSOL)},
        capture_output=True,
        text=True,
        check=False,
    )


@own_mounts
@pytest.mark.parametrize("free", FREE)
def test_on_a_full_disk_the_old_release_stays_whole(free, built) -> None:
    after = "$URBSOL release verify; ls -A $URBSOL_RELEASES"
    script = f"$URBSOL build --jobs 1; code=$?; {after}; exit $code"
    done = on_small_disk(built, free, script)
    said(done, "o space left on device")
    before = folders.current(built.settings.releases)
    assert f"{before.name}: " in done.stdout
    assert "as they should be" in done.stdout
    assert ".building" not in done.stdout


@own_mounts
def test_on_a_read_only_disk_a_build_says_so_and_the_rest_works(built) -> None:
    name = folders.current(built.settings.releases).name
    script = (
        "mount -o remount,ro $URBSOL_RELEASES; $URBSOL release list; $URBSOL release verify; "
        f"$URBSOL release diff {name} {name}; $URBSOL query $QUERY; $URBSOL build --jobs 1"
    )
    query = built.settings.root / "q.rq"
    query.write_text("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    done = on_small_disk(built, 1, f"QUERY={query}; {script}")
    said(done, "ead-only file system")
    assert f"* {name}" in done.stdout
    assert "as they should be" in done.stdout
    assert "statements: +0 -0" in done.stdout
    assert done.stdout.count("\nn\n") == 1


@own_mounts
def test_a_full_cache_is_named(built) -> None:
    cache = built.settings.cache
    shutil.rmtree(cache)
    cache.mkdir()
    script = f'mount -t tmpfs -o size=8k tmpfs "{cache}"; exec "$@"'
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", script, "sh", *URBSOL, "build", "--jobs", "2"],
        env=built.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said(done, f"{cache}/sources/")


@pytest.mark.parametrize(
    "arguments",
    [
        ["release", "list"],
        ["release", "verify"],
        ["release", "diff", "2026"],
        ["query", "QUERY"],
        ["build"],
        ["lint", "--help"],
    ],
    ids=" ".join,
)
def test_a_full_standard_output_is_told(arguments, built_miniature, tmp_path) -> None:
    query = tmp_path / "q.rq"
    query.write_text("SELECT * { ?s ?p ?o } LIMIT 3")
    words = [str(query) if word == "QUERY" else word for word in arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*URBSOL, *words],
            env=built_miniature.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "urbsol: no space left on device\n  → free some space" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_one_may_not_write_to_is_named(built) -> None:
    built.settings.releases.chmod(0o500)
    try:
        said(built.urbsol("build", "--jobs", "1"), "ermission denied")
    finally:
        built.settings.releases.chmod(0o755)
