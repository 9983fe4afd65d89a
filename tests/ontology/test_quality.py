"""The concept schemes keep the quality rules of qSKOS and Skosify; each rule finds its specimen."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, QuerySolutions, RdfFormat, Store, parse

from loaders.settings import Settings

FOLDER = Path(__file__).parent / "quality"
RULES = sorted(path.stem for path in FOLDER.glob("*.rq"))
SCHEMES = sorted((Settings.from_environment({}).ontology / "schemes").glob("*.ttl"))


def store_of(*paths: Path) -> Store:
    store = Store()
    store.extend(
        Quad(quad.subject, quad.predicate, quad.object)
        for path in paths
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    )
    return store


def broken(rule: str, store: Store) -> list[str]:
    """Return what breaks a rule, a row each."""
    found = store.query((FOLDER / f"{rule}.rq").read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    return [" ".join(str(value) for value in row) for row in found]


@pytest.fixture(scope="module")
def schemes() -> Store:
    return store_of(*SCHEMES)


def test_there_are_rules_and_schemes() -> None:
    assert len(RULES) >= 20
    assert len(SCHEMES) >= 24


def test_every_rule_has_a_specimen_and_every_specimen_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ttl")) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_the_schemes_keep_the_rule(rule: str, schemes: Store) -> None:
    assert broken(rule, schemes) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_finds_its_specimen(rule: str) -> None:
    assert broken(rule, store_of(FOLDER / f"{rule}.ttl"))
