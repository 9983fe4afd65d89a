"""Draws the places that belong to a network, charter, list, country or concept."""

from __future__ import annotations

from dataclasses import replace

from flask import url_for

from endpoint.languages.speaking import language
from endpoint.site.core.state import Release
from endpoint.site.maps.asked import KEYED, Asked
from endpoint.site.maps.atlas import atlas
from endpoint.site.maps.chosen import Choice, choose
from endpoint.site.maps.picture import around, draw
from endpoint.site.maps.seen import View
from endpoint.site.pages.atlas.wording import Words, sentences
from endpoint.site.pages.model import Drawn, Mark

SIZE = (720, 430)
SMALLEST = 0.16  # radii of the earth a picture spans at least: 1,000 km
DOT, FEW = 4.4, 5.6  # units
PARAMETERS = {"network", "list", "charter", "theme", "practice-type", "country"}


def drawn(release: Release, kind: str, key: str, label: str) -> Drawn | None:
    """Return the map of what belongs to a thing; None where no place does, or none is mapped."""
    known = atlas(release)
    name = "type" if kind == "practice-type" else kind
    if kind not in PARAMETERS or key not in known.kinds.get(KEYED[name][0], ()):
        return None
    asked = Asked().but(**{name: key})
    chosen = choose(known, asked)
    points = [one.place.point for one in chosen.mapped if one.place.point]
    if not points:
        return None
    seen = View(
        known,
        asked,
        chosen,
        draw(around(points, SIZE, SMALLEST), _plain(chosen.mapped), known.named(language().code)),
    )
    words = Words(asked.measure)
    size = FEW if len(points) < 40 else DOT
    marks = tuple(
        Mark(dot.x, dot.y, size, 3, words.href(dot.choice), dot.name) for dot in seen.picture.dots
    )
    where = url_for("maps.index", **asked.parameters)  # type: ignore[arg-type]
    return Drawn(label, seen.picture, marks, where, tuple(sentences(seen)))


def _plain(choices: tuple[Choice, ...]) -> list[Choice]:
    """Return choices in one class: what is drawn is where they are, not how many."""
    return [replace(one, step=2) for one in choices]
