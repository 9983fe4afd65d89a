"""Pages of events and actors, on a small graph: who took part as what, offices, acts and works."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from endpoint.site.pages.sections import taking
from tests.endpoint.pages.reading import grouped, page, starting


def test_an_event_says_who_was_there_as_what_and_what_belongs_to_it(small: FlaskClient) -> None:
    assert grouped(starting(page(small, "/doc/event/day"), "Who and what was there")) == {
        "Organiser": ["Ann"],
        "protest": ["Bea from the quay"],
        "speaker": ["Ann"],
        "Talks and other parts": ["On ports Bea"],
        "Cities and other places": ["Far", "Near"],
        "Publications": ["Four"],
    }


def test_who_acted_is_named_in_the_table_although_the_page_says_it_too(small: FlaskClient) -> None:
    section = starting(page(small, "/doc/event/day"), "Who took part")
    assert section.xpath("string(.//thead/tr/th[1])") == "actor"
    actors = {tr.xpath("string(./*[1])").strip() for tr in section.xpath(".//tbody/tr")}
    assert actors == {"Ann", "Bea"}


def test_offices_of_a_person_and_of_a_place_are_drawn_over_time(small: FlaskClient) -> None:
    for path, heading, lane in (
        ("/doc/person/ann", "Offices held", "Far 2012 –"),
        ("/doc/city/far", "Offices", "Ann 2012 –"),
    ):
        lanes = starting(page(small, path), heading).xpath(".//div[@class='lane']")
        assert [" ".join(one.text_content().split()) for one in lanes] == [lane]


def test_many_publications_of_an_author_stand_by_type_and_year(small: FlaskClient) -> None:
    assert grouped(starting(page(small, "/doc/person/ann"), "Publications")) == {
        "book": ["Two 2011", "One 2019", "Three"],
        "no type recorded": ["Four"],
    }


def test_acts_of_a_concept_stand_in_rows_and_those_of_a_person_by_what_they_were(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "FEW", 0)
    acts = starting(page(small, "/doc/role/speaker"), "Acts")
    assert grouped(acts) == {}
    assert acts.xpath("count(.//tbody/tr)") == 1
    assert grouped(starting(page(small, "/doc/person/ann"), "What it did")) == {
        "speaker": ["Day of ports"]
    }


def test_commitments_to_a_demand_stand_in_rows_that_say_whose_they_are(small: FlaskClient) -> None:
    shown = page(small, "/doc/demand/one")
    (section,) = shown.xpath("//section[.//tbody//a[contains(@href, '/commitment/x')]]")
    assert grouped(section) == {}
    assert grouped(starting(page(small, "/doc/city/here"), "Commitments"))


def test_names_above_a_table_are_those_of_all_or_there_are_none(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = small.application.extensions["urbsol"]

    def works(most: int) -> tuple[int, str, int]:
        monkeypatch.setattr(state, "config", replace(state.config, incoming_cap=most, row_cap=2))
        section = starting(page(small, "/doc/person/ann"), "Publications")
        names = sum(map(len, grouped(section).values()))
        return names, section.xpath("string(h2/span)"), int(section.xpath("count(.//tbody/tr)"))

    assert works(4) == (4, "4", 1)
    assert works(3) == (0, "4", 1)


def test_a_long_page_shows_half_as_many_rows_of_each_group(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = small.application.extensions["urbsol"]

    def rows(most: int) -> tuple[str, int]:
        monkeypatch.setattr(state, "config", replace(state.config, row_cap=most))
        section = starting(page(small, "/doc/person/ann"), "Publications")
        return section.xpath("string(h2/span)"), int(section.xpath("count(.//tbody/tr)"))

    assert rows(50) == ("4", 4)
    assert rows(3) == ("4", 2)


def test_sources_are_narrowed_by_facets_with_counts_and_searched(small: FlaskClient) -> None:
    shown = page(small, "/sources")
    publishers = shown.xpath("//select[@name='publisher']/option/text()")
    assert publishers == ["any", "Them (1)", "Us (1)"]

    def titles(query: str) -> list[str]:
        found = page(small, f"/sources?{query}").xpath("//ul[@class='cards']/li/h2/a/text()")
        return [str(one) for one in found]

    assert titles("") == ["Tests", "Undergrowth"]
    assert titles("publisher=Us") == ["Tests"]
    assert titles("kind=event") == ["Tests"]
    assert titles("site=a.example") == ["Tests"]
    assert titles("q=under") == ["Undergrowth"]
    assert titles("sort=-records") == ["Tests", "Undergrowth"]
    assert titles("publisher=Us&q=under") == []


def test_sources_that_are_shown_are_a_table_and_data_too(small: FlaskClient) -> None:
    lines = small.get("/sources.csv?publisher=Us").get_data(as_text=True).splitlines()
    assert lines[0].startswith("source,title,records,")
    assert [line.split(",")[1] for line in lines[1:]] == ["Tests"]
    assert "graph/t>" in small.get("/sources.nt?publisher=Us").get_data(as_text=True)
    assert "graph/u>" not in small.get("/sources.nt?publisher=Us").get_data(as_text=True)


def test_a_list_of_sources_that_cannot_be_is_not_there(small: FlaskClient) -> None:
    for query in ("sort=size", f"q={'x' * 101}"):
        assert small.get(f"/sources?{query}").status_code == 404
