"""The scripts that were built from ``endpoint/frontend``; pages work without them too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from flask import url_for

FOLDER = Path(__file__).parents[2] / "static" / "build"
MANIFEST = "manifest.json"


@cache
def manifest(folder: Path = FOLDER) -> dict[str, dict[str, object]]:
    """Return what Vite says it built, by source; nothing where nothing was built or it is torn."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def script_href(name: str) -> str:
    """Return the address of the script of a page (``map``), '' when it was not built."""
    entry = manifest().get(f"src/{name}/index.ts", {})
    file = entry.get("file")
    return url_for("static", filename=f"build/{file}") if isinstance(file, str) else ""
