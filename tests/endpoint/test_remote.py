"""The site over a store without a release folder at hand, as with a remote server."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.sparql.backend import LocalBackend, ReleaseInfo


class Remote(LocalBackend):
    """Answers like a remote server: which release it holds is known, but not where."""

    @property
    def release(self) -> ReleaseInfo:
        return replace(super().release, folder=None, quads=0)


@pytest.fixture
def remote(hostile_release: Path, tmp_path: Path) -> FlaskClient:
    config = AppConfig(release=tmp_path / "nothing", backend=Remote(hostile_release))
    return create_app(config).test_client()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/doc/city/odd", 200),
        ("/doc/city/odd.ttl", 200),
        ("/browse/city", 200),
        ("/sources", 200),
        ("/ontology", 200),
        ("/docs/", 200),
        ("/dataset", 404),
        ("/downloads", 404),
        ("/downloads/urban-solidarity.nq", 404),
        ("/release/2026-11-22", 404),
        ("/context.jsonld", 404),
    ],
)
def test_pages_need_no_folder(remote: FlaskClient, path: str, status: int) -> None:
    assert remote.get(path, headers={"Accept": "text/html"}).status_code == status


def test_search_asks_the_graph(remote: FlaskClient) -> None:
    assert "/id/network/net" in remote.get("/search?q=NE").text
    assert "/id/network/net" not in remote.get("/search?q=ne&kind=city").text
    assert remote.get("/search?q=").status_code == 200
    assert remote.get("/search", query_string={"q": '"} #'}).status_code == 200
