"""The map and the list beside it say the same; the address is the view."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from endpoint.app import create_app
from endpoint.config import AppConfig
from endpoint.site.core.state import Release
from endpoint.site.maps import chosen, seen
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import Atlas, Place, Tie, atlas
from endpoint.site.maps.chosen import choose
from endpoint.site.pages.sections import drawn as sections

ID = "https://w3id.org/urban-solidarity/id"
TRIG = """
@prefix id: <https://w3id.org/urban-solidarity/id/> .
@prefix city: <https://w3id.org/urban-solidarity/id/city/> .
@prefix network: <https://w3id.org/urban-solidarity/id/network/> .
@prefix country: <https://w3id.org/urban-solidarity/id/country/> .
@prefix m: <https://w3id.org/urban-solidarity/id/membership/> .
@prefix urb: <https://w3id.org/urban-solidarity/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix gov: <https://w3id.org/urban-solidarity/id/government/> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
GRAPH <https://w3id.org/urban-solidarity/graph/t/one> {
  city:palermo a urb:City ; rdfs:label "Palermo" ; urb:country country:it ; wgs:lat 38.1 ;
    wgs:long 13.4 ;
    urb:hasFigure id:figure-p .
  id:figure-p urb:measure <https://w3id.org/urban-solidarity/id/measure/population> ;
    urb:value 648260 .
  city:bologna a urb:City ; rdfs:label "Bologna" ; urb:country country:it ; wgs:lat 44.5 ;
    wgs:long 11.3 .
  city:munich a urb:City ; rdfs:label "Munich" ; skos:prefLabel "München"@de ;
    urb:country country:de ;
    wgs:lat 48.1 ; wgs:long 11.6 .
  city:nowhere a urb:City ; rdfs:label "</script><img src=x onerror=alert(1)>" ;
    urb:country country:de .
  city:sydney a urb:City ; rdfs:label "Sydney" ; urb:country country:au ; wgs:lat -33.9 ;
    wgs:long 151.2 .
  country:it a urb:Country ; rdfs:label "Italy"@en . country:de a urb:Country ;
    rdfs:label "Germany"@en .
  country:au a urb:Country ; rdfs:label "Australia"@en .
  network:net a urb:Network ; rdfs:label "Net"@en . network:old a urb:Network ;
    rdfs:label "Old"@en . network:short a urb:Network ; rdfs:label "Short"@en .
  gov:palermo urb:governs city:palermo . gov:bologna urb:governs city:bologna .
  gov:nowhere urb:governs city:nowhere . gov:sydney urb:governs city:sydney .
  m:one a urb:Membership ; org:organization network:net ; urb:place city:palermo ;
    org:member gov:palermo ;
    urb:latestStart "2010-12-31"^^xsd:date .
  m:two a urb:Membership ; org:organization network:net ; urb:place city:bologna ;
    org:member gov:bologna .
  m:three a urb:Membership ; org:organization network:old ; urb:place city:palermo ;
    org:member gov:palermo ;
    urb:latestStart "2001-12-31"^^xsd:date ; urb:earliestEnd "2005-06-01"^^xsd:date .
  m:four a urb:Membership ; org:organization network:net ; urb:place city:nowhere ;
    org:member gov:nowhere ; urb:latestStart "2015-01-01"^^xsd:date .
  m:five a urb:Membership ; org:organization network:short ; urb:place city:sydney ;
    org:member gov:sydney ; urb:latestStart "1995-03-01"^^xsd:date ;
    urb:earliestEnd "1995-10-31"^^xsd:date .
  m:club a urb:Membership ; org:organization network:old ; urb:place city:munich ;
    org:member id:club ; urb:latestStart "2001-12-31"^^xsd:date .
  id:practice-one a urb:Practice ; urb:place city:munich ;
    urb:theme <https://w3id.org/urban-solidarity/id/theme/reception> .
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, write_release: Callable[..., Path]) -> Path:
    return write_release(tmp_path_factory.mktemp("map") / "2026-11-22-000000000000", TRIG)


