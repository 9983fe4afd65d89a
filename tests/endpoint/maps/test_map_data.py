"""What a view shows is there as CSV, GeoJSON and SVG."""

from __future__ import annotations

import csv
import io
import json

from flask.testing import FlaskClient
from lxml import html

from tests.endpoint.maps.reading import ID


def test_csv_and_geojson_hold_the_places_of_the_view(maps: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(maps.get("/map.csv?network=net").text)))
    assert [row["place"] for row in rows] == [
        f"{ID}/city/bologna", f"{ID}/city/nowhere", f"{ID}/city/palermo"
    ]  # fmt: skip
    assert rows[2]["latitude"] == "38.1"
    assert rows[2]["networks"] == "2"
    assert rows[1]["latitude"] == ""
    found = json.loads(maps.get("/map.geojson?network=net").data)
    assert [one["id"] for one in found["features"]] == [row["place"] for row in rows]
    assert found["features"][1]["geometry"] is None
    assert found["features"][2]["geometry"]["coordinates"] == [13.4, 38.1]
    assert found["features"][2]["properties"]["population"] == 648260


def test_the_picture_alone_is_an_svg_without_script_or_style(maps: FlaskClient) -> None:
    answer = maps.get("/map.svg")
    assert answer.content_type.startswith("image/svg+xml")
    root = html.etree.fromstring(answer.data)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    tags = {node.tag.rsplit("}", 1)[-1] for node in root.iter() if isinstance(node.tag, str)}
    assert not tags & {"script", "style", "a", "image", "foreignObject"}
