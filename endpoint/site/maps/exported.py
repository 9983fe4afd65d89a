"""The places of a view as CSV and GeoJSON, in the order of their IRIs."""

from __future__ import annotations

import csv as csv_module
import io
import json
from typing import Any

from endpoint.languages.known import SOURCE
from endpoint.languages.speaking import speaking
from endpoint.site.maps.atlas import Choice
from endpoint.site.maps.seen import View

COLUMNS = ("place", "name", "country", "latitude", "longitude", "population")


def csv(view: View) -> bytes:
    """Return a table of the places with the count that colours them; what is unknown is empty."""
    with speaking(SOURCE):
        return _csv(view)


def _csv(view: View) -> bytes:
    out = io.StringIO(newline="")
    writer = csv_module.writer(out)
    measure = view.asked.measure
    counted = () if measure == "population" else (measure,)
    writer.writerow((*COLUMNS, *counted))
    for choice in view.chosen.places:
        known = properties(view, choice)
        point = choice.place.point or ("", "")
        row = (known["place"], known["name"], known["country"], *point, choice.place.population)
        writer.writerow((*row, *(known[name] for name in counted)))
    return out.getvalue().encode()


def geojson(view: View) -> bytes:
    """Return a FeatureCollection; a place without coordinates has no geometry (RFC 7946 §3.2)."""
    with speaking(SOURCE):
        return _geojson(view)


def _geojson(view: View) -> bytes:
    features = [
        {
            "type": "Feature",
            "id": choice.place.iri.value,
            "geometry": _point(choice),
            "properties": properties(view, choice),
        }
        for choice in view.chosen.places
    ]
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def properties(view: View, choice: Choice) -> dict[str, Any]:
    """Return what is said of a place."""
    place, measure = choice.place, view.asked.measure
    found: dict[str, Any] = {
        "place": place.iri.value,
        "name": place.name("en").value,
        "country": view.atlas.label("country", place.country) if place.country else "",
        "population": place.population,
    }
    return found if measure == "population" else {**found, measure: choice.count}


def _point(choice: Choice) -> dict[str, Any] | None:
    point = choice.place.point
    return {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
