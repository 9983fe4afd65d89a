"""Claims and references are read from pages as well as promised."""

from pathlib import Path

import pytest

from loaders.evaluation.command import evaluate_texts
from loaders.evaluation.gold import read_folder
from loaders.evaluation.score import Tally
from loaders.extract.knowledge.resources import Resources

PAGES = Path(__file__).parent.parent.parent / "data" / "pages"
pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("name", "recall", "precision", "references"),
    [("dev", 0.8, 0.95, 0.95), ("held-out", 0.7, 0.86, 0.95)],
)
def test_claims_and_references_reach_their_floors(
    name: str, recall: float, precision: float, references: float, resources: Resources
) -> None:
    texts = list(read_folder(PAGES / name))
    assert texts
    found = evaluate_texts(texts, resources)
    claims, entries = found.all_claims(), found.types["REFERENCE"]
    assert claims.recall >= recall, "\n".join(found.misses if name == "dev" else ())
    assert claims.precision >= precision
    assert entries.recall >= references
    assert entries.precision >= references


@pytest.mark.parametrize("name", ["dev", "held-out"])
def test_a_high_confidence_is_deserved(name: str, resources: Resources) -> None:
    found = evaluate_texts(list(read_folder(PAGES / name)), resources)
    surest, sure = found.sureness["0.9-1.0"], Tally()
    for band, tally in found.sureness.items():
        if band != "0.0-0.7":
            sure.add(tally)
    assert surest.predicted >= 40
    assert surest.precision >= 0.95
    assert sure.precision >= 0.92
    assert sure.found >= 0.6 * found.all_claims().gold


def test_pages_that_were_new_are_read_nearly_as_well(resources: Resources) -> None:
    found = evaluate_texts(list(read_folder(PAGES.parent / "unseen")), resources)
    claims = found.all_claims()
    assert claims.recall >= 0.65, "\n".join(found.misses)
    assert claims.precision >= 0.92
    assert found.sureness["0.9-1.0"].precision >= 0.95


def test_there_are_forty_pages_in_eight_languages_a_third_of_them_held_out() -> None:
    texts = list(read_folder(PAGES))
    assert len(texts) >= 40
    assert {text.language for text in texts} == {"en", "de", "fr", "it", "es", "el", "pl", "nl"}
    assert sum(text.held_out for text in texts) * 3 >= len(texts)
