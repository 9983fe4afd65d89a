"""Puts places of the earth onto a drawing: two equal-area projections, and the window of a map."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]  # latitude, longitude in degrees
Spot = tuple[float, float]  # right and down, in units of the drawing
ROUND = 1.2  # scales of windows that are shared are powers of it
NEAREST = 0.05  # of the size of a window: how near to its edge a point may come
# https://doi.org/10.1080/13658816.2018.1504949 (Šavrič, Patterson, Jenny: Equal Earth)
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection of a sphere, true at its centre (degrees)."""

    latitude: float
    longitude: float

    def project(self, latitude: float, longitude: float) -> Spot:
        """Return where a point lies, in radii of the sphere; the far side is pushed outwards."""
        phi, phi0 = math.radians(latitude), math.radians(self.latitude)
        turn = math.radians(longitude - self.longitude)
        along = math.cos(phi) * math.cos(turn)
        nearness = 1 + math.sin(phi0) * math.sin(phi) + math.cos(phi0) * along
        scale = math.sqrt(2 / max(nearness, 1e-6))
        up = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * along
        return scale * math.cos(phi) * math.sin(turn), -scale * up

    def project_all(
        self, line: Iterable[Spot], unit: float = 1.0, left: float = 0.0, top: float = 0.0
    ) -> list[Spot]:
        """Return where points of longitude and latitude lie; as ``project``, in half the time.

        ``unit`` is the length of a radius, ``left`` and ``top`` how far all are moved.
        """
        sin, cos, sqrt, radian = math.sin, math.cos, math.sqrt, math.pi / 180
        sin0, cos0 = sin(self.latitude * radian), cos(self.latitude * radian)
        middle = self.longitude
        found = []
        for longitude, latitude in line:
            phi, turn = latitude * radian, (longitude - middle) * radian
            up, flat = sin(phi), cos(phi)
            along = flat * cos(turn)
            nearness = 1 + sin0 * up + cos0 * along
            scale = unit * sqrt(2 / (nearness if nearness > 1e-6 else 1e-6))
            x, y = scale * flat * sin(turn), scale * (sin0 * along - cos0 * up)
            found.append((x + left, y + top))
        return found


@dataclass(frozen=True)
class EqualEarth:
    """The Equal Earth projection, for the whole world."""

    longitude: float = 11.0

    def project(self, latitude: float, longitude: float) -> Spot:
        """Return where a point lies, in radii of the sphere."""
        a1, a2, a3, a4 = EQUAL_EARTH
        turn = (longitude - self.longitude + 180) % 360 - 180
        theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
        two, six = theta * theta, theta**6
        slope = a1 + 3 * a2 * two + six * (7 * a3 + 9 * a4 * two)
        right = 2 * math.sqrt(3) * math.radians(turn) * math.cos(theta) / (3 * slope)
        return right, -theta * (a1 + a2 * two + six * (a3 + a4 * two))

    def project_all(
        self, line: Iterable[Spot], unit: float = 1.0, left: float = 0.0, top: float = 0.0
    ) -> list[Spot]:
        """Return where points of longitude and latitude lie; as ``project``, in half the time.

        ``unit`` is the length of a radius, ``left`` and ``top`` how far all are moved.
        """
        a1, a2, a3, a4 = EQUAL_EARTH
        sin, cos, asin, radian, root = math.sin, math.cos, math.asin, math.pi / 180, math.sqrt(3)
        half, wide, west = root / 2, 2 / root * radian, 180 - self.longitude
        found = []
        for longitude, latitude in line:
            theta = asin(half * sin(latitude * radian))
            two = theta * theta
            six = two * two * two
            slope = a1 + 3 * a2 * two + six * (7 * a3 + 9 * a4 * two)
            turn = (longitude + west) % 360 - 180
            below = -theta * (a1 + a2 * two + six * (a3 + a4 * two))
            right = wide * turn * cos(theta) / slope
            found.append((right * unit + left, below * unit + top))
        return found


