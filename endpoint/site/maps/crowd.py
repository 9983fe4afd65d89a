"""All places of a release, as pictures show them behind what they are about."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.maps.projection import Frame, Point, Spot

WINDOWS = 32  # windows of which is remembered what shows in them: many pages share one


class Crowd:
    """Points from south to north: only those that may lie in a window are looked at."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        """Take the points, latitude and longitude in degrees, each place once."""
        self.points = tuple(sorted(set(points)))
        self._shown = Kept[Frame, frozenset[Spot]](WINDOWS)

    def near(self, frame: Frame) -> Iterable[Point]:
        """Yield the points that may show in a window."""
        first = bisect_left(self.points, (frame.south, -math.inf))
        last = bisect_right(self.points, (frame.north, math.inf))
        return (point for point in self.points[first:last] if frame.near(*point))

    def spots(self, frame: Frame) -> frozenset[Spot]:
        """Return where points lie in a window, in tenths of its units, each spot once."""
        return self._shown.many((frame,), lambda _: {frame: self._spots(frame)})[frame]

    def _spots(self, frame: Frame) -> frozenset[Spot]:
        every = (placed(frame, point) for point in self.near(frame))
        return frozenset(spot for spot in every if frame.holds(spot))


def placed(frame: Frame, point: Point) -> Spot:
    """Return where a point lies in a window, in tenths of its units."""
    x, y = frame.place(*point)
    return round(x, 1), round(y, 1)


def crowd(release: Release) -> Crowd:
    """Return all places of a release, put in order once."""
    return release.once("crowd", lambda: Crowd(release.points.values()))
