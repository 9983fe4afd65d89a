"""A view of the map with its places and its picture, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from endpoint.languages.speaking import language
from endpoint.site.core.state import Release
from endpoint.site.maps.asked import EUROPE, WORLD, Asked
from endpoint.site.maps.atlas import Atlas, atlas
from endpoint.site.maps.chosen import Chosen, choose
from endpoint.site.maps.picture import SIZE, WIDE, Picture, draw, window


@dataclass(frozen=True)
class View:
    """A view of the map."""

    atlas: Atlas
    asked: Asked
    chosen: Chosen
    picture: Picture


def view(release: Release, asked: Asked, size: tuple[int, int] | None = None) -> View:
    """Return what a view shows, drawn in a size or the one that suits its area."""
    known = atlas(release)
    found = choose(known, asked)
    if box := asked.box:
        found = replace(found, places=tuple(c for c in found.places if box.holds(c.place.point)))
    where = asked.where
    points = [
        place.point
        for place in (known.places if where not in (EUROPE, WORLD) else ())
        if place.point and place.country == where
    ]
    frame = window(where, points, size or (WIDE if where == WORLD else SIZE))
    spots = known.spots(frame, keep=where in (EUROPE, WORLD))
    picture = draw(frame, found.mapped, known.named(language().code), spots=spots)
    return View(known, asked, found, picture)
