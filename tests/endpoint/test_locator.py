"""Points in windows: everything marked lies inside, nothing is divided by zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.site.maps.locator import SMALL, Window, draw

POINTS = st.tuples(st.floats(-85, 85, allow_nan=False), st.floats(-180, 180, allow_nan=False))


@given(st.lists(POINTS, min_size=1, max_size=30))
def test_every_mark_lies_inside_the_drawing(points: list[tuple[float, float]]) -> None:
    marked = {str(n): point for n, point in enumerate(points)}
    drawing = draw(points, marked, "x", "x.")
    assert drawing is not None
    assert len(drawing.marks) == len(points)
    for mark in drawing.marks:
        assert -1 <= mark.x <= drawing.width + 1
        assert -1 <= mark.y <= drawing.height + 1
    assert len(drawing.lines) < 40


def test_one_place_stands_in_the_middle_with_its_name() -> None:
    drawing = draw([(50.0, 10.0)], {"Palermo": (38.1, 13.4)}, "Where", "Palermo.")
    assert drawing is not None
    (mark,) = drawing.marks
    assert (mark.x, mark.y, mark.label) == (SMALL[0] / 2, SMALL[1] / 2, "Palermo")
    assert drawing.dots == ()
    assert drawing.caption == "Palermo. Lines every 5 degrees."


def test_nothing_to_mark_is_no_map() -> None:
    assert draw([(1.0, 1.0)], {}, "x", "x") is None


@pytest.mark.parametrize(("south", "north", "step"), [(40, 49, 5), (35, 66, 10), (-60, 80, 30)])
def test_lines_are_few_and_round(south: float, north: float, step: int) -> None:
    window = Window(south, north, 0, 40, 320, 210)
    found, lines = window.lines()
    assert found == step
    assert 1 < len(lines) < 15
