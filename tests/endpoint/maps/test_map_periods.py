"""The map shows a day or a period, says what is left out, and plays the years alike."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import Tie, atlas
from endpoint.site.maps.chosen import choose
from tests.endpoint.maps.reading import ID, drawn, listed, of_class, page


def test_what_has_no_date_is_left_out_of_a_day_and_counted(maps: FlaskClient) -> None:
    said = page(maps, "/map?network=net&asof=2012-12-31").get_element_by_id("map-said").text
    assert "1 is left out, as no date is stated for it." in said


def test_a_period_says_what_it_means_and_how_many_have_no_date(maps: FlaskClient) -> None:
    shown = page(maps, "/map?network=net&from=2002&to=2012")
    said = shown.get_element_by_id("map-said").text
    assert "1 is left out, as no date is stated for it." in said
    assert said.endswith(
        "Shown is what certainly held on at least one day from 1 January 2002 to 31 December 2012."
    )
    assert shown.findtext(".//h1") == "Net · 2002–2012"
    fields = {one.get("name"): one.get("value") for one in of_class(shown, "map-filter", "//input")}
    assert fields == {"asof": "", "from": "2002", "to": "2012"}
    assert page(maps, "/map?from=2002").findtext(".//h1") == "from 2002 on"
    assert page(maps, "/map?to=2002").findtext(".//h1") == "up to 2002"
    assert page(maps, "/map?from=2002&to=2002").findtext(".//h1") == "2002"


def test_a_period_counts_what_held_in_it_and_plays_its_years(maps: FlaskClient) -> None:
    assert listed(page(maps, "/map?from=2002&to=2012")) == {
        "/doc/city/palermo": "Palermo 2 networks"
    }
    shown = page(maps, "/map?from=2002&to=2009")
    assert drawn(shown) == {"/doc/city/palermo": "Palermo: 1 network"}
    [atlas] = of_class(shown, "atlas")
    assert (atlas.get("data-first"), atlas.get("data-last")) == ("2002", "2009")
    assert of_class(page(maps, "/map?from=2090"), "atlas")[0].get("data-first") is None
    rows = list(csv.DictReader(io.StringIO(maps.get("/map.csv?from=2002&to=2009").text)))
    assert [(row["place"], row["networks"]) for row in rows] == [(f"{ID}/city/palermo", "1")]
    found = json.loads(maps.get("/map.geojson?from=2002&to=2009").data)
    assert [one["properties"]["networks"] for one in found["features"]] == [1]


DAYS = st.none() | st.dates(date(2000, 1, 1), date(2006, 12, 31))


@given(begun=DAYS, ended=DAYS, first=st.integers(2000, 2006), length=st.integers(0, 3))
def test_what_holds_in_a_period_holds_on_one_of_its_days(
    begun: date | None, ended: date | None, first: int, length: int
) -> None:
    tie = Tie("membership", "x", "net", begun, ended)
    start, end = date(first, 1, 1), date(first + length, 12, 31)
    days = (start + timedelta(n) for n in range((end - start).days + 1))
    assert tie.during((start, end)) == any(tie.during((day, day)) for day in days)


def test_the_list_has_the_years_in_which_each_place_shows(maps: FlaskClient) -> None:
    shown = page(maps, "/map")
    spans = {
        item.xpath("a")[0].text: item.get("data-spans")
        for item in of_class(shown, "map-list", "//li")
    }
    # 1 June 2005 is the day it may have ended: on 31 December 2005 it no longer held for certain.
    assert spans["Palermo"] == "2001-2004 2010-"
    assert spans["Bologna"] is None


def test_the_years_of_a_view_are_those_of_what_is_asked_for(maps: FlaskClient) -> None:
    shown = page(maps, "/map?network=net&by=networks")
    years = {
        item.xpath("a")[0].text: (item.get("data-spans"), item.get("data-years"))
        for item in of_class(shown, "map-list", "//li")
    }
    assert years["Palermo"] == ("2001-2004 2010-", "2010-")
    # In the network it has no date, so no year shows it, whatever else is dated.
    assert years["Bologna"] == (None, None)
    shown = page(maps, "/map?network=old")
    (item,) = of_class(shown, "map-list", "//li")
    assert item.get("data-years") == "2001-2004"


def test_what_lasted_over_no_last_day_of_a_year_is_not_taken_for_undated(
    maps: FlaskClient,
) -> None:
    shown = page(maps, "/map?network=short&area=world")
    items = {one.xpath("a")[0].text: one for one in of_class(shown, "map-list", "//li")}
    assert (items["Sydney"].get("data-brief"), items["Sydney"].get("data-years")) == ("", None)
    assert items["Sydney"].get("data-possible") is None
    undated = of_class(page(maps, "/map?network=net"), "map-list", "//li")
    [bologna] = [one for one in undated if one.xpath("a")[0].text == "Bologna"]
    assert (bologna.get("data-brief"), bologna.get("data-possible")) == (None, "0-")
    words = json.loads(shown.get_element_by_id("map-words").text)
    assert words["brief"] == "Lasting over no 31 December, so shown in no year: %(num)s."
    later = page(maps, "/map?network=short&asof=1995-12-31").get_element_by_id("map-said")
    assert "no date is stated" not in later.text


@pytest.mark.parametrize(
    "asked",
    [{}, {"network": "eccar"}, {"type": "municipal-id"}, {"by": "signatures"}, {"size": "large"},
     {"network": "solidarity-cities", "charter": "integrating-cities-charter"},
     {"theme": "reception", "country": "de"}, {"list": "icc-index"}],
)  # fmt: skip
def test_the_slider_shows_and_leaves_out_what_the_page_of_the_year_does(
    site: Flask, asked: dict[str, str]
) -> None:
    release = site.extensions["urbsol"].release
    with site.test_request_context():
        known = atlas(release)
        every = choose(known, Asked(**asked)).places
        for year in (1999, 2008, 2014, 2019, 2025):
            paged = choose(known, Asked(**asked, asof=f"{year}-12-31"))
            shown = {one.place.iri for one in every if _in(one.years, year)}
            assert {one.place.iri for one in paged.places} == shown
            left = [one for one in every if one.place.iri not in shown]
            assert paged.undated == sum(_in(one.possible, year) for one in left)
    assert not any(one.brief and (one.years or one.possible) for one in every)


def _in(spans: tuple[tuple[int, int], ...], year: int) -> bool:
    return any(first <= year <= last for first, last in spans)
