"""Times every kind of page, made and kept, with the shipped graph and with a large one.

    python -m tests.benchmarks.bench_pages [shipped] [large]

Made pages may take 50 ms and kept ones 5 ms at the 95th percentile; a star marks what takes longer.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import pages
from tests.benchmarks.bench_query import prepare
from tests.benchmarks.peers import ROOT, Ours

NAMES = ("shipped", "large")


def release(name: str, work: Path) -> Path:
    """Return the folder of the release that is shipped, or of one made large."""
    if name == "shipped":
        return (ROOT / "releases" / "current").resolve()
    return prepare(name, work).release


def main(names: list[str]) -> None:
    """Serve each release in turn and print the times of its pages."""
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.exit(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(NAMES)}")
    with tempfile.TemporaryDirectory() as folder:
        for name in names or NAMES:
            served = Ours(name, Path(folder) / name)
            served.start(release(name, Path(folder)))
            try:
                print(f"# {name}\n{pages.table(pages.measure(served.url))}", flush=True)
            finally:
                served.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
