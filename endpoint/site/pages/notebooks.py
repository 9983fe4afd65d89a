"""The notebooks of the checkout as pages: their words and their code, to read before running."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from endpoint.site.pages.documentation import NAME, Page, rendered

SUFFIX = ".ipynb"


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


def written(notebook: dict[str, list[dict[str, object]]]) -> str:
    """Return a notebook (nbformat 4) as Markdown: its words, and its code fenced."""
    parts = []
    for cell in notebook["cells"]:
        text = "".join(map(str, cell["source"])) if isinstance(cell["source"], list) else ""
        parts.append(f"```python\n{text}\n```" if cell["cell_type"] == "code" else text)
    return "\n\n".join(parts) + "\n"
