"""The borders between the packages hold."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = {"errors", "iris", "manifest", "settings", "vocabulary", "wire"}


def modules(package: str) -> list[Path]:
    found = sorted((ROOT / package).rglob("*.py"))
    assert found
    return found


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "loaders":
                names |= {f"loaders.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules("loaders"), ids=lambda p: str(p.relative_to(ROOT)))
def test_loaders_never_import_the_endpoint(path: Path) -> None:
    assert not {name for name in imported(path) if name.split(".")[0] == "endpoint"}


@pytest.mark.parametrize("path", modules("endpoint"), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_endpoint_imports_only_names_from_the_loaders(path: Path) -> None:
    used = {name.split(".")[1] for name in imported(path) if name.startswith("loaders.")}
    assert used <= SHARED


@pytest.mark.parametrize(
    "path", [*modules("loaders"), *modules("endpoint")], ids=lambda p: str(p.relative_to(ROOT))
)
def test_every_module_says_what_it_answers_for_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    assert len(text.splitlines()) <= 400
