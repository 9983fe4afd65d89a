"""Coasts and borders are as fine as a map shows: no finer, and nothing that shows is lost."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endpoint.site.maps.levels import FINEST, LETTERS, level
from endpoint.site.maps.outlines import COARSE, _fine, clipped, outlines, read
from endpoint.site.maps.picture import around, window
from endpoint.site.maps.projection import Azimuthal, Spot, fit
from endpoint.site.maps.reduce import _beside, reduced, weights

NAMES = ("land", "borders", "disputed")
POINTS = st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000))
LINES = st.lists(POINTS, min_size=2, max_size=30).map(
    lambda line: [(x / 1000, y / 1000) for x, y in line]
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.floats(FINEST, 8.0))
def test_what_a_coarser_line_leaves_out_lies_near_it(line: list[Spot], finest: float) -> None:
    kept = [i for i, weight in enumerate(weights(line)) if weight > finest]
    assert kept[0] == 0
    assert kept[-1] == len(line) - 1
    for first, last in pairwise(kept):
        assert all(_beside(line[i], line[first], line[last]) <= finest for i in range(first, last))


@settings(max_examples=60, deadline=None)
@given(LINES, st.floats(FINEST, 8.0))
def test_a_level_keeps_every_point_that_stands_out_by_more(line: list[Spot], finest: float) -> None:
    _, letters, _ = reduced(line)
    least = LETTERS[level(finest)]
    shown = sum(letter >= least for letter in letters)
    assert shown >= sum(weight > finest for weight in weights(line))


def test_an_island_has_four_corners_until_it_is_hardly_longer_than_what_is_left_out() -> None:
    thin = [(0.0, 0.0), (1.0, 0.02), (2.0, 0.0), (1.0, -0.02), (0.0, 0.0)]
    assert sum(weight > 0.9 for weight in weights(thin)) == 5
    assert sum(weight > 1.1 for weight in weights(thin)) == 3


@pytest.mark.parametrize("name", NAMES)
def test_the_files_hold_a_level_for_each_point_and_the_bounds_of_each_line(name: str) -> None:
    for shape in read(name):
        points = shape.points(LETTERS[0])
        assert len(points) == len(shape.letters) == len(shape.steps) / 2
        xs, ys = [x for x, _ in points], [y for _, y in points]
        assert shape.bounds == (min(xs), min(ys), max(xs), max(ys))


def test_a_coast_lies_within_a_grain_of_the_finest_there_is() -> None:
    frame = around([(37.0, -6.0), (60.0, 25.0)], (720, 430), 0.16)
    drawn = [spot for ring in corners(outlines(frame, COARSE).land) for spot in pairwise(ring)]
    shape = max(read("land"), key=lambda one: len(one.letters) if near(one.bounds) else 0)
    fine = [s for s in frame.place_all(shape.points(LETTERS[0])) if frame.holds(s)][::40]
    assert len(fine) > 20
    for spot in fine:
        assert min(beside(spot, *stretch) for stretch in drawn) < 1.5 * COARSE


def near(bounds: tuple[float, float, float, float]) -> bool:
    return bounds[0] < 10 < bounds[2] and bounds[1] < 50 < bounds[3]


def corners(path: str) -> list[list[Spot]]:
    """The spots of the rings of a path."""
    rings = []
    for part in re.findall("M[^M]+", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", part)]
        x, y = 0.0, 0.0
        ring = []
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            ring.append((x, y))
        rings.append([*ring, ring[0]])
    return rings


def beside(spot: Spot, start: Spot, end: Spot) -> float:
    """The distance of a spot from a stretch of a drawing."""
    right, down = end[0] - start[0], end[1] - start[1]
    length = right**2 + down**2 or 1.0
    share = ((spot[0] - start[0]) * right + (spot[1] - start[1]) * down) / length
    share = min(max(share, 0.0), 1.0)
    return math.dist(spot, (start[0] + share * right, start[1] + share * down))


def test_a_coarse_picture_has_the_same_coast_in_fewer_points() -> None:
    frame = around([(37.0, -6.0), (60.0, 25.0)], (720, 430), 0.16)
    fine, coarse = outlines(frame), outlines(frame, COARSE)
    assert 0 < len(coarse.land) < len(fine.land) * 0.95


def test_what_is_cut_lies_inside_the_window() -> None:
    square = ((-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0))
    ring = clipped(square, (0.0, -5.0, 20.0, 5.0))
    assert sorted(set(ring)) == [(0.0, -5.0), (0.0, 5.0), (10.0, -5.0), (10.0, 5.0)]
    assert clipped(square, (20.0, 20.0, 30.0, 30.0)) == ()


def test_europe_and_the_world_have_land_borders_and_disputed_ones() -> None:
    for area in ("europe", "world"):
        drawn = outlines(window(area, ()))
        assert drawn.land
        assert drawn.borders
        assert drawn.disputed
        assert "nan" not in drawn.land
        assert drawn.land.count("M") == drawn.land.count("z")


def test_an_island_no_larger_than_a_unit_is_left_out_and_malta_is_not() -> None:
    frame = fit(Azimuthal(35.9, 14.4), [(35.0, 13.0), (37.0, 16.0)], (720, 680))
    malta = frame.place(35.9, 14.4)
    starts = [ring[0] for ring in corners(outlines(frame).land)]
    assert min(math.dist(malta, start) for start in starts) < 80


def test_a_map_of_one_country_looks_at_the_lines_near_it_alone() -> None:
    frame = around([(41.3, 19.8), (40.6, 20.8)], (720, 680))
    _fine.cache_clear()
    outlines.cache_clear()
    assert outlines(frame).land
    every = sum(len(read(name)) for name in ("land", "borders", "disputed"))
    assert 0 < _fine.cache_info().misses < every / 20
