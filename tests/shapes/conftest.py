"""The fixtures of the shapes: each file is named after its rule or its defect."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from loaders.rdf.ontology import ontology_quads
from loaders.settings import Settings
from loaders.validation.shacl import ValidationReport, validate_graph

HERE = Path(__file__).parent


def all_quads() -> list[Quad]:
    """The nodes of each file have IRIs of their own, so that all can be validated at once."""
    return [
        quad
        for folder in ("valid", "invalid")
        for path in sorted((HERE / folder).glob("*.ttl"))
        for quad in parse(
            path=str(path),
            format=RdfFormat.TURTLE,
            base_iri=f"https://example.org/{folder}/{path.stem}",
        )
    ]


@pytest.fixture(scope="session")
def checkout() -> Settings:
    return Settings.from_environment({})


@pytest.fixture(scope="session")
def validated(checkout: Settings) -> Callable[[str], ValidationReport]:
    """Validate all fixtures with an engine, once."""
    data = [*all_quads(), *ontology_quads(checkout)]
    done: dict[str, ValidationReport] = {}

    def validate(engine: str) -> ValidationReport:
        if engine not in done:
            done[engine] = validate_graph(data, checkout.shapes, engine)
        return done[engine]

    return validate
