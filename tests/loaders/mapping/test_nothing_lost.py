"""Columns with grammar of their own report what they cannot read, and keep the words."""

from collections.abc import Callable

import pytest
from pyoxigraph import Literal

from loaders.mapping.base import Context, Mapped, Row
from loaders.pipeline.tables import mapper
from loaders.vocabulary import DCTERMS, EDTF

TABLES: dict[str, dict[str, str]] = {
    "actors": {
        "actor_id": "moving-cities", "name": "Some Body", "kind": "NGO",
        "place_or_affiliation": "", "role_in_field": "", "source": "", "status": "", "note": "",
    },
    "charters": {
        "charter_id": "charter-of-palermo-2015", "name": "C", "kind": "charter", "date": "",
        "adopted_by": "", "place": "", "content_note": "", "source": "", "status": "", "note": "",
    },
    "cities": {
        **dict.fromkeys(
            ("name_geonames", "country", "lat", "long", "geonames_id", "admin_geonames_id",
             "geo_source", "population_geonames", "wikidata_qid", "wikidata_basis", "lau_code",
             "nuts3", "moving_cities_featured", "mc_tagline_paraphrased", "source", "note"), ""
        ),
        "city_id": "palermo", "name": "Palermo", "country_iso2": "IT", "status": "verified",
    },
    "conflicts": {
        "id": "bremen-mvp-start", "statement": "S", "value_1": "", "value_2": "", "value_3": "",
        "value_4": "",
    },
    "events": {
        "event_id": "moving-cities-launch", "name": "Launch", "start": "", "end": "", "place": "",
        "organiser": "", "source": "", "status": "",
    },
    "memberships": {
        "network_id": "anvita", "city_id": "bourges", "city": "Bourges", "country_iso2": "FR",
        "role": "member", "start": "", "end": "", "source": "", "note": "", "status": "verified",
    },
    "networks": {
        "network_id": "anvita", "name": "ANVITA", "kind": "city network", "founded": "",
        "founder": "", "scope": "", "members_count_as_stated": "", "website": "", "source": "",
        "note": "", "status": "verified",
    },
    "publications": {
        "publication_id": "ozdemir-2022", "title": "T", "type": "article", "authors": "",
        "date": "", "publisher_or_container": "", "doi_or_url": "", "note": "", "source": "",
        "status": "",
    },
}  # fmt: skip
LOST = [
    ("actors", "kind", "guild", "guild"),
    ("actors", "note", "dissolved in 2020", "dissolved in 2020"),
    ("charters", "kind", "edict", "edict"),
    ("charters", "date", "long ago", "long ago"),
    ("charters", "note", "revoked in 2020", "revoked in 2020"),
    ("cities", "note", "GeoNames 12345", "GeoNames 12345"),
    ("conflicts", "value_1", "2020 (vita.it: opened 2021, closed for good)", "closed for good"),
    ("events", "name", "A quiet afternoon", "A quiet afternoon"),
    ("events", "start", "soon", "soon"),
    ("memberships", "role", "grand vizier", "grand vizier"),
    ("networks", "kind", "guild", "guild"),
    ("networks", "members_count_as_stated", "12 members had left by 2019",
     "12 members had left by 2019"),
    ("networks", "note", "seat Atlantis", "Atlantis"),
    ("networks", "note", "place-wide awards ended Dec 2020, network dissolved 2022",
     "place-wide awards ended Dec 2020, network dissolved 2022"),
    ("networks", "note", "another page says little", "another page says little"),
    ("publications", "type", "leaflet", "leaflet"),
    ("publications", "note", "year of its withdrawal", "year of its withdrawal"),
    ("publications", "note", "title is a pun", "title is a pun"),
]  # fmt: skip


@pytest.fixture
def mapped(context_of: Callable[[str], Context]) -> Callable[..., Mapped]:
    def map_row(stem: str, **values: str) -> Mapped:
        row = Row(stem, f"{stem}.csv", 7, {**TABLES[stem], **values})
        return mapper(stem)([row], context_of(stem))

    return map_row


