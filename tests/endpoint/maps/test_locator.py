"""Small pictures of where places are: everything marked lies inside, nothing is divided by zero."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endpoint.site.maps.crowd import Crowd, placed
from endpoint.site.maps.locator import SMALL, draw
from endpoint.site.maps.picture import around

POINTS = st.tuples(st.floats(-85, 85, allow_nan=False), st.floats(-180, 180, allow_nan=False))


@settings(max_examples=12, deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=30))
def test_every_mark_lies_inside_the_drawing(points: list[tuple[float, float]]) -> None:
    marked = {str(n): point for n, point in enumerate(points)}
    drawing = draw(Crowd(points), marked, "x", "x.")
    assert drawing is not None
    assert len(drawing.marks) == len(points)
    for mark in drawing.marks:
        assert -1 <= mark.x <= drawing.width + 1
        assert -1 <= mark.y <= drawing.height + 1


def test_one_place_stands_near_the_middle_with_its_name_and_the_coast_around_it() -> None:
    drawing = draw(Crowd([(50.0, 10.0)]), {"Palermo": (38.1, 13.4)}, "Where", "Palermo.")
    assert drawing is not None
    (mark,) = drawing.marks
    assert mark.label == "Palermo"
    assert mark.x == pytest.approx(SMALL[0] / 2, abs=SMALL[0] / 8)
    assert mark.y == pytest.approx(SMALL[1] / 2, abs=SMALL[1] / 8)
    assert drawing.dots == ()
    assert drawing.outlines.land.startswith("M")


def test_nothing_to_mark_is_no_map() -> None:
    assert draw(Crowd([(1.0, 1.0)]), {}, "x", "x") is None


@pytest.mark.parametrize("point", [(-17.7, 178.1), (-13.8, -172.1), (64.1, -21.9), (-53.2, -70.9)])
def test_places_near_the_date_line_and_the_poles_have_their_coast(
    point: tuple[float, float],
) -> None:
    drawing = draw(Crowd(), {"here": point}, "x", "x.")
    assert drawing is not None
    assert drawing.outlines.land


def test_what_shows_in_a_window_is_looked_for_once_a_window() -> None:
    every = Crowd([(50.0, 10.0), (51.0, 11.0), (-30.0, 150.0)])
    frame = around([(50.0, 10.0)], SMALL, 0.24)
    assert len(every.spots(frame)) == 2
    assert every.spots(frame) is every.spots(frame)
    assert every.spots(frame) == set(placed(frame, every.points[1:]))
