"""Extraction is as good as promised on the annotated texts."""

import os
from pathlib import Path

import pytest

from loaders.evaluation.command import evaluate_texts
from loaders.evaluation.gold import read_folder
from loaders.evaluation.score import Scores
from loaders.extract.knowledge.resources import Resources

ROOT = Path(__file__).parent.parent.parent.parent
TEXTS = ROOT / "tests" / "data" / "texts"
REPORTS = Path(os.environ.get("URBSOL_REPORTS") or ROOT.parent / "shared" / "reports")
FLOORS = {
    "CITY": 0.95,
    "COUNTRY": 0.95,
    "ORG": 0.90,
    "PERSON": 0.85,
    "CHARTER": 0.90,
    "DATE": 0.95,
    "REFERENCE": 0.95,
}
PREDICATES = ("membership", "signature", "adoption", "founding")
pytestmark = pytest.mark.xdist_group("extract")


def scores(folder: Path, resources: Resources) -> Scores:
    texts = list(read_folder(folder))
    assert texts
    return evaluate_texts(texts, resources)


@pytest.mark.parametrize("name", ["dev", "held-out"])
def test_every_type_reaches_its_floor(name: str, resources: Resources) -> None:
    found = scores(TEXTS / name, resources)
    weak = {
        type_: found.types[type_].f1 for type_ in FLOORS if found.types[type_].f1 < FLOORS[type_]
    }
    assert not weak, "\n".join(found.misses)
    assert (found.types["CITY"].link_accuracy or 0) >= 0.95


@pytest.mark.parametrize(("name", "recall"), [("dev", 0.8), ("held-out", 0.4)])
def test_claims_are_seldom_wrong(name: str, recall: float, resources: Resources) -> None:
    found = scores(TEXTS / name, resources)
    judged = [found.claims[one] for one in PREDICATES if one in found.claims]
    # With few claims of a kind a single wrong one would decide: those are judged together.
    assert all(tally.precision >= 0.9 for tally in judged if tally.predicted > 10)
    assert sum(tally.found for tally in judged) >= 0.95 * sum(tally.predicted for tally in judged)
    assert found.claims["membership"].recall >= recall


def test_the_development_set_has_the_eight_languages_and_sixty_texts() -> None:
    texts = list(read_folder(TEXTS))
    assert len(texts) >= 90
    assert {text.language for text in texts} == {"en", "de", "fr", "it", "es", "el", "pl", "nl"}
    assert sum(1 for _ in read_folder(TEXTS / "held-out")) >= 30


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports of others are not here")
def test_real_reports_are_read_as_well(resources: Resources) -> None:
    found = scores(REPORTS, resources)
    weak = {type_: tally.f1 for type_, tally in found.types.items() if tally.f1 < FLOORS[type_]}
    assert not weak, "\n".join(found.misses)
