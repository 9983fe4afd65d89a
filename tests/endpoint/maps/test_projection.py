"""Two projections keep what their definitions promise, and windows hold their points."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endpoint.site.maps.picture import around
from endpoint.site.maps.projection import Azimuthal, EqualEarth, centre

LATITUDES = st.floats(-80, 80, allow_nan=False)
LONGITUDES = st.floats(-179, 179, allow_nan=False)


def test_the_centre_of_an_azimuthal_map_is_its_origin_and_a_degree_north_is_up() -> None:
    projection = Azimuthal(52, 10)
    assert projection.project(52, 10) == pytest.approx((0, 0), abs=1e-12)
    x, y = projection.project(53, 10)
    assert x == pytest.approx(0, abs=1e-12)
    assert y == pytest.approx(-math.radians(1), rel=1e-4)


def test_a_quarter_of_the_globe_away_lies_at_the_square_root_of_two() -> None:
    x, y = Azimuthal(0, 0).project(0, 90)
    assert (x, y) == pytest.approx((math.sqrt(2), 0), abs=1e-12)


# The width of the map at the equator and its height at the pole, from the paper that defines it.
def test_equal_earth_has_the_extent_of_its_definition() -> None:
    projection = EqualEarth(0)
    assert projection.project(0, 179.999999)[0] == pytest.approx(2.706629, abs=1e-5)
    assert projection.project(90, 0)[1] == pytest.approx(-1.317362, abs=1e-5)


@pytest.mark.parametrize("projection", [Azimuthal(52, 10), EqualEarth(0)])
def test_cells_of_one_area_on_the_globe_have_one_area_on_the_map(
    projection: Azimuthal | EqualEarth,
) -> None:
    def area(latitude: float, longitude: float) -> float:
        step = 0.05
        ring = [
            projection.project(latitude + a * step, longitude + b * step)
            for a, b in ((0, 0), (0, 1), (1, 1), (1, 0))
        ]
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        return (
            abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs))
            / 2
            / math.cos(math.radians(latitude + step / 2))
        )

    found = [area(latitude, longitude) for latitude in (36, 45, 60) for longitude in (-8, 11, 33)]
    assert max(found) / min(found) == pytest.approx(1, abs=1e-3)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=12))
def test_a_window_around_points_holds_them(points: list[tuple[float, float]]) -> None:
    frame = around(points, (720, 680))
    for point in points:
        x, y = frame.place(*point)
        assert -1 <= x <= frame.width + 1
        assert -1 <= y <= frame.height + 1


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=12))
def test_a_window_that_many_share_holds_its_points_too(points: list[tuple[float, float]]) -> None:
    frame = around(points, (320, 210), 0.24)
    for point in points:
        x, y = frame.place(*point)
        assert -1 <= x <= frame.width + 1
        assert -1 <= y <= frame.height + 1


def test_neighbours_share_the_window_of_a_picture() -> None:
    near = [(48.0 + i / 20, 9.0 + i / 20) for i in range(20)]
    assert len({around([point], (320, 210), 0.24) for point in near}) <= 4
    assert len({around([point], (320, 210)) for point in near}) > 4


@settings(max_examples=20, deadline=None)
@given(LATITUDES, LONGITUDES, st.lists(st.tuples(LONGITUDES, LATITUDES), max_size=9))
def test_a_line_lies_where_its_points_do(latitude: float, longitude: float, line: list) -> None:
    for projection in (Azimuthal(latitude, longitude), EqualEarth(longitude)):
        one_by_one = [projection.project(y, x) for x, y in line]
        for found, spot in zip(projection.project_all(line), one_by_one, strict=True):
            assert found == pytest.approx(spot, abs=1e-9)


def test_a_country_on_both_sides_of_the_date_line_is_not_torn_apart() -> None:
    fiji = [(-17.7, 178.1), (-16.8, -179.9)]
    frame = around(fiji, (720, 680))
    assert frame.west < 178.1
    assert frame.east > 180.1
    assert abs(centre(fiji)[1]) > 178
