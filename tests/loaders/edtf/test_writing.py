"""Dates told piece by piece are written as EDTF, and impossible ones are none."""

import pytest

from loaders.edtf import reading, writing
from loaders.edtf.partial import season


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (writing.day("2019", 6, 30), "2019-06-30"),
        (writing.day("2019", 6, 31), None),
        (writing.day("2019", 2, 29), None),
        (writing.day("2020", 2, 29), "2020-02-29"),
        (writing.day("XXXX", 2, 29), "XXXX-02-29"),
        (writing.day("XXXX", 2, 30), None),
        (writing.day("2019", 13, 1), None),
        (writing.day("2019", 6, 0), None),
        (writing.month("2019", 6), "2019-06"),
        (writing.month("XXXX", 12), "XXXX-12"),
        (writing.month("2019", 13), None),
        (writing.season("2019", 1), "2019-21"),
        (writing.season("XXXX", 4), "XXXX-24"),
        (writing.stretch("2019", "2020-06"), "2019/2020-06"),
        (writing.stretch("2019", None), None),
        (writing.completed("XXXX-04-08", 2024), "2024-04-08"),
        (writing.completed("XXXX-04", 2024), "2024-04"),
        (writing.completed("XXXX-02-29", 2023), None),
    ],
)
def test_pieces_make_a_date_of_the_calendar(written: str | None, value: str | None) -> None:
    assert written == value
    if value and "X" not in value:
        assert reading.point(value) or reading.interval(value)


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("2019-06-30", ("2019", 6)),
        ("XXXX-06", ("XXXX", 6)),
        ("2019", None),
        ("2019-21", None),
        ("201X", None),
    ],
)
def test_the_month_of_a_date(value: str, known: tuple[str, int] | None) -> None:
    assert writing.month_of(value) == known


def test_a_season_knows_that_it_is_one() -> None:
    assert season(23, 2018).season == 23
    for text, code in (("2018-21?", 21), ("2018-06", None), ("2018-06-21", None), ("2018", None)):
        found = reading.point(text)
        assert found is not None
        assert found.season == code
