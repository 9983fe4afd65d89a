"""The list beside the map and the dots in it: the same places with the same values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.describe.terms import sort_key
from endpoint.site.maps.atlas import OPEN, Choice, Years
from endpoint.site.maps.clusters import CLUSTERED, NAMED, Cluster, clustered
from endpoint.site.maps.picture import Dot
from endpoint.site.maps.seen import View
from endpoint.site.pages.atlas.choices import href
from endpoint.site.pages.atlas.model import Entry, Group
from endpoint.site.pages.atlas.wording import Words
from endpoint.site.pages.model import Mark

REMEMBERED = 4096  # stretches of years that are written once


def marks(seen: View) -> tuple[Mark, ...]:
    """Return the dots of the picture with their links; of very many, clusters of them."""
    words, dots = Words(seen.asked.measure), seen.picture.dots
    if not crowded(seen):
        return tuple(_mark(words, dot) for dot in dots)
    alone, clusters = clustered(dots)
    return (*(_mark(words, dot) for dot in alone), *(_bundle(seen, one) for one in clusters))


def crowded(seen: View) -> bool:
    """Tell whether there are too many places for a dot and a line each."""
    return seen.picture.inside > CLUSTERED


def _mark(words: Words, dot: Dot) -> Mark:
    title = f"{dot.name}: {words.of(dot.choice.count)}"
    return Mark(dot.x, dot.y, dot.radius, dot.choice.step, words.href(dot.choice), title)


def _bundle(seen: View, one: Cluster) -> Mark:
    """Return a cluster, which leads to the area of its places."""
    count = len(one.dots)
    names = ", ".join(dot.name for dot in one.dots[:NAMED])
    title = _("%(num)s places: %(names)s …", num=count, names=names)
    area = href(seen.asked.but(area=str(one.box)))
    return Mark(one.x, one.y, one.radius, one.step, area, title, count)


def groups(seen: View, first: int = 0, most: int | None = None) -> tuple[Group, ...]:
    """Return the places by country, both by name; countries outside the picture come last.

    Of a long list a part is returned: ``most`` places from the ``first`` on.
    """
    words, names = Words(seen.asked.measure), seen.atlas.named(language().code)
    inside = seen.picture.spots
    by_country: dict[str, list[Choice]] = {}
    for choice in seen.chosen.places:
        by_country.setdefault(choice.place.country, []).append(choice)
    called = {
        country: seen.atlas.label("country", country) if country else _("country not recorded")
        for country in by_country
    }
    shown = {one.place.country for one in seen.chosen.places if one.place.point in inside}
    found, left = [], most
    for country in sorted(by_country, key=lambda one: (one not in shown, sort_key(called[one]))):
        every = by_country[country]
        part = sorted(every, key=lambda choice: names[choice.place.iri].key)[first:][:left]
        first = max(0, first - len(every))
        left = None if left is None else left - len(part)
        if part:
            address = href(seen.asked.but(area=country)) if country else ""
            entries = _entries(seen, part, words)
            found.append(Group(called[country], address, len(every), entries))
    return tuple(found)


def _entries(seen: View, ordered: Sequence[Choice], words: Words) -> tuple[Entry, ...]:
    names, found = seen.atlas.named(language().code), []
    for choice in ordered:
        name, point = names[choice.place.iri], choice.place.point
        found.append(
            Entry(
                name.text,
                name.lang,
                words.href(choice),
                words.of(choice.count),
                choice.step,
                f"{point[0]:.3f},{point[1]:.3f}" if point else "",
                years(choice.spans),
                years(choice.years),
                years(choice.possible),
                choice.brief,
                point in seen.picture.spots,
            )
        )
    return tuple(found)


@lru_cache(REMEMBERED)
def years(spans: tuple[Years, ...]) -> str:
    """Return stretches of years as the script of the map reads them."""
    return " ".join(f"{first}-{'' if last == OPEN else last}" for first, last in spans)
