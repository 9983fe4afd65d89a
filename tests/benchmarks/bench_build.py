"""Measures the build: once of the shipped data, unchanged, and of a graph N times as large.

python -m tests.benchmarks.bench_build [N]
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.synthetic import ROOT, generate

DEFAULT = 10


@dataclass(frozen=True)
class Measured:
    """Seconds of the wall, seconds of all cores, megabytes of the largest process, quads."""

    wall: float
    cpu: float
    memory: float
    quads: int

    def __str__(self) -> str:
        """Return the numbers with their units."""
        return (
            f"{self.wall:7.1f} s  cpu {self.cpu:7.1f} s  {self.memory:6.0f} MB  {self.quads} quads"
        )


def measure(root: Path, folder: Path) -> Measured:
    """Run ``urbsol build`` on a project with releases and cache in a folder."""
    places = {
        "URBSOL_ROOT": str(root),
        "URBSOL_RELEASES": str(folder / "releases"),
        "URBSOL_CACHE": str(folder / "cache"),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "loaders", "build"], env={**os.environ, **places}, check=True
    )
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    manifest = json.loads((folder / "releases/current/manifest.json").read_text(encoding="utf-8"))
    return Measured(wall, cpu, after.ru_maxrss / 1024, manifest["quads"])


def main(times: int) -> None:
    """Print the measurements, the large build as a multiple of the shipped one."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shipped = measure(ROOT, folder / "shipped")
        unchanged = measure(ROOT, folder / "shipped")
        generate(times, folder / "synthetic")
        large = measure(folder / "synthetic", folder / "large")
    print(f"shipped    {shipped}")
    print(f"unchanged  {unchanged}")
    print(f"{times:4} times {large}: {large.wall / shipped.wall:.1f} times the time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
