"""The notebooks of the checkout as pages: their words, their code and what it gave."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from endpoint.site.pages.documentation import NAME, Page, rendered

SUFFIX = ".ipynb"
FENCES = re.compile(r"`+")


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of all notebooks."""
    return tuple(sorted(path.stem for path in folder.glob(f"*{SUFFIX}")))


def source(folder: Path, name: str) -> bytes | None:
    """Return a notebook as it is, None when there is none of this name."""
    path = folder / f"{name}{SUFFIX}"
    return path.read_bytes() if NAME.fullmatch(name) and path.is_file() else None


@lru_cache(maxsize=64)
def page(folder: Path, name: str, root: str) -> Page | None:
    """Return a notebook as a page; ``root`` is where the site is mounted."""
    found = source(folder, name)
    return rendered(written(json.loads(found)), name, root) if found else None


def written(notebook: Mapping[str, Any]) -> str:
    """Return a notebook (nbformat 4) as Markdown: words, code, and what the code has shown."""
    parts = []
    told = f"What this gave in release {notebook['metadata'].get('release', '')}:"
    for cell in notebook["cells"]:
        text = _text(cell["source"])
        parts.append(f"```python\n{text}\n```" if cell["cell_type"] == "code" else text)
        for shown in cell.get("outputs", ()):
            # Fenced by more than it has, so that no line of it ends the fence.
            fence = "`" * max(map(len, FENCES.findall(f"```{_text(shown['text'])}")))
            parts += [told, f"{fence}`\n{_text(shown['text'])}\n{fence}`"]
    return "\n\n".join(parts) + "\n"


def _text(lines: object) -> str:
    return "".join(map(str, lines)).rstrip("\n") if isinstance(lines, list) else ""
