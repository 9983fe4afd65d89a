"""Claims and references are read from pages as well as promised."""

from pathlib import Path

import pytest

from loaders.evaluation.command import evaluate_texts
from loaders.evaluation.gold import read_folder
from loaders.extract.knowledge.resources import Resources

PAGES = Path(__file__).parent.parent.parent / "data" / "pages"
pytestmark = pytest.mark.xdist_group("extract")


@pytest.mark.parametrize(
    ("name", "recall", "precision", "references"),
    [("dev", 0.75, 0.93, 0.95), ("held-out", 0.18, 0.78, 0.75)],
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


def test_there_are_forty_pages_in_eight_languages_a_third_of_them_held_out() -> None:
    texts = list(read_folder(PAGES))
    assert len(texts) >= 40
    assert {text.language for text in texts} == {"en", "de", "fr", "it", "es", "el", "pl", "nl"}
    assert sum(text.held_out for text in texts) * 3 >= len(texts)
