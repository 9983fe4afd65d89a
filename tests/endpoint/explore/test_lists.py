"""Lists are narrowed, ordered and searched; page, CSV, GeoJSON and query give the same."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, QueryBoolean, Store

from endpoint.site.core.relations import columns, declared
from endpoint.site.lists import asked as asking
from endpoint.site.lists import exported, query
from endpoint.site.lists import page as list_pages
from endpoint.site.lists.chosen import choose
from endpoint.site.lists.folding import finder, pattern
from endpoint.site.lists.index import index
from endpoint.site.lists.wording import BUCKETS
from loaders.errors import UsageError
from loaders.kinds import BY_KEY, KINDS, LISTED
from tests.endpoint.explore.reading import page, rows_of

NARROWED = [
    ("city", {"country": "it"}),
    ("city", {"network": "eurocities", "country": "fr"}),
    ("city", {"asof": "2015-12-31"}),
    ("city", {"network": "eccar", "asof": "2015-12-31", "sort": "-networks"}),
    ("city", {"theme": "reception"}),
    ("city", {"type": "municipal-id", "size": "large"}),
    ("city", {"q": "lodz"}),
    ("city", {"q": "Saint-D"}),
    ("city", {"charter": "integrating-cities-charter", "asof": "2012-01-01"}),
    ("practice", {"period": "2015-2019", "asof": "2018-01-01"}),
    ("practice", {"theme": "reception", "country": "de"}),
    ("network", {"asof": "2010-01-01"}),
    ("charter", {"asof": "2010-01-01"}),
    ("event", {"asof": "2018-01-01", "country": "it"}),
    ("membership", {"network": "eccar", "asof": "2015-12-31"}),
    ("government", {"asof": "2019-01-01", "country": "de"}),
    ("organisation", {"asof": "2021-01-01"}),
    ("publication", {"q": "cities", "period": "2015-2019"}),
    ("city", {"from": "2012", "to": "2013"}),
    ("city", {"network": "eurocities", "to": "2009"}),
    ("city", {"type": "municipal-id", "from": "2020"}),
    ("practice", {"from": "2016", "to": "2017", "country": "de"}),
    ("membership", {"network": "eccar", "from": "2006", "to": "2008"}),
    ("network", {"to": "1999"}),
    ("event", {"from": "2016", "to": "2018"}),
    ("signature", {"from": "2015"}),
    ("act", {"from": "2019", "to": "2020"}),
    ("publication", {"from": "2021"}),
]


def parts(text: object) -> tuple[str, ...]:
    return tuple(sorted(str(text or "").split("; ")))


@pytest.mark.parametrize(
    ("kind", "given_"),
    [*NARROWED, *((kind.key, {}) for kind in LISTED)],
    ids=lambda one: one if isinstance(one, str) else "&".join(one),
)
def test_the_query_of_a_list_gives_the_rows_of_its_csv(
    site: Flask, kind: str, given_: dict[str, str]
) -> None:
    release = site.extensions["urbsol"].release
    asked = asking.read(BY_KEY[kind], given_)
    with site.test_request_context("/"):
        table = list(csv.DictReader(io.StringIO(exported.csv(release, asked).decode())))
    names = ["thing", "name", *(column.relation.name for column in columns(asked.kind))]
    found = release.queries.backend.select(query.query(asked, release.info.base, release.prefixes))
    answered = [[parts(getattr(row.get(name), "value", "")) for name in names] for row in found]
    assert sorted(answered) == sorted([parts(row[name]) for name in names] for row in table)
    if given_ and given_.get("q") != "lodz":
        assert 0 < len(table) < len(index(release, asked.kind).things)


def test_page_csv_geojson_and_the_query_offered_show_the_same(client: FlaskClient) -> None:
    path = "/en/browse/city?country=it&network=eccar"
    shown = page(client, path)
    names = [row[0] for row in rows_of(client, path)]
    links = {a.text_content(): a.get("href") for a in shown.xpath("//ul[@class='pills']//a")}
    assert links["CSV"] == "/browse/city.csv?country=it&network=eccar"
    table = list(csv.DictReader(io.StringIO(client.get(links["CSV"]).text)))
    assert [row["name"] for row in table] == names
    assert {row["country"] for row in table} == {"Italy"}
    features = json.loads(client.get(links["GeoJSON"]).data)["features"]
    assert [one["properties"]["name"] for one in features] == names
    longitude, latitude = features[0]["geometry"]["coordinates"]
    assert 6 < longitude < 19
    assert 36 < latitude < 48
    [text] = parse_qs(urlsplit(links["As SPARQL"]).query)["query"]
    rows = client.application.extensions["urbsol"].backend.select(text)
    assert sorted(str(row["name"].value) for row in rows) == sorted(names)
    assert page(client, links["On the map"]).xpath("//div[@class='atlas']")


def test_each_count_is_the_length_of_the_list_it_leads_to(site: Flask) -> None:
    release = site.extensions["urbsol"].release
    for kind, given_ in (*NARROWED[:5], *NARROWED[9:12]):
        asked = asking.read(BY_KEY[kind], given_)
        with site.test_request_context():
            known = index(release, asked.kind)
            counts = choose(known, asked).counts
        for facet in declared(asked.kind).facets:
            for key, count in counts[facet.name].most_common(2):
                narrower = asking.read(asked.kind, {**given_, facet.name: key})
                with site.test_request_context():
                    things = choose(known, narrower).things
                assert len(things) == count, (given_, facet.name, key)


def test_a_city_does_not_belong_to_what_an_organisation_in_it_belongs_to(site: Flask) -> None:
    release = site.extensions["urbsol"].release
    known = index(release, BY_KEY["city"])
    networks = next(one for one in declared(BY_KEY["city"]).facets if one.name == "network")
    held = {(thing, one.term) for thing, many in known.of(networks).items() for one in many}
    rows = release.queries.backend.select(
        "PREFIX urb: <https://w3id.org/urban-solidarity/ontology#> "
        "PREFIX org: <http://www.w3.org/ns/org#> SELECT ?city ?network WHERE { "
        "?member urb:place ?city ; org:memberOf ?network ; a urb:Organisation . "
        "?city a urb:City . FILTER NOT EXISTS { ?city urb:inNetwork ?network } "
        "FILTER NOT EXISTS { ?tie org:organization ?network ; org:member/urb:governs ?city } }"
    )
    assert rows
    assert not {(row["city"], row["network"]) for row in rows} & held


def test_a_list_is_ordered_as_it_is_asked(client: FlaskClient) -> None:
    most = [row[2] for row in rows_of(client, "/en/browse/city?country=de&sort=-networks")]
    counted = [int(one) for one in most if one]
    assert counted == sorted(counted, reverse=True)
    assert most[len(counted) :] == [""] * (len(most) - len(counted))
    countries = [row[1] for row in rows_of(client, "/en/browse/city?q=san&sort=country")]
    assert countries == sorted(countries)
    names = [row[0] for row in rows_of(client, "/en/browse/charter")]
    assert list(reversed(names)) == [
        row[0] for row in rows_of(client, "/en/browse/charter?sort=-name")
    ]


def test_what_narrows_a_list_is_taken_out_one_by_one(client: FlaskClient) -> None:
    shown = page(client, "/it/browse/practice?country=de&theme=reception&q=a&sort=start")
    taken = shown.xpath("//ul[contains(@class, 'taken')]//a/@href")
    assert taken == [
        "/it/browse/practice?theme=reception&q=a&sort=start",
        "/it/browse/practice?country=de&q=a&sort=start",
        "/it/browse/practice?country=de&theme=reception&sort=start",
        "/it/browse/practice",
    ]
    chosen = shown.xpath("//form[@class='narrow']//option[@selected]/@value")
    assert chosen == ["de", "reception", "start"]


def test_a_place_of_many_counts_has_its_list_by_accept_too(client: FlaskClient) -> None:
    answer = client.get("/browse/city?country=gr", headers={"Accept": "text/csv"})
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Location"].startswith("/browse/city.csv")
    assert client.get("/de/browse/city.csv?country=gr").status_code == 308


@pytest.mark.parametrize(
    "path",
    [
        "city?country=zz", "city?country=%3Cscript%3E", "city?network=it/palermo", "city?size=huge",
        "city?page=0", "city?page=x", "city?page=99", "city?asof=2019-02-30", "city?asof=soon",
        "city?from=99", "city?from=2016&to=2015", "city?asof=2019-01-01&to=2020", "country?to=2000",
        "city?sort=%22", "country?asof=2019-01-01", "nothing", "city?q=" + "x" * 200,
        "publication.geojson",
    ],
)  # fmt: skip
def test_there_is_no_such_list(client: FlaskClient, path: str) -> None:
    assert client.get(f"/browse/{path}").status_code == 404


def test_every_bucket_has_words_or_is_a_span_of_years() -> None:
    for kind in LISTED:
        for facet in declared(kind).facets:
            for key, _, _ in facet.buckets:
                assert key in BUCKETS or key.replace("-", "").isdigit()


def test_names_of_columns_and_facets_are_variables() -> None:
    for kind in LISTED:
        names = [column.relation.name for column in columns(kind)]
        assert len(names) == len(set(names)), kind.key
        facets = [facet.name for facet in declared(kind).facets]
        assert len(facets) == len(set(facets)), kind.key
        assert all(name.isidentifier() and name not in ("thing", "name") for name in names)
        assert not {"q", "asof", "from", "to", "sort", "page", "kind"} & set(facets)


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("lodz", "Łódź", True),
        ("Łódź", "Lodz", True),
        ("malaga", "MÁLAGA", True),
        ("αθηνα", "Αθήνα", True),
        ("saint-denis", "Saint‑Denis", True),
        ("d'ailleurs", "Ville d’ailleurs", True),
        ("a.b", "axb", False),
        ("(", "Frankfurt (Oder)", True),
        ("zurich", "Zurigo", False),
    ],
)
def test_text_is_found_whatever_its_marks(text: str, name: str, found: bool) -> None:
    assert bool(finder(text).search(name)) == found


@given(st.text(max_size=20), st.text(max_size=20))
def test_python_and_sparql_find_the_same(text: str, name: str) -> None:
    asked = f'ASK {{ FILTER(REGEX({Literal(name)}, {Literal(pattern(text))}, "i")) }}'
    answer = Store().query(asked)
    assert isinstance(answer, QueryBoolean)
    assert bool(answer) == bool(finder(text).search(name))


def test_a_bad_value_says_what_there_is() -> None:
    with pytest.raises(UsageError, match="asof is not a day"):
        asking.read(BY_KEY["city"], {"asof": "2019"})
    with pytest.raises(UsageError, match="sort has no value"):
        asking.read(BY_KEY["city"], {"sort": "founded"})


def test_of_very_many_values_those_with_the_most_things_are_offered(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "//select[@name='network']/option[@value != '']/@value"
    every = page(client, "/en/browse/membership").xpath(path)
    monkeypatch.setattr(list_pages, "OFFERED", 3)
    few = page(client, "/en/browse/membership?sort=-start").xpath(path)
    assert len(few) == 3 < len(every)
    rare = next(key for key in every if key not in few)
    assert rare in page(client, f"/en/browse/membership?network={rare}").xpath(path)


@pytest.mark.parametrize("kind", [one.key for one in KINDS if not one.about])
def test_a_list_of_a_kind_of_which_nothing_is_told_begins_with_its_name(
    client: FlaskClient, kind: str
) -> None:
    shown = page(client, f"/pl/browse/{kind}")
    (head,) = shown.xpath("//header[@class='title']")
    assert [one.tag for one in head] == ["h1"]
