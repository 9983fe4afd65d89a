"""Charts are drawn alike from the same numbers, and their tables, CSV and queries say the same."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from endpoint.site.charts import drawing
from endpoint.site.charts import page as charts
from endpoint.site.charts.counting import growth, held, shared
from endpoint.site.charts.page import NAMES

HTML = {"Accept": "text/html"}


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def test_a_year_counts_who_had_certainly_joined_and_not_left() -> None:
    members = {
        "a": [(date(2018, 6, 1), None)],
        "b": [(date(2017, 1, 1), date(2018, 12, 30)), (date(2020, 1, 1), None)],
        "c": [(None, None)],
        "d": [(date(2019, 12, 31), None)],
    }
    assert growth(members, 2016, 2020) == (0, 1, 1, 2, 3)
    assert not held([(None, date(2020, 1, 1))], date(2019, 1, 1))


def test_pairs_share_what_both_belong_to() -> None:
    networks = {"a": ["x", "y", "z"], "b": ["x", "y", "y"], "c": ["z", "y"], "d": ["w"]}
    assert shared(networks, 2) == {("a", "b"): 2, ("a", "c"): 2}
    assert shared(networks, 3) == {}


def test_names_at_the_end_of_lines_keep_apart_and_stay_inside() -> None:
    drawn = drawing.lines([(str(n), [0, 5]) for n in range(6)])
    places = sorted(one.label for one in drawn)
    assert all(b - a >= drawing.GAP - 0.1 for a, b in pairwise(places))
    low = drawing.lines([(str(n), [9 if n else 90, 0]) for n in range(6)])
    assert max(one.label for one in low) <= drawing.HIGH - drawing.BOTTOM
    assert drawn == drawing.lines([(str(n), [0, 5]) for n in range(6)])


def test_a_long_name_at_the_end_of_a_line_is_wrapped_and_pushes_others_aside() -> None:
    long = "International Coalition of Inclusive and Sustainable Cities"
    first, second, third = drawing.lines([(long, [5]), ("Short", [5]), ("x" * 200, [5])])
    assert " ".join(first.rows) == long
    assert all(len(row) <= drawing.LETTERS for one in (first, third) for row in one.rows)
    assert (len(second.rows), len(third.rows), third.rows[-1][-1]) == (1, drawing.ROWS, "…")
    middle = drawing.ROW * (len(first.rows) - 1) / 2
    assert second.label - first.label >= middle + drawing.GAP - 0.1


def test_no_name_of_the_growth_chart_is_cut(client: FlaskClient) -> None:
    shown = page(client, "/de/charts/growth")
    names = shown.xpath("//*[name()='svg']//*[name()='text'][*[name()='title']]")
    rows = shown.xpath("//tr[.//input[@checked]]/th")
    assert len(names) == len(rows) == 6
    for name, row in zip(names, rows, strict=True):
        title = name.xpath("string(*[name()='title'])")
        assert title == row.text_content().strip()
        assert " ".join(part.text for part in name.xpath("*[name()='tspan']")) == title


@pytest.mark.parametrize("most", [0, 1, 4, 7, 99, 1234])
def test_a_scale_has_few_round_numbers(most: int) -> None:
    ticks = drawing.scale(most)
    assert 1 <= len(ticks) <= 6
    assert int(ticks[-1].text) <= most


def test_cities_stand_around_a_circle_with_names_to_be_read() -> None:
    spots = drawing.circle([(str(n), "") for n in range(12)])
    assert len({(one.x, one.y) for one in spots}) == 12
    assert all(-90 <= one.angle <= 90 for one in spots)
    assert drawing.circle([]) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_its_table_its_csv_and_its_query(client: FlaskClient, name: str) -> None:
    shown = page(client, f"/en/charts/{name}")
    [svg] = shown.xpath("//svg[contains(@class, 'chart')]")
    ids = svg.get("aria-labelledby").split()
    assert all(shown.xpath(f"string(//*[@id='{one}'])") for one in ids)
    [link] = shown.xpath("//ul[@class='pills']//a[text()='CSV']/@href")
    rows = list(csv.reader(io.StringIO(client.get(link).text)))
    table = [
        [cell.text_content().strip() for cell in row]
        for row in shown.xpath("//table//tr[td or th]")
    ]
    if name == "growth":
        table = [[row[0], *reversed(row[1:])] for row in table]
    assert rows == table
    assert len(rows) > 5
    [editor] = shown.xpath("//a[@class='as-sparql']/@href")
    [query] = parse_qs(urlsplit(editor).query)["query"]
    found = client.application.extensions["urbsol"].backend.select(query)
    assert found
    if name == "together":
        assert len(found) == len(rows) - 1
        assert sorted(int(row["shared"].value) for row in found) == sorted(
            int(row[2]) for row in rows[1:]
        )
        assert len(shown.xpath("//path[@class='chord']")) == len(found)
    elif name in ("theme", "assessment"):
        total = sum(int(row["count"].value) for row in found)
        assert total == sum(int(cell) for row in rows[1:] for cell in row[1:] if cell)
        assert len(shown.xpath("//*[name()='rect']")) == len(found)
    else:
        assert len({row["network"] for row in found}) >= len(rows) - 1


@pytest.mark.parametrize(("name", "cap"), [("theme", "CITIES"), ("together", "PAIRS")])
def test_of_many_rows_a_chart_shows_the_first_and_its_csv_has_all(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str, cap: str
) -> None:
    rows = client.get(f"/charts/{name}.csv").text.splitlines()
    monkeypatch.setattr(charts, cap, 3)
    shown = page(client, f"/en/charts/{name}?few=1")
    assert len(shown.xpath("//tbody/tr")) == 3 < len(rows) - 1
    assert f"The first 3 of {len(rows) - 1}" in shown.xpath("string(//p[@class='capped'])")
    every = {tuple(row) for row in csv.reader(rows)}
    for row in shown.xpath("//tbody/tr"):
        assert tuple(cell.text_content().strip() for cell in row) in every
    assert client.get(f"/charts/{name}.csv").text.splitlines() == rows


def test_there_is_no_chart_of_another_name(client: FlaskClient) -> None:
    assert client.get("/charts/none").status_code == 404


def test_the_networks_whose_growth_is_drawn_can_be_chosen(client: FlaskClient) -> None:
    plain = page(client, "/charts/growth")
    picked = plain.xpath("//input[@form='drawn']")
    largest = [one.get("value") for one in picked if one.get("checked") is not None]
    assert len(largest) == len(plain.xpath("//*[name()='polyline']")) == 6
    assert [one.get("value") for one in picked][:6] == largest
    others = [one.get("value") for one in picked][6:8]
    chosen = page(client, f"/charts/growth?network={others[0]}&network={others[1]}")
    assert len(chosen.xpath("//*[name()='polyline']")) == 2
    checked = chosen.xpath("//input[@form='drawn'][@checked]/@value")
    assert sorted(checked) == sorted(others)
    form = chosen.xpath("//form[@id='drawn']")[0]
    assert form.get("method") == "get"
    assert form.xpath(".//button[@type='submit']")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("network=nothing", 404),
        ("&".join(f"network={n}" for n in range(7)), 400),
        ("network=", 200),
    ],
)
def test_a_network_that_cannot_be_drawn_is_said(
    client: FlaskClient, asked: str, status: int
) -> None:
    assert client.get(f"/charts/growth?{asked}", headers=HTML).status_code == status


def test_the_table_of_years_begins_with_the_last_one_and_its_csv_with_the_first(
    client: FlaskClient,
) -> None:
    shown = html.document_fromstring(client.get("/charts/growth").data)
    years = shown.xpath("//table[@class='charted']/thead//th[@class='number']/text()")
    assert len(years) > 20
    assert years == sorted(years, reverse=True)
    first = shown.xpath("//table[@class='charted']/tbody/tr[1]")[0]
    written = client.get("/charts/growth.csv").get_data(as_text=True).splitlines()
    row = next(line for line in written if line.startswith(first.xpath("th/a/text()")[0]))
    assert first.xpath("td/text()") == row.split(",")[: -len(years) - 1 : -1]
