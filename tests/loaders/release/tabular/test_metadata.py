"""The metadata of the tables is right for the programs that others wrote to read it."""

import json

import csvw
import pyarrow.parquet
import pytest
from frictionless import Package

from loaders.release.tabular.declared import TABLES
from loaders.release.tabular.parquet import write_parquet
from loaders.release.tabular.write import DESCRIPTIONS, read_tables, write_tables

BASE = "https://example.org/"


def failures(folder) -> list[str]:
    """What frictionless says is wrong with the data package of a folder."""
    report = Package(str(folder / "datapackage.json")).validate()
    return [error.message for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def test_the_data_package_is_valid(tables) -> None:
    assert failures(tables) == []
    made = json.loads((tables / "datapackage.json").read_bytes())
    assert [one["name"] for one in made["resources"]] == [table.name for table in TABLES]
    assert made["version"] == "2026-11-22.2"


def test_a_reference_to_nothing_and_a_wrong_byte_would_be_found(tables, tmp_path) -> None:
    for path in tables.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / "cities.csv"
    path.write_bytes(path.read_bytes().replace(b"-1.50", b"south"))
    assert any("south" in message for message in failures(tmp_path))


def test_the_description_for_csv_on_the_web_is_valid_and_its_references_hold(tables) -> None:
    checked = csvw.CSVW(str(tables / "csv-metadata.json"), validate=True)
    assert (checked.is_valid, [str(one.message) for one in checked.warnings]) == (True, [])
    group = csvw.TableGroup.from_file(str(tables / "csv-metadata.json"))
    assert group.check_referential_integrity() is True
    cities = list(next(one for one in group.tables if str(one.url) == "cities.csv"))
    assert cities[0]["population"] == 12
    assert cities[0]["records"] == [f"{BASE}graph/cities/one", f"{BASE}graph/other/one"]


def test_titles_of_columns_come_from_the_ontology_in_its_languages(tables) -> None:
    group = json.loads((tables / "csv-metadata.json").read_bytes())
    columns = next(one for one in group["tables"] if one["url"] == "memberships.csv")
    start = next(one for one in columns["tableSchema"]["columns"] if one["name"] == "start")
    assert {"@value": "Beginn", "@language": "de"} in start["dc:title"]
    assert start["dc:description"] == "When it began."
    assert start["propertyUrl"] == f"{BASE}ontology#start"


def test_croissant_is_valid(tables) -> None:
    library = pytest.importorskip(
        "mlcroissant", reason="mlcroissant brings 370 MB (pandas, scipy, etils), tried by hand"
    )
    library.Dataset(jsonld=str(tables / "croissant.json"))


def test_croissant_names_every_file_with_its_checksum_and_every_column(tables) -> None:
    made = json.loads((tables / "croissant.json").read_bytes())
    package = json.loads((tables / "datapackage.json").read_bytes())["resources"]
    files = {one["name"]: one["sha256"] for one in made["distribution"]}
    assert files == {one["path"]: one["hash"].removeprefix("sha256:") for one in package}
    for records, resource in zip(made["recordSet"], package, strict=True):
        names = [field["source"]["extract"]["column"] for field in records["field"]]
        assert names == [field["name"] for field in resource["schema"]["fields"]]


def test_parquet_holds_types_and_the_meaning_of_each_column(dump, tmp_path) -> None:
    made = {one.table.name: one for one in read_tables(dump, BASE)}
    write_parquet(made["memberships"], tmp_path / "m.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "m.parquet")
    (row,) = table.to_pylist()
    assert row["start_latest"].isoformat() == "2020-12-31"
    assert row["records"] == [f"{BASE}graph/memberships/m1"]
    assert table.schema.field("start").metadata[b"property"] == f"{BASE}ontology#start".encode()


def test_the_same_dataset_gives_the_same_bytes(dump, tables, metadata, tmp_path) -> None:
    write_tables(dump, tmp_path / "again", metadata, BASE)
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in tables.iterdir()}
    assert set(DESCRIPTIONS) < set(again)


def test_the_tables_of_the_shipped_data_hold_every_thing_and_are_valid(shipped_release) -> None:
    assert failures(shipped_release / "tables") == []
    counts = json.loads((shipped_release / "manifest.json").read_bytes())["classes"]
    package = json.loads((shipped_release / "tables" / "datapackage.json").read_bytes())
    rows = {one["name"]: one["rowCount"] for one in package["resources"]}
    term = f"{json.loads((shipped_release / 'manifest.json').read_bytes())['base']}ontology#"
    for name, class_ in (("cities", "City"), ("memberships", "Membership"), ("figures", "Figure"),
                         ("practices", "Practice"), ("signatures", "Signature")):  # fmt: skip
        assert rows[name] == counts[f"{term}{class_}"] > 0
