"""Draws where the places are that a page is about: a small picture beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from endpoint.languages.forms import ngettext
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.harmless import harmless
from endpoint.site.core.state import Release
from endpoint.site.describe.model import Description
from endpoint.site.maps.crowd import Crowd, crowd, placed
from endpoint.site.maps.outlines import COARSE, Outlines, outlines
from endpoint.site.maps.picture import around
from endpoint.site.maps.projection import Frame, Point

SMALL = (320, 210)  # units of a drawing beside a page
NAME = 200  # characters of a name in a picture
SMALLEST = 0.24  # radii of the earth a picture spans at least: 1,500 km
CROWD = 100  # marks from which on one is drawn of several within some units
APART = 2.0
PLACES = ("urb:place", "urb:designates", "urb:assesses")


class Dot(NamedTuple):
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
    """A drawing: coast and borders, all places as dots, those the page is about as marks."""

    width: int
    height: int
    label: str
    caption: str
    dots: tuple[Dot, ...]
    marks: tuple[Dot, ...]
    outlines: Outlines


def draw(
    every: Crowd,
    marked: Mapping[str, Point],
    label: str,
    caption: str,
    frame: Frame | None = None,
) -> Map | None:
    """Draw marked points (by label) among all points; None when there is nothing to mark.

    Of many marks one is drawn of those that nearly cover each other.
    Without a ``frame`` it is a small one around the marks.
    """
    if not marked:
        return None
    frame = frame or around(list(marked.values()), SMALL, SMALLEST)
    named = len(marked) <= 3
    marks = []
    taken: set[tuple[int, int]] = set()
    points = list(dict.fromkeys(marked.values()))
    spots = dict(zip(points, placed(frame, points), strict=True))
    for name, point in sorted(marked.items()):
        x, y = spots[point]
        cell = (round(x / APART), round(y / APART))
        if cell in taken and len(marked) > CROWD:
            continue
        taken.add(cell)
        side = "end" if x > frame.width * 0.6 else "start"
        marks.append(Dot(x, y, name if named else "", side))
    covered = {(mark.x, mark.y) for mark in marks}
    dots = tuple(Dot(x, y) for x, y in sorted(every.spots(frame) - covered))
    coast = outlines(frame, COARSE)
    return Map(frame.width, frame.height, label, caption, dots, tuple(marks), coast)


def locate(release: Release, description: Description, title: str) -> Map | None:
    """Draw the place of a thing, or the places it has to do with; None when none is known."""
    points, every = release.points, crowd(release)
    own = points.get(description.thing)
    if own:
        caption = _("%(name)s among the places of the graph.", name=title)
        return draw(every, {title: own}, _("Where it lies: %(name)s", name=title), caption)
    related = _related(release, description)
    marked = {name: points[iri] for name, iri in related.items() if iri in points}
    if len(marked) == 1:
        name = next(iter(marked))
        return draw(every, marked, _("Where it lies: %(name)s", name=name), f"{name}.")
    caption = ngettext(
        "%(num)s place that has to do with this.",
        "%(num)s places that have to do with this.",
        len(marked),
    )
    label = _("Where they lie: %(kind)s", kind=title)
    return draw(every, marked, label, caption)


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
            text = harmless(label.value, NAME) if isinstance(label, Literal) else value.value
            named[text] = value
    return named
