"""All places of a release, as pictures show them behind what they are about."""

from __future__ import annotations

from collections.abc import Iterable

from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.maps.projection import Frame, Point, Spot

WINDOWS = 32  # windows of which is remembered what shows in them: many pages share one


class Crowd:
    """Points from south to north, each once: those that may lie in a window are looked at."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        """Take the points, latitude and longitude in degrees."""
        self.points = tuple(sorted(set(points)))
        self._shown = Kept[Frame, frozenset[Spot]](WINDOWS)

    def spots(self, frame: Frame) -> frozenset[Spot]:
        """Return where points lie in a window, in tenths of its units, each spot once."""
        return self._shown.many((frame,), lambda _: {frame: self._spots(frame)})[frame]

    def _spots(self, frame: Frame) -> frozenset[Spot]:
        return frozenset(frame.shown(self.points).values())


def placed(frame: Frame, points: Iterable[Point]) -> list[Spot]:
    """Return where points lie in a window, also outside of it, in tenths of its units."""
    spots = frame.place_all((longitude, latitude) for latitude, longitude in points)
    return [(round(x, 1), round(y, 1)) for x, y in spots]


def crowd(release: Release) -> Crowd:
    """Return all places of a release, put in order once."""
    return release.once("crowd", lambda: Crowd(release.points.values()))
