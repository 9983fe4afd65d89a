"""A build killed at any moment leaves the old release whole and current.

What a kill leaves on disk is what is there at that moment: one build copies it at all moments.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from loaders import manifest
from loaders.errors import UrbsolError
from loaders.pipeline.stages import BuildRequest, build
from loaders.progress import Progress
from loaders.release import folder as folders
from loaders.release.verify import problems

pytestmark = pytest.mark.xdist_group("killed")  # what is left is made once
# Kills the build before or after a function of it runs for the n-th time, or, where a moment names
# a folder, copies the project there as a kill would leave it, and goes on.
KILLER = """
import importlib, json, os, shutil, signal, sys
def stop(folder):
    if not folder:
        os.kill(os.getpid(), signal.SIGKILL)
    shutil.copytree(os.path.dirname(os.environ["URBSOL_ROOT"]), folder, symlinks=True)
def watch(module, name, when, count, folder=""):
    owner = importlib.import_module(module.partition(":")[0])
    for part in filter(None, module.partition(":")[2].split(".")):
        owner = getattr(owner, part)
    original, calls = getattr(owner, name), []
    def watched(*args, **kwargs):
        calls.append(1)
        at = len(calls)
        if when == "before" and at == count:
            stop(folder)
        result = original(*args, **kwargs)
        if when == "after" and at == count:
            stop(folder)
        return result
    setattr(owner, name, watched)
for moment in json.loads(sys.argv[1]):
    watch(*moment)
sys.argv[1:] = ["build", "--jobs", "1"]
from loaders.cli import main
main()
"""
MOMENTS = [
    ("loaders.pipeline.source", "run", "after", 1),
    ("loaders.rdf.store", "load", "after", 1),
    ("loaders.pipeline.validation", "run", "after", 1),
    ("loaders.pipeline.stages", "run_rule", "after", 1),
    ("loaders.release.dumps", "join", "before", 1),
    ("loaders.release.folder", "sync", "before", 1),
    ("loaders.release.folder", "sync", "after", 1),
    ("loaders.release.folder", "switch", "before", 1),
    ("loaders.release.folder:Path", "symlink_to", "after", 1),
]
SWITCHED = [("loaders.release.folder:Path", "replace", "after", 2)]


def watched(miniature, moments) -> subprocess.CompletedProcess[bytes]:
    """Build a project while moments of it are watched."""
    return subprocess.run(
        [sys.executable, "-c", KILLER, json.dumps(moments)],
        env=miniature.environment,
        capture_output=True,
        check=False,
        timeout=120,
    )


def kill_at(miniature, moment) -> None:
    done = watched(miniature, [moment])
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.fixture(scope="module")
def left(new_miniature, tmp_path_factory, built_miniature):
    """The release before a build, and what kills at each moment of the build leave behind."""
    folder = tmp_path_factory.mktemp("killed")
    made = new_miniature(folder / "made", like=built_miniature)
    before = folders.current(made.settings.releases)
    made.edit("cities", "648260", "700000")
    done = watched(made, [[*moment, str(folder / str(n))] for n, moment in enumerate(MOMENTS)])
    assert done.returncode == 0, done.stderr.decode()
    return before.name, {moment: folder / str(n) for n, moment in enumerate(MOMENTS)}


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: " ".join(map(str, moment[:3])))
def test_the_old_release_stays(moment, left) -> None:
    releases = left[1][moment] / "releases"
    before = folders.current(releases)
    assert before.name == left[0]
    assert list(problems(before)) == []
    # What is left behind goes away with the next build.
    with folders.locked(releases):
        there = {path.name for path in releases.iterdir()}
    names = {path.name for path in folders.listed(releases)}
    assert there - {"releases.csv"} == {folders.CURRENT, folders.LOCK, folders.INPUTS, *names}


@pytest.mark.parametrize("moment", SWITCHED, ids=lambda moment: " ".join(map(str, moment[:3])))
def test_once_switched_the_new_release_is_whole(moment, built) -> None:
    releases = built.settings.releases
    before = folders.current(releases)
    built.edit("cities", "648260", "700000")
    kill_at(built, moment)
    after = folders.current(releases)
    assert after != before
    assert list(problems(after)) == []


def test_the_next_build_goes_on_where_the_killed_one_ended(built) -> None:
    built.edit("cities", "648260", "700000")
    kill_at(built, ("loaders.release.folder", "sync", "before", 1))
    outcome = build(BuildRequest(built.settings, jobs=1), Progress())
    assert outcome.changed
    assert outcome.read == (), "the source was read by the build that was killed"
    assert list(problems(outcome.folder)) == []


def test_two_builds_at_once_are_one_too_many(built) -> None:
    with folders.locked(built.settings.releases):
        done = built.urbsol("build")
        assert done.returncode == 1
        assert f"another build is under way (process {os.getpid()})" in done.stderr
        with pytest.raises(UrbsolError, match="another build"):
            build(BuildRequest(built.settings, jobs=1), Progress())
    assert built.urbsol("build").returncode == 0


def test_no_worker_outlives_a_killed_build(built) -> None:
    built.edit("cities", "648260", "700000")
    build_ = subprocess.Popen(
        [sys.executable, "-m", "loaders", "build", "--jobs", "2"],
        env=built.environment,
        stderr=subprocess.DEVNULL,
    )
    children = wait_for(lambda: children_of(build_.pid), 60)
    build_.kill()
    build_.wait()
    assert wait_for(lambda: not any(alive(pid) for pid in children), 30)
    current = folders.current(built.settings.releases)
    assert manifest.read(current).quads > 0


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    return condition()


def children_of(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        pytest.skip("the system does not tell which processes a process started")
    return [int(child) for child in text.split()]


def alive(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return text.rsplit(")", 1)[1].split()[0] != "Z"
