"""Runs many narrative reports in eight languages through the whole build, with one and two jobs.

    python -m tests.benchmarks.bench_reports [COUNT [JOBS …]]

Prints reports a second, the seconds of every stage, and the memory of the processes over time.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.reports import generate

DEFAULT = 400
JOBS = (1, 2)
EVERY = 1.0  # seconds between two looks at the memory
STAGE = re.compile(r"^(\w+) .*?([\d.]+) s$")


@dataclass
class Memory:
    """Megabytes of the processes of a build, as they were seen: by role and time."""

    seen: list[dict[str, float]] = field(default_factory=list)

    def look(self, pid: int) -> None:
        """Note the memory of a process, its workers, and the children that read for them."""
        found = {"main": _megabytes(pid)}
        for number, worker in enumerate(_children(pid)):
            found[f"child {number}"] = _megabytes(worker)
            found[f"below {number}"] = sum(map(_megabytes, _below(worker)))
        self.seen.append({role: size for role, size in found.items() if size > 1})

    def rows(self, parts: int = 8) -> Iterator[str]:
        """Yield the largest memory of each role in each part of the time."""
        roles = sorted({role for one in self.seen for role in one})
        size = max(1, len(self.seen) // parts)
        for role in roles:
            pieces = [self.seen[at : at + size] for at in range(0, len(self.seen), size)]
            tops = [max((one.get(role, 0.0) for one in piece), default=0.0) for piece in pieces]
            yield f"  {role:<9}" + "".join(f"{top:7.0f}" for top in tops) + " MB"


def _megabytes(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        texts = [(task / "children").read_text(encoding="ascii") for task in tasks]
    except OSError:
        return []
    return sorted(int(child) for text in texts for child in text.split())


def _below(pid: int) -> list[int]:
    return [one for child in _children(pid) for one in (child, *_below(child))]


def measure(root: Path, folder: Path, jobs: int) -> dict[str, float]:
    """Build a project with so many jobs; print the progress; return seconds by stage."""
    places = {
        "URBSOL_ROOT": str(root),
        "URBSOL_RELEASES": str(folder / "releases"),
        "URBSOL_CACHE": str(folder / "cache"),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    work = subprocess.Popen(
        [sys.executable, "-m", "loaders", "build", "--jobs", str(jobs)],
        env={**os.environ, **places},
        stderr=subprocess.PIPE,
        text=True,
    )
    memory, stages = Memory(), dict[str, float]()
    reader = threading.Thread(target=_follow, args=(work, stages), daemon=True)
    reader.start()
    while work.poll() is None:
        memory.look(work.pid)
        time.sleep(EVERY)
    reader.join()
    if work.returncode:
        raise SystemExit(f"the build failed with exit code {work.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stages["wall"] = time.monotonic() - start
    stages["cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print("\n".join(memory.rows()))
    return stages


def _follow(work: subprocess.Popen[str], stages: dict[str, float]) -> None:
    for line in work.stderr or ():
        print(f"    {line.rstrip()}"[:160], flush=True)
        if match := STAGE.match(line.strip()):
            stages[match[1]] = float(match[2])


def main(count: int, jobs: tuple[int, ...]) -> None:
    """Print the measurements for each number of jobs."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        generate(count, folder / "project")
        size = sum(path.stat().st_size for path in folder.rglob("raw/*.md"))
        print(f"{count} reports, {size / 1e6:.1f} MB of text")
        hashes = set()
        for number in jobs:
            print(f"--jobs {number}")
            place = folder / f"jobs-{number}"
            stages = measure(folder / "project", place, number)
            manifest = json.loads((place / "releases/current/manifest.json").read_text("utf-8"))
            hashes.add(manifest["hash"])
            print(
                f"  {count / stages['read']:.1f} reports a second read, extracted and mapped, "
                f"{count / stages['wall']:.1f} through the whole build "
                f"({stages['wall']:.0f} s, cpu {stages['cpu']:.0f} s, {manifest['quads']} quads)"
            )
        print("the same release" if len(hashes) == 1 else f"DIFFERENT RELEASES: {hashes}")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else DEFAULT, tuple(given[1:]) or JOBS)
