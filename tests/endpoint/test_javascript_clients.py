"""Comunica and rdf-dereference find our data with their defaults: programs in `tests/clients`."""

from __future__ import annotations

import pytest

from tests.programs import javascript

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
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
def answers(address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int | str]:
    """What the clients found, by request."""
    scratch = tmp_path_factory.mktemp("clients")
    answers: dict[str, int | str] = javascript(
        "ask.mjs", address, "@comunica/query-sparql", scratch
    )
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
