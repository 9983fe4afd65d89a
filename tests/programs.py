"""Runs programs of other projects, those `tests/clients` names, or skips the test without them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CLIENTS = Path(__file__).parent / "clients"
VALIDATORS = CLIENTS.parents[1] / ".venv" / "validators"


def javascript(script: str, address: str, package: str, scratch: Path) -> Any:
    """Return what a script prints as JSON about an address; it keeps its files in ``scratch``.

    ``package`` is the one it needs of those that `package.json` names.
    """
    node = shutil.which("node")
    if node is None or not (CLIENTS / "node_modules" / package).is_dir():
        pytest.skip(f"{package} is not installed (cd tests/clients && npm ci --ignore-scripts)")
    done = subprocess.run(
        [node, str(CLIENTS / script), address],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={"PATH": str(Path(node).parent), "TMPDIR": str(scratch)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of those that `requirements.in` names, which knows nothing of our packages."""
    path = VALIDATORS / "bin" / program
    if not path.is_file():
        pytest.skip(f"{program} is not installed in .venv/validators (tests/README.md says how)")
    return subprocess.run(
        [str(path), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"LC_ALL": "C.UTF-8"},
    )