@pytest.mark.parametrize(("stem", "column", "value", "lost"), LOST)
def test_what_nothing_interprets_is_reported_and_kept(
    stem: str, column: str, value: str, lost: str, mapped: Callable[..., Mapped]
) -> None:
    assert mapped(stem).uninterpreted == ()
    result = mapped(stem, **{column: value})
    (found,) = result.uninterpreted
    assert (found.column, found.text, found.row) == (column, lost, 7)
    said = [
        quad.object.value
        for quad in result.quads()
        if isinstance(quad.object, Literal) and "catalogue" not in str(quad.graph_name)
    ]
    assert any(lost in text for text in said)


def test_words_that_look_like_a_founding_date_are_a_description(
    mapped: Callable[..., Mapped],
) -> None:
    for text in ("founded by nuns", "FS2C member in the beginning"):
        quads = mapped("actors", role_in_field=text).quads()
        assert text in {getattr(quad.object, "value", "") for quad in quads}


def test_an_end_in_the_note_is_the_end(mapped: Callable[..., Mapped], shipped: Context) -> None:
    result = mapped("memberships", start="2018", note="expelled in spring 2020")
    said = {quad.predicate: quad.object.value for quad in result.quads()}
    assert said[shipped.urb.end] == "2020-21"
    assert said[shipped.urb.earliestEnd] == "2020-03-01"
    assert said[shipped.urb.status].endswith("/id/status/expelled")
    assert result.uninterpreted == ()


def test_a_part_of_a_place_that_nobody_registered_is_reported(
    mapped: Callable[..., Mapped],
) -> None:
    result = mapped("cities", city_id="graz-gries", note="kind: district of Atlantis")
    (found,) = result.uninterpreted
    assert (found.column, found.text) == ("note", "Atlantis")


@pytest.mark.parametrize(
    ("column", "note", "bounds"),
    [
        ("start", "since 2020", {"earliestStart": "2018-01-01", "latestStart": "2020-12-31"}),
        ("end", "left in 2016", {"earliestEnd": "2016-01-01", "latestEnd": "2018-12-31"}),
        ("end", "left in May 2018", {"earliestEnd": "2018-01-01", "latestEnd": "2018-12-31"}),
    ],
)
def test_a_note_that_contradicts_the_row_widens_the_bounds(
    column: str, note: str, bounds: dict[str, str], mapped: Callable[..., Mapped]
) -> None:
    quads = list(mapped("memberships", **{column: "2018"}, note=note).quads())
    said = {quad.predicate.value.rpartition("#")[2]: quad.object.value for quad in quads}
    assert said[column] == "2018"
    assert {name: said[name] for name in bounds} == bounds


def test_a_person_seen_in_office_held_it_then(mapped: Callable[..., Mapped]) -> None:
    mayor = {"actor_id": "ada-colau", "kind": "person (mayor of Barcelona)"}
    result = mapped("actors", **mayor, note="in office on 4 September 2015")
    said = {q.predicate.value.rpartition("#")[2]: q.object.value for q in result.quads()}
    assert (said["latestStart"], said["earliestEnd"]) == ("2015-09-04", "2015-09-04")
    assert result.uninterpreted == ()
    twice = {**mayor, "kind": "person (mayor of Barcelona 2015-2023; MEP)"}
    (left,) = mapped("actors", **twice, note="in office in 2024").uninterpreted
    assert left.reason == "it is not clear which office is meant"


def test_a_work_is_part_of_a_registered_one(mapped: Callable[..., Mapped]) -> None:
    result = mapped("publications", note="part of tesserae-city-reports")
    wholes = {str(q.object) for q in result.quads() if q.predicate == DCTERMS.isPartOf}
    assert any(whole.endswith("/id/publication/tesserae-city-reports>") for whole in wholes)
    assert result.uninterpreted == ()
    (left,) = mapped("publications", note="part of nothing").uninterpreted
    assert left.text == "part of nothing"


def test_a_season_is_a_start_in_a_table(mapped: Callable[..., Mapped]) -> None:
    quads = list(mapped("memberships", start="2019-21").quads())
    said = {quad.predicate.value.rpartition("#")[2]: quad.object for quad in quads}
    assert said["start"] == Literal("2019-21", datatype=EDTF)
    assert said["earliestStart"].value == "2019-03-01"
    assert said["latestStart"].value == "2019-06-21"