@pytest.fixture(scope="module")
def maps(folder: Path, reading_client: type[FlaskClient]) -> FlaskClient:
    app = create_app(AppConfig(release=folder))
    app.test_client_class = reading_client
    return app.test_client()


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.data)


def of_class(shown: html.HtmlElement, name: str, below: str = "") -> list[html.HtmlElement]:
    own = f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
    return shown.xpath(f".//*[{own}]{below}")


def listed(shown: html.HtmlElement) -> dict[str, str]:
    """The links of the list with what is said of each."""
    found = {}
    for item in of_class(shown, "map-list", "//li"):
        (link,) = item.xpath("a")
        found[link.get("href")] = " ".join(item.text_content().split())
    return found


def drawn(shown: html.HtmlElement) -> dict[str, str]:
    """The links of the picture with the text of each."""
    return {
        link.get("href"): link.findtext(".//title") for link in of_class(shown, "places", "//a")
    }


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


def test_a_country_is_drawn_around_its_places(maps: FlaskClient) -> None:
    shown = page(maps, "/map?area=au")
    assert set(drawn(shown)) == {"/doc/city/sydney"}
    assert set(drawn(page(maps, "/map?area=world"))) == set(listed(shown)) - {"/doc/city/nowhere"}


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


def test_a_view_keeps_what_else_is_asked_when_another_area_is_chosen(maps: FlaskClient) -> None:
    shown = page(maps, "/map?network=net&asof=2012-12-31")
    world = next(a for a in of_class(shown, "views", "//a") if a.text == "World")
    assert world.get("href") == "/map?area=world&network=net&asof=2012-12-31"
    shown = page(maps, "/map?network=net&from=2010&to=2012")
    world = next(a for a in of_class(shown, "views", "//a") if a.text == "World")
    assert world.get("href") == "/map?area=world&network=net&from=2010&to=2012"
    [embed] = of_class(shown, "embed-code")
    assert "network=net&amp;from=2010&amp;to=2012" in embed.get("value")


def fresh(maps: FlaskClient) -> Release:
    """Return the release of the site as it is before anybody asked for a page."""
    known: Release = maps.application.extensions["urbsol"].served
    return Release(known.info, known.folder, known.queries)


def test_all_places_are_on_the_map_whichever_page_is_asked_for_first(maps: FlaskClient) -> None:
    release = fresh(maps)
    with maps.application.test_request_context():
        own = sections.drawn(release, "country", "au", "Australia")
        assert own is not None
        assert len(own.marks) == 1
        assert len(choose(atlas(release), Asked()).places) == 5
        assert len(choose(atlas(release), Asked(country="it")).places) == 2


def test_a_view_looks_at_the_places_tied_to_what_is_asked_for_alone(
    maps: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Place] = []
    relevant = chosen.relevant

    def noted(place: Place, asked: Asked) -> list[list[Tie]]:
        looked.append(place)
        return relevant(place, asked)

    monkeypatch.setattr(chosen, "relevant", noted)
    known = atlas(maps.application.extensions["urbsol"].served)
    for asked in (Asked(network="old"), Asked(network="old", theme="reception", country="it")):
        looked.clear()
        found = [one.place for one in choose(known, asked).places]
        assert found == [place for place in known.places if all(relevant(place, asked))
                         and asked.country in ("", place.country)
                         and any(tie.what == "old" for tie in place.ties)]  # fmt: skip
        assert len(looked) < len(known.places)


def test_the_view_of_everything_is_drawn_once_a_language(
    maps: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, asked = fresh(maps), list[Asked]()
    real = seen.choose

    def noted(known: Atlas, wanted: Asked) -> chosen.Chosen:
        asked.append(wanted)
        return real(known, wanted)

    monkeypatch.setattr(seen, "choose", noted)
    with maps.application.test_request_context():
        for wanted in (Asked(), Asked(), Asked(by="population"), Asked(by="population")):
            seen.view(release, wanted)
    assert asked == [Asked(), Asked(by="population"), Asked(by="population")]
