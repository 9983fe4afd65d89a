"""The search index finds labels in all languages, with and without their accents."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loaders import manifest


def find(release: Path, words: str) -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(f"file:{release}/search.sqlite?mode=ro", uri=True)) as index:
        query = "SELECT iri, kind, label FROM labels WHERE labels MATCH ?"
        return set(index.execute(query, (words,)).fetchall())


@pytest.mark.parametrize(
    ("words", "kind", "end"),
    [
        ("Palermo", "city", "id/city/palermo"),
        ("palermo", "government", "id/government/palermo"),
        ("Zürich", "city", "id/city/zurich"),
        ("zurich", "city", "id/city/zurich"),
        ("zur*", "city", "id/city/zurich"),
        ("athens", "city", "id/city/athens"),
        ("anvita", "network", "id/network/anvita"),
        ("Ιταλία", "country", "id/country/it"),
        ("Ιταλια", "country", "id/country/it"),
        ("Włochy", "country", "id/country/it"),
    ],
)
def test_a_name_finds_its_thing(words, kind, end, shipped_release: Path) -> None:
    iri = manifest.read(shipped_release).base + end
    assert (iri, kind) in {found[:2] for found in find(shipped_release, words)}


def test_nothing_stands_twice(shipped_release: Path) -> None:
    with closing(
        sqlite3.connect(f"file:{shipped_release}/search.sqlite?mode=ro", uri=True)
    ) as index:
        rows = index.execute("SELECT iri, lang, label FROM labels").fetchall()
    assert len(rows) == len(set(rows)) > 2000
