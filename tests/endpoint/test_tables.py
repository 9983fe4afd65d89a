"""Typed tables are served with their types, and each has a page that explains its columns."""

import csv
import io
import json

import pyarrow.parquet
import pytest
from flask.testing import FlaskClient
from lxml import html

from endpoint.site.tables import columnar
from loaders.manifest import DUMP
from loaders.release.tabular.parquet import write_parquet
from loaders.release.tabular.write import read_tables
from loaders.settings import DEFAULT_BASE

PARQUET = "application/vnd.apache.parquet"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("cities.csv", "text/csv; charset=utf-8; header=present"),
        ("cities.geojson", "application/geo+json"),
        ("csv-metadata.json", "application/csvm+json"),
        ("datapackage.json", "application/json"),
        ("croissant.json", "application/ld+json"),
    ],
)
def test_files_have_their_types_and_entity_tags(client: FlaskClient, name, content_type) -> None:
    answer = client.get(f"/tables/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)
    tag = answer.headers["ETag"]
    again = client.get(f"/tables/{name}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"/release/{version(client)}/tables/{name}").data == answer.data


def version(client: FlaskClient) -> str:
    return json.loads(client.get("/downloads/manifest.json").data)["version"]


def test_a_table_says_where_its_columns_are_described(client: FlaskClient) -> None:
    link = client.get("/tables/cities.csv").headers["Link"]
    assert link == '</tables/csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    assert "Link" not in client.get("/tables/cities.geojson").headers


def test_all_tables_are_listed_with_rows_and_files(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/tables").data)
    listed = page.xpath("//main//tbody/tr/th/a/@href")
    assert "/tables/memberships" in listed
    (count,) = page.xpath("//tr[th/a/@href='/tables/memberships']/td[1]/text()")
    text = client.get("/tables/memberships.csv").get_data(as_text=True)
    assert int(count) == len(list(csv.DictReader(io.StringIO(text, newline=""))))
    files = page.xpath("//tr[th/a/@href='/tables/memberships']/td[2]/a/@href")
    suffixes = ("csv", "geojson", "parquet")
    assert files == [f"/tables/memberships.{suffix}" for suffix in suffixes]


def test_the_page_of_a_table_explains_its_columns(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/tables/memberships").data)
    explained = page.xpath("//tbody/tr/th/code/text()")
    header = client.get("/tables/memberships.csv").get_data(as_text=True).split("\r\n")[0]
    assert explained == header.split(",")
    (meaning,) = page.xpath("//tr[th/code='start']/td[2]/a/@href")
    assert meaning == "/ontology#start"


def test_a_table_as_parquet_is_what_the_loaders_write(
    client: FlaskClient, shipped_release, tmp_path
) -> None:
    made = {one.table.name: one for one in read_tables(shipped_release / DUMP, DEFAULT_BASE)}
    assert len(made) > 10
    for name in ("charters", "places"):
        write_parquet(made[name], tmp_path / name)
        answer = client.get(f"/tables/{name}.parquet")
        assert (answer.status_code, answer.mimetype) == (200, PARQUET)
        served = pyarrow.parquet.read_table(io.BytesIO(answer.data))
        written = pyarrow.parquet.read_table(tmp_path / name)
        assert served.schema.equals(written.schema, check_metadata=True), name
        assert served.equals(written), name
    by_accept = client.get("/tables/places", headers={"Accept": PARQUET})
    assert by_accept.headers["Content-Location"] == "/tables/places.parquet"
    assert by_accept.data == client.get("/tables/places.parquet").data


def test_where_its_library_is_missing_parquet_is_refused_with_advice(
    client: FlaskClient, monkeypatch
) -> None:
    monkeypatch.setattr(columnar, "installed", lambda: False)
    answer = client.get("/tables/signatures.parquet")
    assert answer.status_code == 404
    assert "pip install '.[tables]'" in answer.text
    refused = client.get("/tables/signatures", headers={"Accept": PARQUET})
    assert refused.status_code == 406
    assert "/tables/signatures.csv" in refused.text
    assert ".parquet" not in client.get("/tables/signatures", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    "name", ["nothing", "nothing.csv", "nothing.parquet", "..", "..%2Fmanifest.json", "x/y"]
)
def test_what_is_no_table_is_404(client: FlaskClient, name: str) -> None:
    assert client.get(f"/tables/{name}").status_code == 404


def test_a_release_without_tables_says_so(hostile: FlaskClient) -> None:
    answer = hostile.get("/tables")
    assert answer.status_code == 404
    assert "no tables" in answer.get_data(as_text=True)


def test_what_guards_a_cell_of_csv_is_not_in_parquet(tmp_path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,n\r\n'=1,'-x|y,\r\n'a,,2\r\n", encoding="utf-8", newline="")
    text = {"description": "d", "type": "string"}
    fields = [
        {"name": "a", **text},
        {"name": "b", "description": "d", "type": "list", "delimiter": "|"},
        {"name": "n", "description": "d", "type": "integer"},
    ]
    made = columnar.parquet(path, {"name": "t", "schema": {"fields": fields}})
    assert pyarrow.parquet.read_table(io.BytesIO(made)).to_pylist() == [
        {"a": "=1", "b": ["-x", "y"], "n": None},
        {"a": "'a", "b": [], "n": 2},
    ]
