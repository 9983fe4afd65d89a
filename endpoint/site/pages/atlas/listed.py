"""The list beside the map and the dots in it: the same places with the same values."""

from __future__ import annotations

from collections.abc import Sequence, Set

from pyoxigraph import NamedNode

from endpoint.languages.speaking import gettext as _
from endpoint.languages.speaking import language
from endpoint.site.describe.terms import sort_key
from endpoint.site.maps.atlas import OPEN, Years
from endpoint.site.maps.chosen import Choice
from endpoint.site.maps.seen import View
from endpoint.site.pages.atlas.choices import href
from endpoint.site.pages.atlas.model import Entry, Group
from endpoint.site.pages.atlas.wording import Words
from endpoint.site.pages.model import Mark


def marks(seen: View) -> tuple[Mark, ...]:
    """Return the dots of the picture with their links."""
    words = Words(seen.asked.measure)
    return tuple(
        Mark(
            dot.x,
            dot.y,
            dot.radius,
            dot.choice.step,
            words.href(dot.choice),
            f"{dot.name}: {words.of(dot.choice.count)}",
        )
        for dot in seen.picture.dots
    )


def groups(seen: View, within: Set[NamedNode]) -> tuple[Group, ...]:
    """Return the places by country, both by name; countries outside the picture come last."""
    words = Words(seen.asked.measure)
    by_country: dict[str, list[Choice]] = {}
    for choice in seen.chosen.places:
        by_country.setdefault(choice.place.country, []).append(choice)
    made = [
        Group(
            seen.atlas.label("country", country) if country else _("country not recorded"),
            href(seen.asked.but(area=country)) if country else "",
            _entries(seen, choices, within, words),
        )
        for country, choices in by_country.items()
    ]
    return tuple(
        sorted(made, key=lambda one: (not any(e.shown for e in one.entries), sort_key(one.name)))
    )


def _entries(
    seen: View, choices: Sequence[Choice], within: Set[NamedNode], words: Words
) -> tuple[Entry, ...]:
    names, found = seen.atlas.named(language().code), []
    ordered = sorted(choices, key=lambda choice: names[choice.place.iri].key)
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
                _years(choice.spans),
                _years(choice.years),
                choice.place.iri in within,
            )
        )
    return tuple(found)


def _years(spans: Sequence[Years]) -> str:
    return " ".join(f"{first}-{'' if last == OPEN else last}" for first, last in spans)
