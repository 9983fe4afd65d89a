"""The page of the doors for programs: what each is for, its address, an example that answers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from endpoint.languages.speaking import N_
from endpoint.languages.speaking import gettext as _
from endpoint.site.core.addresses import mount
from endpoint.site.core.state import Release


@dataclass(frozen=True)
class Door:
    """One way in: its name, what it is for, an example, and the documentation of it."""

    name: str
    about: str
    example: str
    curl: str
    docs: str


@dataclass(frozen=True)
class ApiPage:
    """All doors of the site."""

    base: str
    doors: tuple[Door, ...]
    catalog_href: str


# Name, what it is for, path of an example, options of curl, page of the documentation.
DOORS = (
    (
        N_("Things as data"),
        N_("Each thing has one address; the format follows from Accept or from a suffix."),
        "/doc/city/palermo.jsonld",
        "",
        "uris",
    ),
    (
        N_("Query service"),
        N_("SPARQL 1.1 by GET and POST, with limits; results as JSON, CSV, TSV and XML."),
        "/sparql?query=SELECT+%3Fcity+WHERE+%7B+%3Fcity+a+urb%3ACity+%7D+LIMIT+5",
        "-H 'Accept: text/csv'",
        "sparql",
    ),
    (
        N_("Search"),
        N_("Things by name, also misspelt, in all languages."),
        "/search.json?q=palermo",
        "",
        "uris",
    ),
    (
        N_("Look-up"),
        N_(
            "From identifiers of Wikidata, GeoNames, NUTS, LAU, ISO 3166 or a DOI "
            "to the thing here."
        ),
        "/lookup?id=Q2656",
        "-L -H 'Accept: application/json'",
        "uris",
    ),
    (
        N_("Typed tables"),
        N_("The dataset as CSV with a description of each column."),
        "/tables/cities.csv",
        "",
        "downloads",
    ),
    (
        N_("Map"),
        N_("The places of a view of the map as GeoJSON, CSV or a picture."),
        "/map.geojson?country=it",
        "",
        "maps",
    ),
    (
        N_("Downloads"),
        N_("The whole dataset, with checksums."),
        "/downloads/manifest.json",
        "",
        "downloads",
    ),
    (
        N_("Change log"),
        N_("What became of which thing in which release, as feeds and as an event stream."),
        "/changes.atom",
        "",
        "releases",
    ),
    (
        N_("Cards"),
        N_("A city, network or map to show elsewhere, without a script."),
        "/card/city/palermo.svg",
        "",
        "maps",
    ),
)


def build(release: Release) -> ApiPage:
    """Return the page of the doors; every example is an address of this site."""
    start = request.host_url.rstrip("/") + mount()
    return ApiPage(
        base=release.info.base,
        doors=tuple(
            Door(
                _(name),
                _(about),
                f"{start}{path}",
                " ".join(part for part in ("curl", options, f"'{start}{path}'") if part),
                url_for("docs.page", name=page),
            )
            for name, about, path, options, page in DOORS
        ),
        catalog_href=f"{mount()}/.well-known/api-catalog",
    )
