"""What sees quads after the mapping is told from what maps them, by the modules there are."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from loaders.pipeline.inputs import AFTER_MAPPING, BUT, CODE, QUERIES
from loaders.settings import Settings

MAPPED_BY = ("pipeline/parts.py", "pipeline/source.py", "reports/sources.py")


def imported(name: str) -> Iterator[str]:
    """Yield the modules of loaders that a module imports, wherever it does, as paths."""
    tree = ast.parse((CODE / name).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("loaders"):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for module in names:
                path = "/".join(str(module).split(".")[1:]) + ".py"
                if (CODE / path).is_file():
                    yield path


def reached(*starts: str) -> set[str]:
    found, todo = set[str](), list(starts)
    while todo:
        found.add(name := todo.pop())
        todo += set(imported(name)) - found
    return found


@pytest.mark.parametrize("name", [*AFTER_MAPPING, *BUT, *MAPPED_BY])
def test_what_is_named_is_there(name: str) -> None:
    path = CODE / name
    assert path.is_dir() if name.endswith("/") else path.is_file()


def test_groups_of_queries_are_there() -> None:
    assert all((Settings.from_environment({}).queries / group).is_dir() for group in QUERIES)


def test_what_maps_sources_makes_them_be_read_again() -> None:
    used = reached(*MAPPED_BY)
    after = {name for name in used if name.startswith(AFTER_MAPPING) and name not in BUT}
    assert len(used) > 150
    assert not after


def test_what_examines_the_graph_does_not() -> None:
    for name in ("pipeline/checks.py", "pipeline/statements.py", "pipeline/stages.py"):
        assert name.startswith(AFTER_MAPPING)
        assert name not in BUT
