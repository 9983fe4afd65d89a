"""What can be chosen on the map: lists to narrow it, views, parts of the world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.site.describe.terms import sort_key
from endpoint.site.maps.asked import EUROPE, KEYED, WORLD, Asked
from endpoint.site.maps.atlas import FEATURED, SIZES, Atlas
from endpoint.site.pages.atlas.model import Select
from endpoint.site.pages.atlas.wording import SIZE_NAMES
from endpoint.site.pages.model import Link, Option

OFFERED = 250
SELECTS = {
    "network": (N_("Network"), N_("any network")),
    "theme": (N_("Theme of a practice"), N_("any theme")),
    "type": (N_("Type of practice"), N_("any type")),
    "charter": (N_("Charter signed"), N_("any charter")),
    "country": (N_("Country"), N_("any country")),
    "size": (N_("Size of place"), N_("any size")),
}


def href(asked: Asked, endpoint: str = "maps.index", **more: str | int) -> str:
    """Return the address of a view; a page of its list that is not the first is named."""
    values: dict[str, Any] = {**asked.parameters, **more}
    if values.get("page") == 1:
        del values["page"]
    return url_for(endpoint, **values)


def selects(known: Atlas, asked: Asked) -> tuple[Select, ...]:
    """Return what narrows the view, each option with the number of places it has in all."""
    counts = known.counts
    found = []
    for name, (label, anything) in SELECTS.items():
        chosen = getattr(asked, name)
        if name == "size":
            options = [
                Option(key, _(SIZE_NAMES[key]), counts["size", key], key == chosen) for key in SIZES
            ]
        else:
            kind, scheme = KEYED[name]
            keys = most({key: counts[kind, key] for key in known.kinds.get(kind, ())}, chosen)
            options = [
                Option(key, known.label(scheme, key), counts[kind, key], key == chosen)
                for key in keys
            ]
            options.sort(key=lambda option: sort_key(option.text))
        found.append(Select(name, _(label), (Option("", _(anything), None, not chosen), *options)))
    return tuple(found)


def most(counts: Mapping[str, int], chosen: str) -> list[str]:
    """Return what is offered: of very much that with the most places, and what is chosen.

    The others are reached from the pages of networks and charters, which lead to their maps.
    """
    return sorted(counts, key=lambda key: (key != chosen, -counts[key], key))[:OFFERED]


def views(known: Atlas, asked: Asked) -> tuple[tuple[Link, bool], ...]:
    """Return the ways to look at the map, and whether each is the one that is shown."""
    found = [(Link(_("All places, by country"), href(Asked(area=asked.area))), asked.show == "all")]
    if FEATURED in known.kinds.get("designation", ()):
        link = Link(_("Featured by Moving Cities"), href(Asked(area=asked.area, show="featured")))
        found.append((link, asked.show == "featured"))
    return tuple(found)


def areas(known: Atlas, asked: Asked) -> tuple[tuple[Link, bool], ...]:
    """Return the parts of the world to look at: Europe, all of it, the country that is shown."""
    where = asked.where
    found = [
        (Link(_("Europe"), href(asked.but(area=EUROPE))), where == EUROPE),
        (Link(_("World"), href(asked.but(area=WORLD))), where == WORLD),
    ]
    if asked.box:
        found.append((Link(_("This area"), href(asked)), True))
    elif where not in (EUROPE, WORLD):
        name = known.label("country", where)
        found.append((Link(name, href(asked.but(area=where))), True))
    return tuple(found)
