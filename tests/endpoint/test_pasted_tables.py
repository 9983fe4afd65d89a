"""A table that is pasted into the page for matching comes back as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from endpoint.site.reconcile.column import cells


def test_people_are_led_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/reconcile", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reconcile/column")
    assert client.get("/reconcile").get_json()["versions"] == ["0.1", "0.2"]


def test_a_pasted_table_becomes_csv_with_its_own_columns_first(client: FlaskClient) -> None:
    text = "place;state;n\nPalermo;IT;1\nPallermo;IT;2\nPalermo;FR;3\nAtlantis;;4\n;;5\n"
    form = {"text": text, "kind": "city", "heads": "yes", "column": "place", "country": "state"}
    answer = client.post("/reconcile/column", data={**form, "as": "csv"})
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["n"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["sure"] for row in rows] == ["yes", "no", "no", "", ""]
    assert rows[0]["uri"].endswith("/id/city/palermo")
    page = client.post("/de/reconcile/column", data=form)
    assert 'href="/de/doc/city/palermo"' in page.text or "/id/city/palermo" in page.text
    assert "1 von 5" in page.text
    for wrong in ({"text": " "}, {"text": "a", "kind": "starship"}, {"text": "x" * 1_000_001}):
        assert client.post("/reconcile/column", data=wrong).status_code == 400


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("name\nPalermo, Italy\n", [["name"], ["Palermo, Italy"]]),
        ('"Palermo, Italy",1\n', [["Palermo, Italy", "1"]]),
        ("a\tb;c\r\nd\te\n\n", [["a", "b;c"], ["d", "e"]]),
        ("a\0b\n", [["ab"]]),
    ],
)
def test_what_separates_columns_is_seen_from_the_first_line(
    text: str, rows: list[list[str]]
) -> None:
    assert cells(text) == rows


@given(st.text(max_size=200))
def test_whatever_is_pasted_has_rows(text: str) -> None:
    assert all(any(cell.strip() for cell in row) for row in cells(text))
