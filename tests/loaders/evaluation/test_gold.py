"""Annotated texts are read in both forms."""

import json
import re
from pathlib import Path

import pytest

from loaders.errors import DataError
from loaders.evaluation.gold import GoldClaim, Span, read_folder, unmark

DATA = Path(__file__).parents[2] / "data"


def test_marks_become_spans_with_exact_offsets() -> None:
    text, spans = unmark(
        "The [[GOVERNMENT|City of [[CITY:city/athens|Athens]]]] in [[DATE:2015|2015]]."
    )
    assert text == "The City of Athens in 2015."
    assert spans == (
        Span("GOVERNMENT", 4, 18),
        Span("CITY", 12, 18, "city/athens"),
        Span("DATE", 22, 26, "", "2015"),
    )


@pytest.mark.parametrize("marked", ["[[CITY|Wels", "Wels]] here"])
def test_an_unbalanced_mark_is_an_error(marked: str) -> None:
    with pytest.raises(DataError, match="mark"):
        unmark(marked)


def test_both_forms_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.marked").write_text(
        "=== one | en | GB\n[[CITY|Leeds]] joined.\n@ membership: leeds -> eccar @ 2015\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text("In Wels.", encoding="utf-8")
    gold = {"entities": [{"type": "CITY", "start": 3, "end": 7, "text": "Wels"}]}
    (tmp_path / "b.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    pair, marked = read_folder(tmp_path)
    assert (pair.name, pair.text, pair.spans, pair.claims) == (
        "b",
        "In Wels.",
        (Span("CITY", 3, 7),),
        None,
    )
    assert (marked.language, marked.home_country) == ("en", "GB")
    assert marked.claims == (GoldClaim("membership", "leeds", "eccar", "2015"),)


def test_an_offset_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("In Wels.", encoding="utf-8")
    gold = {"entities": [{"type": "CITY", "start": 0, "end": 4, "text": "Wels"}]}
    (tmp_path / "b.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    with pytest.raises(DataError, match="does not stand"):
        list(read_folder(tmp_path))


@pytest.mark.parametrize(
    "folder", ["pages", "unseen", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
)
def test_annotated_pages_claim_only_the_kinds_that_their_table_describes(folder: str) -> None:
    table = re.findall(r"(?m)^\| ([a-z, ]+) \|", (DATA / "pages" / "README.md").read_text("utf-8"))
    kinds = {kind for row in table[1:] for kind in row.split(", ")}
    pages = list(read_folder(DATA / folder))
    assert len(pages) == len({page.name for page in pages}) > 9
    claimed = {claim.predicate for page in pages for claim in page.claims or ()}
    assert len(kinds) == 16
    assert claimed == kinds
