"""Timelines and growth charts: geometry on one axis, nothing invented for what is not stated."""

from __future__ import annotations

from datetime import date

import pytest

from endpoint.site.pages.sections.growth import growth, scale, undated
from endpoint.site.pages.sections.timeline import LEAST, Stay, axis, bars, lane

TODAY = date(2026, 7, 2)


def test_an_axis_reaches_from_the_earliest_year_to_today() -> None:
    along = axis([Stay(date(2018, 6, 1)), Stay(date(2012, 1, 1), date(2010, 1, 1))], TODAY)
    assert along.first == 2010
    assert along.at(date(2010, 1, 1)) == 0
    assert along.at(TODAY) == 100
    assert along.at(date(1990, 1, 1)) == 0
    assert [tick.text for tick in along.ticks()] == ["2010", "2015", "2020", "2025"]


def test_what_is_not_certain_is_drawn_apart_from_what_is() -> None:
    held = Stay(date(2020, 12, 31), date(2020, 1, 1), date(2022, 1, 1), date(2022, 12, 31))
    drawn = bars([held], axis([held], TODAY))
    assert [bar.style for bar in drawn] == ["unsure", "sure", "unsure"]
    assert drawn[0].left + drawn[0].width == pytest.approx(drawn[1].left, abs=0.02)


def test_a_stretch_without_an_end_is_open_and_reaches_today() -> None:
    held = Stay(date(2021, 6, 25))
    (bar,) = bars([held], axis([held], TODAY))
    assert bar.style == "open"
    assert bar.left + bar.width == pytest.approx(100, abs=0.02)


def test_every_bar_can_be_seen_and_stays_inside() -> None:
    held = [Stay(date(1900, 1, 1)), Stay(TODAY), Stay(date(2026, 7, 1), None, date(2026, 7, 1))]
    along = axis(held, TODAY)
    for bar in lane("Net", "", held, along).bars:
        assert bar.width >= LEAST
        assert 0 <= bar.left <= bar.left + bar.width <= 100.01


def test_growth_counts_a_member_once_and_only_while_it_is_one() -> None:
    came_back = [Stay(date(2018, 1, 1), None, date(2019, 6, 1)), Stay(date(2021, 1, 1))]
    groups = [came_back, [Stay(date(2019, 12, 31))], []]
    drawn = growth(groups, TODAY, "Members", ())
    counts = {year.text: year.count for year in drawn.years}
    assert counts == {
        "2018": 1, "2019": 1, "2020": 1, "2021": 2, "2022": 2, "2023": 2, "2024": 2, "2025": 2,
        "2026": 2,
    }  # fmt: skip
    assert undated(groups) == 1
    assert max(year.height for year in drawn.years) == 100


def test_the_last_bar_is_counted_on_the_day_of_the_release() -> None:
    drawn = growth([[Stay(date(2026, 7, 3))], [Stay(date(2025, 1, 1))]], TODAY, "", ())
    assert drawn.years[-1].count == 1


@pytest.mark.parametrize(
    ("most", "numbers"), [(1, ["1"]), (7, ["2", "4", "6"]), (781, ["200", "400", "600"])]
)
def test_the_scale_has_a_few_round_numbers(most: int, numbers: list[str]) -> None:
    assert [tick.text for tick in scale(most)] == numbers
