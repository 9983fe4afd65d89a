"""The data of the W3C suites as one release, and the running service over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from tests.endpoint.conformance import manifests
from tests.endpoint.query.conftest import Server, Starter, kit, make_release, starter

__all__ = ["kit", "starter"]
TOKEN = "a-token-of-the-tests"
PROTOCOL = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


@pytest.fixture(scope="session")
def suite_release(conformance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release that holds each data file of the read-only suites as a named graph."""
    cases = manifests.cases((*manifests.QUERY, *manifests.FORMATS))
    graphs = {file: file for case in cases for file in case.before.default}
    graphs |= {name: file for case in cases for name, file in case.before.named}
    graphs |= {PROTOCOL.format(n): f"{manifests.HOME}protocol/data{n}.nt" for n in (1, 2, 3)}
    quads = [quad for name, file in graphs.items() for quad in manifests.quads(file, name)]
    text = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
    assert text is not None
    folder = tmp_path_factory.mktemp("suites")
    return make_release(folder, text.decode().splitlines(keepends=True))


@pytest.fixture(scope="module")
def service(starter: Starter, suite_release: Path) -> Server:
    """Return the read-only service over the data of the suites."""
    options = ("--client-queries=0", "--client-budget=0", "--page-workers=1", "--web-processes=1")
    return starter(suite_release, "--query-workers=2", *options)


@pytest.fixture(scope="module")
def writable(starter: Starter, suite_release: Path) -> Server:
    """Return a service one may write to, over the data of the suites."""
    return starter(suite_release, "--writable", f"--token={TOKEN}")


@pytest.fixture(scope="session", name="make_release")
def release_maker() -> Callable[..., Path]:
    return make_release


@pytest.fixture(scope="session")
def token() -> str:
    return TOKEN
