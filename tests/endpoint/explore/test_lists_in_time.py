"""Lists show a day or a period: what certainly held or happened; what has no date is counted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, Store

from endpoint.site.core.relations import HAPPENED, OWN
from endpoint.site.lists import asked as asking
from endpoint.site.lists import query
from endpoint.site.lists.chosen import choose
from endpoint.site.lists.index import index
from endpoint.site.lists.spells import Held
from endpoint.site.maps.atlas import Tie
from loaders.kinds import BY_KEY
from tests.endpoint.explore.reading import page


def test_a_day_shows_what_the_map_shows_on_it(client: FlaskClient) -> None:
    for narrowed in ("network=eccar&", "charter=integrating-cities-charter&", "network=anvita&"):
        asked = f"{narrowed}asof=2018-12-31"
        shown: set[str] = set()
        for kind in ("city", "place"):
            answer = client.get(f"/browse/{kind}.csv?{asked}")
            if answer.status_code == 200:
                shown |= {row["thing"] for row in csv.DictReader(io.StringIO(answer.text))}
        mapped = client.get(f"/map.csv?{asked}").text
        assert shown == {row["place"] for row in csv.DictReader(io.StringIO(mapped))}
        assert shown


@pytest.mark.parametrize(
    "asked",
    ["network=eccar&from=2010&to=2015", "network=eurocities&to=2009",
     "charter=integrating-cities-charter&from=2012&to=2013", "type=municipal-id&from=2020",
     "country=it&from=2005&to=2010"],
)  # fmt: skip
def test_a_period_shows_what_the_map_shows_in_it(client: FlaskClient, asked: str) -> None:
    def read(path: str) -> list[dict[str, str]]:
        answer = client.get(path)
        found = answer.text if answer.status_code == 200 else ""
        return list(csv.DictReader(io.StringIO(found)))

    mapped = {row["place"] for row in read(f"/map.csv?{asked}")}
    listed = [row for kind in ("city", "place") for row in read(f"/browse/{kind}.csv?{asked}")]
    assert mapped == {row["thing"] for row in listed}
    assert mapped


DAYS = st.dates(date(2000, 1, 1), date(2006, 12, 31))
XSD = "http://www.w3.org/2001/XMLSchema#"
DAY = NamedNode(f"{XSD}date")


def _every(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(n) for n in range((last - first).days + 1))


@given(
    begun=st.none() | DAYS, ended=st.none() | DAYS, first=st.integers(2000, 2006),
    length=st.integers(0, 3),
)  # fmt: skip
def test_what_holds_in_a_period_holds_on_one_of_its_days(
    begun: date | None, ended: date | None, first: int, length: int
) -> None:
    held = Held(NamedNode("urn:x"), begun, ended)
    start, end = date(first, 1, 1), date(first + length, 12, 31)
    assert held.during((start, end)) == Tie("network", "x", "y", begun, ended).during((start, end))
    assert held.during((start, end)) == any(held.during((d, d)) for d in _every(start, end))
    assert held.undated((start, end)) == (begun is None)


@given(
    earliest=st.none() | DAYS, latest=st.none() | DAYS, first=st.integers(2000, 2006),
    length=st.integers(0, 3),
)  # fmt: skip
def test_what_happens_in_a_period_happens_in_it_on_whichever_day_it_was(
    earliest: date | None, latest: date | None, first: int, length: int
) -> None:
    if earliest and latest and earliest > latest:
        earliest, latest = latest, earliest
    held = Held(NamedNode("urn:x"), latest, earliest, happened=True)
    start, end = date(first, 1, 1), date(first + length, 12, 31)
    known = earliest is not None and latest is not None
    within = known and all(start <= day <= end for day in _every(earliest, latest))  # type: ignore[arg-type]
    assert held.during((start, end)) == within
    # One of its bounds is missing and the other does not settle it.
    assert held.undated((start, end)) == (latest is None or (earliest is None and latest >= start))
    assert held.during((date.min, end)) == (latest is not None and latest <= end)


@given(
    begun=st.none() | DAYS, ended=st.none() | DAYS, first=st.none() | DAYS, last=st.none() | DAYS,
    happens=st.booleans(),
)  # fmt: skip
def test_python_and_sparql_keep_the_same_of_a_period(
    begun: date | None, ended: date | None, first: date | None, last: date | None, happens: bool
) -> None:
    if first and last and first > last:
        first, last = last, first
    urb = "https://w3id.org/urban-solidarity/ontology#"
    thing, store = NamedNode("urn:x"), Store()
    for name, day in (("latestStart", begun), ("earliestEnd", ended)):
        if day:
            store.add(Quad(thing, NamedNode(f"{urb}{name}"), Literal(f"{day}", datatype=DAY)))
    days = (first or date.min, last or date.max)
    text = query.during(HAPPENED if happens else OWN, "held", days)
    answer = store.query(
        f"PREFIX urb: <{urb}> PREFIX xsd: <{XSD}> ASK {{ VALUES ?thing {{ <urn:x> }} {text} }}"
    )
    assert isinstance(answer, QueryBoolean)
    assert bool(answer) == Held(thing, begun, ended, happens).during(days)


def test_a_period_says_what_it_means_and_is_taken_out_again(client: FlaskClient) -> None:
    shown = page(client, "/en/browse/membership?network=eccar&from=2010&to=2015&sort=start")
    said = shown.xpath("string(//p[@class='listed'])")
    assert "on at least one day from 1 January 2010 to 31 December 2015" in said
    assert "left out, as no date is stated for them" in said
    fields = {
        one.get("name"): one.get("value") for one in shown.xpath("//form[@class='narrow']//input")
    }
    assert fields == {"q": "", "asof": "", "from": "2010", "to": "2015"}
    taken = {
        a.text.strip(): a.get("href") for a in shown.xpath("//ul[contains(@class, 'taken')]//a")
    }
    assert taken["2010–2015"] == "/en/browse/membership?network=eccar&sort=start"
    for path, meant in (
        ("city?from=2010", "belonged to a network on at least one day from 1 January 2010 on"),
        ("city?to=2010", "belonged to a network on at least one day up to 31 December 2010"),
        ("government?from=2010&to=2011", "from 1 January 2010 to 31 December 2011"),
        ("event?from=2016&to=2018", "certainly happened from 1 January 2016 to 31 December 2018"),
        ("event?from=2016", "certainly happened from 1 January 2016 on"),
        ("event?to=2016", "had certainly happened by 31 December 2016"),
        ("signature?from=2016", "or only the latest possible"),
    ):
        said = page(client, f"/en/browse/{path}").xpath("string(//p[@class='listed'])")
        assert meant in said, path


def test_what_has_no_date_is_left_out_and_counted(client: FlaskClient, site: Flask) -> None:
    release = site.extensions["urbsol"].release
    asked = asking.read(BY_KEY["membership"], {"network": "eccar", "asof": "2015-12-31"})
    with site.test_request_context():
        chosen = choose(index(release, asked.kind), asked)
    assert chosen.undated
    shown = page(client, "/de/browse/membership?network=eccar&asof=2015-12-31")
    said = shown.xpath("string(//p[@class='listed'])")
    assert "31. Dezember 2015" in said
    assert f"{chosen.undated} " in said
