"""The two web reports are sources by checksum, offsets, names and facts: no sentence of them."""

import csv
import json
import os
import re
from pathlib import Path

import pytest

from loaders.curation.sources import read_source

ROOT = Path(__file__).resolve().parents[3]
STEMS = ("rls-solidarity-cities-2019", "tesserae-moving-cities-2021")
LONGEST = 9  # words in a row: names of organisations and platforms are that long, sentences longer


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.fixture
def reports() -> Path:
    folder = Path(os.environ.get("URBSOL_REPORTS", ROOT.parent / "shared" / "reports"))
    if not folder.is_dir():
        pytest.skip(f"no web reports in {folder}")
    return folder


@pytest.mark.parametrize("stem", STEMS)
def test_the_report_itself_is_not_needed(stem) -> None:
    folder = ROOT / "data" / "sources" / stem
    (file,) = read_source(folder).files
    assert not file.committed
    with (folder / "curation.csv").open(encoding="utf-8", newline="") as sheet:
        decided = [row for row in csv.DictReader(sheet) if row["decision"]]
    assert decided
    assert {row["reviewer"] for row in decided} == {"USG"}


@pytest.mark.parametrize("stem", STEMS)
def test_offsets_point_at_the_names(stem, reports) -> None:
    text = (reports / f"{stem}.txt").read_bytes().decode()
    path = ROOT / "data" / "sources" / stem / "extracted.jsonl"
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    mentions = [item for item in items if item.get("item") == "mention"]
    assert mentions
    for mention in mentions:
        assert text[mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.parametrize("stem", STEMS)
def test_no_sentence_of_the_report_is_kept(stem, reports) -> None:
    said = words((reports / f"{stem}.txt").read_bytes().decode())
    shingles = {tuple(said[n : n + LONGEST]) for n in range(len(said) - LONGEST + 1)}
    title = tuple(words(read_source(ROOT / "data" / "sources" / stem).title))
    for path in sorted((ROOT / "data" / "sources" / stem).rglob("*.*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            kept = words(line)
            for n in range(len(kept) - LONGEST + 1):
                part = tuple(kept[n : n + LONGEST])
                assert part not in shingles or set(part) <= set(title), (path.name, part)
