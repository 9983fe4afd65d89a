"""Rows hold what the reviewed graphs say, with who says so, and nothing else."""

import csv
import json
from pathlib import Path

import pytest

from loaders.errors import DataError
from loaders.release.tabular.declared import BY_NAME, TABLES
from loaders.release.tabular.text import plain
from loaders.release.tabular.write import read_tables

BASE = "https://example.org/"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_a_thing_is_a_row_with_its_sources_records_and_the_pages_they_cite(tables) -> None:
    one, two = rows(tables, "cities")
    assert (one["iri"], one["key"]) == (f"{BASE}id/city/one", "one")
    # What a rule concludes has no record of its own.
    assert one["sources"] == "cities|other"
    assert one["records"] == f"{BASE}graph/cities/one|{BASE}graph/other/one"
    assert one["cited"] == ""
    (membership,) = rows(tables, "memberships")
    assert membership["cited"] == "https://page.example/1"
    assert two["key"] == "two"


def test_names_have_a_column_a_language_and_things_their_label_beside_them(tables) -> None:
    one, two = rows(tables, "cities")
    assert (one["label"], one["label_en"], one["label_de"], one["label_fr"]) == (
        "One",
        "One",
        "Eins",
        "",
    )
    assert (one["country"], one["country_label"]) == (f"{BASE}id/country/xx", "Xland")
    assert (two["label"], two["label_en"]) == ("Two", "Two")


def test_dates_say_how_far_they_are_known(tables) -> None:
    (membership,) = rows(tables, "memberships")
    start = [membership[f"start{rest}"] for rest in ("", "_earliest", "_latest", "_precision")]
    assert start == ["2020", "2020-01-01", "2020-12-31", "year"]
    end = [membership[f"end{rest}"] for rest in ("", "_earliest", "_latest", "_precision")]
    assert end == ["", "", "2024-05-01", "bounds"]
    assert membership["date_precision"] == ""
    (network,) = rows(tables, "networks")
    assert (network["founded"], network["founded_precision"]) == ("2019-06", "month")


def test_what_is_withdrawn_or_unreviewed_is_in_no_table(tables) -> None:
    assert [row["key"] for row in rows(tables, "memberships")] == ["net--one"]
    assert rows(tables, "cities")[1]["note"] == ""


def test_each_citation_and_each_alternative_is_a_row(tables) -> None:
    cited = [(row["key"], row["cites_label"]) for row in rows(tables, "citations")]
    assert cited == [("web-1", "Second"), ("web-1", "Third")]
    said = [(row["alternative_label"], row["stated_by_text"], row["value"])
            for row in rows(tables, "conflicts")]  # fmt: skip
    assert said == [("seven", "A", ""), ("8", "B|C", "8.0")]
    assert [row["stated_by_label"] for row in rows(tables, "conflicts")] == ["Second", ""]


def test_no_spreadsheet_runs_a_cell_and_every_text_comes_back(tables) -> None:
    one, _ = rows(tables, "cities")
    assert one["other_names"] == "'=1+1|a\N{BROKEN BAR}b"
    assert plain(one["note"]) == '@home, "quoted"\nsecond line'
    assert one["note"].startswith("'@")
    # A number is one: nothing stands before its sign.
    assert (one["latitude"], one["longitude"]) == ("-1.50", "-0.25")
    assert rows(tables, "networks")[0]["label"] == "'-Net"
    for name in BY_NAME:
        cells = [cell for row in rows(tables, name) for cell in row.values()]
        risky = [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
        assert all(cell.lstrip("-").replace(".", "").isdigit() for cell in risky)


def test_files_are_utf_8_with_lines_ended_as_rfc_4180_has_it(tables) -> None:
    raw = (tables / "cities.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8").endswith("\r\n")
    assert raw.split(b"\r\n")[0].decode().split(",")[:3] == ["iri", "key", "label"]


def test_rows_that_are_somewhere_are_features_too(tables) -> None:
    features = json.loads((tables / "memberships.geojson").read_bytes())["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [-0.25, -1.5]}
    cities = json.loads((tables / "cities.geojson").read_bytes())["features"]
    assert cities[1]["geometry"] is None
    properties = cities[0]["properties"]
    assert (properties["population"], properties["other_names"]) == (12, ["=1+1", "a|b"])
    assert not (tables / "figures.geojson").exists()


def test_two_values_where_one_is_declared_are_refused(tmp_path, write_dump) -> None:
    dump = write_dump(tmp_path, "<graph/x> { <id/city/a> a urb:City ; urb:population 1, 2 . }")
    with pytest.raises(DataError, match="id/city/a has 2 values of urb:population"):
        list(read_tables(dump, BASE, [BY_NAME["cities"]]))


def test_names_of_tables_and_columns_are_unique_and_references_lead_to_tables(dump) -> None:
    assert len(BY_NAME) == len(TABLES)
    for made in read_tables(dump, BASE):
        names = [field.name for field in made.fields]
        assert len(set(names)) == len(names)
        assert {field.refers for field in made.fields} <= {"", *BY_NAME}
