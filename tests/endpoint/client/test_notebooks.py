"""The notebooks run from their first cell to their last, and are readable on the site."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from loaders.rdf.queryfiles import read_query

QUERIES = Path(__file__).parents[3] / "queries"
NOTEBOOKS = sorted((QUERIES / "notebooks").glob("*.ipynb"))
CLIENT = Path(__file__).parents[3] / "endpoint" / "client"


def cells(path: Path, kind: str) -> list[str]:
    made = json.loads(path.read_text(encoding="utf-8"))
    assert made["nbformat"] == 4
    return ["".join(one["source"]) for one in made["cells"] if one["cell_type"] == kind]


def run(path: Path) -> tuple[dict[str, Any], list[object]]:
    """Run the cells as Jupyter does; return the names they leave and what each shows."""
    names: dict[str, Any] = {}
    shown = []
    for text in cells(path, "code"):
        tree = ast.parse(text)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), path.name, "eval"), names))
    return names, shown


@pytest.fixture
def prepared(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the client beside the notebook and the service named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("URBSOL_ADDRESS", address)
    monkeypatch.syspath_prepend(str(CLIENT))
    monkeypatch.delitem(sys.modules, "urbsol_client", raising=False)
    return tmp_path


def test_there_are_three_without_results_in_them() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "co-membership", "kron-and-lebuhn", "network-growth",
    ]  # fmt: skip
    for path in NOTEBOOKS:
        made = json.loads(path.read_text(encoding="utf-8"))
        assert not any(cell.get("outputs") for cell in made["cells"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_readable_on_the_site(path: Path, hostile: FlaskClient) -> None:
    page = hostile.get(f"/notebooks/{path.stem}")
    assert page.status_code == 200
    assert page.text.count("<pre") == len(cells(path, "code"))
    file = hostile.get(f"/notebooks/{path.name}")
    assert file.mimetype == "application/x-ipynb+json"
    assert file.data == path.read_bytes()
    assert hostile.get("/notebooks/none").status_code == 404
    assert hostile.get("/notebooks/..%2Fx.ipynb").status_code == 404


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_growth_states_the_undated_beside_every_number(prepared: Path) -> None:
    names, _ = run(QUERIES / "notebooks" / "network-growth.ipynb")
    coverage, growth = names["coverage"], names["growth"]
    assert (coverage["dated"] + coverage["undated"] == coverage["members"]).all()
    assert coverage["undated"].sum() > 0
    counted = growth.drop(columns="undated")
    assert counted.to_numpy().max() > 10
    assert (counted.max(axis=1) <= coverage["dated"].reindex(counted.index)).all()
    assert len(names["stated"]) > 20


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_co_membership_makes_a_file_for_gephi(prepared: Path) -> None:
    import networkx

    names, _ = run(QUERIES / "notebooks" / "co-membership.ipynb")
    assert names["table"]["networks"].max() >= 4
    saved = networkx.read_gexf(prepared / "co-membership.gexf")
    assert saved.number_of_nodes() == names["core"].number_of_nodes() > 10
    assert all(weight >= 2 for _, _, weight in saved.edges(data="weight"))


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_dimensions_are_those_of_the_study_with_their_gaps(prepared: Path) -> None:
    names, _ = run(QUERIES / "notebooks" / "kron-and-lebuhn.ipynb")
    expects = read_query(QUERIES / "competency" / "assessed-by-kron-and-lebuhn.rq").extra["expects"]
    assert isinstance(expects, dict)
    assert len(names["assessed"]) == expects["count"]
    assert len(names["table"].columns) == 4
    assert names["table"].to_numpy().sum() == expects["count"]
    assert names["undated"] == int(names["assessed"]["date"].isna().sum())
