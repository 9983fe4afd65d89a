"""Lays charts out: the same numbers give the same drawing; pure."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from endpoint.site.pages.model import Tick
from endpoint.site.pages.sections.axis import round_numbers

WIDE, HIGH = 760, 400  # units of a chart of lines
LEFT, RIGHT, TOP, BOTTOM = 44, 210, 14, 30
GAP = 17  # between names at the end of lines
ROW, LETTERS, ROWS = 14, 23, 3  # of a name at the end of a line: how high, how long, how many
RADIUS, MIDDLE = 250, 400  # of a circle of cities


@dataclass(frozen=True)
class Line:
    """A line of a chart with its name at the end: in ``rows``, with their middle at ``label``."""

    name: str
    rows: tuple[str, ...]
    points: str
    end: float
    label: float
    style: int


@dataclass(frozen=True)
class Spot:
    """A city on a circle: where it stands, and how its name is turned to be read outwards."""

    name: str
    href: str
    x: float
    y: float
    angle: float
    anchor: str


@dataclass(frozen=True)
class Chord:
    """A curve between two cities, thicker the more they share."""

    path: str
    width: float
    title: str


def lines(series: Sequence[tuple[str, Sequence[int]]]) -> tuple[Line, ...]:
    """Return lines over years; names are wrapped, and keep apart from each other."""
    most = max((value for _, values in series for value in values), default=1) or 1
    ends = [(_y(values[-1], most), n) for n, (_, values) in enumerate(series)]
    rows = [tuple(_wrapped(name)) for name, _ in series]
    labels, below = {}, -math.inf
    for y, n in sorted(ends):
        half = (GAP + ROW * (len(rows[n]) - 1)) / 2
        labels[n] = max(y, below + half)
        below = labels[n] + half
    over = below - GAP / 2 - (HIGH - BOTTOM)
    return tuple(
        Line(
            name,
            rows[place],
            " ".join(f"{_x(n, len(values))},{_y(value, most)}" for n, value in enumerate(values)),
            _y(values[-1], most),
            round(labels[place] - max(0.0, over), 1),
            place,
        )
        for place, (name, values) in enumerate(series)
    )


def _wrapped(name: str) -> list[str]:
    """Return a name in rows; one too long for them ends in an ellipsis."""
    return textwrap.wrap(name, LETTERS, max_lines=ROWS, placeholder=" …") or [""]


def _x(place: int, count: int) -> float:
    return round(LEFT + place * (WIDE - LEFT - RIGHT) / max(1, count - 1), 1)


def _y(value: int, most: int) -> float:
    return round(HIGH - BOTTOM - value * (HIGH - TOP - BOTTOM) / most, 1)


def years(first: int, last: int) -> tuple[Tick, ...]:
    """Return the years that are written below lines."""
    count = last - first + 1
    step = next((one for one in (1, 2, 5, 10, 20) if count / one <= 8), 50)
    return tuple(
        Tick(_x(n, count), str(first + n)) for n in range(count) if (first + n) % step == 0
    )


def scale(most: int) -> tuple[Tick, ...]:
    """Return round numbers up to the greatest."""
    return tuple(Tick(_y(n, max(most, 1)), str(n)) for n in round_numbers(most, 5))


def circle(cities: Sequence[tuple[str, str]]) -> tuple[Spot, ...]:
    """Return cities (name and address) around a circle, the first at the top."""
    found = []
    for n, (name, href) in enumerate(cities):
        turn = 360 * n / len(cities) - 90
        x, y = _at(turn, RADIUS)
        flipped = 90 < turn % 360 < 270
        angle = turn - 180 if flipped else turn
        found.append(Spot(name, href, x, y, round(angle, 1), "end" if flipped else "start"))
    return tuple(found)


def _at(turn: float, radius: float) -> tuple[float, float]:
    radians = math.radians(turn)
    return (
        round(MIDDLE + radius * math.cos(radians), 1),
        round(MIDDLE + radius * math.sin(radians), 1),
    )


def chord(one: Spot, other: Spot, count: int, title: str) -> Chord:
    """Return the curve between two cities, bent towards the middle."""
    middle_x = round((one.x + other.x) / 4 + MIDDLE / 2, 1)
    middle_y = round((one.y + other.y) / 4 + MIDDLE / 2, 1)
    path = f"M{one.x} {one.y}Q{middle_x} {middle_y} {other.x} {other.y}"
    return Chord(path, round(0.6 + 0.7 * (count - 1), 1), title)
