"""People find things under the names they type: native, foreign, inflected, short, misspelt."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.site.search.misspelt import distance
from endpoint.site.search.searching import search
from loaders.kinds import BY_KEY, PARTS

TYPED = Path(__file__).parent.parent / "data" / "typed-names.csv"
RANKS = {**{kind.key: 0 for kind in BY_KEY.values() if kind.main}, **dict.fromkeys(PARTS, 2)}
WORDS = st.text("abcé", max_size=9)


def first(index: Path, typed: str, kind: str = "") -> str:
    hits = search(index, typed, RANKS, kind=kind)
    return hits[0].iri.partition("/id/")[2] if hits else ""


def test_of_a_list_of_names_at_least_95_percent_find_their_thing_first(
    shipped_release: Path,
) -> None:
    with TYPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 68
    assert {row["sort"] for row in rows} >= {"native", "foreign", "inflected", "acronym", "QID"}
    index = shipped_release / "search.sqlite"
    wrong = [row for row in rows if first(index, row["typed"]) != row["thing"]]
    assert len(wrong) <= 0.05 * len(rows), wrong


@pytest.mark.parametrize(
    "typed", ["Q2656", "q2656 ", "https://www.wikidata.org/wiki/Q2656", "2523920", "IT_082053"]
)
def test_an_identifier_finds_its_thing(typed: str, shipped_release: Path) -> None:
    assert first(shipped_release / "search.sqlite", typed) == "city/palermo"


@pytest.mark.parametrize("typed", ["Q99999999999", "1234567890", "zzzzzz", '"""', "*" * 300])
def test_what_is_nothing_finds_nothing(typed: str, shipped_release: Path) -> None:
    assert first(shipped_release / "search.sqlite", typed) == ""


def test_a_misspelt_name_is_found_within_its_kind(shipped_release: Path) -> None:
    index = shipped_release / "search.sqlite"
    assert first(index, "Citi of Palermo", "government") == "government/palermo"
    assert first(index, "Citi of Palermo", "country") == ""


def test_an_index_of_an_older_release_is_searched_by_words(tmp_path: Path) -> None:
    index = tmp_path / "search.sqlite"
    columns = "iri UNINDEXED, kind UNINDEXED, lang UNINDEXED, label, folded"
    with closing(sqlite3.connect(index)) as database:
        database.execute(f"CREATE VIRTUAL TABLE labels USING fts5({columns})")
        database.execute("INSERT INTO labels VALUES ('x/id/city/one', 'city', '', 'One', '')")
        database.commit()
    assert first(index, "One") == "city/one"
    assert first(index, "Q2656") == first(index, "Onne") == ""


def plain_distance(one: str, other: str) -> int:
    """Fill the whole table of the optimal string alignment."""
    table = {(i, -1): i + 1 for i in range(-1, len(one))}
    table |= {(-1, j): j + 1 for j in range(-1, len(other))}
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            steps = [
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (a != b),
            ]
            if i and j and a == other[j - 1] and one[i - 1] == b:
                steps.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(steps)
    return table[len(one) - 1, len(other) - 1]


@given(WORDS, WORDS, st.integers(1, 3))
def test_the_distance_is_that_of_the_whole_table_up_to_a_limit(
    one: str, other: str, most: int
) -> None:
    assert distance(one, other, most) == min(plain_distance(one, other), most + 1)
