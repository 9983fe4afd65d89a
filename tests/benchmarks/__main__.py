"""``make bench`` runs every ``bench_*.py`` of this folder, one after the other."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent

for path in sorted(FOLDER.glob("bench_*.py")):
    print(f"== {path.stem}", flush=True)
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{path.stem}"], check=True)
