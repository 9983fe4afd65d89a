"""Times of releases are written, read and chosen as RFC 7089 says."""

from datetime import UTC, datetime

import pytest

from endpoint.past import times
from endpoint.service.past import without
from endpoint.sparql.backend import ReleaseInfo

KEPT = tuple(
    ReleaseInfo(version, "h", "https://example.org/")
    for version in ("2026-01-01", "2026-01-01.2", "2026-03-01")
)


def test_releases_of_a_day_follow_each_other_by_seconds() -> None:
    assert times.written("2026-01-01") == "Thu, 01 Jan 2026 00:00:01 GMT"
    assert times.written("2026-01-01.10") == "Thu, 01 Jan 2026 00:00:10 GMT"


@pytest.mark.parametrize(
    ("asked", "version"),
    [
        ("Thu, 01 Jan 2026 00:00:01 GMT", "2026-01-01"),
        ("Sat, 28 Feb 2026 12:00:00 GMT", "2026-01-01.2"),
        ("Wed, 01 Jan 2020 00:00:00 GMT", "2026-01-01"),
        ("Fri, 01 Jan 2100 00:00:00 GMT", "2026-03-01"),
        ("", "2026-03-01"),
    ],
)
def test_the_last_release_until_a_time_is_chosen(asked, version) -> None:
    assert times.chosen(KEPT, times.read(asked) if asked else None).version == version


@pytest.mark.parametrize("text", ["", "yesterday", "Thu, 99 Jan 2026 00:00:00 GMT", "9" * 500])
def test_what_is_not_a_time_is_none(text) -> None:
    assert times.read(text) is None


def test_a_time_with_another_zone_is_read() -> None:
    assert times.read("Thu, 01 Jan 2026 02:00:00 +0200") == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_timemap_lists_the_first_to_the_last() -> None:
    lines = times.timemap("r", "g", "m", KEPT).splitlines()
    assert lines[0] == '<r>; rel="original",'
    assert 'rel="self"' in lines[2]
    assert 'from="Thu, 01 Jan 2026 00:00:01 GMT"' in lines[2]
    assert lines[3].startswith('<r?version=2026-01-01>; rel="first memento"; datetime="Thu')
    assert 'rel="memento"' in lines[4]
    assert 'rel="last memento"' in lines[5]
    assert 'rel="first last memento"' in times.timemap("r", "g", "m", KEPT[:1])


@pytest.mark.parametrize(
    ("encoded", "rest", "version"),
    [
        ("query=ASK%7B%7D&version=2026-01-01", "query=ASK%7B%7D", "2026-01-01"),
        ("query=version%3D1", "query=version%3D1", ""),
        ("version=%C3%A9&query=a&version=2", "query=a", "2"),
        ("aversion=1", "aversion=1", ""),
        ("version=", "", ""),
    ],
)
def test_the_version_is_taken_out_of_parameters(encoded, rest, version) -> None:
    assert without(encoded) == (rest, version)
