"""All places of a crowded view as the script of the map reads them: small, and kept by browsers."""

from __future__ import annotations

import json
from typing import Any

from endpoint.languages.speaking import language
from endpoint.site.core.state import Release
from endpoint.site.maps.asked import Asked
from endpoint.site.maps.atlas import Choice
from endpoint.site.maps.seen import View, view
from endpoint.site.pages.atlas.listed import years
from endpoint.site.pages.atlas.wording import Words


def points(release: Release, asked: Asked) -> bytes:
    """Return the places of a view as JSON; those of everything are written once a language."""
    if not asked.plain:
        return written(view(release, asked))
    key = f"points {asked.where} {language().code}"
    return release.once(key, lambda: written(view(release, asked)))


def written(seen: View) -> bytes:
    """Return the places of a view as JSON, in the order of the list.

    A place is a row: its address below that of documents, name, class, count, latitude and
    longitude, its spot in the picture, the years of what is counted, and those in which it shows
    where these are others. What is not known, or outside the picture, is null. ``values`` are the
    counts in words. After the years stand, where they differ, those in which it may show, and
    whether it shows in none since what is asked for lasted over no 31 December.
    """
    words, names = Words(seen.asked.measure), seen.atlas.named(language().code)
    spots, nowhere = seen.picture.spots, (None, None)

    def row(choice: Choice) -> list[Any]:
        place, spans, shown = choice.place, years(choice.spans), years(choice.years)
        point = place.point
        latitude, longitude = (round(point[0], 3), round(point[1], 3)) if point else nowhere
        x, y = spots.get(point, nowhere) if point else nowhere
        found = [place.path, names[place.iri].text, choice.step]
        found += [choice.count, latitude, longitude, x, y, spans]
        possible = years(choice.possible)
        if possible != shown or choice.brief:
            return [*found, shown, possible, int(choice.brief)]
        return found if shown == spans else [*found, shown]

    ordered = sorted(seen.chosen.places, key=lambda one: names[one.place.iri].key)
    values = {choice.count: words.of(choice.count) for choice in ordered}
    document = {"values": values, "places": [row(choice) for choice in ordered]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
