"""What the pages of kinds have beside facts and tables, on a small graph made for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode

from endpoint.site.describe import describe
from endpoint.site.describe.model import Incoming, Statement
from tests.endpoint.pages.reading import grouped, page, starting


def under(shown: html.HtmlElement, anchor: str) -> html.HtmlElement:
    """Return the section that a heading with an anchor begins."""
    (found,) = shown.xpath(f"//section[@aria-labelledby='{anchor}']")
    return found


def test_networks_of_a_city_are_drawn_in_time_and_the_undated_named(small: FlaskClient) -> None:
    section = starting(page(small, "/doc/city/here"), "Memberships")
    lanes = section.xpath(".//div[@role='img']/div[@class='lane']")
    assert [" ".join(lane.text_content().split()) for lane in lanes] == ["Cities of Welcome 2018 –"]
    assert lanes[0].xpath(".//*[name()='rect']/@class") == ["unsure", "open"]
    caption = section.xpath("string(.//figcaption)")
    assert "1 is not drawn, as no beginning is stated: Cities of Welcomes." in caption
    assert len(section.xpath(".//table//tbody/tr")) == 2


def test_practices_stand_by_theme(small: FlaskClient) -> None:
    section = starting(page(small, "/doc/city/here"), "Practices")
    assert grouped(section) == {"rights": ["Card"], "no theme recorded": ["Clinic"]}


def test_commitments_are_fulfilled_declared_or_not_recorded(small: FlaskClient) -> None:
    groups = grouped(starting(page(small, "/doc/city/here"), "Commitments"))
    assert groups == {
        "Fulfilled": ["one"],
        "Declared; whether it was fulfilled is not recorded": ["two"],
        "Not recorded here, which is not a no": ["three"],
    }


def test_neighbours_and_similar_places_follow_a_stated_rule(small: FlaskClient) -> None:
    shown = page(small, "/doc/city/here")
    near = under(shown, "near")
    assert "within 150 km" in near.text_content()
    assert [li.text_content().strip() for li in near.xpath(".//li")] == ["Near 56 km"]
    alike = under(shown, "similar")
    assert "share most networks and themes" in alike.text_content()
    (item,) = alike.xpath(".//li")
    assert " ".join(item.text_content().split()) == (
        "Far Cities of Welcome, Cities of Welcomes, rights"
    )


def test_what_sources_say_differently_stands_side_by_side(small: FlaskClient) -> None:
    said = grouped(starting(page(small, "/doc/city/here"), "Where sources disagree"))
    assert said == {"Who began": ["the mayor Book", "the parish"]}
    figures = grouped(starting(page(small, "/doc/network/alpha"), "Figures"))
    assert list(figures.values()) == [["600 2020, Book", "700 2022"]]


def test_a_city_says_what_the_silence_of_lists_means(small: FlaskClient) -> None:
    text = " ".join(under(page(small, "/doc/city/here"), "not-recorded").text_content().split())
    assert "1 network whose members are all recorded does not name it." in text


def test_a_network_shows_its_stated_size_against_what_is_recorded(small: FlaskClient) -> None:
    section = under(page(small, "/doc/network/alpha"), "size")
    assert "2 are recorded here. 700 are stated." in section.text_content()
    rows = [
        [td.text_content().strip() for td in tr.xpath("./td")]
        for tr in section.xpath(".//tbody/tr")
    ]
    assert [row[:4] for row in rows] == [["2020", "600", "Book", "1"], ["2022", "700", "", "2"]]
    for cell in section.xpath(".//td[@class='source']"):
        assert "/graph/t/one" in cell.xpath(".//a/@href")


def test_members_of_a_network_are_on_a_map_and_over_the_years(small: FlaskClient) -> None:
    shown = page(small, "/doc/network/alpha")
    dots = under(shown, "on-the-map").xpath(".//*[name()='g' and @class='places']//a/@href")
    assert sorted(dots) == ["/doc/city/far", "/doc/city/here"]
    years = under(shown, "growth").xpath(".//details//tbody/tr")
    counts = {row.xpath("string(./th)"): row.xpath("string(./td)") for row in years}
    assert (counts["2018"], counts["2020"], counts["2026"]) == ("1", "1", "2")


def test_undated_members_are_counted_apart(small: FlaskClient) -> None:
    shown = page(small, "/doc/network/beta")
    assert not shown.xpath("//section[@aria-labelledby='growth']")


def test_look_alikes_of_a_network_share_members_or_a_name(small: FlaskClient) -> None:
    groups = grouped(under(page(small, "/doc/network/alpha"), "look-alikes"))
    assert list(groups.values()) == [
        ["Cities of Welcomes 2 places in both"],
        ["Cities of Welcomes"],
    ]


def test_practices_with_the_same_themes_are_alike(small: FlaskClient) -> None:
    alike = under(page(small, "/doc/practice/r"), "similar")
    assert [" ".join(li.text_content().split()) for li in alike.xpath(".//li")] == ["Seal Far"]


def test_a_publication_shows_what_it_cites_and_who_cites_it(small: FlaskClient) -> None:
    cited = under(page(small, "/doc/publication/book"), "cites")
    assert [li.text_content().strip() for li in cited.xpath(".//li")] == ["Old"]
    citing = starting(page(small, "/doc/publication/old"), "Cited by")
    assert citing.xpath(".//tbody//th//a/text()") == ["Book"]


def test_a_country_counts_what_is_recorded_and_shows_it_on_a_map(small: FlaskClient) -> None:
    shown = page(small, "/doc/country/it")
    recorded = under(shown, "recorded")
    assert "Not all of it is recorded here." in recorded.text_content()
    assert recorded.xpath(".//li/a/@href") == ["/browse/city?country=it"]
    assert len(under(shown, "on-the-map").xpath(".//*[name()='g' and @class='places']//a")) == 3


def test_a_theme_shows_the_places_with_practices_of_it(small: FlaskClient) -> None:
    shown = page(small, "/doc/theme/rights")
    assert len(under(shown, "on-the-map").xpath(".//*[name()='g' and @class='places']//a")) == 2


def test_links_of_sections_keep_the_language_of_the_address(small: FlaskClient) -> None:
    for path in ("/doc/city/here", "/doc/network/alpha", "/doc/country/it"):
        page(small, path)  # what is kept between requests must not keep its links
        shown = page(small, f"/de{path}")
        links = shown.xpath("//ul[@class='grouped']//a/@href | //*[name()='g']/a/@href")
        assert links
        assert all(link.startswith("/de/") for link in links), path


def caps_of(small: FlaskClient, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    state = small.application.extensions["urbsol"]
    monkeypatch.setattr(state, "config", replace(state.config, row_cap=rows))


def members_of(shown: html.HtmlElement) -> html.HtmlElement:
    (found,) = shown.xpath("//section[h2[starts-with(., 'Members')]][.//tbody]")
    return found


def test_a_long_table_leads_to_its_list_and_the_rest_of_the_page_speaks_of_all(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "/doc/network/alpha"
    whole = page(small, path)
    rows = members_of(whole).xpath(".//table[last()]/tbody/tr")
    assert len(rows) > 1
    assert not members_of(whole).xpath(".//p[@class='capped']")
    caps_of(small, monkeypatch, 1)
    short = page(small, f"{path}?n=2")
    members = members_of(short)
    assert len(members.xpath(".//table[last()]/tbody/tr")) == 1
    assert members.xpath("string(h2/span)") == str(len(rows))
    said, listed = members.xpath("string(p[@class='capped'])"), "/browse/membership?network=alpha"
    assert f"The first 1 of {len(rows)} are shown." in said
    assert members.xpath("p[@class='capped']/a/@href")[0] == listed
    assert f"{len(rows)} of" in page(small, listed).xpath("string(//p[@class='listed'])")
    for anchor in ("size", "growth", "on-the-map"):
        for before in whole.xpath(f"//section[@aria-labelledby='{anchor}']"):
            assert under(short, anchor).text_content() == before.text_content()
    assert short.xpath("string(//meta[@name='description']/@content)") == whole.xpath(
        "string(//meta[@name='description']/@content)"
    )


def test_what_has_no_row_stands_in_its_group_by_what_it_is(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = grouped(under(page(small, "/doc/event/day"), "who"))
    assert len(whole) > 2
    assert "no type recorded" not in whole
    caps_of(small, monkeypatch, 1)
    assert grouped(under(page(small, "/doc/event/day?n=2"), "who")) == whole


def test_a_table_that_does_not_fit_shows_half_where_all_stand_in_a_list_or_by_name(
    small: FlaskClient,
) -> None:
    release = small.application.extensions["urbsol"].release
    iri = NamedNode(f"{release.info.base}id/network/alpha")
    for predicate, kind, rows in (
        ("org:organization", "membership", 2),
        ("urb:framework", "act", 2),
        ("urb:about", "publication", 4),
    ):
        things = (NamedNode(f"{release.info.base}id/{kind}/{n}") for n in range(9))
        property_ = release.expand(predicate)
        told = tuple(Statement(one, property_, iri, ()) for one in things)
        group = Incoming(property_, kind, len(told), told)
        assert len(describe.first(release, group, 4)) == rows, kind
        assert describe.first(release, group, 9) == told
        assert describe.first(release, group, None) == told


def test_data_holds_what_a_page_leaves_to_its_list(
    small: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = small.get("/doc/network/alpha.nt").data
    caps_of(small, monkeypatch, 1)
    assert sorted(small.get("/doc/network/alpha.nt?n=2").data.splitlines()) == sorted(
        before.splitlines()
    )


def test_a_short_cut_from_members_is_not_listed_beside_the_memberships(small: FlaskClient) -> None:
    assert "member of" not in " ".join(page(small, "/doc/network/alpha").xpath("//h2//text()"))
