"""Draws a view: the window, the outlines, a dot for each place, names where there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from endpoint.site.maps.asked import EUROPE, WORLD, Box, box_of
from endpoint.site.maps.atlas import Choice, Named
from endpoint.site.maps.outlines import GRAIN, Outlines, outlines
from endpoint.site.maps.projection import (
    Azimuthal,
    EqualEarth,
    Frame,
    Point,
    Spot,
    centre,
    fit,
    settled,
)

SIZE = (720, 680)
WIDE = (960, 470)
# What Europe shows at least: Lisbon, Crete, Cyprus, the Faroes, Tromsø, Kyiv.
EUROPEAN = ((36.0, -9.8), (34.8, 25.0), (35.2, 33.8), (58.0, -8.0), (69.8, 19.0), (52.0, 33.5))
GLOBE = ((84.0, -168.0), (-56.0, 11.0), (0.0, 190.9), (0.0, -168.9), (78.0, 11.0))
SMALLEST = 0.055  # radii of the earth a map of a country spans at least: 350 km
CLOSEST = 0.004  # radii of the earth an area spans at least: 25 km
HALF = 80  # degrees from which on an area is drawn as a part of the world
RADII = (2.6, 3.2, 4.3, 5.6, 7.2)  # units, by the class of a count
CELL = 4.0  # degrees: centres of pictures in pages lie on a net of this width
LETTER = 0.56  # the width of a letter in heights of the type, about


class Dot(NamedTuple):
    """A place in the drawing; of very many a tuple is made in a third of the time of a class."""

    x: float
    y: float
    radius: float
    choice: Choice
    name: str


@dataclass(frozen=True)
class Name:
    """A name beside its dot."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing of a view: ``spots`` are where the points of its places lie, of those inside it.

    Dots, names and outlines, as fine as ``grain``, are made when they are first asked for: not
    every picture is shown whole.
    """

    frame: Frame
    grain: float
    choices: Sequence[Choice]
    spots: Mapping[Point, Spot]
    called: Mapping[NamedNode, Named]
    named: bool = True

    @property
    def outlines(self) -> Outlines:
        """Return coast and borders in the window."""
        return outlines(self.frame, self.grain)

    @cached_property
    def inside(self) -> int:
        """Return how many of the places lie in it."""
        return sum(one.place.point in self.spots for one in self.choices)

    @property
    def outside(self) -> int:
        """Return how many of the places do not."""
        return len(self.choices) - self.inside

    @cached_property
    def ordered(self) -> tuple[Dot, ...]:
        """Return a dot for each place in it, those that are named first, first."""
        found = []
        for choice in self.choices:
            place = choice.place
            if place.point and (spot := self.spots.get(place.point)):
                name = self.called[place.iri].text
                found.append(Dot(*spot, RADII[choice.step], choice, name))
        found.sort(key=lambda dot: (-dot.radius, -(dot.choice.place.population or 0), dot.name))
        return tuple(found)

    @cached_property
    def dots(self) -> tuple[Dot, ...]:
        """Return the dots in the order they are drawn: those of which nothing is counted first."""
        first = [dot for dot in self.ordered if not dot.choice.step]
        return (*first, *(dot for dot in self.ordered if dot.choice.step))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Return the names that are set for a wide screen."""
        return self._names(12.5, 40)

    @cached_property
    def large(self) -> tuple[Name, ...]:
        """Return the names that are set for a narrow one."""
        return self._names(25.0, 12)

    def _names(self, size: float, most: int) -> tuple[Name, ...]:
        return tuple(named(self.frame, self.ordered, size, most)) if self.named else ()


@lru_cache(maxsize=4)
def _fixed(area: str) -> Frame:
    if area == WORLD:
        return fit(EqualEarth(), GLOBE, WIDE, 0.0)
    return fit(Azimuthal(52, 11), EUROPEAN, SIZE, 0.02)


def window(area: str, points: Sequence[Point], size: tuple[int, int] = SIZE) -> Frame:
    """Return the window of an area: Europe, the world, or around the points of a country."""
    if area in (EUROPE, WORLD) and size == SIZE:
        return _fixed(area)
    if area == WORLD:
        return fit(EqualEarth(), GLOBE, size, 0.0)
    if box := box_of(area):
        return _boxed(box, size)
    if area == EUROPE or not points:
        return fit(Azimuthal(52, 11), EUROPEAN, size, 0.02)
    return around(points, size)


def _boxed(box: Box, size: tuple[int, int]) -> Frame:
    """Return a window that holds an area between parallels and meridians."""
    middle = ((box.south + box.north) / 2, (box.west + box.east) / 2)
    edges = [
        (latitude, longitude)
        for latitude in (box.south, middle[0], box.north)
        for longitude in (box.west, middle[1], box.east)
    ]
    if box.north - box.south > HALF or box.east - box.west > HALF:
        return fit(EqualEarth(), edges, size, 0.02)
    return fit(Azimuthal(*middle), edges, size, 0.02, CLOSEST)


def around(points: Sequence[Point], size: tuple[int, int], smallest: float = SMALLEST) -> Frame:
    """Return a window around points: rounded, so that like views share their outlines.

    Very many places lie in few spots: a point counts once.
    """
    points = list(dict.fromkeys(points))
    middle = centre(points)
    if any(_away(middle, point) > HALF for point in points):
        return fit(EqualEarth(), GLOBE, size, 0.0)
    step = 0.5 if smallest == SMALLEST else CELL
    projection = Azimuthal(round(middle[0] / step) * step, round(middle[1] / step) * step)
    frame = fit(projection, points, size, 0.09, smallest)
    return frame if smallest == SMALLEST else settled(frame, points)


def _away(middle: Point, point: Point) -> float:
    """Return roughly how many degrees lie between two points."""
    turn = abs((point[1] - middle[1] + 180) % 360 - 180)
    return max(abs(point[0] - middle[0]), turn)


def draw(
    frame: Frame,
    choices: Sequence[Choice],
    names: Mapping[NamedNode, Named],
    grain: float = GRAIN,
    spots: Mapping[Point, Spot] | None = None,
) -> Picture:
    """Draw places that have coordinates into a window; those outside of it are counted.

    ``spots`` are where points lie in it, when that is known.
    """
    if spots is None:
        spots = frame.shown(sorted({one.place.point for one in choices if one.place.point}))
    return Picture(frame, grain, choices, spots, names)


def named(frame: Frame, dots: Sequence[Dot], size: float, most: int) -> list[Name]:
    """Return the names of the first dots for which there is room, in type of a size."""
    taken: list[tuple[float, float, float, float]] = []
    out: list[Name] = []
    for dot in dots[: most * 6]:
        wide, gap = len(dot.name) * size * LETTER, dot.radius + size / 4
        for anchor in ("start", "end"):
            left = dot.x + gap if anchor == "start" else dot.x - gap - wide
            box = (left, dot.y - size / 2, left + wide, dot.y + size / 2)
            inside = (
                box[0] > 2 and box[2] < frame.width - 2 and box[1] > 2 and box[3] < frame.height - 2
            )
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                x = dot.x + gap if anchor == "start" else dot.x - gap
                out.append(Name(round(x, 1), round(dot.y + size * 0.34, 1), anchor, dot.name))
                break
        if len(out) == most:
            break
    return out


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
