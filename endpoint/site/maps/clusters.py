"""Draws very many places as clusters: each leads to the smaller area that its places lie in."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from endpoint.site.maps.asked import Box
from endpoint.site.maps.picture import Dot

CLUSTERED = 1500  # dots above which a picture is drawn in clusters
CELL = 27.0  # units of a drawing: what lies in one square of this width becomes one
ROOM = 0.05  # degrees left around the places of a cluster at least
NAMED = 5  # places of a cluster that are named


@dataclass(frozen=True)
class Cluster:
    """Dots that are drawn as one; ``box`` bounds their places."""

    x: float
    y: float
    radius: float
    step: int
    dots: tuple[Dot, ...]

    @property
    def box(self) -> Box:
        """Return the area of its places with some room around them, in degrees."""
        points = [dot.choice.place.point or (0.0, 0.0) for dot in self.dots]
        souths, wests = [p[0] for p in points], [p[1] for p in points]
        tall = max(ROOM, (max(souths) - min(souths)) / 20)
        wide = max(ROOM, (max(wests) - min(wests)) / 20)
        return Box(
            max(-90.0, math.floor((min(souths) - tall) * 100) / 100),
            max(-180.0, math.floor((min(wests) - wide) * 100) / 100),
            min(90.0, math.ceil((max(souths) + tall) * 100) / 100),
            min(180.0, math.ceil((max(wests) + wide) * 100) / 100),
        )


def clustered(dots: Iterable[Dot]) -> tuple[tuple[Dot, ...], tuple[Cluster, ...]]:
    """Return the dots that stand alone, and clusters of the others, the largest last."""
    squares: dict[tuple[int, int], list[Dot]] = defaultdict(list)
    for dot in dots:
        squares[int(dot.x // CELL), int(dot.y // CELL)].append(dot)
    alone = tuple(many[0] for many in squares.values() if len(many) == 1)
    made = [_cluster(many) for many in squares.values() if len(many) > 1]
    return alone, tuple(sorted(made, key=lambda one: (one.radius, one.x, one.y)))


def _cluster(dots: Sequence[Dot]) -> Cluster:
    count = len(dots)
    return Cluster(
        round(sum(dot.x for dot in dots) / count, 1),
        round(sum(dot.y for dot in dots) / count, 1),
        round(min(6.5 + math.log2(count), CELL / 2), 1),
        max(dot.choice.step for dot in dots),
        tuple(sorted(dots, key=lambda dot: (-dot.choice.step, dot.name))),
    )
