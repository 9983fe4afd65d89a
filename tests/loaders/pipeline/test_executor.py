"""Work runs in this process, in worker processes or on a Dask cluster, with the same result."""

import os
import subprocess
import sys
from concurrent.futures import Executor

import pytest

from loaders import manifest
from loaders.errors import UrbsolError, UsageError
from loaders.pipeline.executor import cores, executor

LONG = 60


def test_there_is_a_core() -> None:
    assert cores() >= 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_and_errors_come_back(jobs) -> None:
    with executor(jobs) as pool:
        assert isinstance(pool, Executor)
        assert [pool.submit(pow, n, 2).result() for n in range(5)] == [0, 1, 4, 9, 16]
        assert isinstance(pool.submit(int, "x").exception(), ValueError)


def test_a_killed_worker_process_is_told() -> None:
    with pytest.raises(UrbsolError, match="worker process was killed"), executor(2) as pool:
        pool.submit(os._exit, 1).result()


def test_a_scheduler_that_does_not_answer_is_told(miniature) -> None:
    pytest.importorskip("distributed")
    done = miniature.urbsol("build", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr


def test_jobs_and_scheduler_exclude_each_other(miniature) -> None:
    done = miniature.urbsol("build", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "exclude each other" in done.stderr


def test_a_cluster_makes_the_same_release_even_when_a_worker_is_killed(
    cluster, tmp_path, new_miniature, built_miniature, wait_for
) -> None:
    address, workers = cluster
    miniature = new_miniature(tmp_path / "clustered")
    build = subprocess.Popen(
        [sys.executable, "-m", "loaders", "build", "--scheduler", address],
        env=miniature.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    kept = miniature.settings.cache / "sources"
    wait_for(lambda: build.poll() is not None or list(kept.glob("*/*/result.json")))
    workers[0].kill()
    _, errors = build.communicate(timeout=2 * LONG)
    assert build.returncode == 0, errors
    made, expected = (
        manifest.read(project.settings.releases / "current")
        for project in (miniature, built_miniature)
    )
    assert made.hash == expected.hash
    assert made.files == expected.files


def test_usage_errors_are_usage_errors() -> None:
    with pytest.raises(UsageError), executor(1, "nonsense://x"):
        pass
