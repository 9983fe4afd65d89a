"""Two to five cities stand side by side; a city is added and taken out without a script."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

HTML = {"Accept": "text/html"}
THREE = "city=palermo&city=berlin&city=zurich"


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def cells(shown: html.HtmlElement, row: str) -> list[str]:
    [found] = shown.xpath(f"//tr[th[@scope='row'][contains(., '{row}')]]")
    return [" ".join(cell.text_content().split()) for cell in found.xpath("td")]


def test_what_is_recorded_of_each_city_stands_in_its_column(client: FlaskClient) -> None:
    shown = page(client, f"/en/compare?{THREE}")
    assert shown.xpath("//thead//th/text()") == ["Palermo", "Berlin", "Zurich"]
    assert cells(shown, "Country") == ["Italy", "Germany", "Switzerland"]
    safe = cells(shown, "International Alliance of Safe Harbours")
    assert safe == ["25 June 2021", "2022", "not recorded"]
    assert "planned" in cells(shown, "social rights")[2]
    assert "declared" in cells(shown, "declaration of solidarity")[1]
    assert len(shown.xpath("//ul[@class='compared']/li/p[string-length(.) > 40]")) == 3


def test_a_city_has_no_membership_of_an_organisation_in_it(client: FlaskClient) -> None:
    shown = page(client, f"/en/compare?{THREE}")
    links = shown.xpath("//tbody[tr/th[@id='part-networks']]//td//a/@href")
    assert links
    assert not [one for one in links if "fondazione" in one]


def test_a_city_is_added_by_its_name_and_taken_out_by_a_link(client: FlaskClient) -> None:
    added = client.get("/it/compare?city=palermo&add=Berlino", headers=HTML)
    assert added.status_code == 303
    assert added.headers["Location"] == "/it/compare?city=palermo&city=berlin"
    shown = page(client, added.headers["Location"])
    out = shown.xpath("//ul[@class='compared']//a[starts-with(@aria-label, 'Togli')]/@href")
    assert out == ["/it/compare?city=berlin", "/it/compare?city=palermo"]
    wrong = page(client, "/it/compare?city=palermo&add=Berl%3Cb%3E")
    assert wrong.xpath("//*[@id='wrong-add']")
    assert wrong.xpath("//thead//th/text()") == ["Palermo"]


def test_five_are_the_most(client: FlaskClient) -> None:
    five = f"{THREE}&city=potsdam&city=barcelona"
    assert not page(client, f"/compare?{five}").xpath("//input[@name='add']")
    assert client.get(f"/compare?{five}&city=lyon").status_code == 400
    assert page(client, "/compare").xpath("//input[@name='add']")


@pytest.mark.parametrize("key", ["nowhere", "%22%3E", "../x"])
def test_a_city_that_there_is_not_is_named(client: FlaskClient, key: str) -> None:
    assert client.get(f"/compare?city={key}").status_code == 400
    assert client.get(f"/compare.csv?city={key}").status_code == 400


def test_the_csv_has_the_rows_of_the_page_and_the_query_gives_them(client: FlaskClient) -> None:
    shown = page(client, f"/en/compare?{THREE}")
    rows = list(csv.reader(io.StringIO(client.get(f"/compare.csv?{THREE}").text)))
    assert rows[0] == ["section", "row", "palermo", "berlin", "zurich"]
    assert len(rows) - 1 == len(shown.xpath("//tr[th[@scope='row']]"))
    assert ["facts", "Population", "648260", "3426354", "415367"] in rows
    [link] = shown.xpath("//a[@class='as-sparql']/@href")
    [query] = parse_qs(urlsplit(link).query)["query"]
    found = client.application.extensions["urbsol"].backend.select(query)
    groups = {(str(row["section"].value), row.get("group")) for row in found}
    assert len(groups) == len(rows) - 1


def test_a_misspelt_city_is_offered_as_one_that_may_have_been_meant(client: FlaskClient) -> None:
    shown = page(client, "/en/compare?city=palermo&add=Berlim")
    assert "/en/compare?city=palermo&city=berlin" in shown.xpath("//*[@id='wrong-add']/a/@href")
    assert not shown.xpath("//datalist/option")
