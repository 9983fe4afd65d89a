"""The things that the examples of the ontology name answer at their addresses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from endpoint.app import create_app
from endpoint.config import AppConfig
from loaders.rdf.ontology import ontology_quads
from loaders.settings import DEFAULT_BASE, Settings
from loaders.vocabulary import SKOS

ADDRESS = re.compile(rf"<{re.escape(DEFAULT_BASE)}([^<>#]+)(?:#[^<>]*)?>")


@pytest.fixture(scope="module")
def client(shipped_release: Path) -> FlaskClient:
    return create_app(AppConfig(release=shipped_release)).test_client()


@pytest.fixture(scope="module")
def paths() -> set[str]:
    """Return what the examples name: /id/…, /graph/… and pages of the ontology.

    Mentions stand in the graphs of unreviewed claims alone, of which there are no documents.
    """
    quads = ontology_quads(Settings.from_environment({}))
    examples = [str(quad.object.value) for quad in quads if quad.predicate == SKOS.example]
    found = {f"/{path}" for example in examples for path in ADDRESS.findall(example)}
    return {path for path in found if not path.startswith("/id/mention/")}


def test_every_address_of_an_example_answers(client: FlaskClient, paths: set[str]) -> None:
    assert len(paths) > 100
    answers = {path: client.head(path).status_code for path in paths}
    assert {path: code for path, code in answers.items() if code not in {200, 303}} == {}


def test_an_address_that_no_example_has_does_not(client: FlaskClient) -> None:
    assert client.head("/id/assessment/nobody-stated-this").status_code == 404
