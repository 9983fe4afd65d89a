"""Draws the places that belong to a network, charter, list, country or concept."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date

from flask import url_for

from endpoint.languages.speaking import language
from endpoint.site.core import links
from endpoint.site.core.kept import Kept
from endpoint.site.core.state import Release
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import Choice, atlas
from endpoint.site.maps.chosen import choose
from endpoint.site.maps.outlines import COARSE
from endpoint.site.maps.picture import Dot, around, draw, window
from endpoint.site.maps.seen import View
from endpoint.site.pages.atlas.wording import Words, sentences
from endpoint.site.pages.model import Drawn, Mark

SIZE = (720, 430)
SMALLEST = 0.16  # radii of the earth a picture spans at least: 1,000 km
DOT, FEW = 4.4, 5.6  # units
DRAWN = 1000  # maps that are kept: most have some tens of places
PARAMETERS = {"network", "list", "charter", "theme", "practice-type", "country"}


def drawn(
    release: Release, kind: str, key: str, label: str, day: date | None = None
) -> Drawn | None:
    """Return the map of what belongs to a thing; None where no place does, or none is mapped.

    With a day it is the map of that day.
    """
    name = "type" if kind == "practice-type" else kind
    if kind not in PARAMETERS:
        return None
    asked = Asked().but(**{name: key}, asof=day.isoformat() if day else "")
    if day:
        return _drawn(release, asked, label)
    kept = release.once("kept drawn", lambda: Kept[Hashable, tuple[Drawn | None]](DRAWN))
    shown = (kind, key, label, language().code, links.roots())
    return kept.one(shown, lambda: (_drawn(release, asked, label),))[0]


def _drawn(release: Release, asked: Asked, label: str) -> Drawn | None:
    seen = _seen(release, asked)
    if not seen.picture.inside:
        return None
    words = Words(seen.asked.measure)
    size = FEW if seen.picture.inside < 40 else DOT
    marks = tuple(
        Mark(dot.x, dot.y, size, 3, words.href(dot.choice), dot.name)
        for dot in apart(seen.picture.dots, size)
    )
    where = url_for("maps.index", **seen.asked.parameters)  # type: ignore[arg-type]
    return Drawn(label, seen.picture, marks, where, tuple(sentences(seen)))


def _seen(release: Release, asked: Asked) -> View:
    known = atlas(release)
    chosen = choose(known, asked)
    points = [one.place.point for one in chosen.mapped if one.place.point]
    frame = around(points, SIZE, SMALLEST) if points else window("europe", (), SIZE)
    picture = draw(frame, _plain(chosen.mapped), known.named(language().code), COARSE)
    return View(known, asked, chosen, picture)


def apart(dots: Sequence[Dot], size: float) -> list[Dot]:
    """Return dots without those that nearly cover an earlier one: the map shows them all."""
    taken: set[tuple[int, int]] = set()
    found = []
    for dot in dots:
        cell = (round(dot.x / size), round(dot.y / size))
        if cell not in taken:
            taken.add(cell)
            found.append(dot)
    return found


def _plain(choices: tuple[Choice, ...]) -> list[Choice]:
    """Return choices in one class: what is drawn is where they are, not how many."""
    return [replace(one, step=2) for one in choices]
