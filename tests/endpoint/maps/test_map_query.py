"""A view of the map is taken along as a query that gives the same places with the same counts."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

VIEWS = (
    "", "show=featured", "network=eccar", "network=eccar&asof=2015-12-31",
    "country=it&by=practices",
    "theme=reception", "type=municipal-id&asof=2020-12-31", "charter=integrating-cities-charter",
    "size=large", "asof=2012-12-31", "asof=2019-12-31&by=signatures", "list=icc-index&country=es",
    "network=solidarity-cities&charter=integrating-cities-charter",
    "from=2005&to=2010", "network=eurocities&to=2009", "type=municipal-id&from=2020",
    "network=eccar&charter=integrating-cities-charter&from=2012&to=2013&by=practices",
    "area=37.5,12,46.25,18&by=practices",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_the_query_of_a_view_gives_its_places_and_counts(client: FlaskClient, view: str) -> None:
    page = html.document_fromstring(
        client.get(f"/en/map?{view}", headers={"Accept": "text/html"}).data
    )
    [link] = page.xpath("//ul[@class='pills']//a[text()='As SPARQL']/@href")
    [text] = parse_qs(urlsplit(link).query)["query"]
    found = client.application.extensions["urbsol"].backend.select(text)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/map.csv?{view}").text)))
    measure = list(rows[0])[-1]
    asked = {row["place"]: (row["name"], int(row[measure] or 0)) for row in rows}
    answered = {
        str(row["thing"].value): int(row[measure].value) if measure in row else 0 for row in found
    }
    assert answered == {place: count for place, (_, count) in asked.items()}
    assert len(found) == len(rows) > 0
    points = {str(row["thing"].value): "latitude" in row for row in found}
    assert points == {row["place"]: bool(row["latitude"]) for row in rows}


@pytest.mark.parametrize(
    "view", ["network=eccar", "network=solidarity-cities", "charter=integrating-cities-charter"]
)
def test_map_and_lists_name_the_same_places(client: FlaskClient, view: str) -> None:
    def read(path: str) -> list[dict[str, str]]:
        answer = client.get(path)  # a list in which nothing has what is asked is not there
        found = answer.text if answer.status_code == 200 else ""
        return list(csv.DictReader(io.StringIO(found)))

    mapped = {row["place"] for row in read(f"/map.csv?{view}")}
    listed = [row for kind in ("city", "place") for row in read(f"/browse/{kind}.csv?{view}")]
    assert mapped
    assert mapped == {next(iter(row.values())) for row in listed}
