"""Runs notebooks as Jupyter does and stores what each cell shows, as text, with its release.

    URBSOL_ADDRESS=http://localhost:8000 python -m endpoint.client.run_notebooks queries/notebooks/*.ipynb

It needs pandas, networkx and geopandas, and a service that runs.
"""  # noqa: E501

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from endpoint.client.urbsol_client import Graph

MOST_LINES = 40


def run(notebook: dict[str, Any], name: str) -> tuple[dict[str, Any], list[str]]:
    """Run the cells of a notebook; return the names they leave and what each code cell shows."""
    names: dict[str, Any] = {}
    shown = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                value = _last_value("".join(cell["source"]), name, names)
            shown.append(printed.getvalue() + ("" if value is None else _text(value)))
    return names, shown


def _last_value(code: str, name: str, names: dict[str, Any]) -> object:
    """Run a cell; return the value of its last line when that is an expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)  # noqa: S102 - notebooks of the checkout
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307


def _text(value: object) -> str:
    """Return what a value is shown as, a bounded number of lines of it."""
    with pd.option_context("display.width", 110, "display.max_columns", 12, "display.max_rows", 24):
        lines = repr(value).splitlines()
    return "\n".join(lines[:MOST_LINES] + (["…"] if len(lines) > MOST_LINES else []))


def store(path: Path, shown: list[str], release: str) -> None:
    """Write into a notebook what its cells show and the release they were asked of."""
    made = json.loads(path.read_text(encoding="utf-8"))
    made["metadata"]["release"] = release
    code = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    for cell, text in zip(code, shown, strict=True):
        stream = {"name": "stdout", "output_type": "stream"}
        lines = [f"{line.rstrip()}\n" for line in text.splitlines()]
        cell["outputs"] = [{**stream, "text": lines}] if text else []
    text = json.dumps(made, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Run the notebooks named, each in a folder of its own, and store what they show."""
    sys.path.insert(0, str(Path(__file__).parent))  # where cells find the client
    release = Graph(os.environ.get("URBSOL_ADDRESS", "http://localhost:8000")).release["version"]
    for path in [Path(one).absolute() for one in sys.argv[1:]]:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            _, shown = run(json.loads(path.read_text(encoding="utf-8")), path.name)
        store(path, shown, release)
        print(f"{path.name}: {sum(map(bool, shown))} results of release {release}")


if __name__ == "__main__":
    main()
