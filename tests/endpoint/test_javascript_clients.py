"""Comunica and rdf-dereference find our data with their defaults: programs in `tests/clients`."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLIENTS = Path(__file__).parents[1] / "clients"
# What each request finds at least; a message in place of a number says why it failed.
FOUND = {
    "comunica /ontology": 70,
    "comunica /doc/city/palermo": 30,
    "comunica /id/city/palermo": 30,
    "comunica /dataset": 1,
    "comunica /sparql": 20,
    "comunica /sparql by its type": 20,
    "comunica /sparql CONSTRUCT": 30,
    "comunica /sparql ASK": 1,
    "dereference /ontology": 5000,
    "dereference /doc/city/palermo": 300,
    "dereference /id/city/palermo": 300,
    "dereference /doc/city/palermo.ttl": 300,
    "dereference /doc/city/palermo.nt": 300,
    "dereference /doc/city/palermo.rdf": 300,
    "dereference /doc/city/palermo.html": 10,
    "dereference /dataset": 100,
}


@pytest.fixture(scope="module")
def answers(address: str) -> dict[str, int | str]:
    """What the clients found, by request."""
    node = shutil.which("node")
    if node is None or not (CLIENTS / "node_modules").is_dir():
        pytest.skip("the clients are not installed (cd tests/clients && npm ci)")
    command = [node, str(CLIENTS / "ask.mjs"), address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    answers: dict[str, int | str] = json.loads(done.stdout)
    return answers


def test_each_request_of_a_client_is_expected(answers: dict[str, int | str]) -> None:
    assert answers.keys() == FOUND.keys()


@pytest.mark.parametrize("request_", FOUND)
def test_clients_find_our_data_with_their_defaults(
    answers: dict[str, int | str], request_: str
) -> None:
    found = answers[request_]
    assert isinstance(found, int), found
    assert found >= FOUND[request_]
