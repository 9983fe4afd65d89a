"""The notebooks run from their first cell to their last, and are readable on the site."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from endpoint.client import run_notebooks
from endpoint.site.pages import notebooks
from loaders import ledger
from loaders.rdf.queryfiles import read_query

QUERIES = Path(__file__).parents[3] / "queries"
NOTEBOOKS = sorted((QUERIES / "notebooks").glob("*.ipynb"))
CLIENT = Path(__file__).parents[3] / "endpoint" / "client"


def cells(path: Path, kind: str) -> list[str]:
    made = json.loads(path.read_text(encoding="utf-8"))
    assert made["nbformat"] == 4
    return ["".join(one["source"]) for one in made["cells"] if one["cell_type"] == kind]


def run(path: Path) -> dict[str, Any]:
    """Run a notebook; return the names it leaves. What it shows is as many things as are stored."""
    made = json.loads(path.read_text(encoding="utf-8"))
    names, shown = run_notebooks.run(made, path.name)
    assert list(map(bool, shown)) == [bool(one) for one in outputs(made)]
    return names


def outputs(made: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [cell["outputs"] for cell in made["cells"] if cell["cell_type"] == "code"]


@pytest.fixture
def prepared(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the client beside the notebook and the service named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("URBSOL_ADDRESS", address)
    monkeypatch.syspath_prepend(str(CLIENT))
    monkeypatch.delitem(sys.modules, "urbsol_client", raising=False)
    return tmp_path


def test_there_are_three_with_what_they_gave_in_a_release() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "co-membership", "kron-and-lebuhn", "network-growth",
    ]  # fmt: skip
    for path in NOTEBOOKS:
        made = json.loads(path.read_text(encoding="utf-8"))
        assert ledger.VERSION.fullmatch(made["metadata"]["release"])
        assert sum(map(bool, outputs(made))) >= 3


def test_what_cells_show_is_stored_with_the_release(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    sources = ["x = 2", "print('a')\nx", "'```\\n<b>'"]
    made = {"metadata": {}, "cells": [
        {"cell_type": "markdown", "source": ["Words"]},
        *({"cell_type": "code", "source": [one], "outputs": []} for one in sources),
    ]}  # fmt: skip
    path.write_text(json.dumps(made), encoding="utf-8")
    _, shown = run_notebooks.run(made, "a")
    run_notebooks.store(path, shown, "2026-01-01")
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert [one[0]["text"] if one else [] for one in outputs(stored)] == [
        [], ["a\n", "2\n"], ["'```\\n<b>'\n"],
    ]  # fmt: skip
    text = notebooks.written(stored)
    assert text.count("What this gave in release 2026-01-01:") == 2
    assert "````\n'```\\n<b>'\n````" in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_readable_on_the_site(path: Path, hostile: FlaskClient) -> None:
    page = hostile.get(f"/notebooks/{path.stem}")
    assert page.status_code == 200
    results = sum(map(bool, outputs(json.loads(path.read_text(encoding="utf-8")))))
    assert page.text.count("<pre") == len(cells(path, "code")) + results
    assert page.text.count("What this gave in release") == results
    file = hostile.get(f"/notebooks/{path.name}")
    assert file.mimetype == "application/x-ipynb+json"
    assert file.data == path.read_bytes()
    assert hostile.get("/notebooks/none").status_code == 404
    assert hostile.get("/notebooks/..%2Fx.ipynb").status_code == 404


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_growth_states_the_undated_beside_every_number(prepared: Path) -> None:
    names = run(QUERIES / "notebooks" / "network-growth.ipynb")
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

    names = run(QUERIES / "notebooks" / "co-membership.ipynb")
    assert names["table"]["networks"].max() >= 4
    saved = networkx.read_gexf(prepared / "co-membership.gexf")
    assert saved.number_of_nodes() == names["core"].number_of_nodes() > 10
    assert all(weight >= 2 for _, _, weight in saved.edges(data="weight"))


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_dimensions_are_those_of_the_study_with_their_gaps(prepared: Path) -> None:
    names = run(QUERIES / "notebooks" / "kron-and-lebuhn.ipynb")
    expects = read_query(QUERIES / "competency" / "assessed-by-kron-and-lebuhn.rq").extra["expects"]
    assert isinstance(expects, dict)
    assert len(names["assessed"]) == expects["count"]
    assert len(names["table"].columns) == 4
    assert names["table"].to_numpy().sum() == expects["count"]
    assert names["undated"] == int(names["assessed"]["date"].isna().sum())
