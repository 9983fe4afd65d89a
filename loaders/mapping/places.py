"""Cities and other places, and the governments that act in their name."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from loaders.curation.registry import Entry
from loaders.kinds import PLACES
from loaders.mapping.base import Context, Record
from loaders.vocabulary import GEO, RDF, SF, SKOS, WGS, XSD

WKT = GEO.wktLiteral


def place_entry(context: Context, key: str) -> Entry | None:
    """Return the registered city or other place of a key, or None."""
    found = (context.registry.entry(kind, key) for kind in PLACES)
    return next((entry for entry in found if entry), None)


def place_of(context: Context, key: str) -> NamedNode | None:
    """Return the IRI of the registered city or other place of a key, or None."""
    entry = place_entry(context, key)
    return context.iris.thing(entry.kind, key) if entry else None


def government_of(context: Context, key: str) -> NamedNode | None:
    """Return the IRI of the government of the place of a key, or None."""
    known = key in context.registry.keys("government")
    return context.iris.thing("government", key) if known else None


def add_government(
    record: Record, place: NamedNode, key: str, name: str, actor_type: str
) -> NamedNode:
    """Add the government of a place under the place's key, with English name and type."""
    urb = record.urb
    government = record.registered("government", key, urb.Government)
    record.label(government, name, "en")
    record.add(government, urb.actorType, record.concept("actor-type", actor_type))
    record.add(government, urb.governs, place)
    record.add(place, urb.government, government)
    return government


def add_point(record: Record, place: NamedNode, latitude: str, longitude: str) -> None:
    """Add the point of a place: WKT (longitude first, CRS84) and WGS84 degrees."""
    if not latitude:
        return
    geometry = NamedNode(f"{place.value}#geometry")
    record.add(place, GEO.hasGeometry, geometry)
    record.add(place, GEO.hasDefaultGeometry, geometry)
    record.add(geometry, RDF.type, GEO.Geometry)
    record.add(geometry, RDF.type, SF.Point)
    record.add(geometry, GEO.asWKT, Literal(f"POINT({longitude} {latitude})", datatype=WKT))
    record.add(place, WGS.lat, Literal(latitude, datatype=XSD.decimal))
    record.add(place, WGS.long, Literal(longitude, datatype=XSD.decimal))


def add_alternative_name(record: Record, thing: NamedNode, name: str, label: str) -> None:
    """Add another spelling of a name as ``skos:altLabel``, unless it is the label."""
    if name and name != label:
        record.text(thing, SKOS.altLabel, name)
