"""Typed tables are served with their types, and each has a page that explains its columns."""

import csv
import io
import json

import pytest
from flask.testing import FlaskClient
from lxml import html


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
    assert files == ["/tables/memberships.csv", "/tables/memberships.geojson"]


def test_the_page_of_a_table_explains_its_columns(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/tables/memberships").data)
    explained = page.xpath("//tbody/tr/th/code/text()")
    header = client.get("/tables/memberships.csv").get_data(as_text=True).split("\r\n")[0]
    assert explained == header.split(",")
    (meaning,) = page.xpath("//tr[th/code='start']/td[2]/a/@href")
    assert meaning == "/ontology#start"


@pytest.mark.parametrize("name", ["nothing", "nothing.csv", "..", "..%2Fmanifest.json", "x/y"])
def test_what_is_no_table_is_404(client: FlaskClient, name: str) -> None:
    assert client.get(f"/tables/{name}").status_code == 404


def test_a_release_without_tables_says_so(hostile: FlaskClient) -> None:
    answer = hostile.get("/tables")
    assert answer.status_code == 404
    assert "no tables" in answer.get_data(as_text=True)
