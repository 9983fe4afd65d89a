"""What pages of long lists share is made once; a page asks for its own rows and gets the same."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from endpoint.site.core.relations import columns
from endpoint.site.core.state import Release, State
from endpoint.site.lists import asked as asking
from endpoint.site.lists import index as indexes
from endpoint.site.lists.chosen import choose
from endpoint.site.lists.folding import finder
from endpoint.site.lists.searched import Searched
from endpoint.site.lists.spells import Held, Spells
from loaders.kinds import BY_KEY

HTML = {"Accept": "text/html"}
NAMES = st.text(alphabet="aAäÄbßsSłŁlıiİ'’-–. (ώΩ", min_size=1, max_size=6)
DAYS = st.dates(date(2000, 1, 1), date(2000, 1, 9))
HELD = st.builds(
    Held, st.sampled_from([Literal("a"), Literal("b")]), st.none() | DAYS, st.none() | DAYS,
    st.booleans(),
)  # fmt: skip
THINGS = [NamedNode(f"urn:{number}") for number in range(3)]


@pytest.fixture(name="fresh")
def fixture_fresh(site: Flask) -> Iterator[State]:
    """Return the state of the site with a release of which nothing is made yet."""
    state: State = site.extensions["urbsol"]
    known = state.served
    fresh = Release(known.info, known.folder, known.queries)
    state._releases[known.info.hash] = fresh
    yield state
    state._releases[known.info.hash] = known


def _noting(release: Release, asked: list[str]) -> object:
    select = release.queries.select

    def noted(name: str, **bindings: object) -> object:
        asked.append(name)
        return select(name, **bindings)  # type: ignore[arg-type]

    return noted


@pytest.mark.parametrize("key", ["membership", "city", "network"])
def test_a_page_of_a_long_list_asks_for_its_own_rows_and_gets_the_same(
    site: Flask, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = site.extensions["urbsol"].served
    with site.test_request_context():
        known = indexes.index(release, BY_KEY[key])
        part = known.ordered()[:5]
        relations = [column.relation for column in columns(BY_KEY[key])]
        whole = known.some(relations, part)
        monkeypatch.setattr(indexes, "WHOLE", 0)
        few = known.some(relations, part)
    assert any(few.values())
    for relation in relations:
        assert {*few[relation]} <= {*part}
        for thing in part:
            assert few[relation].get(thing) == whole[relation].get(thing), relation.name


@given(st.lists(NAMES, min_size=1, max_size=4), NAMES)
def test_a_text_is_found_in_flat_names_where_the_pattern_finds_it(
    names: list[str], text: str
) -> None:
    wanted = " ".join(unicodedata.normalize("NFC", text).split())
    things = {NamedNode(f"https://example.org/{n}"): [one] for n, one in enumerate(names)}
    search = finder(wanted).search
    expected = {thing for thing, [one] in things.items() if wanted and search(one)}
    if wanted:
        assert Searched(things).find(wanted) == expected


def test_what_one_thread_makes_another_waits_for(fresh: State) -> None:
    release, made, begun, go = fresh.served, [], threading.Event(), threading.Event()

    def make() -> str:
        begun.set()
        go.wait()
        made.append("once")
        return "made"

    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(release.once("slow", make))) for _ in range(3)
    ]
    for one in threads:
        one.start()
    begun.wait()
    go.set()
    for one in threads:
        one.join()
    assert found == ["made"] * 3
    assert made == ["once"]


def test_the_records_of_a_source_are_read_once_and_what_points_to_it_is_not_gathered(
    fresh: State, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(fresh.served.queries, "select", _noting(fresh.served, asked))
    first = client.get("/graph/memberships", headers=HTML)
    again = client.get("/graph/memberships?page=2", headers=HTML)
    assert first.status_code == again.status_code == 200
    assert asked.count("records") == 1
    assert not {"incoming", "incoming-counts"} & {*asked}
    assert first.text.count('<th scope="row">') == again.text.count('<th scope="row">') == 200


@given(
    st.dictionaries(st.sampled_from(THINGS), st.lists(HELD, max_size=4)),
    st.tuples(st.just(date.min) | DAYS, DAYS | st.just(date.max)),
)
def test_all_ties_of_a_list_are_looked_up_at_a_time_as_one_by_one(
    values: Mapping[NamedNode, list[Held]], days: tuple[date, date]
) -> None:
    numbers = {thing: number for number, thing in enumerate(THINGS)}
    spells = Spells(values, lambda term: term.value, numbers)
    every = [(numbers[thing], held) for thing, many in values.items() for held in many]
    during = spells.during(days)
    assert len(during) == len(set(during))
    assert set(during) == {(n, one.term.value) for n, one in every if one.during(days)}
    late = {(n, one.term.value) for n, one in every if one.undated(days)}
    assert set(spells.undated(days)) == late


def test_a_list_at_a_time_asks_no_thing_by_itself(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = site.extensions["urbsol"].served
    asked: list[Held] = []
    with site.test_request_context():
        known = indexes.index(release, BY_KEY["city"])
        wanted = asking.read(BY_KEY["city"], {"asof": "2015-12-31"})
        first = choose(known, wanted)
        monkeypatch.setattr(Held, "during", lambda held, *_: asked.append(held))
        assert choose(known, wanted) == first
    assert (first.undated > 0, asked) == (True, [])
