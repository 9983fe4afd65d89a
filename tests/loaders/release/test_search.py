"""The search index holds the names of all things, each once, with what is known of the thing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from loaders import manifest
from loaders.naming.index import FORMAT, NAME


def rows(release: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{release}/{NAME}?mode=ro", uri=True)) as index:
        return index.execute(query, values).fetchall()


@pytest.mark.parametrize(
    ("form", "end"),
    [
        ("palermo", "city/palermo"),
        ("city of palermo", "government/palermo"),
        ("zurich", "city/zurich"),
        ("zuerich", "city/zurich"),
        ("athens", "city/athens"),
        ("athina", "city/athens"),
        ("anvita", "network/anvita"),
        ("ιταλια", "country/it"),
        ("wlochy", "country/it"),
    ],
)
def test_a_name_finds_its_thing(form: str, end: str, shipped_release: Path) -> None:
    found = rows(
        shipped_release,
        "SELECT iri FROM forms JOIN names ON names.id = forms.name JOIN things ON things.id = thing"
        " WHERE form = ?",
        form,
    )
    assert f"{manifest.read(shipped_release).base}id/{end}" in {iri for (iri,) in found}


def test_nothing_stands_twice(shipped_release: Path) -> None:
    found = rows(shipped_release, "SELECT thing, lang, name FROM names")
    assert len(found) == len(set(found)) > 2000


def test_names_are_numbered_in_the_order_in_which_people_want_them(shipped_release: Path) -> None:
    found = rows(
        shipped_release,
        "SELECT grade, place FROM names JOIN things ON things.id = thing ORDER BY names.id",
    )
    assert found == sorted(found)
    assert rows(shipped_release, "PRAGMA user_version") == [(FORMAT,)]
    kinds = rows(shipped_release, "SELECT kind, sum(high - low + 1) FROM ranges GROUP BY kind")
    counted = rows(
        shipped_release,
        "SELECT kind, count(*) FROM names JOIN things ON things.id = thing GROUP BY kind",
    )
    assert dict(kinds) == dict(counted)


def test_country_and_years_of_a_thing_are_kept(shipped_release: Path) -> None:
    base = manifest.read(shipped_release).base
    sql = "SELECT country, governs, first FROM things WHERE iri = ?"
    assert rows(shipped_release, sql, f"{base}id/government/palermo") == [
        (f"{base}id/country/it", f"{base}id/city/palermo", 0)
    ]
    assert rows(shipped_release, sql, f"{base}id/network/anvita")[0][2] == 2018
