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
    """Return what a view shows, drawn in a size or the one that suits its area.

    Those of everything, which most people come to, are drawn once a language.
    """
    if size or not asked.plain:
        return _view(release, asked, size)
    key = f"view {asked.where} {language().code}"
    return release.once(key, lambda: _view(release, asked, None))


def _view(release: Release, asked: Asked, size: tuple[int, int] | None) -> View:
    known = atlas(release)
    found = choose(known, asked)
    if box := asked.box:
        found = replace(found, places=tuple(c for c in found.places if box.holds(c.place.point)))
    where = asked.where
    within = known.tied.get(("country", where), ()) if where not in (EUROPE, WORLD) else ()
    points = [point for number in within if (point := known.places[number].point)]
    frame = window(where, points, size or (WIDE if where == WORLD else SIZE))
    # Of a country only its own places are looked for.
    spots = known.spots(frame, keep=True) if where in (EUROPE, WORLD) else None
    picture = draw(frame, found.mapped, known.named(language().code), spots=spots)
    return View(known, asked, found, picture)