@dataclass(frozen=True)
class Frame:
    """A window of a projection: ``scale`` units a radius, moved so that it fits the drawing.

    ``south``, ``west``, ``north`` and ``east`` bound what may show in it, in degrees.
    """

    projection: Azimuthal | EqualEarth
    width: int
    height: int
    scale: float
    left: float
    top: float
    south: float
    west: float
    north: float
    east: float

    def place(self, latitude: float, longitude: float) -> Spot:
        """Return where a point lies in the drawing."""
        x, y = self.projection.project(latitude, longitude)
        return x * self.scale + self.left, y * self.scale + self.top

    def place_all(self, line: Iterable[Spot]) -> list[Spot]:
        """Return where points of longitude and latitude lie in the drawing."""
        return self.projection.project_all(line, self.scale, self.left, self.top)

    def near(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point may show in the drawing, without projecting it."""
        if not self.south <= latitude <= self.north:
            return False
        west, east = self.west, self.east
        return (
            west <= longitude <= east
            or west <= longitude + 360 <= east
            or west <= longitude - 360 <= east
        )

    def shown(self, points: Sequence[Point]) -> dict[Point, Spot]:
        """Return where points lie in the drawing, of those that do, in tenths of its units.

        They come from south to north. Those that cannot show are not projected.
        """
        first = bisect_left(points, (self.south, -math.inf))
        last = bisect_right(points, (self.north, math.inf))
        near = [point for point in points[first:last] if self.near(*point)]
        spots = self.place_all((longitude, latitude) for latitude, longitude in near)
        wide, tall = self.width, self.height
        return {
            point: (round(x, 1), round(y, 1))
            for point, (x, y) in zip(near, spots, strict=True)
            if 0 <= x <= wide and 0 <= y <= tall
        }

    def holds(self, spot: Spot) -> bool:
        """Tell whether a spot lies inside the drawing."""
        return 0 <= spot[0] <= self.width and 0 <= spot[1] <= self.height


def fit(
    projection: Azimuthal | EqualEarth,
    points: Sequence[Point],
    size: tuple[int, int],
    margin: float = 0.04,
    smallest: float = 0.0,
) -> Frame:
    """Return the frame that shows all points in a drawing of a size.

    ``margin`` is the share of the drawing left free on each side; ``smallest`` the radii of the
    sphere it spans at least, so that one place does not fill it.
    """
    spots = projection.project_all(_turned(points))
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    free = 1 - 2 * margin
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    span = max(wide / size[0], tall / size[1], smallest / max(size), 1e-6)
    scale = free / span
    left = size[0] / 2 - (max(xs) + min(xs)) / 2 * scale
    top = size[1] / 2 - (max(ys) + min(ys)) / 2 * scale
    bounds = _bounds(projection, size, scale, left, top)
    return Frame(projection, *size, scale, left, top, *bounds)


def _turned(points: Iterable[Point]) -> Iterable[Spot]:
    """Yield points as longitude and latitude, each once."""
    return ((longitude, latitude) for latitude, longitude in dict.fromkeys(points))


def settled(frame: Frame, points: Sequence[Point]) -> Frame:
    """Return a window a bit larger and moved a bit, to one of few, so that many share it.

    Its scale is rounded down, and it is moved by at most an eighth of its size, with all points at
    least NEAREST of it away from its edge.
    """
    scale = ROUND ** math.floor(math.log(frame.scale, ROUND) + 1e-9)
    spots = frame.projection.project_all(_turned(points))
    left = _settled([x * scale for x, _ in spots], frame.width)
    top = _settled([y * scale for _, y in spots], frame.height)
    size = (frame.width, frame.height)
    bounds = _bounds(frame.projection, size, scale, left, top)
    return Frame(frame.projection, *size, scale, left, top, *bounds)


def _settled(along: Sequence[float], size: int) -> float:
    """Return how far to move points along one axis of a drawing: rounded as much as they allow."""
    least, most = min(along), max(along)
    free = (size - (most - least)) / 2 - NEAREST * size
    step = next((size / n for n in (4, 8, 16, 32) if size / n / 2 <= free), 0.0)
    move = size / 2 - (least + most) / 2
    return round(move / step) * step if step else move


def _bounds(
    projection: Azimuthal | EqualEarth,
    size: tuple[int, int],
    scale: float,
    left: float,
    top: float,
) -> tuple[float, float, float, float]:
    """Return south, west, north and east of a window: the whole globe for a map of the world."""
    if isinstance(projection, EqualEarth):
        return -90.0, -180.0, 90.0, 180.0
    edge = [
        ((size[0] * i / 8 - left) / scale, -(size[1] * j / 8 - top) / scale)
        for i in range(9)
        for j in range(9)
        if i in (0, 8) or j in (0, 8) or (i, j) == (4, 4)
    ]
    corners = [_inverse(projection, x, y) for x, y in edge]
    return (
        max(min(p[0] for p in corners) - 1, -90.0),
        min(p[1] for p in corners) - 1,
        min(max(p[0] for p in corners) + 1, 90.0),
        max(p[1] for p in corners) + 1,
    )


def _inverse(projection: Azimuthal, right: float, up: float) -> Point:
    """Return the point at a distance from the centre; longitude may pass 180 degrees."""
    rho = math.hypot(right, up)
    if rho < 1e-9:
        return projection.latitude, projection.longitude
    c = 2 * math.asin(min(rho / 2, 1.0))
    phi0 = math.radians(projection.latitude)
    sine = math.cos(c) * math.sin(phi0) + up * math.sin(c) * math.cos(phi0) / rho
    turn = math.atan2(
        right * math.sin(c), rho * math.cos(phi0) * math.cos(c) - up * math.sin(phi0) * math.sin(c)
    )
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), projection.longitude + math.degrees(
        turn
    )


def centre(points: Iterable[Point]) -> Point:
    """Return the middle of points on the sphere, also across the date line."""
    sin, cos, radian = math.sin, math.cos, math.pi / 180
    x = y = z = 0.0
    for latitude, longitude in points:
        phi, turn = latitude * radian, longitude * radian
        flat = cos(phi)
        x += flat * cos(turn)
        y += flat * sin(turn)
        z += sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
