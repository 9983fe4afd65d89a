"""Releases that are kept are shown; those that are only remembered answer 410."""

import json
import shutil

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend
from loaders import ledger, manifest
from loaders.ledger import Entry

GONE, DEPOSITED, LATER = "2025-01-01", "2025-02-02.2", "2025-03-03"
HASH = "ab" * 32


def entry(version: str, **more: str) -> Entry:
    return Entry(version, HASH, version[:10], 12345, 12000, 7, **more)


@pytest.fixture
def client(hostile_release, tmp_path) -> FlaskClient:
    """The site over a release that remembers others, in itself and beside it."""
    folder = tmp_path / "releases" / hostile_release.name
    shutil.copytree(hostile_release, folder)
    deposited = entry(DEPOSITED, doi="10.5281/zenodo.1", deposited="https://archive.example/1")
    (folder / "dumps" / ledger.NAME).write_text(ledger.text_of([deposited]))
    served = ledger.entry_of(manifest.read(folder))
    beside = [entry(GONE), entry(DEPOSITED), entry(LATER), served]
    (folder.parent / ledger.NAME).write_text(ledger.text_of(beside))
    return create_app(AppConfig(release=folder, backend=LocalBackend(folder))).test_client()


@pytest.mark.parametrize("rest", ["", "/urban-solidarity.nq", "/manifest.json"])
def test_a_release_that_is_no_longer_kept_is_410_with_its_hash(rest, client) -> None:
    answer = client.get(f"/release/{GONE}{rest}")
    assert answer.status_code == 410
    problem = json.loads(answer.data)
    assert problem["type"].endswith("docs/problems#gone")
    assert (problem["version"], problem["hash"], problem["quads"]) == (GONE, HASH, 12345)
    assert HASH in problem["detail"]
    assert "No deposit of it is recorded" in problem["detail"]
    assert "doi" not in problem


def test_a_release_that_was_deposited_says_where(client) -> None:
    problem = json.loads(client.get(f"/release/{DEPOSITED}").data)
    assert problem["doi"] == "10.5281/zenodo.1"
    assert problem["deposited"] == "https://archive.example/1"
    assert "https://doi.org/10.5281/zenodo.1" in problem["detail"]
    page = client.get(f"/release/{DEPOSITED}", headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert 'href="https://doi.org/10.5281/zenodo.1"' in page.get_data(as_text=True)
    assert HASH in page.get_data(as_text=True)


def test_a_release_nobody_made_is_404(client) -> None:
    for version in ("2024-12-31", "2025-02-02", "..", "%2e%2e"):
        assert client.get(f"/release/{version}").status_code == 404


def test_all_releases_are_listed_the_newest_first(client) -> None:
    page = client.get("/dataset", headers={"Accept": "text/html"}).get_data(as_text=True)
    places = [page.index(f'/release/{name}"') for name in (LATER, DEPOSITED, GONE)]
    assert places == sorted(places)
    assert f"{GONE} (no longer kept)" in page


def test_a_damaged_ledger_takes_nothing_else_away(client, tmp_path) -> None:
    ledger_beside = next((tmp_path / "releases").glob(ledger.NAME))
    ledger_beside.write_text("nonsense")
    assert client.get(f"/release/{GONE}").status_code == 404
    assert client.get(f"/release/{DEPOSITED}").status_code == 410
    assert client.get("/dataset", headers={"Accept": "text/html"}).status_code == 200
