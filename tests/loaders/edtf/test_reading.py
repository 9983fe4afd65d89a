"""EDTF levels 0 and 1 (https://www.loc.gov/standards/datetime/), one row a clause."""

from datetime import date

import pytest

from loaders.edtf import reading as edtf
from loaders.edtf.partial import Precision

LEVEL_0 = ["1985-04-12", "1985-04", "1985", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z",
           "1985-04-12T23:20:30-04", "1985-04-12T23:20:30+04:30"]  # fmt: skip
LEVEL_1 = ["Y170000002", "Y-170000002", "2001-21", "2001-22", "2001-23", "2001-24", "1984?",
           "2004-06~", "2004-06-11%", "201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX",
           "-1985"]  # fmt: skip
INTERVALS = ["1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02",
             "2004-02-01/2005", "2005/2006-02", "1985-04-12/..", "1985-04/..", "1985/..",
             "../1985-04-12", "../1985", "1985-04-12/", "1985/", "/1985-04-12", "/1985",
             "1984~/2004-06", "1984/2004-06~", "1984?/2004%"]  # fmt: skip
INVALID = ["1985-04-32", "1985-13", "1985-4", "85", "1985-20", "1985-25", "19X5", "1985-X4",
           "1985-XX-12", "Y1700", "1985-04-12T25:00:00", "1985-04-12 23:20", "1984??"]  # fmt: skip
UNSPECIFIED = [
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
]


@pytest.mark.parametrize("text", LEVEL_0 + LEVEL_1)
def test_levels_0_and_1_are_read(text: str) -> None:
    found = edtf.point(text)
    assert found is not None
    assert found.text == text
    assert found.literal is not None


@pytest.mark.parametrize("text", INTERVALS)
def test_intervals_are_read(text: str) -> None:
    found = edtf.interval(text)
    assert found is not None
    assert found.start or found.end


@pytest.mark.parametrize("text", [*INVALID, "1985/1986/1987", "/", "../..", "a/b", "1985-13/1986"])
def test_what_is_not_edtf_is_none(text: str) -> None:
    assert edtf.point(text) is None
    assert edtf.interval(text) is None


@pytest.mark.parametrize(("text", "first", "last"), UNSPECIFIED)
def test_unspecified_digits_widen_the_bounds(text: str, first: str, last: str) -> None:
    found = edtf.point(text)
    assert found is not None
    assert found.precision is Precision.EDTF
    assert found.earliest == date.fromisoformat(first)
    assert found.latest == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "shaped"),
    [("2018-02-30", True), ("2018-13", True), ("2018", True), ("autumn 2018", False), ("", False)],
)
def test_an_impossible_date_still_looks_like_one(text: str, shaped: bool) -> None:
    assert edtf.is_iso_shaped(text) is shaped
