"""Pages made ahead: which ones, each once a release, and only while nobody asks."""

from __future__ import annotations

import asyncio
from itertools import islice, pairwise

import pytest
from flask.testing import FlaskClient

from endpoint.http.ahead import DATED, QUIET, REST, Ahead, addresses, asked
from endpoint.site.core.relations import declared
from endpoint.sparql.messages import Request, Response
from loaders.kinds import KINDS

PATHS = ("/", "/map", "/doc/city/a", "/doc/network/n", "/doc/country/c", "/doc/role/r",
         "/doc/role", "/browse/city")  # fmt: skip
SITEMAP = "".join(f"<url><loc>http://localhost{path}</loc></url>" for path in PATHS).encode()


class Clock:
    """A day on which nobody waits: sleeping moves the hands, visits keep the service busy."""

    def __init__(self, visits: tuple[float, ...] = ()) -> None:
        self.now, self.visits, self.made = 0.0, visits, list[tuple[str, float]]()
        self.release = "one"

    async def sleep(self, seconds: float) -> None:
        if self.now > 1000:
            raise asyncio.CancelledError
        self.now += seconds

    def idle(self) -> float:
        return self.now - max((one for one in self.visits if one <= self.now), default=0.0)

    async def call(self, request: Request) -> tuple[Response, float]:
        self.made.append((f"{request.path}?{request.query_string}".rstrip("?"), self.now))
        self.now += 0.5
        return Response(200, (), SITEMAP if request.path == "/sitemap.xml" else b"a page"), 0.5

    def ahead(self, most: int = 9) -> Ahead:
        return Ahead(self.call, self.idle, lambda: self.release, most, self.sleep)


def run(clock: Clock, most: int = 9) -> list[str]:
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(clock.ahead(most).run())
    return [path for path, _ in clock.made]


def test_pages_there_is_one_of_come_before_those_of_networks_and_countries() -> None:
    found = addresses(SITEMAP, 1000)
    assert found[:3] == ["/", "/map", "/browse/city"]
    assert {"/de/browse/city", "/browse/membership", "/pl/browse/membership"} < {*found}
    assert found[-6:] == [
        *("/doc/country/c", "/map?country=c", "/doc/role/r", "/doc/role"),
        *("/doc/network/n", "/card/network/n"),
    ]
    assert "/doc/city/a" not in found
    assert addresses(SITEMAP, 2) == ["/", "/map"]


def test_lists_of_all_kinds_that_know_a_time_are_asked_for_a_day() -> None:
    assert [kind.key for kind in KINDS if declared(kind).living] == list(DATED)


def test_each_page_is_made_once_a_release() -> None:
    paths = run(Clock())
    assert paths[0] == "/sitemap.xml"
    assert len(paths) == len(set(paths)) == 1 + len(addresses(SITEMAP, 9))


def test_pages_wait_for_each_other_and_for_who_asks() -> None:
    clock = Clock(visits=(10.0, 11.0, 12.0))
    run(clock)
    times = [when for _, when in clock.made]
    assert all(later - before >= 0.5 + 0.5 * REST for before, later in pairwise(times[1:]))
    assert not [when for when in times if 10.0 < when < 12.0 + QUIET]


def test_none_are_made_where_none_are_wanted() -> None:
    clock = Clock()
    asyncio.run(clock.ahead(0).run())
    assert clock.made == []


def test_another_release_stops_the_pages_of_the_one_before() -> None:
    clock = Clock()
    ahead = clock.ahead()

    async def changed(request: Request) -> tuple[Response, float]:
        clock.release = "two" if len(clock.made) == 2 else clock.release
        return await clock.call(request)

    ahead.call = changed
    asyncio.run(ahead.make("one"))
    assert len(clock.made) == 3


def test_what_is_made_ahead_is_there(client: FlaskClient) -> None:
    sitemap = client.get("/sitemap.xml").data
    for address in islice(addresses(sitemap, 1500), 0, None, 250):
        request = asked(address)
        answer = client.get(address, headers=dict(request.headers))
        assert answer.status_code == 200, address
