"""What the scripts of the pages are built from: pinned, checked, and without names of hosts."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "endpoint" / "frontend"


def test_every_package_is_pinned_by_its_checksum_and_no_registry_is_named() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert len(packages) > 40
    for name, one in packages.items():
        assert one["version"], name
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name
    assert "omit-lockfile-registry-resolved=true" in (FRONTEND / ".npmrc").read_text("utf-8")


def test_a_build_that_cannot_be_done_says_so_and_ends_well(tmp_path: Path) -> None:
    copied = tmp_path / "frontend"
    copied.mkdir()
    for name in ("build.sh", "package.json", "package-lock.json", ".npmrc"):
        (copied / name).write_bytes((FRONTEND / name).read_bytes())
    empty = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    away = {"npm_config_registry": "http://127.0.0.1:9", "PIP_NO_INDEX": "1"}
    cache = {"npm_config_cache": str(tmp_path / "cache")}
    done = subprocess.run(
        ["/bin/sh", "build.sh", str(ROOT / ".venv" / "bin" / "nothing")],
        cwd=copied,
        env={**os.environ, **empty, **away, **cache},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert "the site works without them" in done.stderr
