"""The map and the list beside it say the same; the address is the view."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from tests.endpoint.maps.reading import drawn, listed, of_class, page


def test_each_place_is_in_the_list_and_with_coordinates_in_the_picture(maps: FlaskClient) -> None:
    shown = page(maps, "/map")
    inside, every = drawn(shown), listed(shown)
    assert inside == {
        "/doc/city/palermo": "Palermo: 2 networks",
        "/doc/city/bologna": "Bologna: 1 network",
        "/doc/city/munich": "Munich: none recorded",
    }
    assert set(every) - set(inside) == {"/doc/city/nowhere", "/doc/city/sydney"}
    assert every["/doc/city/nowhere"].endswith("no coordinates recorded")
    assert every["/doc/city/sydney"].endswith("outside the picture")
    for target, title in inside.items():
        name, _, value = title.partition(": ")
        assert every[target] == f"{name} {value}"
    assert shown.get_element_by_id("map-said").text == (
        "5 places. 3 are in the picture. 1 lies outside of it. 1 has no coordinates recorded."
    )


def test_the_picture_and_the_list_colour_a_place_alike(maps: FlaskClient) -> None:
    shown = page(maps, "/map?by=population")
    circles = {
        link.get("href"): link.xpath("circle")[0].get("class")
        for link in of_class(shown, "places", "//a")
    }
    values = {
        item.xpath("a")[0].get("href"): of_class(item, "value")[0].get("class")
        for item in of_class(shown, "map-list", "//li")
    }
    assert circles["/doc/city/palermo"] == "s3"
    assert circles["/doc/city/bologna"] == "s0"
    assert all(values[target] == f"value {step}" for target, step in circles.items())
    counts = [int(one.text) for one in of_class(shown, "legend", "//span")]
    assert sum(counts) == len(values)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("network=net", {"palermo", "bologna", "nowhere"}),
        ("network=net&country=it", {"palermo", "bologna"}),
        ("network=net&network=old", {"palermo", "bologna", "nowhere"}),
        ("theme=reception", {"munich"}),
        ("size=large", {"palermo"}),
        ("network=net&theme=reception", set()),
        ("asof=2012-12-31", {"palermo"}),
        ("network=net&asof=2012-12-31", {"palermo"}),
        ("network=old&asof=2005-06-01", {"palermo"}),
        ("network=old&asof=2005-06-02", set()),
        ("network=net&asof=2009-12-31", set()),
        ("country=au", {"sydney"}),
        ("from=2002&to=2004", {"palermo"}),
        ("network=net&from=2002&to=2009", set()),
        ("network=net&from=2002&to=2010", {"palermo"}),
        ("network=net&to=2014", {"palermo"}),
        ("network=net&from=2011", {"palermo", "nowhere"}),
        ("network=old&from=2005&to=2005", {"palermo"}),
        ("network=old&from=2006", set()),
        ("network=old&to=2000", set()),
        ("network=old&network=net&from=2005&to=&asof=", {"palermo"}),
        ("country=it&size=large&from=2015&to=2020", {"palermo"}),
        ("theme=reception&from=1900&to=2100", set()),
    ],
)
def test_a_view_shows_the_places_that_fit(maps: FlaskClient, query: str, places: set[str]) -> None:
    shown = page(maps, f"/map?{query}")
    assert {target.rsplit("/", 1)[-1] for target in listed(shown)} == places
    assert set(drawn(shown)) <= set(listed(shown))


def test_a_country_is_drawn_around_its_places(maps: FlaskClient) -> None:
    shown = page(maps, "/map?area=au")
    assert set(drawn(shown)) == {"/doc/city/sydney"}
    assert set(drawn(page(maps, "/map?area=world"))) == set(listed(shown)) - {"/doc/city/nowhere"}


@pytest.mark.parametrize(
    "query",
    ["network=nope", "asof=2019", "asof=2019-02-30", "asof=20190101", "by=x", "area=zz", "size=x",
     "from=soon", "from=0000", "to=20190", "to=٢٠١٩", "from=2020&to=2019",
     "asof=2019-12-31&from=2015", "show=featured", "theme=%00", "country=" + "x" * 5000],
)  # fmt: skip
def test_a_view_that_there_is_not_is_a_clear_error(maps: FlaskClient, query: str) -> None:
    answer = maps.get(f"/map?{query}")
    assert answer.status_code == 400
    problem = json.loads(answer.data)
    assert problem["type"].endswith("#bad-request")
    assert len(problem["detail"]) < 400


def test_names_of_the_data_do_not_become_markup(maps: FlaskClient) -> None:
    for address in ("/map", "/map.svg", "/map?network=net"):
        text = maps.get(address, headers={"Accept": "text/html"}).text
        assert "<img" not in text
        assert "</script><img" not in text


def test_a_view_keeps_what_else_is_asked_when_another_area_is_chosen(maps: FlaskClient) -> None:
    shown = page(maps, "/map?network=net&asof=2012-12-31")
    world = next(a for a in of_class(shown, "views", "//a") if a.text == "World")
    assert world.get("href") == "/map?area=world&network=net&asof=2012-12-31"
    shown = page(maps, "/map?network=net&from=2010&to=2012")
    world = next(a for a in of_class(shown, "views", "//a") if a.text == "World")
    assert world.get("href") == "/map?area=world&network=net&from=2010&to=2012"
    [embed] = of_class(shown, "embed-code")
    assert "network=net&amp;from=2010&amp;to=2012" in embed.get("value")
