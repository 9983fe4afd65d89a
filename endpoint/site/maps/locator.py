"""Draws where places are: points in a window with a graticule, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.state import Release
from endpoint.site.describe.model import Description

Point = tuple[float, float]  # latitude, longitude in degrees
SMALL = (320, 210)  # units of a drawing beside a page
SMALLEST = 9.0  # degrees of latitude a window spans at least
STEPS = (5, 10, 20, 30, 45)
PLACES = ("urb:place", "urb:designates", "urb:assesses")


@dataclass(frozen=True)
class Dot:
    """A point in the units of the drawing, with the side its label stands on."""

    x: float
    y: float
    label: str = ""
    anchor: str = "start"

    @property
    def label_x(self) -> float:
        """Return where the label begins or ends."""
        return self.x - 9 if self.anchor == "end" else self.x + 9


@dataclass(frozen=True)
class Map:
    """A drawing: all places as dots, those the page is about as marks, and the graticule."""

    width: int
    height: int
    label: str
    caption: str
    dots: tuple[Dot, ...]
    marks: tuple[Dot, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """A part of the world on an equirectangular plane true to scale at its middle latitude."""

    south: float
    north: float
    west: float
    east: float
    width: int
    height: int

    def place(self, point: Point) -> Dot:
        """Return where a point lies in the drawing."""
        x = (point[1] - self.west) / (self.east - self.west) * self.width
        y = (self.north - point[0]) / (self.north - self.south) * self.height
        return Dot(round(x, 1), round(y, 1))

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies inside."""
        return self.south <= point[0] <= self.north and self.west <= point[1] <= self.east

    @classmethod
    def around(cls, points: Iterable[Point], size: tuple[int, int]) -> Window:
        """Return the window with some room around points, in the proportions of the drawing."""
        every = list(points)
        south, north = min(p[0] for p in every), max(p[0] for p in every)
        west, east = min(p[1] for p in every), max(p[1] for p in every)
        middle = (south + north) / 2, (west + east) / 2
        stretch = max(math.cos(math.radians(middle[0])), 0.2)
        tall = max((north - south) * 1.2, SMALLEST)
        wide = max((east - west) * 1.15, tall / stretch * size[0] / size[1])
        tall = max(tall, wide * stretch * size[1] / size[0])
        return cls(
            middle[0] - tall / 2,
            middle[0] + tall / 2,
            middle[1] - wide / 2,
            middle[1] + wide / 2,
            *size,
        )

    def lines(self) -> tuple[int, tuple[str, ...]]:
        """Return the degrees between two lines, and the lines as SVG paths."""
        # As many lines as help the eye: at most about five across and nine down.
        span = max((self.north - self.south) / 5, (self.east - self.west) / 9)
        step = next((s for s in STEPS if s >= span), STEPS[-1])
        paths = []
        for degree in _multiples(self.south, self.north, step):
            y = self.place((degree, self.west)).y
            paths.append(f"M0 {y}H{self.width}")
        for degree in _multiples(self.west, self.east, step):
            x = self.place((self.north, degree)).x
            paths.append(f"M{x} 0V{self.height}")
        return step, tuple(paths)


def _multiples(low: float, high: float, step: int) -> list[int]:
    first = math.ceil(low / step) * step
    return list(range(first, math.floor(high) + 1, step))


def draw(
    every: Iterable[Point],
    marked: Mapping[str, Point],
    label: str,
    caption: str,
    size: tuple[int, int] = SMALL,
) -> Map | None:
    """Draw marked points (by label) among all points; None when there is nothing to mark."""
    if not marked:
        return None
    window = Window.around(marked.values(), size)
    step, lines = window.lines()
    named = len(marked) <= 3
    marks = []
    for name, point in sorted(marked.items()):
        dot = window.place(point)
        side = "end" if dot.x > size[0] * 0.6 else "start"
        marks.append(Dot(dot.x, dot.y, name if named else "", side))
    inside = {window.place(p) for p in every if window.holds(p)} - {Dot(m.x, m.y) for m in marks}
    return Map(
        *size,
        label,
        caption + " " + _("Lines every %(number)s degrees.", number=step),
        tuple(sorted(inside, key=lambda dot: (dot.x, dot.y))),
        tuple(marks),
        lines,
    )


def locate(release: Release, description: Description, title: str) -> Map | None:
    """Draw the place of a thing, or the places it has to do with; None when none is known."""
    points = release.points
    own = points.get(description.thing)
    if own:
        caption = _("%(name)s among the places of the graph.", name=title)
        return draw(
            points.values(), {title: own}, _("Where it lies: %(name)s", name=title), caption
        )
    related = _related(release, description)
    marked = {name: points[iri] for name, iri in related.items() if iri in points}
    if len(marked) == 1:
        name = next(iter(marked))
        return draw(points.values(), marked, _("Where it lies: %(name)s", name=name), f"{name}.")
    caption = ngettext(
        "%(num)s place that has to do with this.",
        "%(num)s places that have to do with this.",
        len(marked),
    )
    label = _("Where they lie: %(kind)s", kind=title)
    return draw(points.values(), marked, label, caption)


def _related(release: Release, description: Description) -> dict[str, NamedNode]:
    predicates = {release.expand(name) for name in PLACES}
    found = [s.value for s in description.statements if s.predicate in predicates]
    if not any(value in release.points for value in found):
        cells = (s for many in description.cells.values() for s in many)
        found = [s.value for s in cells if s.predicate in predicates]
        found += [s.subject for group in description.incoming for s in group.statements]
    named = {}
    for value in found:
        if isinstance(value, NamedNode) and value in release.points:
            label = description.labels.best(value)
            named[label.value if isinstance(label, Literal) else value.value] = value
    return named
