"""Makes the page of a view: the picture, the list that says the same, and what narrows both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import url_for
from markupsafe import Markup

from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.core.links import roots, sparql_href
from endpoint.site.core.state import Release
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import OPEN
from endpoint.site.maps.chosen import STEPS, Chosen
from endpoint.site.maps.seen import View, view
from endpoint.site.pages.atlas.choices import areas, href, selects, views
from endpoint.site.pages.atlas.listed import crowded, groups, marks
from endpoint.site.pages.atlas.model import Group, MapPage
from endpoint.site.pages.atlas.query import query
from endpoint.site.pages.atlas.wording import (
    MEASURES,
    Words,
    heading,
    legend,
    script_words,
    sentences,
)
from endpoint.site.pages.model import Link, Mark, Option

PART = 500  # places on a page of a long list
DOWNLOADS = {"as_csv": "CSV", "as_geojson": "GeoJSON", "as_svg": "SVG"}


def build(release: Release, asked: Asked, number: int = 1) -> MapPage | None:
    """Return the page of a view, of a long list a part; None when there is no such part."""
    seen = view(release, asked)
    many = crowded(seen)
    total = len(seen.chosen.places)
    last = max(1, -(-total // PART)) if many else 1
    if not 1 <= number <= last:
        return None
    known, found = seen.atlas, seen.chosen
    drawn, told = _shown(release, seen, number)
    parameters: dict[str, Any] = dict(asked.parameters)
    first_year, last_year = _played(release, asked, found)
    return MapPage(
        asked=asked,
        heading=heading(known, asked),
        sentences=tuple(sentences(seen)),
        # Names would lie below the clusters.
        picture=replace(seen.picture, named=False) if many else seen.picture,
        marks=drawn,
        legend=legend(asked.measure, found),
        measure=_(MEASURES[asked.measure]),
        steps=STEPS[asked.measure],
        narrowed=bool(set(asked.parameters) - {"show", "area", "list"}),
        groups=told,
        selects=selects(known, asked),
        measures=tuple(
            Option(key, _(text), None, key == asked.measure) for key, text in MEASURES.items()
        ),
        views=views(known, asked),
        areas=areas(known, asked),
        downloads=(
            *(Link(text, href(asked, f"maps.{name}")) for name, text in DOWNLOADS.items()),
            Link("PNG", url_for("maps.map_card", name="map.png", **parameters)),
            Link(_("As SPARQL"), sparql_href(query(asked, release.info.base, release.prefixes))),
        ),
        embed=embedded(url_for("maps.map_card", name="map", _external=True, **parameters)),
        first_year=first_year,
        last_year=last_year,
        words=script_words(asked.measure),
        points=href(asked, "maps.as_points", lang=language().code) if many else "",
        base=Words(asked.measure).before,
        page=number,
        previous=href(asked, page=number - 1) if number > 1 else None,
        next=href(asked, page=number + 1) if number < last else None,
    )


def _shown(release: Release, seen: View, number: int) -> tuple[tuple[Mark, ...], tuple[Group, ...]]:
    """Return the dots of the picture and a part of the list; of everything the first once."""

    def made() -> tuple[tuple[Mark, ...], tuple[Group, ...]]:
        first, most = ((number - 1) * PART, PART) if crowded(seen) else (0, None)
        return marks(seen), groups(seen, first, most)

    if number > 1 or not seen.asked.plain:
        return made()
    return release.once(" ".join(("map", seen.asked.area, language().code, *roots())), made)


def _played(release: Release, asked: Asked, found: Chosen) -> tuple[int, int]:
    """Return the first and last year that the script can play; a first of 0 for none.

    They are those in which something that is counted holds, and of the period asked for.
    """
    first = min((years[0] for one in found.places for years in one.spans), default=OPEN)
    first = max(first, int(asked.first or 0))
    last = min(int(release.info.version[:4]), int(asked.last or OPEN))
    return (first, last) if first <= last else (0, last)


def embedded(address: str) -> str:
    """Return the markup with which another site shows a card."""
    frame = Markup('<iframe src="{}" width="600" height="400"></iframe>')
    return str(frame.format(address))
