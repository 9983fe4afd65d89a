"""Coast and borders of a map as SVG paths: cut to its window, projected, as fine as it shows."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from endpoint.site.maps.levels import LETTERS, level
from endpoint.site.maps.projection import EqualEarth, Frame, Spot

FOLDER = Path(__file__).parent / "outlines"
FRAMES = 2048  # windows whose outlines are remembered, 20 kilobytes each: of many pages made ahead
LINES = 20_000  # lines that are remembered as fine as some window shows them
SPECK = 3  # points that a ring of land has more of, or it is too small to be drawn
GRAIN = 1.0  # units of the drawing within which two points are one
STILL = 1.5  # the same for pictures of cards, which nobody enlarges
COARSE = 2.0  # the same for the small ones in pages
ANTARCTICA = -58.0
MANY = 1000  # tenths of a unit that are written from memory
EDGE = 20.0  # units around a drawing within which land is drawn
LONGEST = 3.0  # degrees a line may run straight
BESIDE = 0.5  # of a grain: how far what is left out lies beside a line
NEARER = 0.25  # the same for pictures that a script enlarges
Line = tuple[Spot, ...]  # longitude and latitude in degrees
Box = tuple[float, float, float, float]  # west, south, east, north


class Tenths(dict[int, str]):
    """Tenths of a unit as they are written; a path has thousands, of few different sizes."""

    def __missing__(self, number: int) -> str:
        """Write a number that was not asked for before."""
        text = f"{number / 10:g}"
        if abs(number) < MANY:
            self[number] = text
        return text


TENTHS = Tenths()


@dataclass(frozen=True)
class Outlines:
    """The paths of one window: land, settled borders, disputed ones."""

    land: str
    borders: str
    disputed: str


class Shape(NamedTuple):
    """A line as it is kept: its steps, the letters of the levels of its points, its bounds."""

    steps: Sequence[int]
    letters: str
    bounds: Box

    def points(self, least: str) -> list[Spot]:
        """Return the points, longitude and latitude in degrees, that a level has."""
        xs, ys = accumulate(self.steps[::2]), accumulate(self.steps[1::2])
        every = zip(self.letters, xs, ys, strict=True)
        return [(x / 1000, y / 1000) for letter, x, y in every if letter >= least]


@cache
def read(name: str) -> tuple[Shape, ...]:
    """Return the lines of a file."""
    lines = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return tuple(Shape(steps, letters, _degrees(*bounds)) for steps, letters, bounds in lines)


def _degrees(west: int, south: int, east: int, north: int) -> Box:
    return west / 1000, south / 1000, east / 1000, north / 1000


@lru_cache(maxsize=FRAMES)
def outlines(frame: Frame, grain: float = GRAIN) -> Outlines:
    """Return the outlines of a window; what is smaller than ``grain`` units is left out."""

    def paths(name: str, *, closed: bool = False) -> str:
        lines = _near(frame, grain, name, closed=closed)
        return "".join(_path(frame, grain, line, closed=closed) for line in lines)

    return Outlines(paths("land", closed=True), paths("borders"), paths("disputed"))


def _near(frame: Frame, grain: float, name: str, *, closed: bool = False) -> Iterable[Line]:
    """Yield the lines that may show, cut to the degrees of the window, also past 180 degrees.

    Only those near the window are made as fine as it shows: a map of one country is drawn without
    looking at the coasts of the world.
    """
    beside = grain * (BESIDE if grain > GRAIN else NEARER)
    coarse = level(beside / math.radians(frame.scale))
    world = isinstance(frame.projection, EqualEarth)
    for number, shape in enumerate(read(name)):
        turns = _turns(frame, shape.bounds, world=world)
        if not turns:
            continue
        line = _fine(name, number, coarse)
        if closed and len(line) <= SPECK:
            continue
        for turn in turns:
            moved = line if not turn else tuple((x + turn, y) for x, y in line)
            if _whole(frame, shape.bounds, turn):
                yield moved
            else:
                yield from _cut(moved, frame, closed=closed)


def _turns(frame: Frame, bounds: Box, *, world: bool) -> list[int]:
    """Return by how many degrees a line is moved to show in a window; nothing when it cannot."""
    west, south, east, north = bounds
    if north < frame.south or south > frame.north or north < ANTARCTICA:
        return []
    turns = (0,) if world else (0, 360, -360)
    return [turn for turn in turns if east + turn >= frame.west and west + turn <= frame.east]


def _whole(frame: Frame, bounds: Box, turn: int) -> bool:
    """Tell whether a line, moved by some degrees, lies in a window without being cut."""
    west, south, east, north = bounds
    if isinstance(frame.projection, EqualEarth):
        seam = frame.projection.longitude - 180
        return west >= seam or east <= seam
    inside = frame.west <= west + turn and east + turn <= frame.east
    return inside and frame.south <= south and north <= frame.north


@lru_cache(maxsize=LINES)
def _fine(name: str, number: int, coarse: int) -> Line:
    """Return a line without the points that no map of a level shows."""
    shape = read(name)[number]
    line = shape.points(LETTERS[coarse])
    far = (
        abs(one[0] - other[0]) >= LONGEST or abs(one[1] - other[1]) >= LONGEST
        for one, other in pairwise(line)
    )
    return tuple(_stepped(line) if any(far) else line)


def _stepped(line: Sequence[Spot]) -> Iterable[Spot]:
    """Yield a line with points on long stretches: what is straight in degrees is bent on a map."""
    x, y = line[0]
    yield x, y
    for point in line[1:]:
        right, up = point[0] - x, point[1] - y
        count = int(max(abs(right), abs(up)) / LONGEST)
        for i in range(1, count + 1):
            share = i / (count + 1)
            yield x + share * right, y + share * up
        x, y = point
        yield x, y


def _cut(line: Line, frame: Frame, *, closed: bool) -> Iterable[Line]:
    """Yield what of a line lies in the degrees of the window."""
    if isinstance(frame.projection, EqualEarth):
        yield from _parted(line, frame.projection.longitude - 180, closed=closed)
        return
    bounds = (frame.west, frame.south, frame.east, frame.north)
    if closed:
        ring = clipped(line, bounds)
        if len(ring) > 2:
            yield _densified(ring, bounds)
        return
    yield from _runs(
        line, lambda p: bounds[0] <= p[0] <= bounds[2] and bounds[1] <= p[1] <= bounds[3]
    )


def _parted(line: Line, seam: float, *, closed: bool) -> Iterable[Line]:
    """Yield a line in two parts where it crosses the seam of a map of the world."""
    if not closed:
        yield from _runs(line, lambda p: p[0] <= seam)
        yield from _runs(line, lambda p: p[0] >= seam)
        return
    for bounds in ((seam + 1e-6, -91.0, 541.0, 91.0), (-541.0, -91.0, seam - 1e-6, 91.0)):
        ring = clipped(line, bounds)
        if len(ring) > 2:
            yield _densified(ring, bounds)


def _runs(line: Line, inside: Callable[[Spot], bool]) -> Iterable[Line]:
    """Yield the stretches of a line whose points are inside, each with a neighbour outside."""
    run: list[Spot] = []
    before: Spot | None = None
    for point in line:
        if inside(point):
            if not run and before is not None:
                run.append(before)
            run.append(point)
        elif run:
            yield (*run, point)
            run = []
        before = point
    if len(run) > 1:
        yield tuple(run)


def clipped(ring: Line, bounds: tuple[float, float, float, float]) -> Line:
    """Return the part of a ring inside west, south, east and north (Sutherland-Hodgman)."""
    west, south, east, north = bounds
    found: Sequence[Spot] = ring
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        found = _half(found, axis, limit, sign)
        if not found:
            return ()
    return tuple(found)


def _half(ring: Sequence[Spot], axis: int, limit: float, sign: int) -> Sequence[Spot]:
    along = [point[axis] for point in ring]
    if (min(along) - limit) * sign >= 0 and (max(along) - limit) * sign >= 0:
        return ring
    out: list[Spot] = []
    before = ring[-1]
    was = (before[axis] - limit) * sign >= 0
    for point in ring:
        now = (point[axis] - limit) * sign >= 0
        if now != was:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            out.append((limit, other) if axis == 0 else (other, limit))
        if now:
            out.append(point)
        before, was = point, now
    return out


def _densified(ring: Line, bounds: tuple[float, float, float, float]) -> Line:
    """Return a ring with a point every two degrees along the cuts, which are bent on the map."""
    west, south, east, north = bounds
    out: list[Spot] = []
    for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
        out.append(start)
        upright = start[0] == end[0] and start[0] in (west, east)
        if not (upright or (start[1] == end[1] and start[1] in (south, north))):
            continue
        far = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
        count = min(int(far / 2), 90)
        for i in range(1, count + 1):
            share = i / (count + 1)
            out.append(
                (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            )
    return tuple(out)


def _path(frame: Frame, grain: float, line: Line, *, closed: bool = False) -> str:
    """Return a projected line as a path; '' when nothing of it shows."""
    spots = frame.place_all(line)
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    left, top, right, down = min(xs), min(ys), max(xs), max(ys)
    if right < 0 or down < 0 or left > frame.width or top > frame.height:
        return ""
    if closed and right - left < grain and down - top < grain:
        return ""
    if closed:
        edge = (-EDGE, -EDGE, frame.width + EDGE, frame.height + EDGE)
        if left < edge[0] or top < edge[1] or right > edge[2] or down > edge[3]:
            spots = list(clipped(tuple(spots), edge))
    small = grain / 2 if right - left < 4 and down - top < 4 else grain
    return _written(spots, small, closed=closed)


def _written(spots: Sequence[Spot], grain: float, *, closed: bool) -> str:
    """Write spots as a path in tenths of a unit, those left out that nobody would see."""
    if not spots:
        return ""
    x, y = round(spots[0][0] * 10), round(spots[0][1] * 10)
    parts, least = [f"M{x / 10:g} {y / 10:g}l"], grain * 10
    for across, below in spots:
        right, down = round(across * 10) - x, round(below * 10) - y
        if abs(right) + abs(down) < least:
            continue
        parts.append(f"{TENTHS[right]} {TENTHS[down]} ")
        x, y = x + right, y + down
    if len(parts) < (3 if closed else 2):
        return ""
    return "".join(parts).replace(" -", "-").rstrip() + ("z" if closed else "")
