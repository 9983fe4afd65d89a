"""The types that names are reconciled with, and the properties that narrow or extend."""

from __future__ import annotations

from dataclasses import dataclass

from endpoint.languages.speaking import N_
from loaders.kinds import BY_KEY
from loaders.naming.codes import SCHEMES

# The types a person is offered first; more can be asked for.
KINDS = (
    "city", "government", "network", "organisation", "person", "charter", "practice",
    "publication", "country", "place", "event", "list",
)  # fmt: skip
COUNTRY, YEAR, IDENTIFIER = "country", "year", "identifier"


@dataclass(frozen=True)
class Property:
    """A property: its id, what people call it, and the terms of the graph that hold its values."""

    id: str
    name: str
    terms: tuple[str, ...] = ()


# Properties that narrow: a value that fits raises the score, one that contradicts lowers it.
NARROWING = (
    Property(COUNTRY, N_("country"), ("urb:inCountry",)),
    Property(YEAR, N_("year"), ("urb:startYear",)),
    Property(IDENTIFIER, N_("identifier in another database")),
    *(Property(scheme.name, scheme.title, scheme.properties) for scheme in SCHEMES),
)
NARROWS = {one.id: one for one in NARROWING}
ALIASES = {
    "qid": "wikidata", "wikidataid": "wikidata", "geonamesid": "geonames", "laucode": "lau",
    "nuts3": "nuts", "incountry": COUNTRY, "iso": "iso3166", "date": YEAR, "startyear": YEAR,
    "founded": YEAR, "id": IDENTIFIER,
}  # fmt: skip
# What a table is extended by, as prefixed names, in the order they are offered.
EXTENDING = (
    "rdfs:label", "urb:inCountry", "urb:wikidataId", "urb:geonamesId", "urb:lauCode", "urb:nuts3",
    "bibo:doi", "wgs:lat", "wgs:long", "urb:population", "urb:website", "urb:inNetwork",
    "org:memberOf", "org:hasMember", "urb:government", "urb:governs", "urb:place",
    "urb:networkType", "urb:actorType", "urb:charterType", "urb:practiceType", "urb:theme",
    "urb:publicationType", "urb:startYear", "urb:endYear", "urb:signed", "urb:status",
    "dcterms:creator",
)  # fmt: skip


def class_id(kind: str) -> str:
    """Return the id of a type: the name of its class."""
    return BY_KEY[kind].class_.partition(":")[2]


BY_CLASS = {class_id(kind).lower(): kind for kind in KINDS}


def kind_of(type_id: str) -> str | None:
    """Return the kind that a type is about: ``City``, ``urb:City``, ``city`` or its IRI."""
    local = type_id.strip()[-100:].replace("#", "/").replace(":", "/").rpartition("/")[2].lower()
    return BY_CLASS.get(local) or (local if local in KINDS else None)


def narrowing(property_id: str) -> str | None:
    """Return which property that narrows is meant by an id, as people write it."""
    local = property_id.strip()[-100:].replace("#", "/").replace(":", "/").rpartition("/")[2]
    plain = local.lower().replace("_", "").replace(" ", "").replace("-", "")
    return plain if plain in NARROWS else ALIASES.get(plain)
